"""What layers share that give categories: as numbers, or a place of its own for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.spec import ShapeError, Spec, TensorType, need_known

MODES = ("int", "one_hot", "multi_hot", "count")
MODE_HELP = (
    "int: the category's number; one_hot: a place for each category, 1 where it is; multi_hot: one row for all of a "
    "sample, 1 where any is; count: how often each is"
)
ENCODED = "y = 1 at the place of the category, else 0; multi_hot and count: one row for all of a sample"


@dataclass(frozen=True)
class Categories(Spec):
    """Base: `output_mode` is a parameter."""

    family: ClassVar[str] = "preprocessing"
    reads_whole_numbers: ClassVar[bool] = True
    whole: ClassVar[str] = "int64"
    """The type of the categories' numbers."""

    @property
    def mode(self) -> str:
        mode: str = vars(self)["output_mode"]
        return mode

    def encoded(self, x: TensorType, depth: int | None) -> TensorType:
        """The type of the output for an input of this type; raises ShapeError."""
        if self.mode == "int":
            return TensorType(x.shape, self.whole, x.masked)
        if depth is None:
            raise ShapeError(
                say(
                    "{kind} doesn't know its categories yet. Give it a vocabulary, or call adapt with data that has "
                    "all.",
                    kind=self.kind,
                )
            )
        if self.mode == "one_hot":
            shape = x.shape[:-1] if len(x.shape) > 1 and x.shape[-1] == 1 else x.shape
            return TensorType((*shape, depth))
        if len(x.shape) < 2:
            raise ShapeError(
                say(
                    "{kind} makes one row of all categories of a sample, so it expects an axis besides the batch. "
                    "Received: {shape}.",
                    kind=self.kind,
                    shape=str(x),
                )
            )
        need_known(self.kind, x, 1, "number of categories of a sample")
        return TensorType((x.shape[0], *x.shape[2:], depth))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0
