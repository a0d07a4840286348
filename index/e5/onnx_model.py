"""A small network written as an ONNX model, without the ``onnx`` package.

ONNX is a protobuf format; the field numbers below are those of ``onnx.proto`` (IR version 10). Only
what this program needs is written: dense tensors, and nodes with numbers as attributes.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

IR_VERSION = 10
OPSETS = {"": 21, "com.microsoft": 1}
_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}

Array = NDArray[Any]
Attribute = int | float | Sequence[int]


@dataclass(slots=True)
class Graph:
    """Collects nodes and tensors; values are known by their names."""

    nodes: list[bytes] = field(default_factory=list)
    tensors: list[bytes] = field(default_factory=list)
    inputs: list[bytes] = field(default_factory=list)
    outputs: list[bytes] = field(default_factory=list)
    _count: int = 0

    def input(self, name: str, dtype: str, shape: Sequence[int | str]) -> str:
        """A value given at each run; a dimension that varies is a name."""
        self.inputs.append(_value_info(name, dtype, shape))
        return name

    def output(self, name: str, dtype: str, shape: Sequence[int | str]) -> None:
        self.outputs.append(_value_info(name, dtype, shape))

    def tensor(self, array: Array) -> str:
        """A constant."""
        name = self._name("c")
        dims = b"".join(_number(1, size) for size in array.shape)
        kind = _number(2, _TYPES[array.dtype.name])
        self.tensors.append(dims + kind + _text(8, name) + _bytes(9, array.tobytes()))
        return name

    def node(
        self, op: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Attribute
    ) -> list[str]:
        """One operation; an empty input name leaves an optional input out."""
        names = [self._name(op) for _ in range(outputs)]
        self.nodes.append(
            b"".join(_text(1, name) for name in inputs)
            + b"".join(_text(2, name) for name in names)
            + _text(4, op)
            + b"".join(_bytes(5, _attribute(*item)) for item in attributes.items())
            + _text(7, domain)
        )
        return names

    def to_bytes(self) -> bytes:
        """The model as ``onnxruntime`` reads it."""
        graph = b"".join(
            _bytes(number, item)
            for number, items in (
                (1, self.nodes),
                (5, self.tensors),
                (11, self.inputs),
                (12, self.outputs),
            )
            for item in items
        )
        opsets = (_text(1, domain) + _number(2, version) for domain, version in OPSETS.items())
        return (
            _number(1, IR_VERSION)
            + _bytes(7, _text(2, "youju") + graph)
            + b"".join(_bytes(8, opset) for opset in opsets)
        )

    def _name(self, stem: str) -> str:
        self._count += 1
        return f"{stem}_{self._count}"


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers are written as 64-bit two's complement
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _bytes(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _text(number: int, value: str) -> bytes:
    return _bytes(number, value.encode("utf-8"))


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, 2)
    if isinstance(value, float):
        return _text(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)
    return _text(1, name) + b"".join(_number(8, item) for item in value) + _number(20, 7)


def _value_info(name: str, dtype: str, shape: Sequence[int | str]) -> bytes:
    dims = (_number(1, size) if isinstance(size, int) else _text(2, size) for size in shape)
    tensor = _number(1, _TYPES[dtype]) + _bytes(2, b"".join(_bytes(1, dim) for dim in dims))
    return _text(1, name) + _bytes(2, _bytes(1, tensor))
