"""What every layer and model of Keras has beside weights and calls: policies, build configs, own variables in files."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.specs.message import say
from graph.specs.spec import Spec, TensorType
from graph.specs.working_type import SINGLE, working
from runtime.api.by_name import call
from runtime.api.checks import numbers
from runtime.api.errors import ApiError
from runtime.api.input_spec import InputSpec
from runtime.api.structures import leaves
from runtime.weights.variable import Variable


@dataclass(frozen=True)
class Policy:
    """In which type a layer computes and holds its weights: one and the same."""

    name: str
    quantization_mode: None = None

    @property
    def compute_dtype(self) -> str:
        return self.name

    variable_dtype = compute_dtype

    def get_config(self) -> dict[str, Any]:
        """What `dtype` may be given."""
        return {"name": self.name}

    def __repr__(self) -> str:
        return f'<DTypePolicy "{self.name}">'


class Members:
    """Members that layers and models have in common."""

    name: str
    spec: Spec
    built: bool
    built_for: tuple[TensorType, ...] | None
    autocast = True
    _path: str | None = None
    _computes_in = SINGLE
    _input_spec: Any = None

    @property
    def weights(self) -> list[Variable]:
        return []

    @property
    def path(self) -> str | None:
        """Its name behind those of the layers around it; None before it is built."""
        return self._path

    @property
    def dtype(self) -> str:
        """The type in which it computes and holds its weights."""
        return self._computes_in

    compute_dtype = variable_dtype = input_dtype = dtype

    @property
    def dtype_policy(self) -> Policy:
        """The same as an object."""
        return Policy(self.dtype)

    @property
    def input_spec(self) -> Any:
        """What it expects of its inputs where a class of one's own says so; other layers say it when they are called
        on something else."""
        return self._input_spec

    @input_spec.setter
    def input_spec(self, value: Any) -> None:
        if not all(isinstance(x, InputSpec) for x in leaves(value) if x is not None):
            raise ApiError(
                say("input_spec takes InputSpec objects, one or several. Received: {given!r:.80}.", given=value)
            )
        object.__setattr__(self, "_input_spec", value)

    @property
    def metrics(self) -> list[Any]:
        """None: metrics belong to models."""
        return []

    @property
    def metrics_variables(self) -> list[Variable]:
        return [variable for metric in self.metrics for variable in metric.variables]

    @property
    def supports_masking(self) -> bool:
        """Whether a mask that reaches it goes on behind it."""
        kind: Any = type(self.spec)
        for given in kind.examples:
            try:
                masked = tuple(TensorType(t.shape, t.dtype, masked=len(t.shape) > 2) for t in given.inputs)
                if any(t.masked for t in given.of(kind).outputs(masked)):
                    return True
            except Exception:
                continue
        return False

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """The mask of its result for inputs with these masks."""
        if self.spec.kind == "Embedding":
            return call("not_equal", inputs, 0) if getattr(self.spec, "mask_zero", False) else None
        if self.spec.kind == "Masking":
            return call("any", call("not_equal", inputs, getattr(self.spec, "mask_value", 0.0)), axis=-1)
        given, masks = leaves(inputs), leaves(previous_mask)
        masked = [m is not None for m in masks]
        if not any(masked) or not all(hasattr(x, "shape") for x in given):
            return None
        types = [TensorType((None, *x.shape[1:]), str(working(x.dtype)), masked=m) for x, m in zip(given, masked)]
        known = self.spec.outputs((*types, *(TensorType((None, *x.shape[1:])) for x in given[len(types) :])))
        return next(m for m in masks if m is not None) if known[0].masked else None

    def get_build_config(self) -> dict[str, Any] | None:
        """The shapes that it was built for; None before."""
        if not self.built or self.built_for is None:
            return None
        shapes = [(None, *t.shape[1:]) for t in self.built_for]
        names = [argument.name for argument in self.spec.tensor_arguments()]
        if len(names) > 1:
            return {"shapes_dict": {f"{name}_shape": shape for name, shape in zip(names, shapes)}}
        return {"input_shape": shapes[0] if len(shapes) == 1 else shapes}

    def build_from_config(self, config: Mapping[str, Any] | None) -> None:
        """Build it for the shapes that `get_build_config` told."""
        if not config:
            return
        shapes = config.get("input_shape", config.get("shapes_dict"))
        build: Any = getattr(self, "build")  # noqa: B009 - a subclass' own
        build(list(shapes.values()) if isinstance(shapes, Mapping) else shapes)

    def _own_variables(self) -> Sequence[Variable]:
        """What files hold in its own group: not what layers inside have."""
        return self.weights

    def save_own_variables(self, store: MutableMapping[str, Any]) -> None:
        """Put its own weights into a mapping, by their numbers."""
        store.update({str(i): variable.numpy() for i, variable in enumerate(self._own_variables())})

    def load_own_variables(self, store: Mapping[str, Any]) -> None:
        """Take its own weights from such a mapping; raises ApiError where there are others, and changes nothing
        then."""
        own = self._own_variables()
        given = [
            numbers(f"{self.name}: each of the weights", np.asarray(store[key])) for key in sorted(store, key=_order)
        ]
        if [array.shape for array in given] != [variable.shape for variable in own]:
            raise ApiError(
                say(
                    "{name} has weights of the shapes {want}. Received: {got}.",
                    name=self.name,
                    want=", ".join(str(v.shape) for v in own),
                    got=", ".join(str(a.shape) for a in given),
                )
            )
        for variable, array in zip(own, given):
            variable.assign(array)

    def add_metric(self, *_args: Any, **_keywords: Any) -> None:
        """Keras has this no more."""
        raise ApiError(
            say(
                "{name}: add_metric is no more, in Keras neither. Return what is to be watched as another output, and "
                "give compile a metric for it.",
                name=self.name,
            )
        )

    def add_loss(self, _loss: Any) -> None:
        """Add a term to the loss: for the `call` of a class of one's own."""
        raise ApiError(say("{name}: add_loss belongs into call, which computes what it adds.", name=self.name))

    def add_weight(self, *_args: Any, **_keywords: Any) -> Any:
        """Make a weight: for a class of one's own."""
        raise ApiError(
            say(
                "{name} has the weights that its kind of layer has. Derive a class of your own from Layer, and make "
                "more in its build.",
                name=self.name,
            )
        )

    add_variable = add_weight


def _order(key: str) -> Any:
    return (0, int(key)) if key.isdigit() else (1, key)
