"""A document with its weights as an ONNX file, checked by ONNX's own checker."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from graph.document.document import Document
from graph.inference.casts import with_casts
from graph.inference.program import Program, Step, flatten
from graph.specs.message import say
from graph.specs.spec import TEXT, TensorType
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import MASKED, OPSET, Graph, Said, Unsayable, element_type, sayer_of, takes_masks
from runtime.files.keras_files import write
from runtime.files.onnx_package import OnnxError, need_onnx
from runtime.ops.op import Array

IR_VERSION = 9
"""Read by every ONNX Runtime since 1.16; the package would write its own newest."""


@cache
def load_kinds() -> None:
    """Import all that says layers."""
    package = importlib.import_module("runtime.exports.onnx_kinds")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")


def save_onnx(path: Path, document: Document, arrays: Sequence[Array]) -> None:
    """Write a model for inference, weights in Keras' order; raises MessageError where ONNX can't say a layer."""
    write(path, onnx_bytes(document, arrays))


def onnx_bytes(document: Document, arrays: Sequence[Array]) -> bytes:
    need_onnx()
    load_kinds()
    import onnx

    model = onnx_model(with_casts(flatten(document)), arrays, document.main.name)
    try:
        onnx.checker.check_model(model, full_check=True)
    except (onnx.checker.ValidationError, onnx.shape_inference.InferenceError) as error:
        reason = (str(error).splitlines() or [""])[0]
        raise OnnxError(say("ONNX's checker refuses what was made: {reason:.200}.", reason=reason)) from None
    return bytes(model.SerializeToString())


def onnx_model(program: Program, arrays: Sequence[Array], name: str) -> Any:
    """The model as ONNX's object, not checked."""
    from onnx import helper, numpy_helper

    graph, values = Graph(), dict[int, Tensor]()
    inputs, outputs = [], []
    for name_, _, value in program.inputs:
        type = program.values[value]
        given = graph.fresh(name_ or "input")
        inputs.append(helper.make_tensor_value_info(given, _element(type, name_), _shape(type)))
        values[value] = Tensor(len(type.shape), graph.cast(given, "float32") if type.dtype == "float16" else given)
    weights: dict[Any, dict[str, Array]] = {}
    for owned, array in zip(program.weights, arrays, strict=True):
        weights.setdefault(owned.layer, {})[owned.name] = array
    for step in program.steps:
        _say(graph, program, step, values, weights.get(step.layer, {}))
    graph.prefix = ""
    for output in program.outputs:
        type = program.values[output.value]
        end = graph.node("Identity", graph.last(values[output.value]))
        graph.nodes[-1].output[0] = end = graph.fresh(output.name or "output")
        outputs.append(helper.make_tensor_value_info(end, _element(type, output.name), _shape(type)))
    constants = [numpy_helper.from_array(array, name) for name, array in graph.constants.items()]
    made = helper.make_graph(graph.nodes, name or "model", inputs, outputs, constants)
    return helper.make_model(
        made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="layerloom"
    )


def _say(graph: Graph, program: Program, step: Step, values: dict[int, Tensor], weights: dict[str, Array]) -> None:
    spec = step.spec
    graph.prefix = step.name
    types = tuple(program.values[i] for i in step.inputs)
    results = tuple(program.values[i] for i in step.outputs)
    sayer = sayer_of(type(spec))
    try:
        if sayer is None:
            raise Unsayable(say("this kind has no counterpart there"))
        if any(t.masked for t in types) and not takes_masks(type(spec)):
            raise Unsayable(MASKED)
        given = tuple(values[i] for i in step.inputs)
        said = sayer(graph, Said(spec, given, types, results, weights))
    except Unsayable as error:
        raise OnnxError(
            say(
                "ONNX can't say the layer {name} ({kind}): {reason}.",
                name=step.name,
                kind=spec.kind,
                reason=error.reason,
            )
        ) from None
    for number, type_, result in zip(step.outputs, results, said if isinstance(said, list) else [said]):
        values[number] = result if isinstance(result, Tensor) else Tensor(len(type_.shape), result)


def _element(type: TensorType, name: str) -> int:
    if type.dtype == TEXT:
        raise OnnxError(say("ONNX can't say {name}: it holds texts.", name=name))
    return element_type(type.dtype)


def _shape(type: TensorType) -> list[int | str]:
    """The axes; free ones by letters, the batch first."""
    letters = ("batch", *(f"axis{i}" for i in range(1, len(type.shape))))
    return [letter if size is None else size for letter, size in zip(letters, type.shape)]
