"""The reference page of a kind, as values: everything on it is read from the spec."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from typing import Any

from graph.document.document import Layer
from graph.export.layer_text import constructor
from graph.export.python_text import literal, spec_text
from graph.keras.origin import MODULES
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import Message, MessageError, say
from graph.specs.params import Param, params_of
from graph.specs.registry import find, kinds, snake
from graph.specs.spec import Example, Spec, TensorType, Value

OWN_NAMES = {"Input": "keras.Input", "Model": "keras.Model", "Output": ""}
"""Layers that Keras knows under another name, or not at all."""
VALUES = {
    "constraint": say("a constraint"),
    "initializer": say("an initializer"),
    "layer": say("a layer"),
    "loss": say("a loss"),
    "metric": say("a metric"),
    "optimizer": say("an optimizer"),
    "regularizer": say("a regularizer"),
    "schedule": say("a schedule"),
}
"""A parameter that is a value of a category."""


@dataclass(frozen=True)
class ParameterRow:
    """One parameter: its default as source, empty where it must be given, what is allowed, and what it means."""

    name: str
    default: str
    allowed: Message
    help: str


@dataclass(frozen=True)
class Sample:
    """A layer as one writes it, the types that go in and come out, and its weights (name, shape, trained or not)."""

    code: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    weights: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class ReferencePage:
    """`keras` is Keras' full name, empty for what Keras lacks; `names` are the others by which it is found."""

    kind: str
    category: str
    family: str
    keras: str
    names: tuple[str, ...]
    caption: str
    formula: str
    parameters: tuple[ParameterRow, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    samples: tuple[Sample, ...]


def reference(cls: type[Value]) -> ReferencePage:
    """The page of one kind."""
    samples, ports = tuple(_written(cls)), None
    if issubclass(cls, Spec):
        samples = tuple(_samples(cls))
        ports = cls.examples[0].of(cls).ports() if samples else None
    return ReferencePage(
        kind=cls.kind,
        category=cls.category,
        family=getattr(cls, "family", ""),
        keras=keras_name(cls),
        names=tuple(name for name in cls.names if name != cls.kind),
        caption=getattr(cls, "caption", ""),
        formula=cls.formula,
        parameters=tuple(_rows(cls)),
        inputs=ports.inputs if ports else (),
        outputs=ports.outputs if ports else (),
        samples=samples,
    )


def keras_name(cls: type[Value]) -> str:
    """Keras' full name of a kind: `keras.layers.Dense`; empty where Keras has none."""
    if not cls.__module__.startswith("graph."):
        return ""
    if issubclass(cls, Spec):
        return OWN_NAMES.get(cls.kind, f"keras.layers.{cls.kind}")
    module = MODULES.get(cls.category, "keras.callbacks" if cls.category == "callback" else "")
    return f"{module}.{cls.kind}" if module else ""


def _rows(cls: type[Value]) -> Iterator[ParameterRow]:
    declared = {f.name: f.default for f in fields(cls)}
    for name, rule in params_of(cls).items():
        default = declared[name]
        needed = rule.always or default is MISSING
        yield ParameterRow(rule.keras_name or name, "" if needed else _default(rule, default), allowed(rule), rule.help)


def _default(rule: Param, default: Any) -> str:
    if isinstance(default, Value):
        return spec_text(default)
    if rule.kind == "spec" and isinstance(default, str):
        found = find(rule.category, default)
        return literal(snake(found.kind) if found and not found.names else default)
    return literal(default)


def allowed(rule: Param) -> Message:
    """What a parameter takes, in words."""
    words = _allowed(rule)
    return say("{what}, or None", what=words) if rule.nullable else words


def _allowed(rule: Param) -> Message:
    if rule.kind == "choice":
        return say("one of {choices}", choices=", ".join(rule.choices))
    if rule.kind == "ints" and rule.length:
        return say("{n} whole numbers, or one for all", n=rule.length)
    if rule.kind in ("spec", "specs"):
        return VALUES[rule.category] if rule.kind == "spec" else say("a list")
    plain = {
        "int": say("a whole number"),
        "float": say("a number"),
        "bool": say("True or False"),
        "text": say("a text"),
        "texts": say("texts"),
        "floats": say("numbers"),
        "ints": say("whole numbers"),
        "axes": say("a whole number, or several"),
        "shape": say("a list of sizes"),
        "activation": say("the name of an activation"),
    }
    return plain.get(rule.kind, say("any value"))


def _samples(cls: type[Spec]) -> Iterator[Sample]:
    for case in cls.examples:
        sample = None if cls in (Input, Output, NestedModel) else _sample(cls, case)
        if sample is not None:
            yield sample


def _sample(cls: type[Spec], case: Example) -> Sample | None:
    try:
        spec = case.of(cls)
        outputs, weights = spec.outputs(case.inputs), spec.weights(case.inputs)
    except MessageError:
        return None
    head, arguments = constructor(Layer("l", "", spec), "")
    given = [argument for argument in arguments if not argument.startswith("name=")]
    rows = tuple((w.name, str(w.shape), w.trainable) for w in weights)
    return Sample(f"{head}({', '.join(given)})", _types(case.inputs), _types(outputs), rows)


def _types(types: tuple[TensorType, ...]) -> tuple[str, ...]:
    return tuple(str(t) + ("" if t.dtype == "float32" else f" {t.dtype}") for t in types)


def _written(cls: type[Value]) -> Iterator[Sample]:
    """The examples of a value that is no layer, as one writes them."""
    module = keras_name(cls).removesuffix(f".{cls.kind}")
    if not module or issubclass(cls, Spec):
        return
    for given in cls.examples:
        try:
            changed = cls(**given).non_default()
        except (MessageError, TypeError):
            continue
        arguments = ", ".join(f"{name}={literal(value)}" for name, value in changed)
        yield Sample(f"{module}.{cls.kind}({arguments})", (), (), ())


def documented() -> dict[str, tuple[type[Value], ...]]:
    """All kinds that have a page, by category."""
    categories = (
        "layer", "loss", "metric", "optimizer", "schedule", "callback", "initializer", "regularizer", "constraint"
    )  # fmt: skip
    return {category: tuple(kinds(category).values()) for category in categories}
