"""A page's paragraphs in, what words they share out: by character bigrams, a number as one token.

Knows no articles and no headlines.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

# A number is one token: two articles that share 1.8 share little.
TOKEN = re.compile(r"[0-9.]+|[A-Za-z]+|[^\W_]")
SUBJECT_CHARS = 250


def grams(text: str, size: int) -> set[str]:
    """Return the runs of ``size`` tokens of a text."""
    tokens = TOKEN.findall(text)
    return {"".join(tokens[at : at + size]) for at in range(len(tokens) - size + 1)}


class PageWords:
    """Which paragraphs of a page hold a bigram."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.grams = [grams(text, 2) for text in texts]
        self.chars = [0, *accumulate(map(len, texts))]  # before each paragraph, and in all
        self.holders: dict[str, list[int]] = defaultdict(list)
        for at, held in enumerate(self.grams):
            for gram in held:
                self.holders[gram].append(at)

    def weight(self, held: Iterable[str]) -> float:
        """Return how much bigrams tell: the more the fewer paragraphs hold them."""
        count = len(self.texts)
        return sum(math.log(count / len(self.holders[gram]) + 1) for gram in held)

    def likeness(
        self, before: Sequence[int], after: Sequence[int], ignored: frozenset[str] = frozenset()
    ) -> float:
        """Return the weighted share of bigrams that the paragraphs around a gap have in common."""
        left = self._gather(reversed(before)) - ignored
        right = self._gather(after) - ignored
        both = self.weight(left) * self.weight(right)
        return self.weight(left & right) / math.sqrt(both) if both else 0.0

    def length(self, ats: Sequence[int]) -> int:
        """Return how many characters the paragraphs have, up to what is compared of them."""
        return min(SUBJECT_CHARS, sum(len(self.texts[at]) for at in ats))

    def _gather(self, ats: Iterable[int]) -> set[str]:
        held: set[str] = set()
        chars = 0
        for at in ats:
            held |= self.grams[at]
            chars += len(self.texts[at])
            if chars >= SUBJECT_CHARS:
                break
        return held
