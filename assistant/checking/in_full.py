"""What a draft says in short, written in full: 前者, 后者 and 这个数字 as what they mean, a figure that is a
sentence of its own (3400亿元！这是…) with the sentence it belongs to.

In: a draft's text with each character's place. Out: the same, longer, places kept. Values only.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checking.draft_lines import WholeLines
from assistant.statements.light_words import is_empty, is_generic
from assistant.statements.sentence_parts import clause_around
from assistant.statements.topics import KINDS
from corpus import Span, find_figures
from corpus.words import Word, tagged

_SHORT = re.compile(
    "(?P<former>前者)|后者|(?P<number>[这该此](?:一|个|一个)?数[字值目]?(?:已?[被经]?(?:改写|刷新|更新|变)[为成到])?)"
)
# 这个数字 stands for what it counts where its clause says what that comes to.
_COMES_TO = re.compile(
    r"(?:[也就又已便则还才正]|已经|增[加长]?|[上提攀跃]升|[上下]?[升涨降跌]|减少|扩大|翻|突破|超过"
    r"|[达为是到至成了约近逾超])*[\d一二三四五六七八九十百千万两几数]"
)
_JOINTS = frozenset(
    "和 与 及 以及 跟 同 、 比 较 超 超过 多于 高于 大于 胜过 低于 少于 小于 不如 不及 逊于 落后于 领先".split()
)
_NAMING = frozenset(("n", "nz", "nw", "vn", "an", "b", "a", "s", "ORG", "LOC"))
_LOOKED_BACK = 80  # characters before 前者 in which the two are named
_BARE = re.compile(r"(?:^|(?<=[。！？\n]))(?P<figure>[^，。！？；：\n]{2,16})(?P<mark>[！!])(?=\S)")


def in_full(draft: WholeLines) -> WholeLines:
    """The draft with what it says in short written in full."""
    return _joined(_named(draft))


def _named(draft: WholeLines) -> WholeLines:
    text: list[str] = []
    places: list[int] = []
    at = 0
    for found in _SHORT.finditer(draft.text):
        start = max(draft.text.rfind("\n", 0, found.start()) + 1, found.start() - _LOOKED_BACK)
        name = _meant(found, draft.text[start : found.start()])
        if name is None:
            continue
        text += [draft.text[at : found.start()], name]
        places += draft.places[at : found.start()]
        places += [draft.places[found.start()]] * len(name)
        at = found.end()
    return WholeLines("".join([*text, draft.text[at:]]), (*places, *draft.places[at:]))


def _meant(short: re.Match[str], before: str) -> str | None:
    """What 前者, 后者 or 这个数字 means by what stands before it."""
    if short["number"]:
        return _last_counted(before) if _COMES_TO.match(short.string, short.end()) else None
    two = _last_two(before)
    return two and (two[0] if short["former"] else two[1])


def _last_counted(text: str) -> str | None:
    """What was counted last, told before its figure or behind it: 孵化载体 of 孵化载体已达1.5万余家."""
    counted = [f for f in find_figures(text) if f.kind == "count"]
    if not counted:
        return None
    figure = counted[-1].span
    clause = clause_around(text, figure)
    before = [n.cut(text) for n in _names(text[: figure.start]) if n.start >= clause.start]
    behind = [n for n in _names(text[figure.end : clause.end]) if not n.start]
    return before[-1] if before else next((n.shift(figure.end).cut(text) for n in behind), None)


def _last_two(text: str) -> tuple[str, str] | None:
    """The last two things named side by side: 众创空间, 孵化器 of 众创空间数量超过孵化器."""
    pairs = [
        (one.cut(text), other.cut(text))
        for one, other in pairwise(_names(text))
        if _joins(text[one.end : other.start])
    ]
    return pairs[-1] if pairs else None


def _joins(text: str) -> bool:
    """Whether words only set two things side by side: 和; 的数量多于."""
    words = [w.text for w in tagged(text) if w.text != "的" and not is_generic(w.text)]
    return "".join(words) in _JOINTS


def _names(text: str) -> Iterator[Span]:
    """Runs of naming words, without 数量 and the like at their ends."""
    run: list[Word] = []
    for word in [*tagged(text), None]:
        if word and (word.tag in _NAMING or word.text in KINDS) and word.text not in _JOINTS:
            run.append(word)
            continue
        while run and (run[-1].tag == "a" or is_generic(run[-1].text) or is_empty(run[-1].text)):
            run.pop()  # 众创空间 + 数量, 孵化器 + 少
        if run:
            yield Span(run[0].span.start, run[-1].span.end)
        run = []


def _joined(draft: WholeLines) -> WholeLines:
    text = list(draft.text)
    for found in _BARE.finditer(draft.text):
        words = found["figure"]
        figures = [f for f in find_figures(words) if f.kind != "date"]
        if len(figures) == 1 and figures[0].span.start <= 3 and figures[0].span.end == len(words):
            text[found.start("mark")] = "，"
    return WholeLines("".join(text), draft.places)
