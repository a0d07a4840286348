"""A model's words as they come in, its finished sentences out: plain, each with its markers.

What a model wraps around them (thinking aloud, bullets, bold print, a mark before or behind the
full stop) is taken off here. Whether a sentence is true is not known here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.sentences import LONGEST_SENTENCE, split_sentences

# An answer has a few sentences; a model that has lost its way writes on for ever.
MAX_DRAFT_CHARS = 6000
# What has no end for so long was cut by its length alone, and is no sentence.
_ENDLESS = LONGEST_SENTENCE // 2

_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.S)
_BEGUN_TAG = re.compile(r"\A\s*<[a-z]{0,9}\Z")
# [1], ［1］, 【1】, [^1], [1, 2], [资料1], (Passage 1): as models write them.
_MARKER = re.compile(
    r"\s*[\[［【]\^?\s*(?:(?:资料|来源|passages?|sources?)\s*)?"
    r"(\d{1,3}(?:\s*[,，、;；]\s*\d{1,3})*)\s*[\]］】]",
    re.I,
)
_MARKERS_BEHIND = re.compile(r"([。！？!?.…]+[”’」』）)\"']*)((?:\[\d+\])+)")
_BULLET = re.compile(r"^\s*(?:[-*•·]\s+|#{1,6}\s+|\d{1,2}[.、)）]\s*(?!\d))")
_ONE_MARKER = re.compile(r"\[(\d+)\]")
_BEGUN_MARKER = re.compile(r"[\[［【][^\]］】\n]*\Z")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """``text`` without markers; ``markers`` are the numbers it gives, in order, once each."""

    text: str
    markers: tuple[int, ...]


def draft_sentences(pieces: Iterable[str]) -> Iterator[DraftSentence]:
    """Each sentence as soon as the next one has begun: until then a marker may follow it."""
    words, given = "", 0
    for piece in pieces:
        words += piece
        found = _split(words)
        yield from (s for s in found[given:-1] if len(s.text) < _ENDLESS)
        given = max(given, len(found) - 1)
        if len(words) > MAX_DRAFT_CHARS:
            return  # the sentence it was in is no whole one
    yield from (s for s in _split(words, whole=True)[given:] if len(s.text) < _ENDLESS)


def _split(words: str, *, whole: bool = False) -> list[DraftSentence]:
    words = _THINKING.sub("", words)
    if not whole:
        words = "" if _BEGUN_TAG.match(words) else _BEGUN_MARKER.sub("", words)
    found = []
    for line in words.splitlines():
        line = _MARKER.sub(_plain_markers, _plain(_BULLET.sub("", line)))
        # Behind the full stop a marker would open the next sentence.
        line = _MARKERS_BEHIND.sub(r"\2\1", line).strip()
        found += [_sentence(span.cut(line)) for span in split_sentences(line)]
    return [sentence for sentence in found if _LETTER.search(sentence.text) or sentence.markers]


def _plain_markers(match: re.Match[str]) -> str:
    return "".join(f"[{int(number)}]" for number in re.findall(r"\d+", match[1]))


def _sentence(words: str) -> DraftSentence:
    markers = dict.fromkeys(int(number) for number in _ONE_MARKER.findall(words))
    return DraftSentence(_ONE_MARKER.sub("", words).strip(), tuple(markers))


def _plain(line: str) -> str:
    """Without bold print and characters that do not print."""
    line = "".join(s for s in line if unicodedata.category(s) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return line.replace("**", "").replace("__", "")
