"""Preprocessing between a column of a data set and an Input or Output: values that know shapes, compute nothing."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

from graph.specs.message import MessageError, say, shape_text
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Value

SampleShape = tuple[int, ...]
DTYPES = ("float32", "float64", "int32", "int64", "uint8", "bool")


def fits(shape: SampleShape, wanted: tuple[int | None, ...]) -> bool:
    """Whether samples of a shape can be fed; one number per sample counts as shape (1,) and the reverse."""
    if shape in ((), (1,)) and wanted in ((), (1,), (None,)):
        return True
    return len(shape) == len(wanted) and all(w in (None, n) for n, w in zip(shape, wanted, strict=True))


class DataPlanError(MessageError):
    """The description of the data contradicts itself or can't be read."""


@dataclass(frozen=True)
class Transform(Value):
    """Base of the transforms: what is done to a column, one after another, before it is fed.

    Shapes are those of one sample, without the batch axis.
    """

    category: ClassVar[str] = "step"
    caption: ClassVar[str] = ""
    reads_texts: ClassVar[bool] = False
    """Whether it reads the names of categories, not their numbers; in a script, texts."""

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        """Shape and dtype of a sample after the step; raises DataPlanError where the step doesn't fit."""
        return shape, dtype

    function: ClassVar[str] = ""
    """Source of a function that `code` calls."""
    imports: ClassVar[tuple[str, ...]] = ()
    """Lines that the function wants at the head of the script."""

    def code(self, array: str, fitted: str) -> str:
        """A NumPy expression that does the same to a whole array named `array`.

        `fitted` names the training data at this point, for what is measured on it; it may be the same array.
        """
        return array


STANDARDIZED = '''\
def standardized(array, fitted, axis=0):
    """Mean 0 and standard deviation 1, as measured on `fitted`; what is constant there becomes 0."""
    mean = fitted.mean(axis=axis, dtype="float64")
    spread = fitted.std(axis=axis, dtype="float64")
    return ((array - mean) / np.where(spread > 1e-12, spread, 1.0)).astype("float32")'''


@register
@dataclass(frozen=True)
class Scale(Transform):
    """`value · factor + offset`, as float32."""

    caption: ClassVar[str] = "Multiply and add: 1/255 brings bytes to 0…1"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"factor": 2.0, "offset": -1.0})
    factor: float = param("float", 1 / 255, "What every value is multiplied by.")
    offset: float = param("float", 0.0, "What is added afterwards.")

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return shape, "float32"

    def code(self, array: str, fitted: str) -> str:
        parts = round(1 / self.factor) if self.factor else 0
        factor = f"/ {parts}" if parts > 1 and self.factor == 1 / parts else f"* {self.factor!r}"
        scaled = f'{array}.astype("float32") {factor}'
        return f"{scaled} {'-' if self.offset < 0 else '+'} {abs(self.offset)!r}" if self.offset else scaled


@register
@dataclass(frozen=True)
class Standardize(Transform):
    """Mean 0 and standard deviation 1, measured over the training set; constant features become 0."""

    caption: ClassVar[str] = "Bring each feature to mean 0 and standard deviation 1"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"over": "all"})
    function: ClassVar[str] = STANDARDIZED
    over: str = param(
        "choice", "feature", "Each feature by itself, or all numbers together.", choices=("feature", "all")
    )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return shape, "float32"

    def code(self, array: str, fitted: str) -> str:
        return f"standardized({array}, {fitted}{', axis=None' if self.over == 'all' else ''})"


@register
@dataclass(frozen=True)
class OneHot(Transform):
    """A whole number k becomes a row of zeros with a one at place k."""

    caption: ClassVar[str] = "Turn a class number into a row of zeros with a single one"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"classes": 12})
    classes: int | None = param(
        "int", None, "How many classes; left empty, as many as the column has.", low=1, high=1_000_000
    )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        if dtype.startswith("float"):
            raise DataPlanError(
                say("One-hot needs whole numbers. Received: {dtype}. Put an Integer step before it.", dtype=dtype)
            )
        if self.classes is None:
            raise DataPlanError(say("One-hot needs to know how many classes there are. Set classes."))
        inner = shape[:-1] if shape and shape[-1] == 1 else shape
        return (*inner, self.classes), "float32"

    def code(self, array: str, fitted: str) -> str:
        classes = f"int({fitted}.max()) + 1" if self.classes is None else str(self.classes)
        return f"keras.utils.to_categorical({array}, {classes})"


@register
@dataclass(frozen=True)
class Integer(Transform):
    """Whole numbers, as an Embedding or sparse labels need them; a value with a fraction is an error."""

    caption: ClassVar[str] = "Whole numbers, for an Embedding or for class numbers"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"offset": 1})
    offset: int = param("int", 0, "What is added: -1 turns classes 1…n into 0…n-1.")

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return shape, "int32"

    def code(self, array: str, fitted: str) -> str:
        whole = f'{array}.astype("int32")'
        return f"{whole} {'-' if self.offset < 0 else '+'} {abs(self.offset)}" if self.offset else whole


@register
@dataclass(frozen=True)
class Flatten(Transform):
    """One row of numbers per sample."""

    caption: ClassVar[str] = "One row of numbers per sample"

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return (prod(shape),), dtype

    def code(self, array: str, fitted: str) -> str:
        return f"{array}.reshape(len({array}), -1)"


@register
@dataclass(frozen=True)
class ReshapeTo(Transform):
    """The same numbers in another shape; one size may be -1."""

    caption: ClassVar[str] = "The same numbers in another shape"
    examples: ClassVar[tuple[Any, ...]] = ({"shape": (3, 2)}, {"shape": (2, -1)})
    shape: tuple[int, ...] = param("ints", help="Sizes of one sample; one of them may be -1.", low=-1)

    def check(self) -> None:
        if self.shape.count(-1) > 1 or 0 in self.shape:
            raise SpecError(
                say(
                    "ReshapeTo: at most one size may be -1 and none 0. Received: {shape}.", shape=shape_text(self.shape)
                )
            )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        total, known = prod(shape), prod(n for n in self.shape if n != -1)
        fits = total % known == 0 if -1 in self.shape else total == known
        if not fits:
            raise DataPlanError(
                say(
                    "{total} numbers of shape {shape} can't be reshaped to {target}.",
                    total=total,
                    shape=shape_text(shape),
                    target=shape_text(self.shape),
                )
            )
        return tuple(total // known if n == -1 else n for n in self.shape), dtype

    def code(self, array: str, fitted: str) -> str:
        return f"{array}.reshape((len({array}), {', '.join(map(str, self.shape))}))"


@register
@dataclass(frozen=True)
class Cast(Transform):
    """Another number type."""

    caption: ClassVar[str] = "Another number type"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"dtype": "int32"})
    dtype: str = param("choice", "float32", "The number type.", choices=DTYPES)

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return shape, self.dtype

    def code(self, array: str, fitted: str) -> str:
        return f'{array}.astype("{self.dtype}")'
