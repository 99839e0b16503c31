"""Numbers brought to another size."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from graph.data.steps.scaling import Clip, Log, MinMax, RobustScale
from runtime.data.errors import bad
from runtime.data.transforms import Arriving, TransformRule
from runtime.kinds.computes import computes

Array = NDArray[Any]


class _Shifted(TransformRule):
    """(values - centre) / width · scale + begin, in float64 inside so that features far from zero keep their digits."""

    learnt: ClassVar[tuple[str, ...]] = ("centre", "width")
    centre: Array
    width: Array
    scale, begin = 1.0, 0.0

    def __call__(self, values: Array, out: Array) -> None:
        found = np.subtract(values, self.centre, dtype=np.float64)
        np.divide(found, self.width, out=found)
        if (self.scale, self.begin) != (1.0, 0.0):
            found *= self.scale
            found += self.begin
        np.copyto(out, found, casting="unsafe")

    def undone(self, values: Array) -> Array:
        return np.asarray((values.astype(np.float64) - self.begin) / self.scale * self.width + self.centre)


@computes(MinMax)
class MinMaxRule(_Shifted):
    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self.scale, self.begin = spec.high - spec.low, spec.low

    def learn(self, data: Arriving) -> None:
        axis = 0 if self.spec.over == "feature" else None
        least = np.min([block.min(axis=axis) for block in data.blocks()], axis=0).astype(np.float64)
        most = np.max([block.max(axis=axis) for block in data.blocks()], axis=0).astype(np.float64)
        _need_numbers(least, self.spec.kind)
        self.centre, self.width = least, np.where(most > least, most - least, 1.0)


@computes(RobustScale)
class RobustScaleRule(_Shifted):
    def learn(self, data: Arriving) -> None:
        values = np.concatenate([block.astype(np.float64) for block in data.blocks()])
        axis = 0 if self.spec.over == "feature" else None
        first, self.centre, third = np.quantile(values, [0.25, 0.5, 0.75], axis=axis)
        _need_numbers(self.centre, self.spec.kind)
        self.width = np.where(third > first, third - first, 1.0)


def _need_numbers(found: Array, kind: str) -> None:
    if np.isnan(found).any():
        raise bad("The column has missing values, so it has no extent. Put FillNumbers before {kind}.", kind=kind)


@computes(Log)
class LogRule(TransformRule):
    def learn(self, data: Arriving) -> None:
        for block in data.blocks():
            self._need_positive(block)

    def __call__(self, values: Array, out: Array) -> None:
        self._need_positive(values)
        whole = values.astype(np.float64)
        if self.spec.form == "log":
            found = np.log(whole)
        elif self.spec.form == "log1p":
            found = np.log1p(whole)
        else:
            found = np.copysign(np.log1p(np.abs(whole)), whole)
        np.copyto(out, found, casting="unsafe")

    def undone(self, values: Array) -> Array:
        whole = values.astype(np.float64)
        with np.errstate(over="ignore"):
            if self.spec.form == "log":
                return np.asarray(np.exp(whole))
            return np.asarray(
                np.expm1(whole) if self.spec.form == "log1p" else np.copysign(np.expm1(np.abs(whole)), whole)
            )

    def _need_positive(self, values: Array) -> None:
        form = self.spec.form
        wrong = values <= 0 if form == "log" else values < 0 if form == "log1p" else np.zeros(0, np.bool_)
        if wrong.any():
            raise bad(
                "Log by {form} needs numbers {need}, but the column holds {number:g}. Take signed_log1p, which needs "
                "nothing.",
                form=form,
                need="above 0" if form == "log" else "from 0 on",
                number=float(values[wrong].reshape(-1)[0]),
            )


@computes(Clip)
class ClipRule(TransformRule):
    def __call__(self, values: Array, out: Array) -> None:
        np.copyto(out, values, casting="unsafe")
        if self.spec.low is not None or self.spec.high is not None:
            np.clip(out, self.spec.low, self.spec.high, out=out)

    def undone(self, values: Array) -> Array:
        return values
