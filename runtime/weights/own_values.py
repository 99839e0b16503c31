"""Initializers, regularizers and constraints of one's own: functions of arrays, or objects that are called as such."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np

from graph.specs.constraints import Constraint
from graph.specs.initializers import Initializer
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.regularizers import Regularizer
from graph.specs.spec import Value
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.weights.constraints import ConstraintRule
from runtime.weights.initializers import InitializerRule, Shape
from runtime.weights.regularizers import Penalty

STEP = 6e-6
"""Of central differences in float64: the cube root of its precision."""
AT_MOST = 4096
"""Numbers of a weight of which each may take two calls of a regularizer at every step."""


@dataclass(frozen=True)
class OwnInitializer(Initializer):
    """function(shape, dtype) gives the numbers."""

    function: Any = param("any", None)


@dataclass(frozen=True)
class OwnRegularizer(Regularizer):
    """function(w) gives what is added to the loss; function.gradient(w) its gradient, if there is such a method."""

    function: Any = param("any", None)


@dataclass(frozen=True)
class OwnConstraint(Constraint):
    """function(w) gives what a weight becomes."""

    function: Any = param("any", None)


@dataclass(frozen=True)
class OwnArray(Initializer):
    """The numbers themselves, spread to the shape of the weight: Keras' Constant of an array."""

    value: Any = param("any", None)


OWN: dict[str, type[Value]] = {
    "initializer": OwnInitializer,
    "regularizer": OwnRegularizer,
    "constraint": OwnConstraint,
}
"""What a function stands for where a value of a category is wanted."""


def called(function: Any) -> str:
    """What a function is called in a sentence."""
    return str(getattr(function, "__name__", None) or type(function).__name__)


def numbers_of(function: Any, given: Any, shape: tuple[int, ...]) -> Array:
    """What a function gave, as an array of float64; raises RunError where it is none of that shape."""
    found = np.asarray(given)
    if given is None or found.dtype.kind not in "biuf" or found.shape != shape:
        raise RunError(
            say(
                "{name} must give numbers of the shape {want}. Received: {given!r:.80}.",
                name=called(function),
                want=str(shape),
                given=given,
            )
        )
    return found.astype(np.float64, copy=False)


@computes(OwnInitializer)
class OwnInitializerRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        function = self.spec.function
        given = function(shape, dtype="float32") if _takes_dtype(function) else function(shape)
        return numbers_of(function, given, tuple(shape))


@computes(OwnArray)
class OwnArrayRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        try:
            return np.array(np.broadcast_to(np.asarray(self.spec.value, np.float64), shape))
        except ValueError:
            raise RunError(
                say(
                    "Constant: an array of shape {given} does not spread to a weight of shape {want}.",
                    given=str(np.shape(self.spec.value)),
                    want=str(tuple(shape)),
                )
            ) from None


def _takes_dtype(function: Any) -> bool:
    """Whether an initializer is called as Keras calls it, with the type of the numbers."""
    try:
        signature(function).bind((), dtype="float32")
    except TypeError:
        return False
    except ValueError:
        return True  # compiled functions don't say what they take; NumPy's take it
    return True


@computes(OwnRegularizer)
class OwnPenalty(Penalty):
    """Without a gradient of its own it is that of central differences: two calls for each number of the weight."""

    def value(self) -> float:
        return self._of(self.array.astype(np.float64)) * self.scale

    def _of(self, weight: Array) -> float:
        return float(numbers_of(self.spec.function, self.spec.function(weight), ()))

    def add_gradient(self) -> None:
        if self.gradient is None:
            return
        moved, function = self.array.astype(np.float64), self.spec.function
        if hasattr(function, "gradient"):
            slopes = numbers_of(function, function.gradient(moved), moved.shape)
        else:
            slopes = self._slopes(moved)
        np.multiply(slopes, self.scale, out=self.work, casting="same_kind")
        self.gradient += self.work

    def _slopes(self, moved: Array) -> Array:
        if moved.size > AT_MOST:
            raise RunError(
                say(
                    "{name} has no gradient(w), and finding the gradient of {n} numbers by trying would take too long. "
                    "Give it such a method, or use L1, L2 or L1L2.",
                    name=called(self.spec.function),
                    n=moved.size,
                )
            )
        found = np.empty_like(moved)
        for place in np.ndindex(moved.shape):
            at = moved[place]
            moved[place] = at + STEP
            above = self._of(moved)
            moved[place] = at - STEP
            found[place] = (above - self._of(moved)) / (2 * STEP)
            moved[place] = at
        return found


@computes(OwnConstraint)
class OwnConstraintRule(ConstraintRule):
    def apply(self, weight: Array) -> None:
        function = self.spec.function
        weight[...] = numbers_of(function, function(weight.copy()), weight.shape)
