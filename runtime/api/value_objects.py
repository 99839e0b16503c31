"""Losses, metrics, optimizers, initializers… of the Keras-like interface: objects made of Keras' arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from inspect import Parameter, Signature
from typing import Any, ClassVar, Self

import numpy as np

from graph.keras.metrics import own_label
from graph.keras.objects import layer_spec
from graph.keras.origin import MODULES
from graph.keras.to_keras import serialized, settings
from graph.specs.arguments import WITHOUT_MEANING, arguments_of, plain_dtype, read_arguments, refuse_overrides
from graph.specs.message import say
from graph.specs.params import SpecError, coerce, params_of
from graph.specs.registry import make, snake
from graph.specs.spec import Spec, Value, coerced_default
from runtime.api.named_functions import NamedFunction
from runtime.api.naming import automatic_name
from runtime.weights.own_values import OWN, OwnArray

CALLED_BY_KERAS = ("call", "__call__", "update_state", "result", "reset_state", "update_step", "apply")


class ValueObject:
    """One value of the registry with the name that Keras gives it. Parameters are read and set as attributes."""

    spec_class: ClassVar[type[Value]]
    spec: Value
    name: str

    def __init_subclass__(cls) -> None:
        if "spec_class" not in vars(cls) and hasattr(cls, "spec_class"):
            refuse_overrides(cls, CALLED_BY_KERAS)

    def __init__(self, *args: Any, **keywords: Any) -> None:
        if not hasattr(type(self), "spec_class"):
            self._begin(*args, **keywords)
            return
        given, others = read_arguments(self.spec_class, as_specs(args), as_specs(keywords))
        vars(self)["_computes_in"] = plain_dtype(others.get("dtype"))
        own = arguments_of(self.spec_class).parameters.get("name")
        name = others.get("name") if own is None else given.pop(own, None)
        if name is None and getattr(self.spec_class, "numbered", False):
            name = automatic_name(snake(self.spec_class.kind))
        self._take(self._spec_of(given), name)

    def _spec_of(self, given: Mapping[str, Any]) -> Value:
        """The spec of these parameters; raises SpecError."""
        return make(self.spec_class, given)

    def _begin(self) -> None:
        """What a class of one's own takes when it calls this constructor."""

    def own_spec(self) -> Value:
        """What stands for an object of one's own; raises SpecError where there can be none."""
        raise SpecError(say("{kind}: kinds of one's own can't be computed here.", kind=type(self).__name__))

    @classmethod
    def of_spec(cls, spec: Value, name: str | None = None) -> Self:
        """The object of a finished spec."""
        made = cls.__new__(cls)
        made._take(spec, name)
        return made

    def _take(self, spec: Value, name: str | None) -> None:
        own = arguments_of(type(spec)).parameters.get("name")
        if own is not None and name and name != own_label(spec):
            spec = spec.replace(**{own: name})
        self.spec = spec
        usual = getattr(spec, "object_name", "") or own_label(spec)
        self.name = name or (getattr(spec, own) if own is not None else "") or usual

    def __getattr__(self, name: str) -> Any:
        if not hasattr(type(self), "spec_class"):
            if name == "spec":
                vars(self)["spec"] = spec = self.own_spec()
                return spec
        elif name in params_of(type(self).spec_class):
            return getattr(self.spec, name)
        raise AttributeError(f"{type(self).__name__} has no {name}.")

    def __setattr__(self, name: str, value: Any) -> None:
        if hasattr(type(self), "spec_class") and name in params_of(type(self).spec_class):
            name, value = "spec", self.spec.replace(**{name: as_specs(value)})
        object.__setattr__(self, name, value)

    def get_config(self) -> dict[str, Any]:
        """The arguments as Keras writes them; `from_config` makes the same object of them."""
        if not hasattr(type(self), "spec_class"):
            return {}
        taken = arguments_of(self.spec_class)
        own = settings(self.spec)
        named = {"name": self.name} if "name" in taken.all else {}
        return {**named, **{name: own[mine] for name, mine in taken.parameters.items() if name not in named}}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """An object made of Keras' arguments; raises SpecError."""
        return cls(**config)

    def serialize(self) -> dict[str, Any]:
        """What Keras' `serialize` gives."""
        if not hasattr(type(self), "spec_class"):
            kind = type(self)
            names = {"module": kind.__module__, "class_name": kind.__name__, "registered_name": kind.__name__}
            return {**names, "config": self.get_config()}
        written: dict[str, Any] = serialized(self.spec)
        return {**written, "config": self.get_config()}

    def __repr__(self) -> str:
        if not hasattr(type(self), "spec_class"):
            return f"<{type(self).__name__}>"
        shown = ", ".join(f"{name}={value!r}" for name, value in self.spec.non_default())
        return f"<{type(self).__name__}({shown})>"


def value_class(base: type[ValueObject], kind: type[Value]) -> type[ValueObject]:
    """The class of Keras' interface for a kind."""
    name = kind.kind
    facts = {
        "spec_class": kind,
        "__doc__": kind.caption or kind.__doc__,
        "__module__": MODULES[kind.category].replace("keras", "runtime"),
    }
    return type(name, (base,), {**facts, "__signature__": signature(kind)})


def signature(kind: type[Value], also: tuple[str, ...] = ()) -> Signature:
    """How Python shows what a kind's constructor takes; `also` are further arguments, by name only."""
    taken = arguments_of(kind)

    def parameter(name: str, how: Any) -> Parameter:
        own = taken.parameters.get(name)
        default = Parameter.empty if name in taken.required else shown_default(kind, name, own)
        return Parameter(name, how, default=default)

    by_name = (*taken.by_name, *(name for name in also if name not in taken.all))
    return Signature(
        [
            *(parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in taken.positional),
            *(parameter(name, Parameter.KEYWORD_ONLY) for name in by_name),
        ]
    )


def shown_default(kind: type[Value], name: str, own: str | None) -> Any:
    """The default of an argument as Keras' documentation has it: None where None means the same."""
    if own is None:
        return WITHOUT_MEANING.get(name, (True if name == "trainable" else None,))[0]
    if name == "name":
        return None
    declared = next(f.default for f in fields(kind) if f.name == own)
    rule = params_of(kind)[own]
    if rule.category == "initializer" or rule.kind == "int":
        return declared  # None is taken for it, and Keras shows what it means
    try:
        none = coerce(kind.kind, own, rule, None)
    except SpecError:
        return declared
    return None if none == coerced_default(kind, own) else declared


def with_own(kind: type[Value], given: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters with values of one's own where functions were given, such as `kernel_initializer=my_function`."""
    rules = params_of(kind)

    def own(name: str, value: Any) -> Any:
        if name in rules and rules[name].kind == "activation" and isinstance(value, Spec):
            raise SpecError(
                say(
                    "{kind}: {name} can't be a layer here. Leave it out, and put the layer {layer} behind.",
                    kind=kind.kind,
                    name=name,
                    layer=value.kind,
                )
            )
        if name in rules and rules[name].kind == "activation" and callable(value):
            raise SpecError(
                say(
                    "{kind}: {name} can't be a function of one's own, whose gradient nobody knows. Choose one of "
                    "keras.activations. Received: {given}.",
                    kind=kind.kind,
                    name=name,
                    given=str(getattr(value, "__name__", type(value).__name__)),
                )
            )
        if name in rules and rules[name].category == "initializer" and isinstance(value, (np.ndarray, np.generic)):
            return make(OwnArray, {"value": value})
        made = OWN.get(rules[name].category) if name in rules else None
        if made is None or not callable(value) or isinstance(value, (Value, type)):
            return value
        return make(made, {"function": value})

    return {name: own(name, value) for name, value in given.items()}


def as_specs(given: Any) -> Any:
    """What the graph understands in place of this interface's objects, classes and functions, also inside of others."""
    if isinstance(given, ValueObject) or (hasattr(given, "nodes") and isinstance(given.spec, Spec)):
        return given.spec
    if isinstance(given, type) and issubclass(given, ValueObject):
        return given().spec
    if isinstance(given, NamedFunction):
        return given.__name__
    if isinstance(given, (list, tuple)):
        return type(given)(as_specs(item) for item in given)
    if isinstance(given, Mapping) and str(given.get("module")).startswith("keras.layers"):
        return layer_spec(given, "The layer")
    if isinstance(given, Mapping):
        return {key: as_specs(item) for key, item in given.items()}
    return given
