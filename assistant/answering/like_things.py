"""A question and a sentence in, whether the sentence tells of a thing that only is like the one asked
about: another payment, the other side of a bound, the figure of another name of its kind.

What a likeness of words takes for the same, each by what stands beside it.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.answering.candidates import Candidate, find_form
from assistant.answering.question import Question
from assistant.answering.romanised_names import sound_alike
from assistant.answering.short_answers import Short
from corpus import Figure, find_figures

# 就餐补贴 is no 送餐补贴, where a document tells of both; 享受补贴 names no sort.
_PAID = re.compile(
    "(?P<sort>[\u4e00-\u9fff]{2})(?P<paid>补贴|津贴|补助|资助|奖励|奖金|贷款|保险|基金|押金|保证金|违约金|假)"
)
_NO_SORT = re.compile(
    "享受|给予|发放|领取|获得|申请|申领|提供|财政|政府|相应|一定|上述|有关|相关|各项|该项|此项|其他|全部|部分|可以|进行|符合|[的和与及了为在得按].|.[的和与及了为在得按]"
)
_UP = re.compile("期?(?:及|含)?以上|及其?以上")
_DOWN = re.compile("期?(?:及|含)?(?:以下|以内|之内)")
_HEAD = re.compile("[：；](?P<head>[^：；，。0-9]{1,12}) [+-]?$")  # of a column, as rows are said
# 亩产, 人均: of each; 210吨 alone is of all.
_EACH = re.compile("亩产|单产|[亩人户校班店]均")
_TOLD_OF_EACH = re.compile("均|每|亩产|单产|一[亩人户校班店]|/")
_CLAUSE_END = re.compile("[，；。：！？]")


def is_only_like(
    question: Question, candidate: Candidate, shorts: Sequence[tuple[float, Short]]
) -> bool:
    """Whether the sentence tells of another thing of the kind asked about."""
    return (
        _is_another_payment(question, candidate)
        or _is_beyond_bound(question, candidate)
        or _is_of_other_month(question, candidate)
        or _is_of_all(question, candidate)
        or _names_sibling(question, candidate)
        or bool(shorts)
        and (
            _is_of_other_name(question, candidate, shorts[0][1])
            or _is_under_other_head(question, candidate, shorts[0][1])
        )
    )


def _is_another_payment(question: Question, candidate: Candidate) -> bool:
    asking = question.asking.cut(question.text)
    for asked in _PAID.finditer(asking):
        if asked.group() in candidate.text or asked.group() not in candidate.document.text:
            continue
        told = (m for m in _PAID.finditer(candidate.text) if m["paid"] == asked["paid"])
        if any(not _NO_SORT.fullmatch(other["sort"]) for other in told):
            return True
    return False


def _is_beyond_bound(question: Question, candidate: Candidate) -> bool:
    """Whether the question asks for 五年以下 and the sentence tells of 五年以上."""
    for figure in question.figures:
        asked = _side(question.text, figure)
        same = [f for f in candidate.figures if (f.value, f.unit) == (figure.value, figure.unit)]
        told = {_side(candidate.text, f) for f in same}
        if asked and told == {"down" if asked == "up" else "up"}:
            return True
    return False


def _is_of_other_month(question: Question, candidate: Candidate) -> bool:
    """Whether a month's figure is asked for and the sentence, or where it names none the headline
    over it, tells of others: 三月运营数据."""
    if question.asks not in ("figure", "share"):
        return False
    asked = _months(f for f in question.figures if question.asking.covers(f.span))
    if not asked:
        return False
    told = _months(candidate.figures) or _months(
        find_figures(f"{candidate.section}\n{candidate.headings}")
    )
    return bool(told) and not asked & told


def _months(figures: Iterable[Figure]) -> set[int]:
    """The months that dates name, those within a range of months too."""
    found: set[int] = set()
    for figure in figures:
        if figure.kind != "date" or figure.unit not in ("月", "日"):
            continue
        ends = [_month(v, figure.unit) for v in (figure.value, figure.upper) if v is not None]
        if all(1 <= month <= 12 for month in ends):
            found.update(range(ends[0], ends[-1] + 1) or ends)
    return found


def _month(value: float, unit: str) -> int:
    return int(value) // (100 if unit == "日" else 1) % 100


def _names_sibling(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence names, in place of a word whose figure is asked for, another that differs
    by one character (电解铜 for 电解铝); one that sounds alike is a slip of the pen. Elsewhere it
    may well be another word for the same (世锦赛, 世乒赛)."""
    if question.asks not in ("figure", "share"):
        return False
    for term in question.terms:
        named = term.kind not in ("verb", "figure") and len(term.text) > 2
        if not (named and question.asking.covers(term.span)):
            continue
        if find_form(f"{candidate.context}\n{candidate.text}", term) is not None:
            continue
        for word in candidate.words:
            if word.text in question.text or len(word.text) != len(term.text):
                continue
            other = [pair for pair in zip(term.text, word.text, strict=True) if pair[0] != pair[1]]
            if len(other) == 1 and not sound_alike(*other[0]):
                return True
    return False


def _is_of_all(question: Question, candidate: Candidate) -> bool:
    """Whether a figure of each is asked for (亩产多少) and the sentence tells none of that sort."""
    asked = question.asks == "figure" and _EACH.search(question.asking.cut(question.text))
    return bool(asked) and not _TOLD_OF_EACH.search(f"{candidate.section}{candidate.text}")


def _side(text: str, figure: Figure) -> str | None:
    if _UP.match(text, figure.span.end):
        return "up"
    return "down" if _DOWN.match(text, figure.span.end) else None


def _is_of_other_name(question: Question, candidate: Candidate, best: Short) -> bool:
    """Whether the name asked about stands only in a later clause with a figure of its own, and
    before the best figure stands another of its kind: 青禾路车速17公里，竹园路车流量增加19%."""
    if question.asks not in ("figure", "share") or question.language != "zh":
        return False
    stop = _CLAUSE_END.search(candidate.text, best.span.end)
    for term in question.terms:
        if stop is None or not (term.strict and term.is_name and question.asking.covers(term.span)):
            continue
        at = find_form(candidate.text, term)
        if at is None or at < stop.start():
            continue
        end = _CLAUSE_END.search(candidate.text, at)
        counted = (f for f in candidate.figures if f.kind != "date" and f.span.start > at)
        own = any(end is None or f.span.end <= end.start() for f in counted)
        kind = term.text[-1]
        before = (w for w in candidate.words if w.span.end <= best.span.start)
        if own and any(
            word.tag in ("LOC", "ORG", "PER", "nz")
            and word.text[-1] == kind
            and word.text not in question.text
            for word in before
        ):
            return True
    return False


def _is_under_other_head(question: Question, candidate: Candidate, best: Short) -> bool:
    """Whether the best figure is a bare one of a table's row whose column's head the question does
    not name: 净胜球 2 is not how many goals a team shot; 积了多少分 names 积分."""
    head = _HEAD.search(candidate.text, 0, best.span.start)
    bare = any(best.span.covers(f.span) and f.unit is None for f in candidate.figures)
    if head is None or not bare or question.asks != "figure" or question.language != "zh":
        return False
    asking = question.asking.cut(question.text)
    words = (form for term in question.terms for form in term.forms if len(form) > 1)
    named = set(head["head"]) <= set(asking) or any(
        word in head["head"] or head["head"] in word for word in words
    )
    return not named and not (question.unit and question.unit in head["head"])
