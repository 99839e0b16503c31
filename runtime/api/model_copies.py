"""Models made from others: copies with new weights, and what `to_json` wrote."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

from graph.specs.arguments import only
from graph.specs.message import say
from graph.specs.working_type import computing_in
from graph.storage.json_text import JsonError, parse
from runtime.api import checks
from runtime.api.custom_objects import CustomObjectScope
from runtime.api.errors import ApiError
from runtime.api.from_document import from_document
from runtime.api.functional import Functional
from runtime.api.inputs import Input, InputLayer
from runtime.api.layer_settings import as_called
from runtime.api.model import Model
from runtime.api.operations import Operation
from runtime.api.own.reading import with_traces
from runtime.api.own.written import pattern
from runtime.api.sequential import Sequential
from runtime.api.structures import leaves, nested
from runtime.api.tensors import Tensor


def model_from_json(json_string: str, custom_objects: Any = None) -> Any:
    """The model that `to_json` of any Keras wrote, compiled as it was, with new weights; raises MessageError."""
    from graph.keras.from_keras import read_config
    from runtime.files.opened_models import has_loss

    try:
        config = parse(json_string, infinite_as_text=True)
    except (TypeError, AttributeError, JsonError) as error:
        raise ApiError(
            say("model_from_json needs the text that to_json gave: {reason:.200}.", reason=str(error))
        ) from None
    if not isinstance(config, Mapping):
        raise ApiError(say("model_from_json needs the text that to_json gave: {reason:.200}.", reason="no object"))
    with CustomObjectScope(custom_objects):
        found = read_config(with_traces(config))
        with computing_in(found.computed_in):
            model = from_document(found.document, Model)
    for note in (*found.left_out, *found.notes):
        warnings.warn(str(note), stacklevel=2)
    if has_loss(found.document):
        given = config.get("compile_config")
        model.compile_as(found.document, given if isinstance(given, Mapping) else None)
    return model


def clone_model(
    model: Any,
    input_tensors: Any = None,
    clone_function: Callable[[Any], Any] | None = None,
    call_function: Callable[..., Any] | None = None,
    recursive: bool = False,
) -> Any:
    """A model of new layers with new weights, compiled as the one given is.

    `clone_function(layer)` gives the layer in the place of each, `call_function(layer, *args)` calls it; models inside
    are taken apart too where `recursive`.
    """
    checks.model("clone_model", model)
    only("clone_model", "recursive", recursive, True, False)
    for name, given in (("clone_function", clone_function), ("call_function", call_function)):
        if given is not None and not callable(given):
            raise ApiError(
                say("clone_model: {name} must be a function. Received: {given!r:.80}.", name=name, given=given)
            )
    with computing_in(model.dtype):
        made = _Clones(clone_function, call_function, recursive).of(model, input_tensors)
    if model.compiled:
        made.compile_as(model.compiled_document(), model._ways)
    return made


class _Clones:
    """Layers already cloned: one that is shared is cloned once."""

    def __init__(self, clone: Callable[[Any], Any] | None, call: Callable[..., Any] | None, recursive: bool) -> None:
        self._clone, self._call, self._recursive = clone, call, recursive
        self._made: dict[int, Any] = {}

    def of(self, model: Any, input_tensors: Any = None) -> Any:
        if isinstance(model, Sequential) and not model.built:
            return Sequential([self._layer(layer) for layer in model.layers], name=model.name)
        tensors: dict[int, Tensor] = {}
        starts = leaves(input_tensors) if input_tensors is not None else [_twin(t) for t in model.input_tensors]
        if len(starts) != len(model.input_tensors) or not all(isinstance(t, Tensor) for t in starts):
            raise ApiError(
                say(
                    "clone_model: input_tensors must be one tensor for each of the {n} inputs.",
                    n=len(model.input_tensors),
                )
            )
        tensors.update((id(old), new) for old, new in zip(model.input_tensors, starts))
        for node in model.nodes_in_order:
            if id(node.outputs[0]) in tensors or isinstance(node.layer, InputLayer):
                continue
            layer, given = self._layer(node.layer), tuple(tensors[id(t)] for t in node.inputs)
            if isinstance(layer, Operation):  # what it was called with is part of the call
                results = layer.connect(given, node.spec).outputs
            elif self._call is not None:
                results = leaves(self._call(layer, given[0] if len(given) == 1 else list(given)))
            else:
                same = type(layer.spec) is type(node.spec) and not isinstance(layer, Functional)
                again = layer.connect(given, as_called(layer.spec, node.spec) if same else None)
                again.at_rest, results = node.at_rest, again.outputs
            tensors.update((id(old), new) for old, new in zip(node.outputs, results))
        if isinstance(model, Sequential):
            first = starts[0].node.layer
            stack = [first] if isinstance(first, InputLayer) else []
            return Sequential([*stack, *(self._layer(layer) for layer in model.layers)], name=model.name)
        ends = nested(model.output, [tensors[id(t)] for t in model.output_tensors])
        return Model(nested(model.input, starts), ends, name=model.name)

    def _layer(self, layer: Any) -> Any:
        if id(layer) not in self._made:
            if isinstance(layer, Functional) and (self._recursive or self._clone is None):
                made = self.of(layer)
            elif isinstance(layer, Operation):  # what it is called with besides tensors stands in its spec alone
                made = type(layer).of_spec(layer.spec, layer.name)
            else:
                made = self._clone(layer) if self._clone else type(layer).from_config(layer.get_config())
            if self._clone is None:
                object.__setattr__(made, "_then", layer._then)
            if "_own_first" in vars(layer) and "_own_pattern" in vars(made):  # called with the same arguments by name
                vars(made)["_own_pattern"] = pattern(vars(layer)["_own_first"])
            self._made[id(layer)] = made
        return self._made[id(layer)]


def _twin(tensor: Tensor) -> Tensor:
    return Input(batch_shape=tensor.shape, dtype=tensor.type.dtype, name=tensor.name)
