"""What is known of a column without looking at its numbers, and how a network is usually fed with it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.data.transforms import OneHot, ReshapeTo, SampleShape, Scale, Transform
from graph.specs.spec import Shape


@dataclass(frozen=True)
class KnownColumn:
    """A column by its name: the shape of a sample, the type, of class numbers how many classes there are.

    `is_target` columns are what is usually learnt, `is_extra` ones neither that nor what goes in; `high` is the largest
    of small whole numbers such as pixels.
    """

    name: str
    shape: SampleShape
    dtype: str = "float32"
    classes: int = 0
    is_target: bool = False
    is_extra: bool = False
    high: float = 255.0

    def steps(self) -> tuple[Transform, ...]:
        """What is usually done with it before it enters a network."""
        if self.classes:
            return (OneHot(classes=self.classes),)
        if self.dtype == "uint8":
            scale = Scale(factor=1 / 255 if self.high > 16 else 1 / 16)
            return (scale, ReshapeTo(shape=(*self.shape, 1))) if len(self.shape) == 2 else (scale,)
        return ()

    def entering(self) -> tuple[Shape, str]:
        """Shape and type of the Input that it feeds; raises DataPlanError."""
        shape, dtype = self.shape, self.dtype
        for step in self.steps():
            shape, dtype = step.result(shape, dtype)
        return shape or (1,), dtype if dtype in ("int32", "int64", "string") else "float32"
