"""Whether a question asks for what is or was, and a sentence's figure is only aimed at.

In: a question, a sentence's figures beside the one asked for. Out: those that may be told. 力争建成20家
is no answer to 有多少家, and to 要建成多少家 it is one.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

from assistant.answering.asked_figure import Stated
from assistant.answering.candidates import Candidate
from assistant.answering.question import Question
from assistant.answering.short_answers import Short
from assistant.statements.sentence_parts import clause_around
from assistant.statements.statements import Statement
from assistant.statements.targets import OF_WAYS, aims_before
from corpus import Span
from corpus.words import tagged

Asked = Literal["aim", "result", "either", "both"]
# Words by which a question says that it asks for what is to come.
_AIM = re.compile(
    r"目标|指标|任务|计划|打算|准备|力争|争取|有望|预[计期测定]|拟|规划|方案|部署|提出|承诺|希望|未来|今后|下一步|[明后]年"
    r"|(?<=[^没])想(?!问|请|知道|了解)|将(?!军|近|来)|要(?![求素闻点是不么害目])|应(?!届|用|急|对|收|税|邀)|须|至少|不少于|不低于"
    r"|到20\d\d年|到[“‘]?十[三四五六七]五|(?:达产|建成|投产|完工|竣工)[之以]?后|能(?![源力级耗手])|会(?=有|带|新|达)|[定设立](?:下|出|了|的)"
    r"|\b(?:target|goal|aim|plan|will|would|intend|hope|expect|should|going to|to be|by 20\d\d)",
    re.I,
)
# … and that it asks for what has come, whatever was planned.
_RESULT = re.compile(
    "已(?:经|然)?(?!有的|经?(?:提出|部署|发布|印发|公布|明确|出台|制定|定|列入|写入|知))|实际|事实上|真正|完成了|实现了|兑现"
    r"|\b(?:actually|already|so far)\b",
    re.I,
)
# 新孵化了多少家, 有几家了, 带动过多少家; 定了多少家的目标 asks for an aim all the same.
_DONE = re.compile(
    "(?<![为除罢定设提立列写下出])了(?!解|如)[^，。；？?]{0,4}(?:多少|几|多大|百分)|过(?=多少|几)"
    "|(?:多少|几|多大|百分)[^，。；？?]{0,20}了(?!解|如)"
)
_CAME_OUT = re.compile("出(?=多少|几)")  # 孵出多少家, but 要孵出多少家
_FORECAST = re.compile("预[计期测]")  # of an event, no aim
_DONE_THEN = re.compile("[的了过]$")
_HOLE = re.compile(r"多少|几|哪|什么|何|多大|\b(?:how|what|when|which)\b", re.I)
# Headings over what is to come, and words by which a sentence under one tells what is there.
_YEAR = re.compile(r"到20\d\d年")
_BY_YEAR = re.compile(r"(?<![年月日截起])到(20\d\d)年(?![底末初年]|\d)")
_PLAN = re.compile("方案|规划|计划|纲要|目标")
_THEN = re.compile(
    "(?:达产|建成|投产|完工|竣工|投用)(?:[之以]?后|[^，。；]{0,6}，(?=[^，。；]{0,6}[可能将]))"
)
_NAMED = re.compile("[该这此本那的项》”’]\\Z")
# 20家的目标, but 完成4次出舱任务 tells what was done.
_CALLED = re.compile("[^，。；、]{0,8}?(?:的任务|目标)(?!已|完成|提前|如期)")
_INTRODUCES = re.compile("[是为：]|之一是|要求")
_OF_AIMS = re.compile("目标(?:任务)?(?:[（(][^）)]*[）)])?$|工作安排|工作部署|下一步|展望$")
_HELD_NOW = re.compile("已|截[至止]|现有|目前|[去上]年|过去|累计|以来|了(?!解)")
_NAMES_AIM = re.compile(
    "计划|打算|目标|力争|争取|有望|拟(?!定)|准备|今后|未来|[明后]年|\\b(?:target|goal|aim|plan|intend|hope)",
    re.I,
)
_TO_COME = re.compile(
    r"将|要|须|应(?!届)|提出|部署|到20\d\d年|届时|方案|规划|计划|目标|安排|预[计期测定]|力争|争取|有望|不少于|不低于|未来|[明后]年|拟|[达投]产后|建成后"
)
_PLANNED_SIZE = re.compile(
    "(?:规划|计划|预计|拟)(?:总|建筑|建设|占地|设计)*(?:面积|用地|投资|规模|产能|床位|里程|长度|高度)"
)


def asked_tense(question: Question) -> Asked:
    """Whether a question asks for what is aimed at, for what has come, does not say, or asks for
    both (目标多少家，已有多少家)."""
    asking = question.asking.cut(question.text)
    clauses = [(c, _tense(c, question)) for c in re.split("[，；。？?]", asking) if c]
    asked = {tense for clause, tense in clauses if _HOLE.search(clause)}
    if len(asked) > 1:
        return "both"
    told = asked - {"either"} or {tense for _, tense in clauses}
    return "result" if "result" in told else "aim" if "aim" in told else "either"


def _tense(clause: str, question: Question) -> Asked:
    then = question.asks == "date" and _DONE_THEN.search(clause)
    if _RESULT.search(clause) or _DONE.search(clause) or then:
        return "result"
    if _AIM.search(clause):
        return "aim"
    return "result" if _CAME_OUT.search(clause) else "either"


def in_asked_tense(
    question: Question,
    candidate: Candidate,
    shorts: Sequence[Short],
    counted: Mapping[Short, Stated],
) -> list[Short]:
    """The possible short answers without the figures that are aimed at, unless those are asked for;
    where the question names an aim, without those that are there already.

    What is said of a planned thing that the question names (the length of a line to be built) may
    be told; a day to come is an answer to 什么时候, none to 什么时候…的.
    """
    if question.asks not in ("figure", "share", "date"):
        return list(shorts)
    tense = asked_tense(question)
    if tense == "both" or tense == "either" and question.asks == "date":
        return list(shorts)
    fits = partial(_fits, question, candidate, tense)
    return [s for s in shorts if (stated := counted.get(s)) is None or fits(stated.statement)]


def _fits(question: Question, candidate: Candidate, tense: Asked, statement: Statement) -> bool:
    if tense == "aim":
        named = _NAMES_AIM.search(question.asking.cut(question.text))
        ways = statement.figure.unit in OF_WAYS  # 打算用几种方式: ways are there already
        return not named or ways or speaks_of_aims(candidate)
    if not _is_aimed_at(statement, candidate):
        return True
    return tense == "either" and (
        _is_forecast(statement) or _is_of_planned_thing(question, statement)
    )


def _is_forecast(statement: Statement) -> bool:
    """Whether a figure is but expected, as of an event to come: 灯塔节预计接待45万人次."""
    aims = aims_before(statement)
    return bool(aims) and all(_FORECAST.match(aim.cut(statement.text)) for aim in aims)


def speaks_of_aims(candidate: Candidate) -> bool:
    """Whether a sentence or what stands over it says in any words that something is to come."""
    around = (candidate.text, candidate.section, candidate.headings)
    return any(_TO_COME.search(text) for text in around)


def _is_aimed_at(statement: Statement, candidate: Candidate) -> bool:
    """Whether a figure is aimed at by its sentence's words, or by the heading it stands under."""
    text = statement.text
    if any(map(partial(_says_aim, statement), aims_before(statement))):
        return True
    if _CALLED.match(text, statement.span.end) and not _HELD_NOW.search(
        text, statement.clause.start, statement.span.start
    ):
        return True
    before = text[: statement.span.start]
    if _THEN.search(before):
        return True
    if any(_is_to_come(int(year[1]), candidate) for year in _BY_YEAR.finditer(before)):
        return True
    listed = _OF_AIMS.search(candidate.section) is not None and statement.figure.kind != "date"
    return listed and not _HELD_NOW.search(text, 0, statement.clause.end)


def _says_aim(statement: Statement, aim: Span) -> bool:
    """Whether words say that something is aimed at: 计划建设, 目标是, but not 该计划, and of a year (到2025年)
    the year tells."""
    text = statement.text
    if _YEAR.match(aim.cut(text)) or _HELD_NOW.search(text, aim.end, statement.span.start):
        return False  # 规划兴建，已建成…
    word = next((w for w in tagged(text) if w.span.overlaps(aim)), None)
    named = word is not None and len(word.span) > len(aim) or _NAMED.search(text, 0, aim.start)
    return not named or _INTRODUCES.match(text, aim.end) is not None


def _is_to_come(year: int, candidate: Candidate) -> bool:
    """Whether a year lay ahead when the text was written: after the document's own, or where that
    is not known, in a plan."""
    written = candidate.document.source.year
    if written is not None:
        return year > written
    return _PLAN.search(candidate.headings + candidate.section + candidate.text) is not None


def _is_of_planned_thing(question: Question, statement: Statement) -> bool:
    """Whether a figure only tells more of what a clause before says is planned, and the question
    asks about that: 计划建设2号线，全长31公里."""
    text, aims = statement.text, aims_before(statement)
    before = text[: statement.clause.start]
    if not aims:  # where the heading alone tells that it is planned
        return not (_BY_YEAR.search(before) or _THEN.search(before)) and _names(question, before)
    if _PLANNED_SIZE.match(text, aims[-1].start):  # 科学城规划面积8平方公里
        return _names(question, text[: aims[-1].start])
    if aims[-1].end >= statement.clause.start:
        return False
    clause = clause_around(text, aims[-1])
    base = statement.sentence.span.start
    counted = (f for f in statement.others if f.kind != "date" and f.unit != "号")
    if any(clause.covers(figure.span.shift(-base)) for figure in counted):
        return False  # 力争突破4000家，强度达到3%: both are aimed at
    return _names(question, text[aims[-1].end : clause.end])


def _names(question: Question, text: str) -> bool:
    """Whether a text prints a thing that the question names."""
    return any(
        form in text
        for term in question.terms
        if term.kind not in ("place", "verb", "figure") and len(term.text) > 1
        for form in term.forms
    )
