"""TimeDistributed in Keras' interface: over a layer a layer as others, over a model the model at each step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from graph.layers.core.nested_model import NestedModel
from graph.layers.each_step import SamplesAsSteps, StepsAsSamples
from graph.layers.recurrent.time_distributed import TimeDistributed as TimeDistributedSpec
from graph.specs.arguments import OF_EVERY_LAYER
from graph.specs.message import MessageError, say
from graph.specs.spec import Spec, TensorType
from runtime.api.call_arguments import GivenCall
from runtime.api.errors import ApiError
from runtime.api.functional import Functional
from runtime.api.layer import Layer
from runtime.api.layer_settings import truth
from runtime.api.naming import automatic_name
from runtime.api.tensors import Node, Tensor
from runtime.api.value_objects import signature
from runtime.weights.variable import Variable


class TimeDistributed(Layer):
    spec_class = TimeDistributedSpec
    __doc__ = TimeDistributedSpec.caption
    __signature__ = signature(TimeDistributedSpec, OF_EVERY_LAYER)

    def __new__(cls, *args: Any, **keywords: Any) -> TimeDistributed:
        inner = args[0] if args else keywords.get("layer")
        return super().__new__(EachStep if isinstance(inner, Functional) else cls)


class EachStep(TimeDistributed):
    """A model that is applied to every step of a sequence."""

    spec_class = NestedModel  # type: ignore[assignment]

    def __init__(self, layer: Functional, name: str | None = None, trainable: bool = True) -> None:
        self.inner = layer
        # Which model of a document it is, only the document says.
        self._take(NestedModel("", each_step=True), name or automatic_name("time_distributed"), trainable)
        self.built = True
        if len(layer.input_tensors) != 1 or len(layer.output_tensors) != 1:
            raise ApiError(
                say(
                    "The model {name} can't be applied to each step: it must have one input and one output.",
                    name=layer.name,
                )
            )

    @property
    def layer(self) -> Functional:
        """The model, as in Keras."""
        return self.inner

    @property
    def trainable(self) -> bool:
        """Whether training changes the weights inside; setting it sets it for the model, as in Keras."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = truth(self.name, "trainable", value)
        begun = vars(self).get("built", False)  # to be wrapped frees and freezes nothing
        self.frozen_whole = not begun and not self._trainable
        if begun:
            self.inner.trainable = self._trainable

    def parts(self) -> Iterable[Any]:
        """The model."""
        return (self.inner,)

    @property
    def acts_in_training(self) -> bool:
        return self.inner.acts_in_training

    def connect(self, inputs: tuple[Tensor, ...], spec: Spec | None = None) -> Node:
        node = Node(self, spec or self.spec, inputs, self.types_for(tuple(t.type for t in inputs), self.spec))
        self.nodes.append(node)
        return node

    def types_for(self, types: tuple[TensorType, ...], spec: Spec) -> tuple[TensorType, ...]:
        if len(types) != 1:
            raise ApiError(say("{name} takes {n} inputs. Received: {m}.", name=self.name, n=1, m=len(types)))
        try:
            step = StepsAsSamples().outputs(types)
        except MessageError as error:
            raise ApiError(say("Layer {name}: {error}", name=self.name, error=str(error))) from None
        return SamplesAsSteps().outputs((*self.inner.types_for(step, spec), *types))

    def _on_arrays(self, given: GivenCall) -> Any:
        x = np.asarray(given.inputs[0])
        found = np.asarray(self.inner(x.reshape(-1, *x.shape[2:]), training=given.training))
        return found.reshape(*x.shape[:2], *found.shape[1:])

    @property
    def weights(self) -> list[Variable]:
        return self.inner.weights

    @property
    def trainable_weights(self) -> list[Variable]:
        return self.inner.trainable_weights if self.trainable else []
