"""Keras' `Sequential`: a stack of layers that grows and shrinks, and becomes a model when its input is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np

from graph.keras.config import CLASS_KEY, SEQUENTIAL
from graph.layers.core.nested_model import NestedModel
from graph.specs.arguments import only
from graph.specs.message import say
from runtime.api.deferred import DeferredModel
from runtime.api.errors import ApiError
from runtime.api.functional import Functional
from runtime.api.inputs import InputLayer
from runtime.api.layer import Layer
from runtime.api.model import Model
from runtime.api.naming import automatic_name, checked_name
from runtime.api.structures import leaves
from runtime.api.tensors import Tensor
from runtime.weights.variable import Variable


class Sequential(DeferredModel):
    """Layers one after the other. Without an Input the shape of the first data is taken."""

    def __init__(self, layers: Sequence[Any] | None = None, trainable: bool = True, name: str | None = None) -> None:
        given = checked_name(name) if name is not None else automatic_name("sequential")
        self._stack: list[Layer] = []
        self._compiled_with: dict[str, Any] | None = None
        self._become(given, trainable)
        for layer in layers or ():
            self._push(layer)
        self._grow()

    def _become(self, name: str, trainable: bool) -> None:
        """A model without input and output so far."""
        kept = {"_stack": self._stack, "_compiled_with": self._compiled_with}
        vars(self).clear()
        vars(self).update(kept, name=name, _trainable=trainable, spec=NestedModel(""), nodes=[], held={}, built=False)
        self.nodes_in_order = []
        self.extra = {CLASS_KEY: SEQUENTIAL}
        self.optimizer, self.loss, self.history, self.stop_training = None, None, None, False
        if self._compiled_with is not None:
            self.optimizer, self.loss = self._compiled_with["optimizer"], self._compiled_with.get("loss")

    def add(self, layer: Any, rebuild: bool = True) -> None:
        """Put a layer on top; raises ApiError for what is none, or has a name that is there already."""
        only("add", "rebuild", rebuild, True, False)
        self._push(layer)
        self._grow()

    def pop(self, rebuild: bool = True) -> Layer:
        """Take the last layer away; gives it."""
        only("pop", "rebuild", rebuild, True, False)
        if not self.layers:
            raise ApiError(say("{name} has no layer to take away.", name=self.name))
        taken = self._stack.pop()
        self._become(self.name, self._trainable)
        self._grow()
        return taken

    def _push(self, layer: Any) -> None:
        if isinstance(layer, Tensor) and isinstance(layer.node.layer, InputLayer):
            layer = layer.node.layer
        if not isinstance(layer, Layer):
            raise ApiError(
                say("{name} takes layers, one after the other. Received: {given!r:.80}.", name=self.name, given=layer)
            )
        if isinstance(layer, InputLayer) and self._stack:
            raise ApiError(say("{name}: an Input can only come first.", name=self.name))
        if any(layer.name == other.name and layer is not other for other in self._stack):
            raise ApiError(
                say(
                    "{name} has a layer {layer} already. Give the new one another name.",
                    name=self.name,
                    layer=layer.name,
                )
            )
        if not self._stack and not isinstance(layer, InputLayer) and layer.first_shape is not None:
            self._stack.append(InputLayer(layer.first_shape))
        self._stack.append(layer)

    def build(self, input_shape: Any = None) -> None:
        """Make it a model for inputs of this shape, the batch first."""
        if self.built and input_shape is None:
            return
        if not self._stack:
            raise ApiError(say("{name} has no layers: add some first.", name=self.name))
        if not isinstance(self._stack[0], InputLayer):
            if not isinstance(input_shape, (list, tuple)) or not input_shape:
                raise ApiError(
                    say(
                        "{owner}: input_shape must be sizes, the batch first, such as (None, 784). "
                        "Received: {given!r:.80}.",
                        owner=self.name,
                        given=input_shape,
                    )
                )
            self._stack.insert(0, InputLayer(batch_shape=(None, *input_shape[1:])))
        self._grow()

    def _grow(self) -> None:
        """Become a model of all layers where the input is known."""
        if len(self._stack) < 2:
            return
        first = self._stack[0]
        if isinstance(first, InputLayer):
            tensor = first.begin().outputs[0]
        elif isinstance(first, Functional) and first.built and len(first.input_tensors) == 1:
            entrance = InputLayer(batch_shape=first.input_tensors[0].shape, dtype=first.input_tensors[0].type.dtype)
            self._stack.insert(0, entrance)
            tensor = entrance.begin().outputs[0]
        else:
            return
        start = tensor
        for layer in self._stack[1:]:
            tensor = _called_once(layer, tensor)
        Model.__init__(self, start, tensor, self.name, self._trainable)
        followed = any(layer._then is not None or layer._calls_own for layer in self._stack)
        self.extra = {} if followed else {CLASS_KEY: SEQUENTIAL}  # files know no stack with operations between
        self._compile_again()

    def _take_shape(self, data: Any) -> None:
        array = next(iter(leaves(data)), None)
        shape = getattr(array, "shape", None) or np.shape(data)
        if not shape:
            raise ApiError(
                say("{name} can't tell the shape of its input. Begin with an Input, or build it.", name=self.name)
            )
        self.build((None, *shape[1:]))

    def _kind(self) -> str:
        return "Sequential"

    @property
    def layers(self) -> list[Any]:
        """The layers in their order, without the Input."""
        return [layer for layer in self._stack if not isinstance(layer, InputLayer)]

    @property
    def weights(self) -> list[Variable]:
        return super().weights if self.built else [v for layer in self.layers for v in layer.weights]

    @classmethod
    def from_config(cls, config: Mapping[str, Any], custom_objects: Mapping[str, Any] | None = None) -> Self:
        """A new stack of the layers that `get_config` gave; its weights are new."""
        return cls.of_chain(Model.from_config(config, custom_objects))

    @classmethod
    def of_chain(cls, model: Functional) -> Self:
        """The stack of the layers of a model that is a plain chain."""
        if isinstance(model, cls):
            return model
        made = cls([node.layer for node in model.nodes_in_order], name=model.name)
        made.freeze_outside(model.trainable)
        return made


def _called_once(layer: Layer, tensor: Tensor) -> Tensor:
    """The result of a layer on a tensor, of an earlier call if it was called on that."""
    for node in layer.nodes:
        if node.inputs == (tensor,) and (layer._then is None or node.then is not None):
            return node.results[0]
    found = layer(tensor)
    if not isinstance(found, Tensor):
        raise ApiError(
            say("Sequential: {layer} gives several tensors, so that none can come behind it.", layer=layer.name)
        )
    return found


Model.stacked = Sequential.of_chain
