"""What a draft says in short, written in full: 前者 and 后者 as what they mean, a figure that is a
sentence of its own (3400亿元！这是…) with the sentence it belongs to.

In: a draft's text with each character's place. Out: the same, longer, places kept. Values only.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.draft_lines import WholeLines
from assistant.light_words import is_empty, is_generic
from assistant.topics import KINDS
from corpus import Span, find_figures
from corpus.words import Word, tagged

_FORMER = re.compile("(?P<former>前者)|后者")
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
    for found in _FORMER.finditer(draft.text):
        start = max(draft.text.rfind("\n", 0, found.start()) + 1, found.start() - _LOOKED_BACK)
        two = _last_two(draft.text[start : found.start()])
        if two is None:
            continue
        name = two[0] if found["former"] else two[1]
        text += [draft.text[at : found.start()], name]
        places += draft.places[at : found.start()]
        places += [draft.places[found.start()]] * len(name)
        at = found.end()
    return WholeLines("".join([*text, draft.text[at:]]), (*places, *draft.places[at:]))


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
