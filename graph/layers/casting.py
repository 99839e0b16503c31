"""The step that programs get where whole numbers go into a layer that computes; nobody draws it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.specs.spec import Spec, TensorType


@dataclass(frozen=True)
class Cast(Spec):
    """Whole numbers, or yes and no as 1 and 0, as floats."""

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        return (TensorType(x.shape, masked=x.masked),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0
