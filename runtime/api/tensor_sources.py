"""Where symbolic tensors come from."""

from __future__ import annotations

from typing import Any

from graph.specs.message import say
from runtime.api.errors import ApiError
from runtime.api.inputs import InputLayer
from runtime.api.tensors import Tensor


def is_keras_tensor(x: Any) -> bool:
    """Whether it is a symbolic tensor, and no array."""
    return isinstance(x, Tensor)


def get_source_inputs(tensor: Any) -> list[Tensor]:
    """The Inputs that a tensor is computed from; raises ApiError for anything else than a tensor."""
    if not isinstance(tensor, Tensor):
        raise ApiError(say("get_source_inputs needs a tensor. Received: {given!r:.80}.", given=tensor))
    found: list[Tensor] = []
    seen: set[int] = set()
    waiting = [tensor]
    while waiting:
        node = waiting.pop().node
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node.layer, InputLayer):
            found += node.outputs
        waiting += reversed(node.inputs)
    return found
