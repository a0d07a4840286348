"""A question in, its words out, cut also where the tagger runs on: behind the unit that is asked
for (多少米 | 渡轮停航) and before a mean (青禾路 | 日均客流).
"""

import re
from collections.abc import Iterator

from assistant.answering.asking import asked_unit_end
from corpus import Span
from corpus.words import Word, tag_words

_MEAN = re.compile("(?<=[\u4e00-\u9fff])(?<![今昨近每])[日月年]均")


def question_words(text: str) -> list[Word]:
    """The words of a question in order, without gaps."""
    cuts = {at for match in _MEAN.finditer(text) for at in match.span()}
    if (end := asked_unit_end(text)) is not None:
        cuts.add(end)
    return [piece for word in tag_words(text) for piece in _pieces(word, cuts)]


def _pieces(word: Word, cuts: set[int]) -> Iterator[Word]:
    inside = sorted(at for at in cuts if word.span.start < at < word.span.end)
    bounds = [word.span.start, *inside, word.span.end]
    for start, end in zip(bounds, bounds[1:], strict=False):
        if not inside:
            yield word
            continue
        piece = word.text[start - word.span.start : end - word.span.start]
        for part in tag_words(piece):
            yield Word(part.text, Span(part.span.start + start, part.span.end + start), part.tag)
