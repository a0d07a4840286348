"""A network in ONNX's form → a session that runs it: the only file that knows onnxruntime."""

from pathlib import Path
from typing import Any

import onnxruntime  # type: ignore[import-untyped]  # it ships no type information
from onnxruntime.capi import (  # type: ignore[import-untyped]
    onnxruntime_pybind11_state as failures,
)

VERSION: str = onnxruntime.__version__
# onnxruntime's exceptions have no base of their own.
FAILURES = (
    failures.Fail,
    failures.InvalidArgument,
    failures.InvalidGraph,
    failures.InvalidProtobuf,
    failures.NotImplemented,
    failures.RuntimeException,
)
_SLOW_HERE = ["SkipLayerNormFusion"]  # costs more than it saves on processors without a GPU


def open_session(model: bytes | Path) -> Any:
    """A session on one thread, which several threads may call: onnxruntime's own threads wait for
    one another by spinning, which takes twice the time of the processor for the same result."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Every text has another length: plans of memory made for one length only pile up.
    options.enable_mem_pattern = False
    options.log_severity_level = 3  # errors only; they are raised as well
    return onnxruntime.InferenceSession(
        model if isinstance(model, bytes) else str(model),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=_SLOW_HERE,
    )
