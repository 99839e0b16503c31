"""The data a document is trained on: a data set, and how its columns reach the Inputs and Outputs. Immutable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.steps.missing import DropMissing
from graph.data.transforms import DataPlanError, SampleShape, Transform
from graph.specs.message import say
from graph.specs.params import SpecError, params_of
from graph.specs.registry import find, make
from graph.specs.spec import Value

PLAN_KEYS = ("dataset", "validation", "bindings")
BINDING_KEYS = ("column", "steps")
"""What is read of a data plan and its bindings; what else there is stays in `extra`."""


@dataclass(frozen=True)
class UnknownKind:
    """A data set or step that this version doesn't know: kept in the file as it was, refused when training starts."""

    kind: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Binding:
    """What one Input or Output is fed with.

    `column` is a column's name, or several joined by commas, each a name or a pattern such as `pixel_*`: their numbers
    are put side by side. `steps` are applied in order.
    """

    column: str
    steps: tuple[Transform | UnknownKind, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        """Shape and dtype of a sample after all steps, for a column of these; raises DataPlanError."""
        for step in self.known_steps():
            shape, dtype = step.result(shape, dtype)
        return shape, dtype

    @property
    def reads_texts(self) -> bool:
        """Whether the first step that changes anything reads the texts of the column."""
        steps = [step for step in self.steps if not isinstance(step, DropMissing)]
        return bool(steps) and getattr(steps[0], "reads_texts", False)

    def known_steps(self) -> tuple[Transform, ...]:
        """The steps; raises DataPlanError where one is of a kind this version doesn't know."""
        for step in self.steps:
            if isinstance(step, UnknownKind):
                raise DataPlanError(
                    say(
                        "The step {kind} on column {column} is not known to this version, or has parameters that are "
                        "not. Remove it or use the version that wrote it.",
                        kind=step.kind,
                        column=self.column,
                    )
                )
        return tuple(step for step in self.steps if isinstance(step, Transform))

    def to_json(self) -> dict[str, Any]:
        return {**self.extra, "column": self.column, "steps": [value_to_json(step) for step in self.steps]}

    @staticmethod
    def from_json(given: Any) -> Binding:
        """Raises DataPlanError."""
        entry = _mapping(given, "a binding")
        column = entry.get("column")
        if not isinstance(column, str) or not column:
            raise DataPlanError(say("A binding needs the name of a column. Received: {column!r}.", column=column))
        steps = entry.get("steps", [])
        if not isinstance(steps, list):
            raise DataPlanError(say("The steps of column {column} must be a list.", column=column))
        known = tuple(value_from_json("step", step) for step in steps)
        return Binding(column, known, _rest(entry, *BINDING_KEYS))


@dataclass(frozen=True)
class DataPlan:
    """A data set, bindings by the id of the Input or Output layer, and optionally a separate set for validation.

    The validation set has the same columns and goes through the same bindings. `extra` holds keys of newer versions.
    """

    dataset: DatasetSpec | UnknownKind | None = None
    bindings: Mapping[str, Binding] = field(default_factory=dict)
    validation: DatasetSpec | UnknownKind | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bindings", MappingProxyType(dict(self.bindings)))

    def with_dataset(self, dataset: DatasetSpec | None) -> DataPlan:
        return replace(self, dataset=dataset)

    def with_sets(self, dataset: DatasetSpec, held_out: DatasetSpec | None) -> DataPlan:
        """The plan for other data, with what is kept beside it for validation; without such, what there was stays."""
        return replace(self, dataset=dataset, validation=held_out or self.validation)

    def bind(self, layer: str, binding: Binding | None) -> DataPlan:
        """The plan with one layer's binding set, or removed by None."""
        kept = {k: b for k, b in self.bindings.items() if k != layer}
        return replace(self, bindings=kept if binding is None else {**kept, layer: binding})

    def to_json(self) -> dict[str, Any]:
        return {
            **self.extra,
            "dataset": value_to_json(self.dataset),
            "validation": value_to_json(self.validation),
            "bindings": {layer: binding.to_json() for layer, binding in self.bindings.items()},
        }

    @staticmethod
    def from_json(given: Any) -> DataPlan:
        """Raises DataPlanError with a sentence; unknown keys and kinds are kept."""
        entry = _mapping(given, "the data plan")
        bindings = _mapping(entry.get("bindings", {}), "the bindings")
        return DataPlan(
            value_from_json("dataset", entry.get("dataset")),
            {str(layer): Binding.from_json(binding) for layer, binding in bindings.items()},
            value_from_json("dataset", entry.get("validation")),
            _rest(entry, *PLAN_KEYS),
        )


def column_names(text: str, available: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that a binding's `column` means: an exact name, else a comma-separated list of names and patterns.

    `*` stands for any characters. Raises DataPlanError with the names there are where one is missing.
    """
    if text in available:
        return (text,)
    found: dict[str, None] = {}  # a set that keeps the order: there may be a hundred thousand
    known = frozenset(available)
    for part in (p.strip() for p in text.split(",")):
        pattern = re.compile(".*".join(re.escape(piece) for piece in part.split("*")), re.DOTALL)
        matches = [part] if part in known else [name for name in available if "*" in part and pattern.fullmatch(name)]
        if not matches:
            raise DataPlanError(
                say(
                    "There is no column {column!r}. The data set has: {available}.",
                    column=part,
                    available=_some(available),
                )
            )
        found |= dict.fromkeys(matches)
    return tuple(found)


def _some(names: tuple[str, ...], limit: int = 12) -> str:
    shown = ", ".join(name[:60] for name in names[:limit])
    return f"{shown}, … ({len(names)} in all)" if len(names) > limit else shown or "none"


def value_to_json(value: Value | UnknownKind | None) -> dict[str, Any] | None:
    """A data set or step as a JSON object with its kind and all its parameters."""
    if value is None:
        return None
    if isinstance(value, UnknownKind):
        return {"kind": value.kind, **value.values}
    settings = {name: getattr(value, name) for name in params_of(value)}
    return {"kind": value.kind, **{k: list(v) if isinstance(v, tuple) else v for k, v in settings.items()}}


def value_from_json(category: str, given: Any) -> Any:
    """The data set or step of a JSON object; one that can't be understood in full is kept as `UnknownKind`.

    A known kind with an unknown parameter counts as unknown: to ignore the parameter could change what it means.
    Raises DataPlanError where a known parameter has a value that isn't allowed.
    """
    if given is None and category == "dataset":
        return None
    entry = _mapping(given, f"a {category}")
    kind = entry.get("kind")
    if not isinstance(kind, str):
        raise DataPlanError(say("A {category} needs a kind. Received: {kind!r}.", category=category, kind=kind))
    settings = _rest(entry, "kind")
    cls = find(category, kind)
    if cls is None or settings.keys() - params_of(cls).keys():
        return UnknownKind(kind, settings)
    try:
        return make(cls, settings)
    except SpecError as error:
        raise DataPlanError(error.message) from None


def _mapping(given: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise DataPlanError(say("{what} must be a JSON object. Received: {given!r:.80}.", what=what, given=given))
    return given


def _rest(entry: Mapping[str, Any], *known: str) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in known}
