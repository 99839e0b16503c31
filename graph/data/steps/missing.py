"""What becomes of gaps: rows left out, or filled with what the training data says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.transforms import DataPlanError, SampleShape, Transform
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register

FILLED = '''\
def filled(array, filling, indicator=False):
    """The numbers with others for NaN; perhaps with features that are 1 where there was none."""
    missing = np.isnan(array)
    whole = np.where(missing, filling, array).astype("float64" if array.dtype == "float64" else "float32")
    if not indicator:
        return whole
    wide = (*array.shape[:-1], -1) if array.ndim > 1 else (-1, 1)
    return np.concatenate([whole.reshape(wide), missing.reshape(wide)], axis=-1).astype(whole.dtype)'''
MOST_FREQUENT = '''\
def most_frequent(values):
    """The smallest of the most frequent numbers of each feature."""
    found = []
    for feature in values.reshape(len(values), -1).T:
        numbers, counts = np.unique(feature[~np.isnan(feature)], return_counts=True)
        found.append(numbers[counts.argmax()])
    return np.reshape(found, values.shape[1:])'''


@register
@dataclass(frozen=True)
class DropMissing(Transform):
    """Rows without a value in this column are left out, of all columns, in training and evaluation."""

    caption: ClassVar[str] = "Leave out the rows where this column has no value"


@register
@dataclass(frozen=True)
class FillNumbers(Transform):
    """Missing numbers become one that is measured over the training set, or a given one.

    With `indicator`, features follow that are 1 where a number was missing and 0 elsewhere.
    """

    caption: ClassVar[str] = "Fill missing numbers"
    function: ClassVar[str] = f"{FILLED}\n\n\n{MOST_FREQUENT}"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"by": "median"}, {"by": "constant", "value": -1.0, "indicator": True})
    by: str = param(
        "choice",
        "mean",
        "What stands in the gaps: mean, median or most frequent number of each feature, or a constant.",
        choices=("mean", "median", "most_frequent", "constant"),
    )
    value: float = param("float", 0.0, "The constant.")
    indicator: bool = param("bool", False, "Whether to add features that say where a number was missing.")

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        kept = dtype if dtype == "float64" else "float32"
        if not self.indicator:
            return shape, kept
        return (*shape[:-1], 2 * shape[-1]) if shape else (2,), kept

    def code(self, array: str, fitted: str) -> str:
        filling = {
            "mean": f"np.nanmean({fitted}, axis=0)",
            "median": f"np.nanmedian({fitted}, axis=0)",
            "most_frequent": f"most_frequent({fitted})",
            "constant": repr(self.value),
        }[self.by]
        return f"filled({array}, {filling}{', indicator=True' if self.indicator else ''})"


@register
@dataclass(frozen=True)
class FillClasses(Transform):
    """Missing categories become the most frequent one of the training set, or one of their own behind the others."""

    caption: ClassVar[str] = "Fill missing categories"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"by": "own_class"})
    by: str = param(
        "choice",
        "most_frequent",
        "What stands in the gaps: the most frequent category, or a category of its own.",
        choices=("most_frequent", "own_class"),
    )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        if dtype.startswith("float"):
            raise DataPlanError(
                say("FillClasses is for categories. Received: {dtype}. For numbers take FillNumbers.", dtype=dtype)
            )
        return shape, dtype

    def code(self, array: str, fitted: str) -> str:
        filling = f"np.bincount({fitted}[{fitted} >= 0]).argmax()"
        if self.by == "own_class":
            filling = f"{fitted}.max() + 1"
        return f"np.where({array} < 0, {filling}, {array})"
