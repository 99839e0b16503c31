"""The structure of a functional model: the nodes between its inputs and outputs, in the nesting they were given in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say
from graph.specs.spec import Spec, TensorType
from runtime.api.errors import ApiError
from runtime.api.input_spec import InputSpec
from runtime.api.inputs import Input, InputLayer
from runtime.api.layer import Layer
from runtime.api.layer_settings import truth
from runtime.api.layer_weights import types_of_shapes
from runtime.api.naming import automatic_name, checked_name
from runtime.api.structures import leaves, nested, one, with_paths
from runtime.api.tensors import Called, Node, Tensor
from runtime.arrays.settings import floatx


class Functional(Layer):
    """What lies between the tensors `inputs` and `outputs`; a layer of other models too."""

    spec_class = NestedModel
    activity_regularizer = None
    traced_from: Any = None
    """The layer or model of one's own whose `call` it stands for."""

    def __init__(self, inputs: Any, outputs: Any, name: str | None = None, trainable: bool = True) -> None:
        given, results = list(leaves(inputs)), list(leaves(outputs))
        if not given or not results or not all(isinstance(t, Tensor) for t in (*given, *results)):
            raise ApiError(
                say("Model needs symbolic tensors: inputs made by Input, and outputs that layers made of them.")
            )
        if len({id(t) for t in given}) < len(given):
            raise ApiError(
                say("Model is given an input twice. Received: {names}.", names=", ".join(t.name for t in given))
            )
        if any(not isinstance(t.node.layer, InputLayer) for t in given):
            given, results = cut_at(given, results)
        self._given_inputs, self._given_outputs = nested(inputs, given), nested(outputs, results)
        self._plain_inputs = not isinstance(self._given_inputs, Mapping) and not goes_deeper(self._given_inputs)
        self._deep_outputs = goes_deeper(self._given_outputs)
        self.input_tensors: list[Tensor] = given
        self.output_tensors: list[Tensor] = results
        self.nodes_in_order: list[Node] = nodes_feeding(given, results)
        self.output_labels: tuple[str, ...] = tuple(labels(self._given_outputs))
        """What the outputs are called where that is not the name of their layers: the keys of a dict."""
        self._input_spec = [InputSpec(shape=t.shape) for t in given]
        self.name = checked_name(name) if name is not None else automatic_name("functional")
        object.__setattr__(self, "_computes_in", floatx())
        self._check_names()
        self.extra: Mapping[str, Any] = {}
        """What a file said about the model beyond layers and calls, such as Keras' class for it."""
        self._trainable = True
        if not trainable:
            self.trainable = False
        self.spec = NestedModel("")  # which model of a document it is, only the document says
        self.nodes = []
        self.held = {}
        self.built = True

    def _check_names(self) -> None:
        seen: dict[str, Called] = {}
        for node in self.nodes_in_order:
            if seen.setdefault(node.layer.name, node.layer) is not node.layer:
                raise ApiError(
                    say(
                        'The name "{name}" is used by two layers of the model, {first} and {second}: give one another.',
                        name=node.layer.name,
                        first=seen[node.layer.name].spec.kind,
                        second=node.layer.spec.kind,
                    )
                )

    @property
    def trainable(self) -> bool:
        """Whether training changes the weights inside; setting it sets it for every layer inside, as in Keras."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable, self.frozen_whole = truth(self.name, "trainable", value), False
        for layer in self.parts():
            layer.trainable = self._trainable

    @property
    def path(self) -> str | None:
        """A model of tensors is built from the beginning."""
        return self._path or self.name

    @property
    def supports_masking(self) -> bool:
        """Masks go their way between its layers; the model itself says nothing of them, as in Keras."""
        return False

    def get_build_config(self) -> dict[str, Any] | None:
        """Nothing that it would have to be built for: its layers say it all."""
        return {"input_shape": None}

    def _own_variables(self) -> list[Any]:
        return []

    def build(self, input_shape: Any) -> None:
        """Nothing is left to be made: a model of tensors has its weights."""
        if input_shape is not None:
            self.types_for(types_of_shapes(self.name, input_shape), self.spec)

    @classmethod
    def own_parameters(cls) -> dict[str, str]:
        """A model has none: what it computes is what its layers are told to."""
        return {}

    def freeze_outside(self, trainable: bool) -> None:
        """Set whether it is trained as a whole, and leave every layer inside as it is."""
        self._trainable, self.frozen_whole = trainable, not trainable

    def parts(self) -> Iterable[Any]:
        """Its layers."""
        return {id(node.layer): node.layer for node in self.nodes_in_order}.values()

    def weight_losses(self) -> list[Any]:
        """What the weights of its layers add to the loss as they are."""
        return self.losses_inside() if self.trainable else []

    def losses_inside(self) -> list[Any]:
        return [] if self.frozen_whole else [loss for layer in self.parts() for loss in layer.losses_inside()]

    @property
    def acts_in_training(self) -> bool:
        return any(node.layer.acts_in_training for node in self.nodes_in_order)

    @property
    def acts_when_called(self) -> bool:
        """Whether every layer that acts in training does so whenever it is called."""
        acting = [node.layer for node in self.nodes_in_order if node.layer.acts_in_training]
        return bool(acting) and all(layer.acts_when_called for layer in acting)

    def connect(self, inputs: tuple[Tensor, ...], spec: Spec | None = None) -> Node:
        """Use the model as a layer: its layers are called again on these tensors."""
        node = Node(self, spec or self.spec, inputs, self.types_for(tuple(t.type for t in inputs)))
        self.nodes.append(node)
        return node

    def types_for(self, given: tuple[TensorType, ...], _spec: Spec | None = None) -> tuple[TensorType, ...]:
        """The types of its outputs for inputs of these types; raises ApiError where they don't fit."""
        if len(given) != len(self.input_tensors):
            raise ApiError(
                say(
                    "The model {name} takes {n} inputs. Received: {m}.",
                    name=self.name,
                    n=len(self.input_tensors),
                    m=len(given),
                )
            )
        types = dict(zip((id(t) for t in self.input_tensors), given))
        for tensor, type in zip(self.input_tensors, given):
            if not tensor.type.accepts(type.shape):
                raise ApiError(
                    say(
                        "The model {name} expects {want} at {input}. Received: {got}.",
                        name=self.name,
                        want=str(tensor.type),
                        input=tensor.name,
                        got=str(type),
                    )
                )
        for node in self.nodes_in_order[len(self.input_tensors) :]:
            found = node.layer.types_for(tuple(types[id(t)] for t in node.inputs), node.spec)
            types.update(zip((id(t) for t in node.outputs), found))
        return tuple(types[id(t)] for t in self.output_tensors)

    def in_input_order(self, given: Any) -> Any:
        """Data for the inputs as a flat list where it is nested as they are; else as it is."""
        if self._plain_inputs:
            return given
        keys = list(self._given_inputs) if isinstance(self._given_inputs, Mapping) else []
        if isinstance(given, Mapping) and keys:
            if missing := [key for key in keys if key not in given]:
                if all(name in given for name in self.input_names):
                    return [given[name] for name in self.input_names]
                raise ApiError(
                    say(
                        "{what} has no entry for {missing}. Expected: {names}.",
                        what="x",
                        missing=", ".join(map(str, missing)),
                        names=", ".join(map(str, keys)),
                    )
                )
            return list(leaves({key: given[key] for key in keys}))
        return list(leaves(given)) if goes_deeper(self._given_inputs) and isinstance(given, (list, tuple)) else given

    def in_output_order(self, given: Any) -> Any:
        """What there is for each output as a flat list where it is nested as they are; else as it is."""
        deeper = self._deep_outputs and isinstance(given, (list, tuple, Mapping))
        return list(leaves(given)) if deeper else given

    def as_given(self, results: Any) -> Any:
        """One entry for each output in the nesting of the outputs; a list of one counts as that one, as in Keras."""
        found = nested(self._given_outputs, results)
        return found[0] if isinstance(found, list) and len(found) == 1 else found

    @property
    def input(self) -> Any:
        """The input tensors, nested as they were given."""
        return self._given_inputs

    @property
    def output(self) -> Any:
        """The output tensors, nested as they were given."""
        return self._given_outputs

    @property
    def inputs(self) -> list[Tensor]:
        return list(self.input_tensors)

    @property
    def outputs(self) -> list[Tensor]:
        return list(self.output_tensors)

    @property
    def input_shape(self) -> Any:
        return one([t.shape for t in self.input_tensors])

    @property
    def output_shape(self) -> Any:
        return one([t.shape for t in self.output_tensors])

    @property
    def input_names(self) -> list[str]:
        return [t.name for t in self.input_tensors]


def goes_deeper(given: Any) -> bool:
    """Whether a nesting has lists or dicts in it."""
    items = given.values() if isinstance(given, Mapping) else given if isinstance(given, (list, tuple)) else ()
    return any(isinstance(item, (list, tuple, Mapping)) for item in items)


def labels(outputs: Any) -> list[str]:
    """The names of outputs that their nesting gives them: a dict's keys, and the way to what lies deeper; else ''."""
    found = []
    for path, tensor in with_paths(outputs):
        own = str(path[-1]) if path and not isinstance(path[-1], int) else tensor.name if len(path) > 1 else ""
        found.append("/".join((*map(str, path[:-1]), own)) if own else "")
    return found


def nodes_feeding(inputs: list[Tensor], outputs: list[Tensor]) -> list[Node]:
    """Every node that the outputs need, sources first; raises ApiError where one depends on no given input."""
    ends = {id(t.node) for t in inputs}
    order: list[Node] = [t.node for t in inputs]
    done = set(ends)
    stack = [(t.node, False) for t in reversed(outputs)]
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
        elif id(node) not in done:
            if isinstance(node.layer, InputLayer):
                raise ApiError(
                    say(
                        "The outputs depend on the input {name}, which is not among the model's inputs.",
                        name=node.layer.name,
                    )
                )
            done.add(id(node))
            stack.append((node, True))
            stack.extend((t.node, False) for t in reversed(node.inputs))
    return order


def cut_at(inputs: list[Tensor], outputs: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
    """Inputs and outputs of a copy of the graph that begins at tensors in its midst: Inputs take their places."""
    copies: dict[int, Tensor] = {}
    for tensor in inputs:
        if isinstance(tensor.node.layer, InputLayer):
            copies[id(tensor)] = tensor
        else:
            copies[id(tensor)] = Input(batch_shape=tensor.shape, dtype=tensor.type.dtype)
    stack = list(reversed(outputs))
    while stack:
        tensor = stack[-1]
        missing = [t for t in tensor.node.inputs if id(t) not in copies]
        if id(tensor) in copies or not tensor.node.inputs:
            copies.setdefault(id(tensor), tensor)  # an Input that is not among the given ones: found out later
        elif missing:
            stack.extend(reversed(missing))
            continue
        else:
            node = Node(
                tensor.node.layer,
                tensor.node.spec,
                tuple(copies[id(t)] for t in tensor.node.inputs),
                tuple(t.type for t in tensor.node.outputs),
            )
            node.at_rest = tensor.node.at_rest
            copies.update((id(old), new) for old, new in zip(tensor.node.outputs, node.outputs))
        stack.pop()
    return [copies[id(t)] for t in inputs], [copies[id(t)] for t in outputs]
