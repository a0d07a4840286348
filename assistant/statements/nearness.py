"""How well one sentence holds a word of another: as printed, in other words, or as the network sees it.

In: statements and the word pieces' states. Out: 0 to 1 for a word, the more the nearer it stands to
the figure.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

import numpy as np

from assistant.statements.statements import Statement, Term
from assistant.statements.thesaurus import other_words
from corpus import Span
from index.token_states import States, TokenStates

# Measured: pieces of other things lie below 0.63, the same in other words above 0.72.
UNLIKE, LIKE = 0.58, 0.82
# A word held somewhere else in the sentence than beside the figure.
_HELD_FAR = {
    "measure": 1.0,
    "room": 0.95,
    "clause": 0.9,
    "before": 0.85,
    "after": 0.6,
    "another": 0.5,
}
HELD_IN_CONTEXT = 0.75
_PLACE_TAIL = re.compile("(?<=..)[省市县区]$")
IN_OTHER_WORDS = 0.95
ALL_OF = re.compile("[全本该][国省市区县州行]|[该本]地")


class Near:
    """The word pieces of two sentences, each with its nearest of the other; read when asked for."""

    def __init__(self, these: Statement, those: Statement, states: TokenStates) -> None:
        self._these, self._those, self._states = these, those, states

    @cached_property
    def _mine(self) -> States:
        return self._states.of(self._these.text, "passage")

    @cached_property
    def _best(self) -> list[float]:
        other = self._states.of(self._those.text, "passage")
        cosines = self._mine.vectors @ other.vectors.T
        far = _weights(self._those, self._states)
        scaled = np.clip((cosines - UNLIKE) / (LIKE - UNLIKE), 0, 1) * far
        best = scaled.max(axis=1) if scaled.size else np.zeros(len(self._mine.spans))
        return list(best.tolist())

    def of(self, term: Term) -> float:
        return self.at(term.span)

    def at(self, place: Span) -> float:
        spans = self._mine.spans  # from left to right
        first = bisect_right(spans, place.start, key=lambda span: span.end)
        last = bisect_left(spans, place.end, key=lambda span: span.start)
        return sum(self._best[first:last]) / (last - first) if first < last else 0.0


_WEIGHTS: WeakKeyDictionary[Statement, np.ndarray] = WeakKeyDictionary()


def _weights(statement: Statement, states: TokenStates) -> np.ndarray:
    """How much each word piece of a sentence holds, by where it stands; found once."""
    if statement not in _WEIGHTS:
        spans = states.of(statement.text, "passage").spans
        far = np.array([_far(statement, span, span.cut(statement.text)) for span in spans])
        base = statement.sentence.span.start
        counted = [figure.span.shift(-base) for figure in statement.others]
        # 人 of 46万人 says nothing about 军人: a figure holds no words.
        far[[any(s.overlaps(c) for c in counted) for s in spans]] = 0
        _WEIGHTS[statement] = far
    return _WEIGHTS[statement]


def hold_terms(these: Statement, those: Statement, near: Near | None) -> np.ndarray:
    """For each term of ``these`` how well ``those`` hold it, 0 to 1."""
    terms = these.terms
    held = np.zeros(len(terms))
    for n, term in enumerate(terms):
        held[n] = max(_printed(term.text, those), IN_OTHER_WORDS * _otherwise(term, these, those))
        if ALL_OF.fullmatch(term.text) and is_there(these, those):
            held[n] = IN_OTHER_WORDS
        # A subject may be carried over, what is counted is said, if anything is; 贷款上线5个月 counts
        # months.
        counted = these.figure.kind != "duration" and those.head is not None
        if held[n] == HELD_IN_CONTEXT and term is these.head and counted:
            held[n] = 0.0
        if term is these.head and these.figure.kind == "ratio" and those.of_another(term.text):
            continue  # 国际化赛区 where 国际化项目 are a share, and the 赛区 counted apart
        if held[n] <= _HELD_FAR["another"] and near is not None:
            held[n] = max(held[n], near.of(term))
    return held


def is_there(these: Statement, those: Statement) -> bool:
    """Whether both figures are of one place, which the one names and the other means (全市)."""
    mine, other = (bare_place(s.figure.place or "") for s in (these, those))
    within = min(len(mine), len(other)) > 1 and (mine.endswith(other) or other.endswith(mine))
    return bool(mine) and (mine == other or within)  # 浦东, 上海浦东


def _otherwise(term: Term, these: Statement, those: Statement) -> float:
    """How well the sentence holds another word of the thesaurus' for the same."""
    words = [w for w in these.in_other_words(term) if len(w) > 1 and w in those.text]
    return max((_printed(word, those) for word in words), default=0.0)


def _printed(word: str, those: Statement) -> float:
    best = 0.0
    at = those.text.find(word)
    while at >= 0:
        best = max(best, _far(those, Span(at, at + len(word)), word))
        at = those.text.find(word, at + 1)
    if not best and word in those.context:
        best = HELD_IN_CONTEXT
    return best


def _far(statement: Statement, span: Span, text: str) -> float:
    if any(listed.covers(span) for listed in statement.listed):
        return _HELD_FAR["another"]
    if statement.in_measure(span, text):
        return _HELD_FAR["measure"]
    if statement.of_another(text):
        return _HELD_FAR["another"]
    if statement.room.overlaps(span):
        return _HELD_FAR["room"]
    if statement.clause.overlaps(span):
        return _HELD_FAR["clause"] if span.end <= statement.span.start else _HELD_FAR["after"]
    return _HELD_FAR["before" if span.end <= statement.clause.start else "after"]


def is_printed(term: Term, claimed: Statement, stated: Statement) -> bool:
    """Whether the source's sentence prints a word of the draft's, or another for it."""
    return any(w in stated.unlisted for w in (term.text, *claimed.in_other_words(term)))


def holds_name(text: str, name: str) -> bool:
    """Whether a text has a name, as printed, in short or in other words (申城 is 上海)."""
    if name in text or any(other in text for other in other_words(name)):
        return True
    bare = bare_place(name)
    return (
        bare in text
        or len(name) >= 3
        and re.search(".{0,4}?".join(map(re.escape, name)), text) is not None
    )


def bare_place(name: str) -> str:
    """上海 of 上海市."""
    return _PLACE_TAIL.sub("", name)


@lru_cache(20_000)
def alike(one: str, other: str, states: TokenStates) -> float:
    """How near two words lie by themselves, both ways."""
    near = states.of(one, "query").vectors @ states.of(other, "query").vectors.T
    return float(near.max(axis=1).mean() + near.max(axis=0).mean()) / 2 if near.size else 0.0
