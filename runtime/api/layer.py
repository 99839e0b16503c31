"""Layers of the Keras-like interface: what is called on symbolic tensors, or on arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, ClassVar, Self

import numpy as np

from graph.keras.public_names import missing_member
from graph.keras.to_keras import layer_config
from graph.specs.arguments import OF_EVERY_LAYER, arguments_of, plain_dtype, read_arguments, refuse_overrides
from graph.specs.message import MessageError, say
from graph.specs.params import params_of
from graph.specs.registry import make, snake
from graph.specs.spec import Spec, TensorType, refuse_texts
from graph.specs.working_type import DOUBLE, SINGLE, computing_in, working
from graph.specs.wrapping import layers_inside
from runtime.api import seeds
from runtime.api.call_arguments import GivenCall, read_call
from runtime.api.eager import ArrayCall
from runtime.api.errors import ApiError
from runtime.api.layer_settings import Settable, with_keras_keys
from runtime.api.layer_weights import possible_weights, types_of_shapes
from runtime.api.naming import automatic_name, checked_name, path_of
from runtime.api.own_activations import apart, followed
from runtime.api.structure_only import without_weights
from runtime.api.structures import leaves, one
from runtime.api.tensors import Node, Tensor
from runtime.api.tracing import both_ways, current
from runtime.api.value_objects import as_specs, with_own
from runtime.api.weight_values import REGULARIZERS, shown
from runtime.api.weighted import Weighted
from runtime.arrays.settings import floatx
from runtime.ops.memory import Memory
from runtime.weights.initializers import initial_value
from runtime.weights.variable import Variable

CALLED_BY_KERAS = ("call", "build", "train_step", "test_step", "predict_step", "compute_loss", "compute_metrics")
RATES = ("rate", "dropout", "recurrent_dropout")
"""Parameters by which a layer acts in training alone, where they are not 0."""


class Layer(Weighted, Settable):
    """A layer of the Keras-like interface: a spec, a name and, once it has been called, variables."""

    spec_class: ClassVar[type[Spec]]
    first_shape: tuple[Any, ...] | None = None
    """The shape of one sample, where it was told so for the Input of a Sequential that begins with it."""
    called_by_keras: ClassVar[tuple[str, ...]] = CALLED_BY_KERAS
    """Methods that a subclass would have in vain."""
    tensor_of: ClassVar[Callable[[TensorType], Tensor]]
    """A tensor of a type that nothing makes: set by `inputs`."""
    with_mask: ClassVar[Callable[[Tensor, Tensor], Tensor]]
    """A tensor with a mask going along: set by `free_layers`, which makes it."""
    mask_of: ClassVar[Callable[[Tensor], Tensor]]
    """The mask of a tensor: set by `free_layers`."""
    always_training: ClassVar[Callable[[Any, Any, Tensor], Any]]
    """What a layer makes of a tensor that is called with training=True: set by `own.always_training`."""
    traced_alone: ClassVar[Callable[[str, Tensor], Any]]
    """A trace for a `call` of one's own outside of any other: set by `own.trace`."""
    _calls_own: ClassVar[bool] = False
    """Whether the class has a `call` of its own around that of its kind."""
    _within = False
    """Whether that runs."""
    _begins_with: Sequence[Any] | None = None
    """The weights it was given in place of drawn ones."""
    _added: tuple[Any, ...] = ()
    """What its last call on arrays added to the loss."""
    _times = 0
    """How often it was called on arrays."""
    _then: Callable[[Any], Any] | None = None
    """An activation of one's own, which its results go through."""

    def __init_subclass__(cls) -> None:
        if not cls.__module__.startswith("runtime.api."):
            around = "call" in vars(cls) and cls.__call__ is Layer.__call__ and hasattr(cls, "spec_class")
            refuse_overrides(cls, tuple(name for name in cls.called_by_keras if not (around and name == "call")))
            cls._calls_own = cls._calls_own or around

    def __init__(self, *args: Any, **keywords: Any) -> None:
        if not hasattr(type(self), "spec_class"):
            raise ApiError(say("{kind}: layers of one's own can't be computed here.", kind=type(self).__name__))
        keywords = self._without_first_shape(keywords)
        plain, keywords, then = apart(self.spec_class, args, keywords)
        given, others = read_arguments(self.spec_class, as_specs(plain), as_specs(keywords), OF_EVERY_LAYER)
        self._take(
            make(self.spec_class, with_own(self.spec_class, given)), others.get("name"), others.get("trainable", True)
        )
        if (dtype := plain_dtype(others.get("dtype"))) in (SINGLE, DOUBLE):
            object.__setattr__(self, "_computes_in", dtype)
        object.__setattr__(self, "_then", then)
        weights = others.get("weights")
        if weights is not None:
            whole = isinstance(weights, list) and all(isinstance(w, np.ndarray) or np.ndim(w) > 1 for w in weights)
            self._begins_with = weights if whole else [weights]

    def _without_first_shape(self, keywords: dict[str, Any]) -> dict[str, Any]:
        """The arguments without the shape that the first layer of a Sequential may be given for its Input."""
        if "input_shape" in keywords and "input_shape" not in arguments_of(self.spec_class).all:
            given = keywords["input_shape"]
            if given is not None:
                self.first_shape = (given,) if isinstance(given, int) else tuple(given)
            return {name: value for name, value in keywords.items() if name != "input_shape"}
        return keywords

    def _take(self, spec: Spec, name: str | None, trainable: bool) -> None:
        object.__setattr__(self, "spec", spec)
        object.__setattr__(self, "_computes_in", floatx())
        self.name = (
            automatic_name(snake(spec.keras_class or type(self).__name__)) if name is None else checked_name(name)
        )
        self.trainable = trainable
        self.nodes: list[Node] = []
        self.held: dict[str, Variable] = {}
        self._memory = Memory()
        self.built = False

    @classmethod
    def of_spec(cls, spec: Spec, name: str | None = None, trainable: bool = True) -> Self:
        """A layer of a finished spec."""
        layer = cls.__new__(cls)
        layer._take(spec, name, trainable)
        return layer

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """Call on symbolic tensors (gives tensors), or on arrays (gives arrays); takes what Keras' `call` takes.

        `mask` says which steps of the inputs count, an array of booleans (samples, steps) or None for each input.
        """
        if self._calls_own and not self._within:
            return self._by_own_call(args, keywords)
        call = read_call(self.name, self.spec, args, keywords)
        if (trace := current()) is not None:
            call = call._replace(
                inputs=tuple(
                    x
                    if isinstance(x, Tensor)
                    else trace.of_variable(x)
                    if isinstance(x, Variable)
                    else trace.of_array(x)
                    for x in call.inputs
                )
            )
        if any(isinstance(m, Tensor) for m in leaves(call.mask)):
            call = call._replace(inputs=_masked(self.name, call.inputs, leaves(call.mask)), mask=None)
        symbolic = [isinstance(x, Tensor) for x in call.inputs]
        if any(symbolic) and not all(symbolic):
            raise ApiError(say("{name} is called on tensors and arrays at once: give it either.", name=self.name))
        if not any(symbolic):
            return self._on_arrays(call)
        if trace is not None and call.training is True and self.acts_in_training:
            return Layer.always_training(trace, self, call.inputs[0])
        self._check_symbolic(call.mask, call.training)
        node = self.connect(call.inputs, call.spec)
        node.at_rest = trace is not None and call.training is False
        if self._then is None:
            return one(node.outputs)
        node.then = followed(self.name, self._then, node.outputs[0])
        return node.then

    def _by_own_call(self, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """What a `call` of one's own makes of what it is given, around that of its kind."""
        tensor = next((x for x in leaves([*args, *keywords.values()]) if isinstance(x, Tensor)), None)
        alone = tensor is not None and current() is None
        object.__setattr__(self, "_within", True)
        try:
            with Layer.traced_alone(self.name, tensor) if alone and tensor is not None else nullcontext():
                found = self.call(*args, **keywords)
        finally:
            object.__setattr__(self, "_within", False)
        if self.nodes and isinstance(found, Tensor) and tensor is not None:
            self.nodes[-1].then = found
        return found

    def _check_symbolic(self, mask: Any, training: bool | None) -> None:
        """Refuse what a node can't hold: a graph says nothing of single calls but what flows into them."""
        if any(m is not None for m in leaves(mask)):
            raise ApiError(
                say(
                    "{name}: mask can only be given with arrays. In a model masks come from the layers that make them: "
                    "Embedding(mask_zero=True).",
                    name=self.name,
                )
            )
        if both_ways(training) not in (None, False) and self.acts_in_training:
            raise ApiError(
                say(
                    "{name}: training can only be given with arrays. In a model, fit trains and predict does not.",
                    name=self.name,
                )
            )

    @property
    def acts_in_training(self) -> bool:
        """Whether it computes something else while it is trained, as Dropout does."""
        found = (self.spec, *layers_inside(self.spec))
        return any(spec.acts_in_training or any(getattr(spec, rate, 0) for rate in RATES) for spec in found)

    @property
    def acts_when_called(self) -> bool:
        """Whether it does so too where it is called on arrays and `training` is not given."""
        return any(spec.acts_when_called for spec in (self.spec, *layers_inside(self.spec)))

    def connect(self, inputs: tuple[Tensor, ...], spec: Spec | None = None) -> Node:
        """Make a node for these tensors, called as `spec` says; draws the weights at the first call."""
        spec, types = spec or self.spec, tuple(x.type for x in inputs)
        outputs = self.types_for(types, spec)
        self._build(types, spec)
        node = Node(self, spec, inputs, outputs)
        self.nodes.append(node)
        return node

    def types_for(self, types: tuple[TensorType, ...], spec: Spec) -> tuple[TensorType, ...]:
        """The types of its results for inputs of these types, called as `spec` says; raises ApiError."""
        ports = spec.ports()
        if len(types) < ports.required or (len(types) > len(ports.inputs) and not ports.variadic):
            if ports.required == 1:
                raise ApiError(say("{name} takes one input. Received: {m}.", name=self.name, m=len(types)))
            raise ApiError(
                say("{name} takes {n} inputs. Received: {m}.", name=self.name, n=ports.required, m=len(types))
            )
        try:
            refuse_texts(spec, types)
            return spec.outputs(types)
        except MessageError as error:
            raise ApiError(say("Layer {name}: {error}", name=self.name, error=str(error))) from None

    def _build(self, types: tuple[TensorType, ...], spec: Spec) -> None:
        weights = spec.weights(types)
        if without_weights():
            shapes = {w.name: w.shape for w in weights}
            if not self.built:
                self.built, self.built_for, self.would_hold = True, types, shapes
            self._check_built_for(shapes, self.would_hold)
            return
        if not self.built:
            self.held = {
                w.name: Variable.holding(
                    path_of(f"{self.name}/{w.name}"),
                    initial_value(w.initializer, w.shape, seeds.generator()).astype(self.dtype),
                    w.trainable,
                )
                for w in weights
            }
            self.built, self.built_for, self._path = True, types, path_of(self.name)
            if self._begins_with is not None:
                self.set_weights(self._begins_with)
        self._check_built_for({w.name: w.shape for w in weights}, {n: v.shape for n, v in self.held.items()})

    def _check_built_for(self, wanted: Mapping[str, Any], there: Mapping[str, Any]) -> None:
        """Raise ApiError where this input would need weights of other shapes than there are."""
        for name, shape in wanted.items():
            if there[name] != shape:
                raise ApiError(
                    say(
                        "The layer {name} was built for another input: its {weight} has shape {have}, "
                        "this input would need {want}.",
                        name=self.name,
                        weight=name,
                        have=there[name],
                        want=shape,
                    )
                )

    def call(self, *args: Any, **keywords: Any) -> Any:
        """The same as calling it."""
        return self(*args, **keywords)

    def compute_output_spec(self, *args: Any, **keywords: Any) -> Any:
        """Tensors such as it would give for these, which belong to no model."""
        given = read_call(self.name, self.spec, args, keywords)
        types = tuple(TensorType((None, *x.shape[1:]), str(working(x.dtype))) for x in given.inputs)
        return one([Layer.tensor_of(t) for t in self.types_for(types, given.spec)])

    def build(self, input_shape: Any) -> None:
        """Make the weights for inputs of a shape, the batch first, or of several shapes in a list."""
        types = types_of_shapes(self.name, input_shape)
        self.types_for(types, self.spec)
        self._build(types, self.spec)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of its result for inputs of a shape, the batch first."""
        found = self.types_for(types_of_shapes(self.name, input_shape), self.spec)
        batch = input_shape[0] if isinstance(input_shape, (list, tuple)) else None
        known = batch if isinstance(batch, int) else None
        return one([(known, *t.shape[1:]) for t in found])

    def _on_arrays(self, given: GivenCall) -> Any:
        spec, masks = given.spec, leaves(given.mask) if given.mask is not None else ()
        call = ArrayCall(self.name, given.inputs, masks)
        results = self.types_for(call.types, spec)
        self._build(call.types, spec)
        training = self.acts_when_called if given.training is None else bool(given.training)
        self._times += 1
        weights, how = spec.weights(call.types), (training, self.trainable, self._times, self._memory)
        with computing_in(self.dtype):
            found = call.run(spec, results, weights, self.held, *how)
        if (penalty := getattr(spec, "activity_regularizer", None)) is not None:
            self._added = tuple(np.float32(REGULARIZERS.get(penalty)(array) / max(len(array), 1)) for array in found)
        return one(found) if self._then is None else self._then(found[0])

    @property
    def losses(self) -> list[Any]:
        """What it adds to the loss: its last call on arrays by a penalty on the result, and its weights as they are."""
        return [*self._added, *self.weight_losses()]

    def weight_losses(self) -> list[Any]:
        """What its weights add to the loss as they are."""
        weights = self.spec.weights(self.built_for or ()) if self.held and self.trainable else ()
        return [
            np.float32(REGULARIZERS.get(w.regularizer)(self.held[w.name].value))
            for w in weights
            if w.regularizer is not None and w.trainable
        ]

    @property
    def weights(self) -> list[Variable]:
        return list(self.held.values())

    @property
    def trainable_weights(self) -> list[Variable]:
        return [v for v in self.weights if v.trainable] if self.trainable else []

    def losses_inside(self) -> list[Any]:
        return self.weight_losses()

    def parts(self) -> Iterable[Any]:
        """The layers that it is made of, each with a `trainable` of its own."""
        return ()

    def __getattr__(self, name: str) -> Any:
        """A parameter, as `layer.units`, or a weight, as `layer.kernel`."""
        if "spec" in vars(self) and not name.startswith("_"):
            if (rule := params_of(type(self).spec_class).get(name)) is not None:
                return shown(rule, getattr(self.spec, name))
            if name in self.held:
                return self.held[name]
            if name in possible_weights(self.spec, self.built_for):
                return None  # a bias, say, of a layer without
        raise missing_member(type(self).__name__, name)

    @property
    def output(self) -> Any:
        """The tensors that its first call gave."""
        return one(self._first_node().results)

    @property
    def input(self) -> Any:
        """The tensors that its first call was given."""
        return one(self._first_node().inputs)

    def _first_node(self) -> Node:
        if self.nodes:
            return self.nodes[0]
        raise ApiError(say("{name} has no input and output yet: it has not been called on a tensor.", name=self.name))

    def get_config(self) -> dict[str, Any]:
        """Its parameters as Keras writes them; `from_config` makes a layer of them."""
        with computing_in(self.dtype):
            return with_keras_keys(self.spec, layer_config(self.spec, self.name, self.trainable))

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """A new layer with these parameters."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def _masked(name: str, inputs: tuple[Any, ...], masks: tuple[Any, ...]) -> tuple[Any, ...]:
    """The tensors with the masks that were given for them; raises ApiError where there are too many."""
    if len(masks) > len(inputs):
        raise ApiError(say("{name} is given {m} masks for {n} inputs.", name=name, m=len(masks), n=len(inputs)))
    pairs = zip(inputs, (*masks, *(None,) * (len(inputs) - len(masks))))
    return tuple(Layer.with_mask(x, m) if isinstance(m, Tensor) and isinstance(x, Tensor) else x for x, m in pairs)
