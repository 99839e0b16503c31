"""What a name of a script can stand for besides Python's own plain values and the objects of our interface."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PLAIN = (int, float, complex, str, bytes, bool, type(None))


@dataclass(frozen=True)
class Unknown:
    """Something that reading can't know, such as what a file holds; `said` where a remark tells of it already."""

    what: str
    said: bool = False


@dataclass(frozen=True)
class Known:
    """A name from a package by its path, `keras.layers.Dense`; nothing is imported for it."""

    path: str

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@dataclass(frozen=True)
class Array:
    """Data of a known shape, such as that of a well-known data set; its numbers are not looked at."""

    shape: tuple[int | None, ...]


@dataclass(eq=False)
class Scope:
    """Names and what they stand for; those of the scopes around are seen through."""

    names: dict[str, Any] = field(default_factory=dict)
    around: Scope | None = None
    elsewhere: dict[str, Scope] = field(default_factory=dict)
    """Names that are declared global or nonlocal."""

    def find(self, name: str) -> Any:
        """The value; raises KeyError."""
        here: Scope | None = self
        while here is not None:
            if name in here.names:
                return here.names[name]
            here = here.around
        raise KeyError(name)

    def set(self, name: str, value: Any) -> None:
        self.elsewhere.get(name, self).names[name] = value

    @property
    def outermost(self) -> Scope:
        return self if self.around is None else self.around.outermost


@dataclass(eq=False)
class Function:
    """A function of the script, or a lambda, with the scope where it stands and its defaults."""

    name: str
    node: ast.FunctionDef | ast.Lambda
    scope: Scope
    defaults: Mapping[str, Any]


@dataclass(eq=False)
class LambdaLayer:
    """Keras' Lambda: what its function does to tensors is written out where it is called."""

    function: Any


@dataclass(frozen=True, eq=False)
class Method:
    """A method of a value, found but not called yet."""

    owner: Any
    name: str
