"""Networks from ONNX files: the common operators as layers with channels first, without trusting the file."""

from __future__ import annotations

import importlib
import os
import pkgutil
from pathlib import Path
from typing import Any

from graph.document.document import Document
from graph.specs.message import MessageError, say
from graph.storage.atomic import file_trouble
from runtime.files.onnx_package import OnnxError, need_onnx
from runtime.files.onnx_readers.folding import folded
from runtime.files.onnx_readers.kinds import NOT_READ, READERS, THIS_FORM, Unread, kind_of
from runtime.files.onnx_readers.network import Network, Value
from runtime.ops.op import Array

LARGEST, MOST_NODES = 1 << 30, 20_000
DTYPES = {1: "float32", 6: "int32", 7: "int64", 9: "bool"}
EXPECTED = ("", "ai.onnx")


def _know_readers() -> None:
    """Let every file of readers declare its own."""
    package = importlib.import_module("runtime.files.onnx_readers")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")


def load_onnx(path: Path) -> tuple[Document, list[Array]]:
    """The network of a file, and its weights in Keras' order; raises OnnxError.

    Only the file itself is read: weights that lie in others are refused.
    """
    need_onnx()
    import onnx
    import onnx.inliner

    _know_readers()

    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size, LARGEST) + 1)  # as much is set aside at once
    except OSError as error:
        raise OnnxError(file_trouble(error, path)) from None
    if len(data) > LARGEST:
        raise OnnxError(say("{path} is larger than {limit} bytes.", path=path.name, limit=LARGEST))
    if not data:
        raise OnnxError(say("{path} is empty: it holds no network.", path=path.name))
    try:
        model = onnx.load_from_string(data)
        _check(model, path)
        onnx.checker.check_model(model)
        if model.functions:
            model = onnx.inliner.inline_local_functions(model)
            _check(model, path)
        return _Reading(model, path).result()
    except (MessageError, MemoryError):
        raise
    except Exception as error:  # protobuf and onnx raise what they like on bytes that mean nothing
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise OnnxError(
            say("{path} is damaged or no ONNX file: {reason:.120}.", path=path.name, reason=reason.rstrip("."))
        ) from None


def _check(model: Any, path: Path) -> None:
    graph = model.graph
    if len(graph.node) > MOST_NODES or graph.sparse_initializer:
        raise OnnxError(say("{path} has sparse weights, or too many nodes.", path=path.name))
    nodes = [*graph.node, *(node for function in model.functions for node in function.node)]
    tensors = [*graph.initializer, *(a.t for node in nodes for a in node.attribute if a.HasField("t"))]
    for tensor in tensors:
        if tensor.data_location or len(tensor.external_data):
            raise OnnxError(
                say(
                    "{path} keeps the weights of {name:.80} in another file, which is not read. Save it as one file.",
                    path=path.name,
                    name=tensor.name,
                )
            )


class _Reading:
    """Nodes in their order become layers; what is made of constants alone stays a constant until a layer takes it."""

    def __init__(self, model: Any, path: Path) -> None:
        from onnx import numpy_helper

        self.graph, self.path = model.graph, path
        opset = next((given.version for given in model.opset_import if given.domain in EXPECTED), 1)
        self.network = Network(path.stem[:60] or "model", opset, list(self.graph.node))
        self.network.constants = {t.name: numpy_helper.to_array(t) for t in self.graph.initializer}
        for node in self.graph.node:
            for name in node.input:
                self.network.users[name] = self.network.users.get(name, 0) + 1
        for given in self.graph.output:
            self.network.users[given.name] = self.network.users.get(given.name, 0) + 1

    def result(self) -> tuple[Document, list[Array]]:
        for given in self.graph.input:
            if given.name not in self.network.constants:
                self._input(given)
        for number, node in enumerate(self.graph.node):
            try:
                self._read(node)
            except (Unread, MessageError) as error:
                raise OnnxError(
                    say(
                        "{path}: the node {name:.80} ({op:.60}) can't be read: {reason}.",
                        path=self.path.name,
                        name=node.name or f"number {number + 1}",
                        op=f"{node.domain}.{node.op_type}" if node.domain else node.op_type,
                        reason=error.reason if isinstance(error, Unread) else str(error).rstrip("."),
                    )
                ) from None
        for given in self.graph.output:
            value = self.network.values.get(given.name)
            if value is None:
                raise OnnxError(
                    say("{path}: its output {name:.80} is a constant.", path=self.path.name, name=given.name)
                )
            if value.batch_at:
                raise OnnxError(
                    say(
                        "{path}: the samples of its output {name:.80} do not lie along the first axis.",
                        path=self.path.name,
                        name=given.name,
                    )
                )
            self.network.end(value, given.name)
        return self.network.document_and_weights()

    def _input(self, given: Any) -> None:
        kind = given.type.tensor_type
        sizes = [d.dim_value if d.dim_value > 0 else None for d in kind.shape.dim]
        if kind.elem_type not in DTYPES or not sizes:
            raise OnnxError(
                say(
                    "{path}: its input {name:.80} is no array of numbers with a batch.",
                    path=self.path.name,
                    name=given.name,
                )
            )
        # Sequences may come with their steps first: then it is the second axis whose size is free.
        at = 1 if len(sizes) == 3 and sizes[0] is not None and sizes[1] is None else 0
        if self.network.batch is None:
            self.network.batch = sizes[at]
        shape = tuple(size for axis, size in enumerate(sizes) if axis != at)
        spec = kind_of("Input", shape=shape, dtype=DTYPES[kind.elem_type])
        self.network.values[given.name] = Value(self.network.layer(spec, [], given.name), at)

    def _read(self, node: Any) -> None:
        from onnx import helper

        network = self.network
        if node.domain not in EXPECTED:
            raise Unread(NOT_READ)
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        constants = folded(node, attributes, network)
        if constants is not None:
            network.constants |= dict(zip(node.output, constants))
            return
        reader = READERS.get(node.op_type)
        if reader is None:
            raise Unread(NOT_READ)
        found = reader(network, node, attributes)
        values = found if isinstance(found, list) else [found]
        for at, name in enumerate(node.output):
            if name and at >= len(values) and network.users.get(name):
                raise Unread(THIS_FORM)
        network.values |= {name: value for name, value in zip(node.output, values) if name}
