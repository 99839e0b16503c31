"""The package `onnx`, which is installed by who wants it."""

from __future__ import annotations

from importlib.util import find_spec

from graph.specs.message import MessageError, say


class OnnxError(MessageError):
    """A network that ONNX can't say, or a file that is no network of ours."""


def need_onnx() -> None:
    """Raise OnnxError where the package is not installed."""
    if find_spec("onnx") is None:
        raise OnnxError(say('ONNX needs a package that is not installed: pip install "layerloom[onnx]".'))
