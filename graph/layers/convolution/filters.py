"""What all convolutions share: filters that slide along some axes, a bias and an activation at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.windows import data_format, known_channels
from graph.specs.message import say
from graph.specs.owned_weights import own_weight
from graph.specs.params import SpecError, param
from graph.specs.spec import Spec, TensorType, Value, Weight

CELLS = {
    1: "steps that each filter sees",
    2: "rows and columns of each filter",
    3: "depth, rows and columns of each filter",
}
SMALL = {1: (3,), 2: (3, 3), 3: (3, 3, 3)}
"""A size to begin with; Keras has no default."""


def kernel_size(rank: int) -> Any:
    return param("ints", SMALL[rank], CELLS[rank], length=rank, low=1, always=True)


def strides(rank: int) -> Any:
    return param("ints", (1,) * rank, "step of the filter", length=rank, low=1)


def dilation_rate(rank: int) -> Any:
    return param("ints", (1,) * rank, "gaps between a filter's cells", length=rank, low=1, advanced=True)


def padding(*more: str) -> Any:
    """Valid, same, and what else the layer knows."""
    return param("choice", "valid", "same: the image is padded with zeros", choices=("valid", "same", *more))


class Sliding(Spec):
    """What convolutions of all kinds share; `rank` is the number of axes that filters slide along."""

    ends_with_activation: ClassVar[bool] = True
    family: ClassVar[str] = "convolution"
    rank: ClassVar[int] = 2

    kernel_size: tuple[int, ...]
    strides: tuple[int, ...]
    padding: str
    data_format: str
    dilation_rate: tuple[int, ...]

    def channels(self, inputs: tuple[TensorType, ...]) -> int:
        """The number of input channels; raises ShapeError where it is free or the input has other axes."""
        return known_channels(self.kind, inputs[0], self.rank, self.data_format)

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        return {"padding": "same"} if self.padding == "valid" and len(inputs[0].shape) == self.rank + 2 else {}


@dataclass(frozen=True)
class Convolution(Sliding):
    """What a convolution and its transpose share: one kernel that joins all channels."""

    filters: int = param("int", 32, "size of the output's channel axis", low=1, always=True)
    kernel_size: tuple[int, ...] = kernel_size(2)
    strides: tuple[int, ...] = strides(2)
    padding: str = padding()
    data_format: str = data_format()
    dilation_rate: tuple[int, ...] = dilation_rate(2)
    activation: str = param("activation", "linear")
    use_bias: bool = param("bool", True)
    kernel_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    kernel_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    kernel_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)

    def check(self) -> None:
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise SpecError(
                say("{kind}: strides above 1 and a dilation_rate above 1 can't be combined.", kind=self.kind)
            )

    def kernel(self, shape: tuple[int, ...]) -> Weight:
        return own_weight(self, "kernel", shape)
