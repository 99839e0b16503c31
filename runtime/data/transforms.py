"""How transforms compute: each writes a batch from one buffer into the next, without allocating."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from graph.data.transforms import Cast, Flatten, Integer, OneHot, ReshapeTo, Scale, Standardize, Transform
from runtime.data.errors import bad
from runtime.kinds.computes import computes

Array = NDArray[Any]
WHOLE = ("int32", "int64", "uint8")


@dataclass(frozen=True)
class Arriving:
    """The training data where a step stands: `blocks` goes through them in parts, `classes` names their numbers."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    classes: tuple[str, ...]
    blocks: Callable[[], Iterator[Array]]


class TransformRule(ABC):
    """Base of what computes steps, made once for a column; what it must know of the data it learns, or recalls."""

    learnt: ClassVar[tuple[str, ...]] = ()
    """Its fields that `learn` fills: what is kept with a run."""

    is_view: ClassVar[bool] = False
    """The numbers stay, only their shape is another: nothing is computed."""

    fills: ClassVar[bool] = False
    """Whether it takes missing values and gives none."""

    def __init__(self, spec: Any) -> None:
        self.spec = spec

    def learn(self, data: Arriving) -> None:
        """Find out from the training data what the step needs; raises DataError."""

    def memory(self) -> dict[str, Any]:
        """What it has learnt, as plain values and arrays."""
        return {name: getattr(self, name) for name in self.learnt}

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Know what another one has learnt; raises KeyError where something is missing."""
        for name in self.learnt:
            setattr(self, name, memory[name])

    @classmethod
    def settled(cls, spec: Any, data: Arriving) -> Transform:
        """The step with the parameters that follow from the data."""
        step: Transform = spec
        return step

    @abstractmethod
    def __call__(self, values: Array, out: Array) -> None:
        """Fill `out`, which has the step's shape and perhaps a wider dtype, from a batch."""

    def undone(self, values: Array) -> Array | None:
        """What the step would make these numbers of, in the shape they have; None where that can't be told."""
        return None

    def limits(self, shape: tuple[int, ...]) -> tuple[int, int] | None:
        """The least and greatest number that may come in; `shape` is that of the results. None: no matter."""
        return None


@computes(Scale)
class ScaleRule(TransformRule):
    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self.factor, self.offset = np.float32(spec.factor), np.float32(spec.offset)

    def __call__(self, values: Array, out: Array) -> None:
        np.multiply(values, self.factor, out=out, dtype=np.float32, casting="unsafe")
        if self.offset:
            np.add(out, self.offset, out=out)

    def undone(self, values: Array) -> Array | None:
        factor = float(self.factor)
        return (values.astype(np.float64) - float(self.offset)) / factor if factor else None


@computes(Standardize)
class StandardizeRule(TransformRule):
    """(values - mean) / spread, in float64 inside so that features far from zero keep their digits."""

    learnt: ClassVar[tuple[str, ...]] = ("mean", "spread")
    mean: Array
    spread: Array

    def learn(self, data: Arriving) -> None:
        """Mean and spread in one pass over the blocks, merged as Chan, Golub and LeVeque (1983) do."""
        over = self.spec.over
        shape = data.shape if over == "feature" else ()
        count, mean, squares = 0, np.zeros(shape), np.zeros(shape)
        for values in data.blocks():
            rows = values.astype(np.float64) if over == "feature" else values.astype(np.float64).reshape(-1)
            here = rows.mean(axis=0)
            squares += ((rows - here) ** 2).sum(axis=0) + (here - mean) ** 2 * (count * len(rows) / (count + len(rows)))
            mean = mean + (here - mean) * (len(rows) / (count + len(rows)))
            count += len(rows)
        if np.isnan(mean).any():
            raise bad("The column has missing values, so it has no mean. Put FillNumbers before Standardize.")
        spread = np.sqrt(squares / count)
        self.mean, self.spread = np.asarray(mean), np.where(spread > 1e-12, spread, 1.0)

    def __call__(self, values: Array, out: Array) -> None:
        np.subtract(values, self.mean, out=out, dtype=np.float64, casting="unsafe")
        np.divide(out, self.spread, out=out, dtype=np.float64, casting="unsafe")

    def undone(self, values: Array) -> Array:
        return np.asarray(values * self.spread + self.mean)


@computes(OneHot)
class OneHotRule(TransformRule):
    @classmethod
    def settled(cls, spec: Any, data: Arriving) -> Transform:
        """Without a number of classes, the column's own, or one more than the largest number in it."""
        if spec.classes is not None or data.dtype.kind == "f":
            return OneHot(classes=spec.classes)
        if data.classes:
            return OneHot(classes=len(data.classes))
        return OneHot(classes=max(1, 1 + max(int(values.max()) for values in data.blocks() if values.size)))

    def __call__(self, values: Array, out: Array) -> None:
        codes = values.reshape(-1)
        classes = out.shape[-1]
        if codes.size and (codes.min() < 0 or codes.max() >= classes):
            wrong = codes[(codes < 0) | (codes >= classes)][0]
            raise bad(
                "A class number is {number}; one-hot has classes 0 to {last}.", number=int(wrong), last=classes - 1
            )
        out[...] = 0
        out.reshape(-1, classes)[np.arange(codes.size), codes] = 1

    def limits(self, shape: tuple[int, ...]) -> tuple[int, int] | None:
        return 0, shape[-1] - 1


@computes(Integer)
class IntegerRule(TransformRule):
    def __call__(self, values: Array, out: Array) -> None:
        with np.errstate(invalid="ignore"):  # what can't be kept is refused by the check before training
            np.copyto(out, values, casting="unsafe")
        if self.spec.offset:
            np.add(out, self.spec.offset, out=out, casting="unsafe")

    def undone(self, values: Array) -> Array:
        return values - self.spec.offset

    def limits(self, shape: tuple[int, ...]) -> tuple[int, int] | None:
        kept = np.iinfo(np.int32)
        return int(kept.min) - min(0, self.spec.offset), int(kept.max) - max(0, self.spec.offset)


@computes(Cast)
class CastRule(TransformRule):
    def limits(self, shape: tuple[int, ...]) -> tuple[int, int] | None:
        if self.spec.dtype not in WHOLE:
            return None
        kept = np.iinfo(self.spec.dtype)
        return int(kept.min), int(kept.max)

    def __call__(self, values: Array, out: Array) -> None:
        with np.errstate(invalid="ignore", over="ignore"):
            np.copyto(out, values, casting="unsafe")

    def undone(self, values: Array) -> Array:
        return values


@computes(Flatten, ReshapeTo)
class ReshapeRule(TransformRule):
    is_view: ClassVar[bool] = True

    def __call__(self, values: Array, out: Array) -> None:
        np.copyto(out, values.reshape(out.shape), casting="unsafe")
