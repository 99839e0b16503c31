"""Reductions made of others: ranges, quantiles, and those that pass over what is no number."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Any, ClassVar

import numpy as np

from graph.layers.operations.composed.recipe import Composed, Piece, call
from graph.layers.operations.operation import axes_of, operation
from graph.specs.constants import Constant
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Example, example

METHODS = ("linear", "lower", "higher", "midpoint", "nearest")


@dataclass(frozen=True)
class Summary(Composed):
    """Base of what becomes one number along axes; `made` makes it of a tensor and how it is reduced."""

    examples: ClassVar[tuple[Example, ...]] = (example((3, 2), axis=1), example((3, 2), axis=(1, 2), keepdims=True))

    axis: Any = param("ints", None, "the axes that become one number, batch counted as 0; all without it")
    keepdims: bool = param("bool", False, "whether the axes stay, with the size 1")

    def compose(self, *terms: Piece) -> Piece:
        made: Piece = self.made(*terms, axis=self.axis, keepdims=self.keepdims)  # type: ignore[attr-defined]
        return made


def without(x: Piece, instead: float) -> Piece:
    """x, another number where it is none."""
    return call("where", call("isnan", x), instead, x) if x.type.is_float else x


def counted(x: Piece, **how: Any) -> Piece:
    """How many numbers there are."""
    return call("sum", call("cast", call("logical_not", call("isnan", x)), dtype="float32"), **how)


def peak_to_peak(x: Piece, **how: Any) -> Piece:
    return call("max", x, **how) - call("min", x, **how)


def nansum(x: Piece, **how: Any) -> Piece:
    return call("sum", without(x, 0.0), **how)


def nanprod(x: Piece, **how: Any) -> Piece:
    return call("prod", without(x, 1.0), **how)


def nanmean(x: Piece, **how: Any) -> Piece:
    return call("sum", without(x, 0.0), **how) / counted(x, **how)


def nanvar(x: Piece, **how: Any) -> Piece:
    apart = without(x - nanmean(x, axis=how["axis"], keepdims=True), 0.0)
    return call("sum", call("square", apart), **how) / counted(x, **how)


def nanstd(x: Piece, **how: Any) -> Piece:
    return call("sqrt", nanvar(x, **how))


def nanmax(x: Piece, **how: Any) -> Piece:
    found = call("max", without(x, -np.inf), **how)
    return call("where", counted(x, **how), found, np.nan)


def nanmin(x: Piece, **how: Any) -> Piece:
    found = call("min", without(x, np.inf), **how)
    return call("where", counted(x, **how), found, np.nan)


_of = Summary
Ptp = operation(
    _of, "Ptp", "ptp", "From the smallest number to the largest along axes.", "y = max x − min x", made=peak_to_peak
)
Nansum = operation(_of, "Nansum", "nansum", "The sum along axes of what are numbers.", "y = Σ x", made=nansum)
Nanprod = operation(_of, "Nanprod", "nanprod", "The product along axes of what are numbers.", "y = Π x", made=nanprod)
Nanmean = operation(_of, "Nanmean", "nanmean", "The mean along axes of what are numbers.", "y = Σ x / n", made=nanmean)
Nanvar = operation(
    _of, "Nanvar", "nanvar", "The variance along axes of what are numbers.", "y = Σ (x − mean)² / n", made=nanvar
)
Nanstd = operation(
    _of, "Nanstd", "nanstd", "The standard deviation along axes of what are numbers.", "y = √(Σ (x − mean)² / n)",
    made=nanstd,
)  # fmt: skip
Nanmax = operation(_of, "Nanmax", "nanmax", "The largest along axes of what are numbers.", "y = max x", made=nanmax)
Nanmin = operation(_of, "Nanmin", "nanmin", "The smallest along axes of what are numbers.", "y = min x", made=nanmin)


def rows_of(kind: str, x: Piece, axis: Any) -> tuple[Piece, tuple[int, ...], int]:
    """A tensor with some axes in one, the last; which they were, and how many numbers they hold (1 if not known)."""
    axes = axes_of(kind, axis, x.shape)
    rest = tuple(a for a in range(x.rank) if a not in axes)
    if axis is None:
        rows = call("ravel", x)
    else:
        order = (*rest, *axes)
        moved = x if order == tuple(range(x.rank)) else call("transpose", x, axes=order)
        sizes = tuple(-1 if x.shape[a] is None else x.shape[a] for a in rest)
        rows = moved if len(axes) == 1 else call("reshape", moved, newshape=(*sizes, _size(x, axes)))
    return rows, axes, rows.shape[-1] or 1


def _size(x: Piece, axes: tuple[int, ...]) -> int:
    found = 1
    for a in axes:
        size = x.shape[a]
        if size is None:
            return -1
        found *= size
    return found


@dataclass(frozen=True)
class Quantiles(Composed):
    """Numbers below which given shares of all lie."""

    taken: ClassVar[tuple[str, ...]] = ("x", "q", "axis", "method", "keepdims")
    called_with: ClassVar[tuple[str, ...]] = ("q",)
    whole: ClassVar[float] = 1.0
    """What the largest number is asked for by."""

    q: Any = param("constant", help="the share that lies below, or several", always=True)
    axis: Any = param("ints", None, "the axes that become one number, batch counted as 0; all without it")
    method: str = param("choice", "linear", "what is taken between two numbers", choices=METHODS)
    keepdims: bool = param("bool", False, "whether the axes stay, with the size 1")

    def check(self) -> None:
        asked = np.asarray(self.q.array() if isinstance(self.q, Constant) else self.q)
        if not ((asked >= 0) & (asked <= self.whole)).all():
            raise SpecError(say("{kind}: q must lie between 0 and {most}.", kind=self.keras_class, most=self.whole))

    def compose(self, *terms: Piece) -> Piece:
        (x,) = terms
        x = x if x.type.is_float else call("cast", x, dtype="float32")
        q = np.asarray(self.q.array() if isinstance(self.q, Constant) else self.q, np.float64) / self.whole
        rows, axes, size = rows_of(self.keras_class, x, self.axis)
        found = self._between(call("sort", rows, axis=-1), q.ravel() * (size - 1), size)
        if self.keepdims:
            found = call("expand_dims", found, axis=tuple(sorted(axes)))
        if q.ndim == 0:
            return call("squeeze", found, axis=-1)
        found = call("moveaxis", found, source=-1, destination=0)
        return (
            found if q.ndim == 1 else call("reshape", found, newshape=(*q.shape, *(n or -1 for n in found.shape[1:])))
        )

    def _between(self, ordered: Piece, places: Any, size: int) -> Piece:
        """The numbers at these places of ordered ones, along the last axis."""
        below = [floor(p) for p in places]
        above = [min(ceil(p), size - 1) for p in places]
        if self.method in ("lower", "higher", "nearest"):
            nearest = [int(np.round(p)) for p in places]
            chosen = {"lower": below, "higher": above, "nearest": nearest}[self.method]
            return call("take", ordered, np_ints(chosen), axis=-1)
        share = [0.5 if self.method == "midpoint" and a != b else p - b for p, a, b in zip(places, above, below)]
        low, high = (call("take", ordered, np_ints(at), axis=-1) for at in (below, above))
        weight = np.asarray(share, np.float32)
        return low * array(1 - weight) + high * array(weight)


def np_ints(numbers: list[int]) -> Constant:
    """Places as a constant."""
    return Constant("int32", (len(numbers),), tuple(numbers))


def array(numbers: Any) -> Constant:
    """Floats as a constant."""
    return Constant("float32", numbers.shape, tuple(numbers.ravel().tolist()))


ASKED = (
    example((5,), q=0.3, axis=1),
    example((3, 2), q=0.25, axis=(1, 2)),
    example((4,), q=0.6, axis=-1, method="nearest"),
)
Quantile = operation(
    Quantiles, "Quantile", "quantile", "The number below which a share of all lies.", "y = x[q n], x being sorted",
    *ASKED, example((3, 2), q=0.5, axis=1, keepdims=True, method="midpoint"),
)  # fmt: skip
Percentile = operation(
    Quantiles, "Percentile", "percentile", "The number below which some percent of all lie.",
    "y = x[q n / 100], x being sorted", example((5,), q=30, axis=1),
    example((5,), q=60, axis=-1, method="lower"), whole=100.0,
)  # fmt: skip


def median(x: Piece, axis: Any, keepdims: bool) -> Piece:
    return call("quantile", x, q=0.5, axis=axis, keepdims=keepdims)


Median = operation(
    _of, "Median", "median", "The number in the middle along axes.", "y = x[n / 2], x being sorted",
    example((3, 2), axis=1), example((2, 2), axis=(1, 2), keepdims=True), made=median,
)  # fmt: skip


@dataclass(frozen=True)
class Area(Composed):
    """The area below points, by straight lines."""

    operands: ClassVar[tuple[str, ...]] = ("y",)
    taken: ClassVar[tuple[str, ...]] = ("y", "x", "dx", "axis")

    x: Any = param("constant", None, "where the points lie; dx apart without it")
    dx: float = param("float", 1.0, "how far points are apart")
    axis: int = param("int", -1, "the axis along which they lie, batch counted as 0")

    def constant_at(self, _name: str) -> None:
        return None

    def compose(self, *terms: Piece) -> Piece:
        (y,) = terms
        (at,) = axes_of(self.keras_class, self.axis, y.shape)
        y = y if at == y.rank - 1 else call("moveaxis", y, source=at, destination=-1)
        pairs = (y["..., 1:"] + y["..., :-1"]) * 0.5
        if self.x is None:
            return call("sum", pairs * self.dx, axis=-1)
        steps = np.diff(self.x.array() if isinstance(self.x, Constant) else np.asarray(self.x))
        return call("sum", pairs * array(steps.astype(np.float32)), axis=-1)


Trapezoid = operation(
    Area, "Trapezoid", "trapezoid", "The area below points along an axis.", "y = Σ dx (yᵢ + yᵢ₊₁) / 2",
    example((4,)), example((3, 2), axis=1, dx=0.5), example((3,), x=[0.0, 1.0, 3.0]),
)  # fmt: skip
