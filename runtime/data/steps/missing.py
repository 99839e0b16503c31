"""Gaps are filled with what the training data says."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from graph.data.steps.missing import DropMissing, FillClasses, FillNumbers
from runtime.data.errors import bad
from runtime.data.transforms import Arriving, TransformRule
from runtime.kinds.computes import computes

Array = NDArray[Any]


@computes(DropMissing)
class DropMissingRule(TransformRule):
    """Rows are left out before the first step; see `runtime.data.gaps`."""

    is_view: ClassVar[bool] = True

    def __call__(self, values: Array, out: Array) -> None:
        np.copyto(out, values)


@computes(FillNumbers)
class FillNumbersRule(TransformRule):
    fills: ClassVar[bool] = True
    learnt: ClassVar[tuple[str, ...]] = ("filling",)
    filling: Array

    def learn(self, data: Arriving) -> None:
        spec = self.spec
        self.filling = np.full(data.shape, spec.value, np.float32)
        if spec.by != "constant":
            self.filling[...] = _measured(spec.by, data)

    def __call__(self, values: Array, out: Array) -> None:
        missing = np.isnan(values)
        if not self.spec.indicator:
            np.copyto(out, values, casting="unsafe")
            np.copyto(out, self.filling, where=missing)
            return
        width = out.shape[-1] // 2
        shape = (len(values), *out.shape[1:-1], width)
        out[..., :width] = np.where(missing, self.filling, values).reshape(shape)
        out[..., width:] = missing.reshape(shape)

    def undone(self, values: Array) -> Array | None:
        return None if self.spec.indicator else values


@computes(FillClasses)
class FillClassesRule(TransformRule):
    fills: ClassVar[bool] = True
    learnt: ClassVar[tuple[str, ...]] = ("filling",)
    filling: int

    def learn(self, data: Arriving) -> None:
        present = np.concatenate([values[values >= 0].reshape(-1) for values in data.blocks()])
        if not present.size:
            raise bad("There is no value at all that gaps could be filled by.")
        own = max(len(data.classes), int(present.max()) + 1)
        self.filling = own if self.spec.by == "own_class" else int(np.bincount(present).argmax())

    def __call__(self, values: Array, out: Array) -> None:
        np.copyto(out, values, casting="unsafe")
        np.copyto(out, self.filling, where=values < 0)


def _measured(by: str, data: Arriving) -> Array:
    """One number for each feature; raises DataError where a feature has none."""
    values = np.concatenate([block.reshape(len(block), -1).astype(np.float64) for block in data.blocks()])
    empty = np.isnan(values).all(axis=0)
    if empty.any():
        raise bad(
            "Feature {feature} has no value at all that gaps could be filled by. Leave it out, or fill by a constant.",
            feature=int(np.flatnonzero(empty)[0]),
        )
    if by == "mean":
        found = np.nanmean(values, axis=0)
    elif by == "median":
        found = np.nanmedian(values, axis=0)
    else:
        found = np.array([_most_frequent(feature) for feature in values.T])
    return found.reshape(data.shape)


def _most_frequent(values: Array) -> float:
    """The smallest of the most frequent numbers."""
    numbers, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    return float(numbers[counts.argmax()])
