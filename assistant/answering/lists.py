"""A text in, the lists it spells out: marked members (一是…；二是…) and rows of names (甲、乙和丙).

A list may run over several sentences where each opens with its mark.
"""

import re
from dataclasses import dataclass
from os.path import commonprefix

from corpus.records import Span

_DIGITS = "一二三四五六七八九十"
# 一是 …；二是 …   第一，…；第二，…   首先，…；其次，…   1. …   （一）…
_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![{_DIGITS}第统唯专单])(?P<n>[{_DIGITS}]{{1,2}})(?:是|要)(?!否|非)，?",
        rf"第(?P<n>[{_DIGITS}]{{1,2}})(?:项|个|点|类|种|条)?(?:是)?[，、：]",
        rf"[（(](?P<n>[{_DIGITS}]{{1,2}}|\d{{1,2}})[）)]",
        r"(?<![\d.])(?P<n>\d{1,2})(?:[.．、](?!\d)|[）)])\s*",
        r"(?P<n>首先|其次|再次|最后)，",
    )
)
_ORDER = {"首先": 1, "其次": 2, "再次": 3}
_MEMBER_END = re.compile(r"[；。！？\n]|(?<=[^、]),?(?=等[。；，])")
# A row of names: members of one to 24 characters between 、 and a last one after 和 or 、.
_MEMBER = r"(?:《[^》]+》|“[^”]+”|[^、，。；：！？“”《》\n（）]|（[^）]*）|\([^)]*\)){1,24}"
_ROW = re.compile(
    rf"(?P<first>{_MEMBER})(?P<rest>(?:、{_MEMBER})+)(?:[，,]?(?:以及|及|和|与|或)(?P<last>{_MEMBER}))?"
    rf"|(?P<two>《[^》]+》)(?:和|与|及)(?P<other>《[^》]+》)"
    r"|(?:免征|包括|案例是|分别是|分别为|指的是)(?P<one>[^、，。；：！？和与及]{2,14})(?:和|与|及)(?P<next>[^、，。；：！？和与及的]{2,14})(?=[，。；等])"
)
# What introduces a row inside its first member: the words before are not part of it.
_LEAD = re.compile(
    r".*(?:包括了?|包含|涵盖|分别是|分别为|主要有|主要是|即|有|是|为|如|走出了|涉及|囊括|覆盖|围绕|聚焦|在|将|与|和|由|对|向|往|从|于|了|的|给|把|以|推动|支持|提供|促进|免征|培育|形成了?|会同)(?=.)"
)
_STRONG_LEAD = re.compile(
    r".*(?:包括了?|包含|涵盖|分别是|分别为|主要有|主要是|是指|指的是|即|例是|案例是|走出了|形成了)(?=.)"
)
_BY = re.compile("(?<=..)(?<![自理缘经])由(?!来|于)(?=..)")
_TAIL = re.compile(
    r"(?:等|等等)(?=.|$)|以(?=[\d《“])|(?:[，,]|的|是|为|在|将|(?<![方走取导倾意流动转风])向).*$"
)


@dataclass(frozen=True, slots=True)
class Members:
    """A list in a text: its members' spans, and where its words begin and end."""

    members: tuple[Span, ...]
    span: Span
    marked: bool


def find_lists(text: str) -> list[Members]:
    """The lists of a text in order; members keep the words printed."""
    return sorted(
        [*_marked_lists(text), *_rows(text)], key=lambda found: (found.span.start, found.span.end)
    )


def opens_member(text: str) -> int | None:
    """The number of the list member that a sentence opens with (二是 → 2), if it does."""
    for pattern in _MARKS:
        if match := pattern.match(text.lstrip("“”‘’ ")):
            return _number(match["n"])
    return None


def _marked_lists(text: str) -> list[Members]:
    found = []
    for pattern in _MARKS:
        run: list[re.Match[str]] = []
        for match in pattern.finditer(text):
            number = _number(match["n"])
            if number == 1 or (number is None and not run):
                found += _members_of(run, text)
                run = [match]
            elif run and (number is None or number == len(run) + 1):
                run.append(match)
        found += _members_of(run, text)
    return found


def _members_of(run: list[re.Match[str]], text: str) -> list[Members]:
    if len(run) < 2:
        return []
    ends = [match.start() for match in run[1:]]
    last = re.search(r"[。！？”\n]", text[run[-1].end() :])
    ends.append(run[-1].end() + last.start() if last else len(text))
    spans = tuple(_trim(text, Span(match.end(), end)) for match, end in zip(run, ends, strict=True))
    return [Members(spans, Span(run[0].start(), ends[-1]), True)]


def _rows(text: str) -> list[Members]:
    found = []
    for match in _ROW.finditer(text):
        if match["one"]:
            spans = [Span(*match.span("one")), Span(*match.span("next"))]
        elif match["two"]:
            spans = [Span(*match.span("two")), Span(*match.span("other"))]
        else:
            spans = _row_members(text, match)
        if len(spans) >= 2:
            found.append(Members(tuple(spans), Span(spans[0].start, spans[-1].end), False))
    return found


def _row_members(text: str, match: re.Match[str]) -> list[Span]:
    first = match["first"]
    lead = _STRONG_LEAD.match(first) or _LEAD.match(first)
    start = match.start("first") + (lead.end() if lead and lead.end() < len(first) else 0)
    spans = [Span(start, match.end("first"))]
    at = match.start("rest")
    for piece in re.split("、", match["rest"])[1:]:
        spans.append(Span(at + 1, at + 1 + len(piece)))
        at += 1 + len(piece)
    if match["last"]:
        spans.append(Span(*match.span("last")))
    for n, span in enumerate(spans):  # 孵化器、众创空间政策由财政部、科技部…: whose doing it is
        if by := _BY.search(span.cut(text)):
            spans = [Span(span.start + by.end(), span.end), *spans[n + 1 :]]
            break
    tail = _TAIL.search(spans[-1].cut(text), 1)
    if tail:
        spans[-1] = Span(spans[-1].start, spans[-1].start + tail.start())
    if end := _common_end(text, spans):
        spans[-1] = Span(spans[-1].start, end)
    if not match["last"] and (
        joint := re.search(r"(?<=.)(?:以及|和|及|与)(?=.)", spans[-1].cut(text))
    ):
        whole = spans.pop()
        spans += [
            Span(whole.start, whole.start + joint.start()),
            Span(whole.start + joint.end(), whole.end),
        ]
    return [_trim(text, span) for span in spans if span.cut(text).strip()]


def _common_end(text: str, spans: list[Span]) -> int | None:
    """Where the last member ends by what the others end with: 城市层面、企业层面得到应用."""
    others = [span.cut(text) for span in spans[:-1]]
    ending = commonprefix([other[::-1] for other in others])[::-1]
    at = text.find(ending, spans[-1].start + 1, spans[-1].end)
    return at + len(ending) if len(others) > 1 and len(ending) > 1 and at >= 0 else None


def _trim(text: str, span: Span) -> Span:
    """Without the white space and stops around it."""
    words = span.cut(text)
    kept = words.strip(" 　，；。、：\n")
    start = span.start + words.find(kept) if kept else span.start
    return Span(start, start + len(kept))


def _number(mark: str) -> int | None:
    if mark in _ORDER or mark == "最后":
        return _ORDER.get(mark)
    if mark.isdigit():
        return int(mark)
    if len(mark) == 2 and mark[0] == "十":
        return 10 + _DIGITS.index(mark[1]) + 1
    return _DIGITS.index(mark[0]) + 1
