"""One class computes a spec, found by `@computes(Spec)` alone: no list, dict or `match` over kinds stands elsewhere.

The class of a spec in `graph/layers/<family>` lives at the same path in `runtime/ops`, and so in the other rooms of
`ROOMS`: the same path, loaded when it is first asked for. A package of somebody else's may hold both in one module.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

from graph.specs.spec import Value

ROOMS = {
    "graph.layers": "runtime.ops",
    "graph.data.data_sets": "runtime.data.readers",
    "graph.data.steps": "runtime.data.steps",
    "graph.data.transforms": "runtime.data.transforms",
    "graph.specs.callbacks": "runtime.training.callbacks",
    "graph.specs.losses": "runtime.training.losses",
    "graph.specs.metrics": "runtime.training.metrics",
    "graph.specs.schedules": "runtime.training.schedules",
    "graph.specs.optimizers": "runtime.training.optimizers",
    "graph.specs.initializers": "runtime.weights.initializers",
    "graph.specs.regularizers": "runtime.weights.regularizers",
    "graph.specs.constraints": "runtime.weights.constraints",
    "graph.specs.ranges": "runtime.sweeps.ranges",
}
"""Where specs are declared, and where they are computed."""

C = TypeVar("C", bound=type[Any])
T = TypeVar("T")

_computing: dict[type[Value], type[Any]] = {}
_loaded: set[str] = set()


def computes(*specs: type[Value]) -> Callable[[C], C]:
    """Class decorator: this class computes these kinds, and those derived from them that have none of their own."""

    def register(cls: C) -> C:
        for spec in specs:
            _computing[spec] = cls
        return cls

    return register


def computing(spec: type[Value], base: type[T]) -> type[T] | None:
    """The class that computes a kind, a subclass of `base`; None where there is none (yet)."""
    for cls in spec.__mro__:
        if not issubclass(cls, Value):
            continue
        if cls not in _computing:
            _load(cls.__module__)
        found = _computing.get(cls)
        if found is not None and issubclass(found, base):
            return found
    return None


def _load(module: str) -> None:
    """Import the module that computes what another declares, where there is one."""
    if module in _loaded:
        return
    for declared, room in ROOMS.items():
        if module == declared or module.startswith(f"{declared}."):
            name = room + module.removeprefix(declared)
            try:
                import_module(name)
            except ModuleNotFoundError as error:
                if error.name != name:
                    raise
    _loaded.add(module)  # only now: another thread that asks meanwhile must wait for the import
