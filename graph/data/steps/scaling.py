"""Numbers brought to another size, by what the training data says or by given bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.transforms import SampleShape, Transform
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register

BETWEEN = '''\
def between(array, fitted, low, high, axis=0):
    """The numbers so that the least and greatest of `fitted` become `low` and `high`."""
    least, most = fitted.min(axis=axis).astype("float64"), fitted.max(axis=axis).astype("float64")
    width = np.where(most > least, most - least, 1.0)
    return ((array - least) / width * (high - low) + low).astype("float32")'''
ROBUST = '''\
def robust(array, fitted, axis=0):
    """The median becomes 0, and the middle half of `fitted` as wide as 1."""
    first, median, third = np.quantile(fitted.astype("float64"), [0.25, 0.5, 0.75], axis=axis)
    return ((array - median) / np.where(third > first, third - first, 1.0)).astype("float32")'''
OVER = "Each feature by itself, or all numbers together."


@register
@dataclass(frozen=True)
class MinMax(Transform):
    """The least and greatest number of the training set become two given ones; what is constant becomes the first."""

    caption: ClassVar[str] = "Bring each feature to 0…1, or between other bounds"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"low": -1.0, "high": 2.0, "over": "all"})
    function: ClassVar[str] = BETWEEN
    low: float = param("float", 0.0, "What the least number becomes.")
    high: float = param("float", 1.0, "What the greatest number becomes.")
    over: str = param("choice", "feature", OVER, choices=("feature", "all"))

    def check(self) -> None:
        if self.low >= self.high:
            raise SpecError(
                say("MinMax: low must be below high. Received: {low:g} and {high:g}.", low=self.low, high=self.high)
            )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return shape, "float32"

    def code(self, array: str, fitted: str) -> str:
        axis = ", axis=None" if self.over == "all" else ""
        return f"between({array}, {fitted}, {self.low!r}, {self.high!r}{axis})"


@register
@dataclass(frozen=True)
class RobustScale(Transform):
    """The median of the training set becomes 0 and the distance between its quartiles 1.

    Single numbers that are far from the others don't count. As scikit-learn's RobustScaler.
    """

    caption: ClassVar[str] = "Bring each feature's median to 0 and its middle half to a width of 1"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"over": "all"})
    function: ClassVar[str] = ROBUST
    over: str = param("choice", "feature", OVER, choices=("feature", "all"))

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return shape, "float32"

    def code(self, array: str, fitted: str) -> str:
        return f"robust({array}, {fitted}{', axis=None' if self.over == 'all' else ''})"


@register
@dataclass(frozen=True)
class Log(Transform):
    """Logarithms of numbers that spread over several magnitudes, such as prices and counts."""

    caption: ClassVar[str] = "The logarithm, for numbers of many magnitudes"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"form": "signed_log1p"})
    form: str = param(
        "choice",
        "log1p",
        "log1p: log(1 + x), for numbers from 0 on; log: above 0; signed_log1p: sign(x)·log(1 + |x|), for all.",
        choices=("log1p", "log", "signed_log1p"),
    )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return shape, "float32"

    def code(self, array: str, fitted: str) -> str:
        if self.form == "signed_log1p":
            return f'(np.sign({array}) * np.log1p(np.abs({array}.astype("float64")))).astype("float32")'
        return f'np.{self.form}({array}.astype("float64")).astype("float32")'


@register
@dataclass(frozen=True)
class Clip(Transform):
    """Numbers beyond given bounds become the bound."""

    caption: ClassVar[str] = "Cut off what lies beyond given bounds"
    examples: ClassVar[tuple[Any, ...]] = ({"low": 1.0, "high": 6.0}, {"high": 4.0}, {"low": 2.5})
    low: float | None = param("float", None, "The least number that is left; empty: none.")
    high: float | None = param("float", None, "The greatest number that is left; empty: none.")

    def check(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise SpecError(
                say("Clip: low must not be above high. Received: {low:g} and {high:g}.", low=self.low, high=self.high)
            )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return shape, "float32"

    def code(self, array: str, fitted: str) -> str:
        if self.low is None and self.high is None:
            return f'{array}.astype("float32")'
        return f'np.clip({array}, {self.low!r}, {self.high!r}).astype("float32")'
