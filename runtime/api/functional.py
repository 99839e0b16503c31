"""Keras' functional API: symbolic tensors, and layers that are called on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from graph.layers.core import Input as InputSpec
from graph.specs.arguments import OF_EVERY_LAYER, read_arguments
from graph.specs.message import MessageError, say
from graph.specs.params import params_of
from graph.specs.registry import make, snake
from graph.specs.spec import Spec, TensorType
from runtime.api import seeds
from runtime.api.value_objects import as_specs
from runtime.ops.op import Array
from runtime.weights.initializers import initial_value
from runtime.weights.weights import Variable

_counts: Counter[str] = Counter()


class ApiError(MessageError):
    """A call of the Keras-like interface that can't be: says what was expected and what was received."""


def automatic_name(base: str) -> str:
    """`dense`, `dense_1`, `dense_2`…: counted in the whole process, as Keras does."""
    number = _counts[base]
    _counts[base] += 1
    return base if number == 0 else f"{base}_{number}"


def clear_session() -> None:
    """Begin counting names anew."""
    _counts.clear()


class Node:
    """One call of a layer on tensors."""

    def __init__(self, layer: Layer, inputs: tuple[Tensor, ...], types: tuple[TensorType, ...]) -> None:
        self.layer = layer
        self.inputs = inputs
        self.outputs = tuple(Tensor(self, i, t) for i, t in enumerate(types))


class Tensor:
    """A symbolic tensor: an output of a layer's call, with a shape but no numbers."""

    def __init__(self, node: Node, index: int, type: TensorType) -> None:
        self.node, self.index, self.type = node, index, type

    @property
    def shape(self) -> tuple[int | None, ...]:
        return self.type.shape

    @property
    def dtype(self) -> str:
        return self.type.dtype

    @property
    def name(self) -> str:
        return self.node.layer.name

    def __add__(self, other: Any) -> Any:
        from runtime.api.layer_classes import add

        return add([self, other])

    def __repr__(self) -> str:
        return f"<Tensor shape={self.shape}, dtype={self.dtype}, name={self.name}>"


class Layer:
    """A layer of the Keras-like interface: a spec, a name and, once it has been called, variables."""

    spec_class: ClassVar[type[Spec]]

    def __init__(self, *args: Any, **keywords: Any) -> None:
        if not hasattr(type(self), "spec_class"):
            raise ApiError(say("{kind}: layers of one's own can't be computed here.", kind=type(self).__name__))
        given, others = read_arguments(self.spec_class, as_specs(args), as_specs(keywords), OF_EVERY_LAYER)
        self.spec: Spec = make(self.spec_class, given)
        name = others.get("name")
        self.name = checked_name(name) if name is not None else automatic_name(snake(type(self).__name__))
        self.trainable = bool(others.get("trainable", True))
        self.nodes: list[Node] = []
        self.variables: dict[str, Variable] = {}
        self.built = False

    def __call__(self, *inputs: Any, **keywords: Any) -> Any:
        """Call on symbolic tensors (gives tensors), or on arrays (gives arrays)."""
        given = flat_tensors((*inputs, *(v for v in (keywords.pop("initial_state", None),) if v is not None)))
        unknown = keywords.keys() - {"training", "mask"}
        if unknown:
            raise ApiError(say("{name} takes no argument {args}.", name=self.name, args=", ".join(sorted(unknown))))
        if any(not isinstance(x, Tensor) for x in given):
            return self._call_on_arrays(given, bool(keywords.get("training")))
        return one(self.connect(given).outputs)

    def connect(self, inputs: tuple[Tensor, ...]) -> Node:
        """Make a node for these tensors; draws the weights at the first call."""
        ports = self.spec.ports()
        types = tuple(x.type for x in inputs)
        if len(inputs) < ports.required or (len(inputs) > len(ports.inputs) and not ports.variadic):
            raise ApiError(
                say("{name} takes {n} inputs. Received: {m}.", name=self.name, n=ports.required, m=len(inputs))
            )
        try:
            outputs = self.spec.outputs(types)
            self._build(types)
        except ApiError:
            raise
        except MessageError as error:
            raise ApiError(say("Layer {name}: {error}", name=self.name, error=str(error))) from None
        node = Node(self, inputs, outputs)
        self.nodes.append(node)
        return node

    def _build(self, types: tuple[TensorType, ...]) -> None:
        weights = self.spec.weights(types)
        if not self.built:
            self.variables = {
                w.name: Variable(
                    f"{self.name}/{w.name}",
                    initial_value(w.initializer, w.shape, seeds.generator()).astype(np.float32),
                    w.trainable,
                )
                for w in weights
            }
            self.built = True
        for w in weights:
            if self.variables[w.name].shape != w.shape:
                raise ApiError(
                    say(
                        "The layer {name} was built for another input: its {weight} has shape {have}, "
                        "this input would need {want}.",
                        name=self.name,
                        weight=w.name,
                        have=self.variables[w.name].shape,
                        want=w.shape,
                    )
                )

    def _call_on_arrays(self, given: tuple[Any, ...], training: bool) -> Any:
        from runtime.api.model import Model

        arrays = [np.asarray(x) for x in given]
        inputs = [Input(a.shape[1:], dtype=plain_dtype(a)) for a in arrays]
        outputs = flat_tensors((self(inputs if len(inputs) > 1 else inputs[0]),))
        model = Model(inputs, list(outputs), name=f"{self.name}_call")
        self.nodes.pop()
        return model(arrays if len(arrays) > 1 else arrays[0], training=training)

    @property
    def weights(self) -> list[Variable]:
        return list(self.variables.values())

    @property
    def trainable_weights(self) -> list[Variable]:
        return [v for v in self.weights if v.trainable] if self.trainable else []

    def get_weights(self) -> list[Array]:
        return [v.numpy() for v in self.weights]

    def set_weights(self, weights: Sequence[Any]) -> None:
        if len(weights) != len(self.weights):
            raise ApiError(
                say("{name} has {n} weights. Received: {m}.", name=self.name, n=len(self.weights), m=len(weights))
            )
        for variable, value in zip(self.weights, weights):
            variable.assign(value)

    def count_params(self) -> int:
        return sum(v.value.size for v in self.weights)

    @property
    def output(self) -> Any:
        """The tensors of the first call."""
        return one(self.nodes[0].outputs)

    @property
    def input(self) -> Any:
        return one(self.nodes[0].inputs)

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name, "trainable": self.trainable} | {
            p: getattr(self.spec, p) for p in params_of(self.spec)
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


class InputLayer(Layer):
    """The layer behind `Input`."""

    spec_class = InputSpec


def Input(
    shape: Any = None,
    batch_size: int | None = None,
    dtype: str | None = None,
    name: str | None = None,
    batch_shape: Any = None,
    **options: Any,
) -> Tensor:
    """A symbolic input of `shape` (one sample, without the batch)."""
    if batch_shape is not None:
        batch_size, shape = batch_shape[0], batch_shape[1:]
    if shape is None:
        raise ApiError(say("Input needs a shape: the sizes of one sample, such as (784,)."))
    given = {key: value for key, value in options.items() if value is not None and key != "tensor"}
    label = name if name is not None else automatic_name("input_layer")
    layer = _input_layer(label, shape, batch_size, dtype, given)
    node = Node(layer, (), layer.spec.outputs(()))
    layer.nodes.append(node)
    return node.outputs[0]


def _input_layer(name: str, shape: Any, batch_size: int | None, dtype: str | None, given: dict[str, Any]) -> InputLayer:
    layer = InputLayer(name=name, shape=shape, batch_size=batch_size, **given)
    layer.spec = layer.spec.replace(dtype=dtype or "float32")
    layer.built = True
    return layer


def checked_name(name: Any) -> str:
    if not isinstance(name, str) or not name or "/" in name:
        raise ApiError(say("A name must be a text without a slash. Received: {name!r}.", name=name))
    return name


def flat_tensors(given: Any) -> tuple[Any, ...]:
    """Tensors or arrays out of any nesting of lists, tuples and dicts."""
    if isinstance(given, dict):
        given = tuple(given.values())
    if isinstance(given, (list, tuple)):
        return tuple(t for item in given for t in flat_tensors(item))
    return (given,)


def one(items: Sequence[Any]) -> Any:
    """The only item, or the list of them."""
    return items[0] if len(items) == 1 else list(items)


def plain_dtype(array: Array) -> str:
    return "float32" if array.dtype.kind == "f" else str(array.dtype)
