"""Nodes on constants alone: shapes that are put together, weights that are turned. Computed by ONNX' own reference."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from runtime.files.onnx_readers.kinds import THIS_FORM, Unread
from runtime.files.onnx_readers.network import BATCH, Network
from runtime.ops.op import Array

FOLDED = frozenset(
    {
        "Abs",
        "Add",
        "And",
        "Cast",
        "CastLike",
        "Ceil",
        "Clip",
        "Concat",
        "Constant",
        "ConstantOfShape",
        "DequantizeLinear",
        "Div",
        "Einsum",
        "Equal",
        "Erf",
        "Exp",
        "Expand",
        "Flatten",
        "Floor",
        "Gather",
        "GatherElements",
        "GatherND",
        "Greater",
        "GreaterOrEqual",
        "Identity",
        "Less",
        "LessOrEqual",
        "Log",
        "MatMul",
        "Max",
        "Mean",
        "Min",
        "Mod",
        "Mul",
        "Neg",
        "NonZero",
        "Not",
        "Or",
        "Pow",
        "Range",
        "Reciprocal",
        "ReduceMax",
        "ReduceMean",
        "ReduceMin",
        "ReduceProd",
        "ReduceSum",
        "Reshape",
        "Round",
        "Shape",
        "Size",
        "Slice",
        "Split",
        "Sqrt",
        "Squeeze",
        "Sub",
        "Sum",
        "Tile",
        "Transpose",
        "Trilu",
        "Unsqueeze",
        "Where",
    }
)
MOST = 1 << 26
"""Numbers that a constant may have which a few others describe."""


def folded(node: Any, attributes: Mapping[str, Any], network: Network) -> Sequence[Array] | None:
    """What a node gives where that is known by now, else None; raises Unread."""
    if node.op_type in ("Shape", "Size") and node.input[0] in network.values:
        return _sizes(node, attributes, network)
    if node.op_type not in FOLDED or any(name and name not in network.constants for name in node.input):
        return None
    given = [network.constants[name] if name else None for name in node.input]
    if node.op_type in ("ConstantOfShape", "Expand"):
        # Numbers that are the same for all samples broadcast along them.
        at = len(given) - 1
        given[at] = np.where(_array(given[at]) == BATCH, 1, _array(given[at])).astype(np.int64)
    _need_small(node, given)
    return _computed(node, given, network.opset)


def _sizes(node: Any, attributes: Mapping[str, Any], network: Network) -> list[Array]:
    sizes = network.sizes(network.values[node.input[0]])
    if node.op_type == "Size":
        raise Unread(THIS_FORM)
    return [np.array(sizes[attributes.get("start", 0) : attributes.get("end")], np.int64)]


def _need_small(node: Any, given: Sequence[Array | None]) -> None:
    """Raise Unread where a few numbers ask for very many."""
    size = 0.0
    if node.op_type in ("ConstantOfShape", "Expand"):
        size = math.prod(float(n) for n in np.ravel(_array(given[-1])))
    elif node.op_type == "Tile":
        size = _array(given[0]).size * math.prod(float(n) for n in np.ravel(_array(given[1])))
    elif node.op_type == "Range":
        start, stop, step = (float(_array(part).reshape(())) for part in given)
        size = (stop - start) / step if step else math.inf
    elif given and node.op_type in ("Add", "Sub", "Mul", "Div", "Pow", "Mod", "Where", "Equal", "Greater", "Less"):
        size = float(math.prod(np.broadcast_shapes(*(_array(part).shape for part in given))))
    if not size <= MOST:
        raise Unread(THIS_FORM)


def _array(given: Array | None) -> Array:
    if given is None:
        raise Unread(THIS_FORM)
    return given


def _computed(node: Any, given: Sequence[Array | None], opset: int) -> list[Array]:
    from onnx import helper
    from onnx.reference import ReferenceEvaluator

    if node.op_type == "Identity":
        return [_array(given[0])]
    names = [name for name in node.input if name]
    empty = [helper.make_value_info(name, helper.make_tensor_type_proto(0, None)) for name in dict.fromkeys(names)]
    results = [helper.make_value_info(name, helper.make_tensor_type_proto(0, None)) for name in node.output if name]
    graph = helper.make_graph([node], "one", empty, results)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)
    feeds = {name: array for name, array in zip(node.input, given) if name}
    return [np.asarray(result) for result in ReferenceEvaluator(model).run(None, feeds)]
