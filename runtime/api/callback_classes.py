"""Every kind of callback as a class of Keras' interface, made from the specs of `graph.specs.callbacks`."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.keras.public_names import missing
from graph.specs.arguments import read_arguments
from graph.specs.registry import find, kinds, make
from runtime.api.value_objects import signature
from runtime.kinds.computes import computing
from runtime.training.callbacks.callback import KnownCallback


def named(name: str) -> Any:
    """The class of that name, as a module's `__getattr__`; raises AttributeError where there is none."""
    if name not in callback_names():
        known = ", ".join(callback_names())
        raise missing("callbacks", name, otherwise=f"There is no callback {name}. Known: {known}.")
    return _callback_class(name)


def callback_names() -> list[str]:
    """The callbacks that can be used here."""
    return sorted(name for name, kind in kinds("callback").items() if computing(kind, KnownCallback) is not None)


@cache
def _callback_class(name: str) -> type[KnownCallback]:
    kind = find("callback", name)
    base = None if kind is None else computing(kind, KnownCallback)
    assert kind is not None and base is not None

    def begin(self: KnownCallback, *args: Any, **keywords: Any) -> None:
        given, _ = read_arguments(kind, args, keywords)
        base.__init__(self, make(kind, given))

    facts = {"__init__": begin, "__doc__": kind.__doc__, "__module__": "runtime.callbacks"}
    return type(name, (base,), {**facts, "__signature__": signature(kind)})
