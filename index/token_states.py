"""A text in, its word pieces as the network understands them in place out.

The states of an upper layer tell which words of two texts say the same in other words, also
across languages: 大学生 lies nearest to 毕业生, "graduated" to 毕业. That is measured better on the
last layer but one than on the last, whose states already lean to the text's mean.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import numpy as np

from corpus.onnx_session import open_session
from corpus.records import Span
from index.e5.choose import local_embedding
from index.e5.file import Floats, read_e5_file
from index.e5.graph import INPUT, e5_model
from index.e5.nano import MODEL
from index.e5.onnx import OnnxE5
from index.e5.tokenizer import SPACE_MARK
from index.embedding import clean_text
from index.spread import usable_cores

LAYER = 11
CACHED = 1000
MAX_PIECES = 400  # longer texts are cut: no sentence that is weighed is longer


@dataclass(frozen=True, slots=True)
class States:
    """``vectors[i]``, of length one, belongs to the characters ``spans[i]`` of the text."""

    spans: tuple[Span, ...]
    vectors: Floats


class TokenStates:
    """The network up to one layer; threads may share it."""

    def __init__(self, e5: OnnxE5) -> None:
        self._e5 = e5
        # Sentences are asked about again and again; 1,000 of them take some 50 MB.
        self._pool = ThreadPoolExecutor(usable_cores(), thread_name_prefix="states")
        self._states_of = lru_cache(CACHED)(self._compute)
        model = e5_model(read_e5_file(MODEL), e5.multiplication, layers=LAYER)
        self._session = open_session(model)

    def of(self, text: str, role: Literal["query", "passage"]) -> States:
        """The states of a text's pieces, those of its role's prefix left out."""
        return self._states_of(text, role)

    def of_all(self, texts: Sequence[str], role: Literal["query", "passage"]) -> list[States]:
        """The states of several texts, computed on all cores."""
        return list(self._pool.map(lambda text: self.of(text, role), texts))

    def _compute(self, text: str, role: str) -> States:
        prefix = f"{role}: "
        text = clean_text(text)
        ids = self._e5.tokenizer.ids(prefix + text)[:MAX_PIECES]
        (states,) = self._session.run(None, {INPUT: self._e5.inputs([ids])})
        vectors = states[0][1:-1]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        spans = list(self._spans(prefix + text, ids))
        kept = [n for n, span in enumerate(spans) if span.start >= len(prefix) and len(span)]
        return States(tuple(spans[n].shift(-len(prefix)) for n in kept), vectors[kept])

    def _spans(self, text: str, ids: list[int]) -> Iterator[Span]:
        """Where each piece stands in the text: normal forms may be longer or shorter than it."""
        origin: list[tuple[int, str]] = []
        for at, character in enumerate(text):
            for normal in self._e5.tokenizer.normalise(character):
                if normal != " " or not origin or origin[-1][1] != " ":
                    origin.append((at, normal))
        here = 0
        for id in ids:
            piece = self._e5.tokenizer.text_of(id)
            size = len(piece) - (here == 0 and piece.startswith(SPACE_MARK))
            covered = origin[here : here + size] if piece else origin[here : here + 1]
            here += max(size, 0 if piece else 1)
            letters = [at for at, normal in covered if normal != " "]
            yield Span(letters[0], letters[-1] + 1) if letters else Span(0, 0)


@cache
def local_token_states() -> TokenStates:
    """The token states of the network on this machine, whatever embedding the index uses."""
    embedding = local_embedding()
    if not isinstance(embedding, OnnxE5):
        embedding = OnnxE5(read_e5_file(MODEL), "4bit", "token states")
    return TokenStates(embedding)
