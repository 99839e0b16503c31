"""Recurrent layers in Keras' interface: what stateful ones keep can be looked at and forgotten."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from graph.specs.message import say
from graph.specs.spec import Spec
from runtime.api.errors import ApiError
from runtime.api.layer import Layer
from runtime.api.tensors import Node, Tensor
from runtime.ops.memory import is_stateful


class StatefulLayer(Layer):
    """A layer that may go on, with each sample of a batch, where the one at its place in the batch before ended."""

    @property
    def states(self) -> Any:
        """The states that the next batch begins with, an array for each, None before there was one."""
        kept = self._memory.newest()
        return [state.copy() for array in kept for state in array] if kept else None

    def reset_state(self) -> None:
        """Begin with zeros again."""
        self._memory.reset()

    def reset_states(self) -> None:
        """As `reset_state`."""
        self.reset_state()

    def connect(self, inputs: tuple[Tensor, ...], spec: Spec | None = None) -> Node:
        if is_stateful(self.spec) and inputs[0].type.shape[0] is None:
            raise ApiError(
                say(
                    "{name} is stateful: it must know how many samples a batch has. Received: a tensor of shape "
                    "{shape}. Give the size to the Input: Input(batch_size=…, shape=…).",
                    name=self.name,
                    shape=str(inputs[0].type.shape),
                )
            )
        return super().connect(inputs, spec)


def keeps_states(kind: type[Spec]) -> bool:
    """Whether layers of a kind can be stateful, or have such inside."""
    return bool({"stateful", "backward_layer"} & {field.name for field in fields(kind)})
