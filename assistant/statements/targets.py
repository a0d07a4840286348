"""Whether a figure is aimed at (力争建成20家) or reached.

In: statements. Out: yes or no, and the pair of words where a draft and a source differ in it.
"""

import re
from collections.abc import Iterator

from assistant.statements.sentence_parts import Pair
from assistant.statements.statements import Statement
from corpus import Span
from corpus.words import tagged

_TITLES = re.compile(r"《[^《》]*》")
_AIMED = re.compile(
    r"力争|争取(?!到?[^，。；、\d]{0,8}(?:资金|项目|支持|补助|经费|贷款|名额|政策))|有望"
    r"|瞄准(?=[^，。；、]{0,6}(?:\d|目标))|剑指|锚定|预计|拟|规划|(?<!年)到20\d\d年，"
    # 完成计划的96%: how far the aim has been reached, not the aim.
    r"|(?<!完成)(?<!完成年度)(?<!完成全年)(?<!占)(?<!超)(?:计划|目标)"
)
# A draft may say otherwise that something is still to come.
_TO_COME = re.compile(
    r"将|要|须|应|提出|部署|到20\d\d年|方案|远景|前景|预测|预期|期望|希望|未来|明年|届时|定[在到于]20\d\d年"
)
# What was aimed at and is told to have been reached, whatever plan is named beside it.
_REACHED = re.compile(
    "已(?:经|然)?(?!经?(?:提出|部署|发布|印发|公布|明确|出台|制定|定下|列入|写入|启动|着手|开始))|完成(?=[^，。；]{0,8}(?:，|。|；|$))"
    "|如期|提前(?!布局|谋划)|超额|落成|兑现|成绩单|答卷"
)
_NOW = re.compile("(?<=[，；。])而?(?:现?如今|而今|眼下|目前|现已)")
_COMES_INTO_FORCE = re.compile(
    "[^，。；]*(?:施行|生效|实施|执行)，"
)  # 将从1月1日起施行，有效期三年
# What is told as done, where a source only says that it must or may be.
_DONE = re.compile("已(?:经|然)?(?!经?(?:提出|部署|发布|印发|公布|明确|出台|制定|要求|规定))|业已")
_TO_BE_DONE = re.compile(
    "[须应](?!届|用|对|急|收)|必须|[需将]要|建成后|投产后|达产后|完工后|投用后|建成之?后"
)
_MAY = frozenset("可 可以 能 能够 将可 便可 即可 就能".split())
_ITEM = re.compile("[一二三四五六七]是|首先|其次")
_TASKS = re.compile("会议(?:强调|要求|提出|部署)|要(?:抓好|做好|落实|着力)|重点任务|下一步")
OF_WAYS = frozenset("种项条大类")
_AIM_BEHIND = re.compile("[^，。；、]{0,8}?的?(?:目标|任务)(?!已|完成|提前|如期)")
_BEARS = re.compile("承担|担负|肩负|承接")  # 承担着四成耕地的灌溉任务: what it does, not its aim
_ADDS = re.compile("还|也|同时|此外|另外")
_NOW_HAS = re.compile("如今|目前|眼下|现[有已在]|已[有经达]|业已")
_HAS = re.compile("已[是有达]\\Z|已经[是有达]到?\\Z")


def _part(statement: Statement) -> Span:
    """The words that tell whether a figure is aimed at: 力争建成20家；如今已有23家 are two parts."""
    text, here = statement.text, statement.span
    now = [m.start() for m in _NOW.finditer(text)]
    start = max([text.rfind("；", 0, here.start) + 1, *(at for at in now if at <= here.start)])
    end = min([at for at in (text.find("；", here.end), *now) if at >= here.end], default=-1)
    own = statement.clause.start
    if _HAS.search(text, own, here.start) and not _AIMED.search(text, own, here.start):
        start = max(start, own)  # 原定建成20家，报出的已是23家
    elif not _NOW_HAS.search(text, start, here.start):
        return Span(0, end if end >= 0 and end in now else len(text))
    return Span(start, end if end >= 0 else len(text))


def is_target(statement: Statement) -> bool:
    """Whether the figure is aimed at (力争建成20家), not reached."""
    behind = _AIM_BEHIND.match(statement.text, statement.span.end)
    if _BEARS.search(statement.text, statement.clause.start, statement.span.start):
        behind = None
    return behind is not None or bool(aims_before(statement))


def aims_before(statement: Statement) -> list[Span]:
    """The words before the figure that say it is aimed at, in order."""
    before = Span(_part(statement).start, statement.span.start)
    # A title's words name a plan, and do not say what is planned; the place of each character stays.
    words = _TITLES.sub(lambda title: "《" * len(title.group()), before.cut(statement.text))
    aims = [Span(*found.span()).shift(before.start) for found in _AIMED.finditer(words)]
    if "将" in words:
        aims += [
            word.span
            for word in tagged(statement.text)
            if word.text == "将" and word.tag == "d" and before.covers(word.span)
            if not _COMES_INTO_FORCE.match(statement.text, word.span.end, statement.clause.start)
        ]
    return sorted(aims)


def _goes_on_aiming(claimed: Statement) -> bool:
    """Whether a sentence adds to the aims that the one before tells: 北京还给自己加了码：新孵化…."""
    own, clause = _part(claimed).cut(claimed.text), claimed.clause.cut(claimed.text)
    if not _ADDS.search(own) or _REACHED.search(own) or _NOW_HAS.search(own) or "了" in clause:
        return False
    here = claimed.sentence
    same = [s for s in claimed.document.sentences if s.paragraph == here.paragraph]
    before = [s.span.cut(claimed.document.text) for s in same if s.span.end <= here.span.start]
    return bool(before) and _AIMED.search(before[-1]) is not None


def _answers_aim(claimed: Statement) -> bool:
    """Whether a sentence only answers the question before, which asks for an aim."""
    before = claimed.document.text[: claimed.sentence.span.start].rstrip()
    asked = re.search("[^。！；？]*？\\Z", before)
    words = asked.group() if asked else ""
    return (_AIMED.search(words) or _TO_COME.search(words)) is not None


def _is_to_be_done(stated: Statement) -> bool:
    """Whether a source says that something must come to be, or will once something else has
    (建成后可灌溉86万亩), or lists it among tasks (要抓好三件事。…二是…，发放5亿元)."""
    own = stated.text[: stated.span.start]
    if _DONE.search(own):
        return False
    words = (w for w in tagged(stated.text) if stated.clause.start <= w.span.start)
    may = any(w.text in _MAY for w in words if w.span.end <= stated.span.start)
    if may or _TO_BE_DONE.search(own):
        return True
    here = stated.sentence
    before = stated.document.text[: here.span.start].rsplit("\n", 1)[-1]
    return _ITEM.match(stated.text) is not None and _TASKS.search(before) is not None


def other_aims(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    done = _DONE.search(claimed.text, claimed.clause.start, claimed.span.start)
    if done and not is_target(stated) and _is_to_be_done(stated):
        yield done.group(), "待办"
    own = _TITLES.sub("", _part(claimed).cut(claimed.text))
    named = _AIMED.search(own) or _TO_COME.search(own)
    coming = is_target(claimed) or named and not _REACHED.search(own) or _goes_on_aiming(claimed)
    coming = coming or _answers_aim(claimed)
    if is_target(stated) and not coming:
        yield "已有", "目标"
    elif claimed.figure.unit in OF_WAYS:
        return  # 到2025年建成20家，给出三种支持方式: ways are there already
    elif is_target(claimed) and not _AIMED.search(stated.text) and "将" not in stated.text:
        yield "目标", "已有"
