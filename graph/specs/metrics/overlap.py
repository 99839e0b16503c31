"""How much of what was predicted and what should be overlaps, class by class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import Message, say
from graph.specs.metrics.metric import Metric, check_axis
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder

FORMULA = "mean over classes of TP / (TP + FP + FN)"


@dataclass(frozen=True)
class Overlap(Metric):
    """What the classes of this family share: weights count as whole numbers, as in Keras."""

    numbered: ClassVar[bool] = True
    formula: ClassVar[str] = FORMULA
    any_targets: ClassVar[bool] = True
    own_dtypes: ClassVar[tuple[str, ...]] = ("int32", "int")
    """Keras counts in whole numbers, and writes so into its files."""

    @property
    def targets_are_numbers(self) -> bool:
        """Whether targets are class numbers rather than a number for each class."""
        return bool(getattr(self, "sparse_y_true", False))

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return int(getattr(self, "num_classes", 2))

    @property
    def chosen(self) -> tuple[int, ...]:
        """The classes whose mean is taken."""
        return tuple(getattr(self, "target_class_ids", range(self.classes)))

    def check(self) -> None:
        check_axis(self.kind, getattr(self, "axis", -1))
        if not self.chosen or max(self.chosen) >= self.classes or min(self.chosen) < 0:
            raise SpecError(
                say(
                    "{kind}: target_class_ids must be classes from 0 to {last}. Received: {given}.",
                    kind=self.kind,
                    last=self.classes - 1,
                    given=str(self.chosen),
                )
            )

    def misfit(self, output: str, sparse: bool | None, columns: int | None) -> Message | None:
        by_class = sparse is False and not self.targets_are_numbers
        alike = (sparse or by_class) != bool(self.sparse_y_pred)  # type: ignore[attr-defined]
        if sparse is None or columns in (None, 1) or alike:
            return super().misfit(output, sparse, columns)
        return say(
            "{metric}: sparse_y_true and sparse_y_pred must say of targets and of predictions whether they are class "
            "numbers. The output {output} has {columns} numbers a row, and its targets are {given}.",
            metric=self.kind,
            output=output,
            columns=columns,
            given="class numbers" if sparse else "arrays",
        )


def classes_param() -> Any:
    """How many classes there are."""
    return param("int", 2, "How many classes there are.", low=1, always=True)


def chosen_param() -> Any:
    """Which classes count."""
    return param("ints", (0,), "The classes whose mean is taken.", always=True)


def ignored_param() -> Any:
    """The class that is left out."""
    return param("int", None, "A class whose rows do not count.", advanced=True)


def numbers_param(what: str, default: bool) -> Any:
    """Whether classes come as numbers."""
    words = f"{what} are class numbers rather than a number for each class."
    return param("bool", default, words, advanced=not default)


def axis_param() -> Any:
    """The axis of the classes."""
    return param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class IoU(Overlap):
    """The mean overlap of some classes."""

    arguments: ClassVar[ArgumentOrder] = ("num_classes", "target_class_ids", "name", "dtype", "ignore_class", ...)
    examples: ClassVar[tuple[Any, ...]] = (
        {"num_classes": 4, "target_class_ids": [0, 2], "sparse_y_true": False, "sparse_y_pred": False},
    )
    num_classes: int = classes_param()
    target_class_ids: tuple[int, ...] = chosen_param()
    ignore_class: int | None = ignored_param()
    sparse_y_true: bool = numbers_param("Targets", True)
    sparse_y_pred: bool = numbers_param("Predictions", True)
    axis: int = axis_param()


@register
@dataclass(frozen=True)
class MeanIoU(Overlap):
    """The mean overlap of all classes."""

    names: ClassVar[tuple[str, ...]] = ("mean_io_u",)
    arguments: ClassVar[ArgumentOrder] = ("num_classes", "name", "dtype", "ignore_class", ...)
    examples: ClassVar[tuple[Any, ...]] = ({"num_classes": 4, "sparse_y_true": False, "sparse_y_pred": False},)
    num_classes: int = classes_param()
    ignore_class: int | None = ignored_param()
    sparse_y_true: bool = numbers_param("Targets", True)
    sparse_y_pred: bool = numbers_param("Predictions", True)
    axis: int = axis_param()


@register
@dataclass(frozen=True)
class OneHotIoU(Overlap):
    """The mean overlap of some classes, of one-hot targets."""

    arguments: ClassVar[ArgumentOrder] = ("num_classes", "target_class_ids", "name", "dtype", "ignore_class", ...)
    examples: ClassVar[tuple[Any, ...]] = ({"num_classes": 4, "target_class_ids": [1, 2]},)
    num_classes: int = classes_param()
    target_class_ids: tuple[int, ...] = chosen_param()
    ignore_class: int | None = ignored_param()
    sparse_y_pred: bool = numbers_param("Predictions", False)
    axis: int = axis_param()


@register
@dataclass(frozen=True)
class OneHotMeanIoU(Overlap):
    """The mean overlap of all classes, of one-hot targets."""

    arguments: ClassVar[ArgumentOrder] = ("num_classes", "name", "dtype", "ignore_class", ...)
    examples: ClassVar[tuple[Any, ...]] = ({"num_classes": 4},)
    num_classes: int = classes_param()
    ignore_class: int | None = ignored_param()
    sparse_y_pred: bool = numbers_param("Predictions", False)
    axis: int = axis_param()


@register
@dataclass(frozen=True)
class BinaryIoU(Overlap):
    """The overlap of no and yes: predictions of at least the threshold are yes."""

    arguments: ClassVar[ArgumentOrder] = (..., "name", "dtype")
    targets_are_numbers: ClassVar[bool] = True
    sparse_y_pred: ClassVar[bool] = True
    ignore_class: ClassVar[int | None] = None
    examples: ClassVar[tuple[Any, ...]] = ({}, {"target_class_ids": [1], "threshold": 0.3})
    target_class_ids: tuple[int, ...] = param("ints", (0, 1), "The classes whose mean is taken: 0 is no, 1 is yes.")
    threshold: float = param("float", 0.5, "What a prediction must be at least to be yes.")
