"""A loss of one's own as a program: its function, called once on symbolic targets and predictions."""

from __future__ import annotations

from typing import Any

from graph.inference.program import Program, flatten
from runtime.api.building import to_document
from runtime.api.inputs import Input
from runtime.api.model import Model
from runtime.api.naming import apart
from runtime.api.own.arguments import GivenToCall
from runtime.api.own.trace import traced


def program_of(function: Any, target: tuple[int, ...], prediction: tuple[int, ...]) -> Program | None:
    """The function as a program of targets and predictions of these shapes, the batch left out.

    None where it can't be called on tensors, computes with NumPy for one: then it is called on arrays, and what it does
    wrong there is said.
    """
    with apart():
        tensors = [Input(batch_shape=(None, *shape)) for shape in (target, prediction)]
        try:
            given = GivenToCall("loss", function, tensors, {})
            graph = traced("loss", function, given, False, lambda result, _inputs: result)
            found = graph.outputs
            if not hasattr(found, "type") or found.type.dtype != "float32" or _of_other_rows(found.shape):
                return None
            if not _depends(found, graph.inputs[1]):
                return None
            return flatten(to_document(Model(graph.inputs, found, name="loss")).document)
        except Exception:  # whatever somebody's code says to tensors
            return None


def _of_other_rows(shape: Any) -> bool:
    """Whether it has neither one number for the batch nor some for each sample."""
    return len(shape) > 0 and shape[0] is not None


def _depends(result: Any, tensor: Any) -> bool:
    """Whether the result is computed from a tensor."""
    waiting, seen = [result], set[int]()
    while waiting:
        one = waiting.pop()
        if one is tensor:
            return True
        if id(one.node) not in seen:
            seen.add(id(one.node))
            waiting.extend(one.node.inputs)
    return False
