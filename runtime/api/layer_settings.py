"""Parameters of a layer set after it was made: they take effect in every model that holds it, or are refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from graph.specs.arguments import WITHOUT_MEANING, arguments_of
from graph.specs.message import MessageError, say
from graph.specs.params import params_of
from graph.specs.spec import Spec, TensorType
from runtime.api.errors import ApiError
from runtime.api.tensors import Called, Node
from runtime.api.value_objects import as_specs, with_own
from runtime.weights.variable import Variable

WRITTEN = (
    "encoding", "idf_weights", "invert", "quantization_config", "ragged", "salt", "sparse", "vocabulary_dtype",
)  # fmt: skip
"""Arguments that Keras' `get_config` tells, whether or not they are used."""
LEFT_OUT = {"CategoryEncoding": ("sparse",), "Dense": ("activity_regularizer",)}
"""Arguments that Keras leaves out of the config of a kind where they ask for nothing."""


def truth(owner: str, name: str, given: Any) -> bool:
    """True or false, also as 1 or 0; raises ApiError for anything else."""
    if isinstance(given, (bool, np.bool_)) or (type(given) is int and given in (0, 1)):
        return bool(given)
    raise ApiError(
        say(
            "{owner}: {name} can only be {allowed} here. Received: {given!r:.80}.",
            owner=owner,
            name=name,
            allowed="True or False",
            given=given,
        )
    )


class Settable:
    """What makes the parameters of a layer attributes: `layer.rate = 0.2` holds from the next call of a model on."""

    spec_class: ClassVar[type[Spec]]
    spec: Spec
    name: str
    nodes: list[Node]
    held: dict[str, Variable]
    built: bool
    built_for: tuple[TensorType, ...] | None = None
    """The types of the inputs that its weights were made for."""

    changes: ClassVar[int] = 0
    """How often a parameter of any layer was set: models look closer only when that has grown."""

    def __setattr__(self, name: str, value: Any) -> None:
        own = self.own_parameters().get(name) if "spec" in vars(self) else None
        if own is not None:
            name, value = "spec", self._with(name, own, value)
            for node in self.nodes:
                node.spec = as_called(value, node.spec)
            Settable.changes += 1
        elif name == "trainable":
            value = truth(type(self).__name__, name, value)
        object.__setattr__(self, name, value)

    @classmethod
    def own_parameters(cls) -> dict[str, str]:
        """What may be set: the parameter by each of its names, Keras' and ours."""
        kind = getattr(cls, "spec_class", None)
        return {} if kind is None else {**{n: n for n in params_of(kind)}, **arguments_of(kind).parameters}

    def _with(self, name: str, own: str, value: Any) -> Spec:
        """The spec with another value; raises ApiError where what was made of the old one would no longer fit."""
        spec = self.spec.replace(**with_own(type(self.spec), {own: as_specs(value)}))
        if self.built and params_of(spec)[own].category == "initializer" and spec != self.spec:
            raise ApiError(
                say(
                    "{layer}: {name} would change nothing any more, its weights have been drawn. Set it before the "
                    "layer is called, or use set_weights.",
                    layer=self.name,
                    name=name,
                )
            )
        calls: list[tuple[Spec, tuple[TensorType, ...], tuple[TensorType, ...] | None]] = [
            (as_called(spec, n.spec), tuple(t.type for t in n.inputs), tuple(t.type for t in n.outputs))
            for n in self.nodes
        ]
        if self.built_for is not None:
            calls.append((spec, self.built_for, None))
        for call, types, results in calls:
            try:
                fits = results is None or call.outputs(types) == results
                fits = fits and {w.name: w.shape for w in spec.weights(types)} == {
                    weight: variable.shape for weight, variable in self.held.items()
                }
            except MessageError:
                fits = False
            if not fits:
                raise ApiError(
                    say(
                        "{layer}: {name} can't become {value!r:.80} any more: the layer has been called, and its "
                        "outputs or weights would be others. Make a new layer.",
                        layer=self.name,
                        name=name,
                        value=value,
                    )
                )
        return spec


def as_called(spec: Spec, before: Spec) -> Spec:
    """A spec as a call uses it that used another one of the kind."""
    return replace(spec, call=before.call, wired=before.wired)


def snapshot(layers: Iterable[Called]) -> list[tuple[Called, Spec]]:
    """The layers, each with what it is told to do now."""
    return [(layer, layer.spec) for layer in layers]


def with_keras_keys(spec: Spec, config: dict[str, Any]) -> dict[str, Any]:
    """A layer's config with what Keras writes there and means nothing here, and without what it leaves out."""
    taken = arguments_of(type(spec)).all
    asked = {name: WITHOUT_MEANING[name][0] for name in WRITTEN if name in taken and name not in config}
    found = {**config, **asked}
    for name in LEFT_OUT.get(spec.kind, ()):
        if not found[name]:
            del found[name]
    return found
