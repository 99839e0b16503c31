"""Keras' `Layer` to derive from: what `build` and `call` say becomes a nested model."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say
from graph.specs.spec import Spec, TensorType
from runtime.api.errors import ApiError
from runtime.api.inputs import Input
from runtime.api.layer import Layer as AnyLayer
from runtime.api.layer_weights import types_of_shapes
from runtime.api.model import Model
from runtime.api.own import always_training as always_training  # what layers do that are called so
from runtime.api.own.arguments import GivenToCall, as_numbers
from runtime.api.own.owner import Owner
from runtime.api.own.trace import Graph
from runtime.api.structures import leaves, nested, one
from runtime.api.tensors import Node, Tensor
from runtime.api.tracing import both_ways, current


class EveryLayer(type):
    """Lets `isinstance(dense, keras.layers.Layer)` be true, though Dense does not derive from this class."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, AnyLayer) if cls is Layer else type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, AnyLayer) if cls is Layer else type.__subclasscheck__(cls, subclass)


class Layer(Owner, AnyLayer, metaclass=EveryLayer):  # type: ignore[misc]  # compute_mask needs its mask, as in Keras
    """A layer of one's own: `call` computes by layers, weights and `keras.ops`; `build` makes the weights."""

    spec_class = NestedModel  # which model of a document it is, only the document says

    def __init__(
        self,
        *,
        activity_regularizer: Any = None,
        trainable: bool = True,
        dtype: Any = None,
        autocast: bool = True,
        name: str | None = None,
        **older: Any,
    ) -> None:
        if "input_shape" in older and isinstance(older["input_shape"], (tuple, list)):
            self.first_shape = tuple(older.pop("input_shape"))
        given = self._begin(name, trainable, dtype, autocast, activity_regularizer, **older)
        self._take(NestedModel(""), given, self.trainable)

    @classmethod
    def own_parameters(cls) -> dict[str, str]:
        """None of ours: its attributes are the class' own."""
        return {}

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """Call on symbolic tensors (gives tensors), or on arrays (gives arrays)."""
        given = GivenToCall(self._own_name(), self.call, args, keywords)
        if not given.tensors() and current() is None:
            return self._own_run(args, keywords, as_numbers)
        if (trace := current()) is not None:
            args = tuple(_tensors(trace, a) for a in args)
            given = GivenToCall(self.name, self.call, args, {k: _tensors(trace, v) for k, v in keywords.items()})
        given = given.with_masks(type(self).with_mask)
        self._own_model_for(given)
        node = self.connect(tuple(given.tensors()))
        node.at_rest = trace is not None and both_ways(given.training) is False
        return nested(self._own_trace.outputs, node.outputs)

    def _own_name(self) -> str:
        """Its name; raises ApiError where its constructor was never called."""
        if not self._own_began:
            raise ApiError(say("{kind}: call super().__init__() first in its __init__.", kind=type(self).__name__))
        return self.name

    def _own_model_for(self, given: GivenToCall) -> Model:
        """The model that its call makes of these tensors, traced at the first call; raises ApiError for another one
        that it does not stand for."""
        if self._own_trace is None:
            graph = self._own_graph(given)
            # A list of inputs, whatever they are nested in: calls are counted one by one.
            inner = Model(graph.inputs, graph.outputs, name=self.name)
            inner.traced_from = self
            notes = {"_own_trace": graph, "_own_made": inner, "_own_others": given.others()}
            vars(self).update(notes)
        elif not _same(self._own_others, given.others()):
            raise ApiError(
                say(
                    "{name} is called with other arguments than at first, and would compute something else. Make a "
                    "second layer.",
                    name=self.name,
                )
            )
        found: Model = self._own_made
        return found

    @property
    def _own_model(self) -> Model:
        """The model that its call was traced into; raises ApiError before the first call on tensors."""
        if self._own_trace is None:
            raise ApiError(
                say("{name} has no input and output yet: it has not been called on a tensor.", name=self.name)
            )
        found: Model = self._own_made
        return found

    @property
    def acts_in_training(self) -> bool:
        return self._own_trace is not None and self._own_model.acts_in_training

    def connect(self, inputs: tuple[Tensor, ...], spec: Spec | None = None) -> Node:
        if self._own_trace is None:
            self._own_model_for(GivenToCall.of_tensors(self.name, self.call, inputs, self._own_pattern))
        node = Node(self, spec or self.spec, inputs, self.types_for(tuple(t.type for t in inputs), self.spec))
        self.nodes.append(node)
        return node

    def types_for(self, types: tuple[TensorType, ...], spec: Spec) -> tuple[TensorType, ...]:
        return self._own_model.types_for(types, spec)

    def compute_output_shape(self, *shapes: Any) -> Any:
        """The shapes of its results for inputs of these shapes, the batch first, one for each argument of `call`."""
        types = [t for shape in shapes for t in types_of_shapes(self.name, shape)]
        if self._own_trace is None:
            tensors = [one([Input(batch_shape=t.shape) for t in types_of_shapes(self.name, s)]) for s in shapes]
            self._own_model_for(GivenToCall(self.name, self.call, tensors, {}))
        found = self.types_for(tuple(types), self.spec)
        return nested(self._own_trace.outputs, [t.shape for t in found])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={vars(self).get('name')}, built={vars(self).get('built', False)}>"


def _tensors(trace: Any, given: Any) -> Any:
    """Arrays among the arguments of a call within a trace as tensors; plain numbers stay what they are."""
    from runtime.api.own.arguments import mapped
    from runtime.weights.variable import Variable

    def tensor(leaf: Any) -> Any:
        if isinstance(leaf, Variable):
            return trace.of_variable(leaf)
        return trace.of_array(leaf) if isinstance(leaf, np.ndarray) else leaf

    return mapped(given, tensor)


def _same(first: Any, other: Any) -> bool:
    a, b = leaves(first), leaves(other)
    return len(a) == len(b) and all(x is y or (type(x) is type(y) and bool(np.all(x == y))) for x, y in zip(a, b))


__all__ = ["EveryLayer", "Graph", "Layer"]
