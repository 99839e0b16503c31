"""Networks from ONNX files: the common operators as layers with channels first, without trusting the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from graph.document.document import Document, LayerId, Source, new_document
from graph.editing.edits import add_layer, connect
from graph.inference.program import flatten
from graph.layers.core.ends import Output
from graph.layout.arrange import arrange
from graph.specs.message import MessageError, say
from graph.specs.spec import Shape, TensorType
from graph.storage.atomic import file_trouble
from runtime.files.onnx_operators import NOT_READ, READERS, THIS_FORM, Unread, kind_of
from runtime.files.onnx_package import OnnxError, need_onnx
from runtime.ops.op import Array

BOX = (190.0, 110.0)
LARGEST, MOST_NODES = 1 << 30, 20_000
DTYPES = {1: "float32", 6: "int32", 7: "int64"}


def load_onnx(path: Path) -> tuple[Document, list[Array]]:
    """The network of a file, and its weights in Keras' order; raises OnnxError.

    Only the file itself is read: weights that lie in others are refused.
    """
    need_onnx()
    import onnx

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise OnnxError(file_trouble(error, path)) from None
    if len(data) > LARGEST:
        raise OnnxError(say("{path} is larger than {limit} bytes.", path=path.name, limit=LARGEST))
    try:
        model = onnx.load_from_string(data)
        _check(model, path)
        onnx.checker.check_model(model)
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
    if model.functions or len(graph.node) > MOST_NODES or graph.sparse_initializer:
        raise OnnxError(say("{path} has functions of its own, sparse weights, or too many nodes.", path=path.name))
    tensors = [*graph.initializer, *(a.t for node in graph.node for a in node.attribute if a.HasField("t"))]
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
    """Nodes in their order become layers; constants stay aside until a layer takes them."""

    def __init__(self, model: Any, path: Path) -> None:
        from onnx import numpy_helper

        graph = model.graph
        self.graph, self.path = graph, path
        self.opset = next((given.version for given in model.opset_import if given.domain in ("", "ai.onnx")), 1)
        self.constants: dict[str, Array] = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
        self.document = new_document(path.stem[:60] or "model")
        self.sources: dict[str, Source] = {}
        self.types: dict[Source, TensorType] = {}
        self.weights: dict[LayerId, dict[str, Array]] = {}
        self.users: dict[str, int] = {}
        for node in graph.node:
            for name in node.input:
                self.users[name] = self.users.get(name, 0) + 1

    def result(self) -> tuple[Document, list[Array]]:
        file = self.path.name
        for given in self.graph.input:
            if given.name not in self.constants:
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
            if given.name not in self.sources:
                raise OnnxError(say("{path}: its output {name:.80} is a constant.", path=file, name=given.name))
            self.layer(Output(), [self.sources[given.name]], "")
        self._arrange()
        owned = flatten(self.document).weights
        return self.document, [self.weights[w.layer[-1]][w.name].astype(np.float32) for w in owned]

    def _arrange(self) -> None:
        root = self.document.main
        places = arrange(root, dict.fromkeys(root.layers, BOX))
        self.document = self.document.with_model(replace(root, positions=places))

    def _input(self, given: Any) -> None:
        kind = given.type.tensor_type
        sizes = [d.dim_value if d.dim_value > 0 else None for d in kind.shape.dim]
        if kind.elem_type not in DTYPES or len(sizes) < 2:
            raise OnnxError(
                say(
                    "{path}: its input {name:.80} is no array of numbers with a batch.",
                    path=self.path.name,
                    name=given.name,
                )
            )
        spec = kind_of("Input", shape=tuple(sizes[1:]), dtype=DTYPES[kind.elem_type])
        self.sources[given.name] = self.layer(spec, [], given.name)

    def layer(self, spec: Any, inputs: list[Source], name: str, weights: Mapping[str, Array] | None = None) -> Source:
        """Add a layer on these sources; gives what it computes."""
        root = self.document.root
        plain = name.replace("/", "_").strip("_")[:60] or None
        taken = {layer.name for layer in self.document.main.layers.values()}
        plain = None if plain in taken else plain
        results = spec.outputs(tuple(self.types[source] for source in inputs))
        self.document, layer, call = add_layer(self.document, root, spec, name="" if spec.kind == "Output" else plain)
        for port, source in enumerate(inputs):
            self.document = connect(self.document, root, source, call, port)
        self.weights[layer] = dict(weights or {})
        self.types |= {Source(call, port): type for port, type in enumerate(results)}
        return Source(call)

    def shape(self, source: Source) -> Shape:
        return self.types[source].shape

    def _read(self, node: Any) -> None:
        from onnx import helper, numpy_helper

        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "Constant" and "value" in attributes:
            self.constants[node.output[0]] = numpy_helper.to_array(attributes["value"])
            return
        reader = READERS.get(node.op_type)
        if reader is None or node.domain not in ("", "ai.onnx"):
            raise Unread(NOT_READ)
        if sum(bool(name) for name in node.output) > 1 and node.op_type != "Dropout":
            raise Unread(THIS_FORM)
        self.sources[node.output[0]] = reader(self, node, attributes)

    def source(self, node: Any, at: int = 0) -> Source:
        if node.input[at] not in self.sources:
            raise Unread(THIS_FORM)
        return self.sources[node.input[at]]

    def number(self, node: Any, at: int) -> Array | None:
        """The constant at an input, None where there is no input; raises Unread for one that is computed."""
        if len(node.input) <= at or not node.input[at]:
            return None
        if node.input[at] not in self.constants:
            raise Unread(THIS_FORM)
        return self.constants[node.input[at]]
