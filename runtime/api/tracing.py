"""A `call` of one's own while it runs on symbolic tensors: what it reads becomes part of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from runtime.api.tensors import Tensor
from runtime.weights.variable import Variable


class Trace(Protocol):
    """One run of a `call`."""

    def of_variable(self, variable: Variable) -> Tensor:
        """The weight as a tensor; raises ApiError for one that belongs to a kind of layer."""

    def of_array(self, array: Any) -> Tensor:
        """Numbers as a tensor."""

    def random(self, **settings: Any) -> Tensor:
        """Random numbers as a tensor; raises SpecError for settings that can't be."""

    def drawn(self, owner: str, given: dict[str, Any]) -> Any:
        """What a function of `keras.random` called with these arguments becomes; raises ApiError."""

    @property
    def training(self) -> bool:
        """Whether it is the way of training that is traced, where `call` asks."""


class Training:
    """What a `call` is given as `training`: it stands for both ways, and knows whether somebody asked which."""

    def __init__(self, value: bool) -> None:
        self.value, self.asked = value, False

    def __bool__(self) -> bool:
        self.asked = True
        return self.value

    def __eq__(self, other: object) -> bool:
        return bool(self) == other

    __hash__ = object.__hash__


_running: list[Trace] = []


def current() -> Trace | None:
    """The innermost trace that runs."""
    return _running[-1] if _running else None


@contextmanager
def running(trace: Trace) -> Iterator[None]:
    """Within, variables and arrays that meet tensors are the trace's."""
    _running.append(trace)
    Variable.as_tensor = trace.of_variable
    try:
        yield
    finally:
        _running.pop()
        Variable.as_tensor = _running[-1].of_variable if _running else None


@contextmanager
def paused() -> Iterator[None]:
    """Within, variables are arrays again: for what makes weights in the midst of a trace."""
    kept, Variable.as_tensor = Variable.as_tensor, None
    running_before = _running[:]
    _running.clear()
    try:
        yield
    finally:
        Variable.as_tensor = kept
        _running[:] = running_before


def symbolic(given: Any) -> Any:
    """A variable, where a trace runs, as the tensor that stands for it; anything else as it is."""
    trace = current()
    return trace.of_variable(given) if trace is not None and isinstance(given, Variable) else given


def both_ways(training: Any) -> Any:
    """What a layer makes of `training`: None where it is a trace's, since the graph goes both ways anyway."""
    return None if isinstance(training, Training) else training
