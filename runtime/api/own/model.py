"""Keras' `Model` to derive from, and to make functional models by."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from typing import Any

import numpy as np

from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say
from graph.specs.spec import TEXT, Spec
from runtime.api.custom_objects import CustomObjectScope
from runtime.api.deferred import DeferredModel
from runtime.api.eager import plain_dtype
from runtime.api.errors import ApiError
from runtime.api.inputs import Input
from runtime.api.layer_weights import types_of_shapes
from runtime.api.model import Model as AnyModel
from runtime.api.own.arguments import GivenToCall, mapped
from runtime.api.own.losses import program_of
from runtime.api.own.owner import Owner
from runtime.api.own.parts import layers_of
from runtime.api.structures import leaves
from runtime.api.tensors import Node, Tensor
from runtime.api.tracing import both_ways, current
from runtime.ops.texts import is_text
from runtime.training.own_functions import OwnLoss


class EveryModel(type):
    """Lets `isinstance(sequential, keras.Model)` be true, though Sequential does not derive from this class."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, AnyModel) if cls is Model else type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, AnyModel) if cls is Model else type.__subclasscheck__(cls, subclass)


def is_functional(args: Any, keywords: Any) -> bool:
    """Whether these are the arguments of a model between tensors."""
    return len(args) >= 2 or "outputs" in keywords or (len(args) == 1 and not isinstance(args[0], str))


class Model(Owner, DeferredModel, metaclass=EveryModel):  # type: ignore[misc]  # as Layer
    """`Model(inputs, outputs)`: what lies between the tensors. A class of one's own has layers and a `call`."""

    __signature__ = signature(AnyModel)

    def __new__(cls, *args: Any, **keywords: Any) -> Any:
        if cls is Model:
            return AnyModel(*args, **keywords)
        return super().__new__(cls, *args, **keywords)

    def __init__(self, *args: Any, **keywords: Any) -> None:
        if is_functional(args, keywords):
            AnyModel.__init__(self, *args, **keywords)
            vars(self).update(_own_began=True, _own_trace=True)
            return
        self._begin_as(self._begin(*args, **keywords))

    @classmethod
    def from_config(cls, config: Mapping[str, Any], custom_objects: Mapping[str, Any] | None = None) -> Any:
        """A new one made of what `get_config` gave: of arguments, or, of a model between tensors, of its layers."""
        with CustomObjectScope(custom_objects):
            return AnyModel.from_config(config) if cls is Model else cls(**config)

    def _begin_as(self, name: str) -> None:
        """A model without input and output so far."""
        nothing: dict[str, Any] = {
            "nodes": [],
            "held": {},
            "nodes_in_order": [],
            "input_tensors": [],
            "output_tensors": [],
        }
        vars(self).update(nothing, name=name, spec=NestedModel(""), built=False, extra={})
        vars(self).update(optimizer=None, loss=None, history=None, stop_training=False, _trainer=None)

    @property
    def _has_shape(self) -> bool:
        return self._own_trace is not None

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """Call on symbolic tensors (gives tensors), or on arrays (gives arrays)."""
        if not self._has_shape:
            given = GivenToCall(self.name, self.call, args, keywords)
            if given.tensors():
                self._trace(given)
            else:
                self._take_shape(next(iter(given.data.values()), None))
        if current() is not None and both_ways(keywords.get("training")) is None:
            keywords.pop("training", None)
        return super().__call__(*args, **keywords)

    def build(self, input_shape: Any) -> None:
        """Become a model for inputs of this shape, the batch first, or of several shapes in a list or dict."""
        if self._has_shape or input_shape is None or current() is not None:
            return
        types = iter(types_of_shapes(self.name, input_shape))
        if _is_shape(input_shape):
            tensors: Any = Input(batch_shape=next(types).shape)
        else:
            like = input_shape if isinstance(input_shape, dict) else list(input_shape)
            tensors = (
                {key: Input(batch_shape=tuple(shape), name=str(key)) for key, shape in like.items()}
                if isinstance(like, dict)
                else [Input(batch_shape=tuple(shape)) for shape in like]
            )
        self._trace(GivenToCall(self.name, self.call, [tensors], {}))

    def take_tensors(self, tensors: tuple[Tensor, ...]) -> None:
        """Become a model for these tensors, given to `call` as it was called when it was saved."""
        if not self._has_shape:
            self._trace(GivenToCall.of_tensors(self.name, self.call, tensors, self._own_pattern))

    def connect(self, inputs: tuple[Tensor, ...], spec: Spec | None = None) -> Node:
        self.take_tensors(inputs)
        return super().connect(inputs, spec)

    def _take_shape(self, data: Any) -> None:
        whole = data if any(hasattr(leaf, "shape") or is_text(leaf) for leaf in leaves(data)) else np.asarray(data)
        self._trace(GivenToCall(self.name, self.call, [mapped(whole, self._symbol)], {}))

    def _symbol(self, data: Any) -> Any:
        array = np.asarray(data)
        if not array.ndim:
            raise ApiError(
                say("{name} can't tell the shape of its input. Begin with an Input, or build it.", name=self.name)
            )
        dtype = TEXT if is_text(data) else plain_dtype(array)
        return Input(batch_shape=(None, *array.shape[1:]), dtype=dtype)

    def _trace(self, given: GivenToCall) -> None:
        graph = self._own_graph(given)
        data = list(given.data.values())
        inputs: Any = graph.inputs
        if len(data) == 1:
            rest = iter(graph.inputs)
            inputs = mapped(data[0], lambda leaf: next(rest) if isinstance(leaf, Tensor) else leaf)
        kept = {key: getattr(self, key) for key in ("stop_training", "history", "optimizer", "loss")}
        AnyModel.__init__(self, inputs, graph.outputs, self.name, self.trainable)
        vars(self).update(kept, _own_trace=graph, built=True)
        self.traced_from = self
        self._compile_again()

    @property
    def layers(self) -> list[Any]:
        """The layers in the order of its attributes; those of the graph where it was made of tensors."""
        return super().layers if self._own_trace is True else layers_of(self)


def _is_shape(given: Any) -> bool:
    return isinstance(given, (list, tuple)) and all(n is None or isinstance(n, int) for n in given)


OwnLoss.program = staticmethod(program_of)
