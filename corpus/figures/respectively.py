"""Lists told item by item (甲和乙分别为3家和5家) in, which item each figure is of out.

The items stand before 分别 in its clause, the figures behind it, joined by nothing but marks and
conjunctions. Where the two lists differ in length nothing is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Figure, Span
from corpus.words import Word

_CUE = "分别"
_CLAUSE_END = re.compile(r"[，。；！？：…“”]")
_UNTIL = {"截至", "截止", "到"}
_JOINS = {"、", "和", "与", "及", "以及", "跟"}
# Between two figures of one list: a mark or conjunction, and what only leads to the number.
_BETWEEN = re.compile(
    r"\s*(?:[、，和与及]|以及)\s*(?:达到?|为|是|有|超过?|逾|近|约|突破|不足|不到){0,2}\s*"
)
_BARE = re.compile(r"\s*(?:[、和与及]|以及)\s*")
# 3家医院和5家学校: each with what it counts.
_BETWEEN_NAMED = re.compile(r"[^，。；、\d]{1,16}" + _BETWEEN.pattern)
# What all items share though only the last prints it: 甲企业和乙企业占比.
_SHARED = re.compile(
    r"(?:的.{1,16}|占比|比重|比例|数量?|总[数额量]|数额|金额|产量|收入|产值|增速|增幅|人数|家数)\Z"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item as printed, with what all share; ``place`` where it is but the name of a place."""

    text: str
    place: str | None


def list_items(
    text: str, sentence: Span, words: Sequence[Word], figures: Sequence[Figure]
) -> dict[Span, Item]:
    """The item of each figure that stands in such a list, by the figure's span."""
    found: dict[Span, Item] = {}
    at = text.find(_CUE, sentence.start, sentence.end)
    while at >= 0:
        behind = [f for f in figures if f.span.start >= at and f.kind != "date"]
        items = _items(text, sentence, words, at)
        for joint in (_BETWEEN, _BETWEEN_NAMED):
            run = _run(text, behind, at, joint)
            if len(run) == len(items) > 1:
                told = zip((f.span for f in run), items, strict=True)
                found.update((span, i) for span, i in told if i.place or joint is _BETWEEN)
                break
        at = text.find(_CUE, at + 1, sentence.end)
    return found


def share_bound(text: str, sentence: Span, figures: Sequence[Figure]) -> list[Figure]:
    """The figures with the bound of the first of such a list: 分别超过3亿元和5亿元."""
    bounds: dict[Span, str] = {}
    for cue in re.finditer(f"{_CUE}(?:超过?|逾|突破|不足|不到|近|约)", sentence.cut(text)):
        at = sentence.start + cue.start()
        behind = [f for f in figures if f.span.start >= at and f.kind != "date"]
        first = sentence.start + cue.end()
        run = _run(text, behind, at, _BARE) if behind and behind[0].span.start == first else []
        bounds.update((f.span, run[0].qualifier) for f in run if run[0].qualifier)
    return [replace(f, qualifier=f.qualifier or bounds.get(f.span)) for f in figures]


def _run(text: str, figures: Sequence[Figure], at: int, joint: re.Pattern[str]) -> list[Figure]:
    """The figures behind the cue as far as nothing but joints parts them."""
    if not figures or re.search("[，。；]", text[at : figures[0].span.start]):
        return []
    run = [figures[0]]
    for figure in figures[1:]:
        if not joint.fullmatch(text, run[-1].span.end, figure.span.start):
            break
        run.append(figure)
    return run


def _items(text: str, sentence: Span, words: Sequence[Word], at: int) -> list[Item]:
    starts = [sentence.start, *(m.end() for m in _CLAUSE_END.finditer(text, sentence.start, at))]
    start, end = starts[-1], at
    ahead = [w for w in words if start <= w.span.start and w.span.end <= at]
    if len(starts) > 1 and all(w.tag in ("TIME", "f", "p", "c") or w.text in _UNTIL for w in ahead):
        start, end = starts[-2], start - 1  # 甲和乙，2023年底分别有…
    parts: list[list[Word]] = [[]]
    for word in words:
        if not start <= word.span.start or word.span.end > end:
            continue
        if word.text in _JOINS:
            parts.append([])
        else:
            parts[-1].append(word)
    if not all(parts):
        return []
    printed = [text[part[0].span.start : part[-1].span.end] for part in parts]
    shared = _SHARED.search(printed[-1])
    tail = shared.group() if shared else ""
    # 北京和上海的孵化器: the last item is 上海, what is counted are the 孵化器 of both.
    last = printed[-1].removesuffix(tail) if tail.startswith("的") else printed[-1]
    names = [*printed[:-1], last]
    return [
        Item(
            name if name.endswith(tail) else name + tail,
            name if _is_place(name, words) else None,
        )
        for name in names
    ]


def _is_place(name: str, words: Sequence[Word]) -> bool:
    return any(word.text == name and word.tag == "LOC" for word in words)
