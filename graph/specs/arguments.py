"""The arguments of Keras' constructors, in its order, as each kind states them; the Python interface takes them so."""

from __future__ import annotations

from dataclasses import dataclass

from graph.specs.params import params_of
from graph.specs.spec import Value

BY_NAME_ONLY = "*"


@dataclass(frozen=True)
class Arguments:
    """What a constructor takes: by position or name, then by name only. `parameters`: which of them is which parameter
    of ours; the others are Keras' alone, such as the name of a loss."""

    positional: tuple[str, ...]
    by_name: tuple[str, ...]
    parameters: dict[str, str]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.positional, *self.by_name)


def arguments_of(kind: type[Value]) -> Arguments:
    """The arguments that the kind's `arguments` stands for, written out."""
    parameters = {rule.keras_name or name: name for name, rule in params_of(kind).items()}
    others = [name for name in parameters if name not in kind.arguments]
    names: list[str] = []
    for item in kind.arguments:
        names.extend(others if item is ... else [item])
    end = names.index(BY_NAME_ONLY) if BY_NAME_ONLY in names else len(names)
    return Arguments(tuple(names[:end]), tuple(names[end + 1 :]), parameters)
