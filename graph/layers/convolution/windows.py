"""Windows that slide along the axes of a tensor: one description for convolutions, their transposes and poolings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from graph.specs.message import say
from graph.specs.params import param
from graph.specs.spec import Shape, ShapeError, TensorType, need_known, need_rank

DATA_FORMATS = ("channels_last", "channels_first")
MEANINGS = {
    ("channels_last", 1): "sequences (batch, steps, channels)",
    ("channels_last", 2): "images (batch, rows, columns, channels)",
    ("channels_last", 3): "volumes (batch, depth, rows, columns, channels)",
    ("channels_first", 1): "sequences (batch, channels, steps)",
    ("channels_first", 2): "images (batch, channels, rows, columns)",
    ("channels_first", 3): "volumes (batch, channels, depth, rows, columns)",
}
"""What a tensor with so many axes in space is called."""


def data_format() -> Any:
    """The parameter that says where channels stand; None, Keras' default, means last."""
    return param("choice", "channels_last", choices=DATA_FORMATS, if_none="channels_last", advanced=True)


def space_axes(rank: int, data_format: str) -> tuple[int, ...]:
    """The axes that windows slide along, `rank` of them: steps; rows and columns; depth, rows and columns."""
    first = 2 if data_format == "channels_first" else 1
    return tuple(range(first, first + rank))


def channel_axis(rank: int, data_format: str) -> int:
    return 1 if data_format == "channels_first" else rank + 1


def need_space(kind: str, x: TensorType, rank: int, data_format: str) -> None:
    """Raise ShapeError unless the tensor has `rank` axes in space beside its batch and its channels."""
    need_rank(kind, x, rank + 2, MEANINGS[data_format, rank])


def known_channels(kind: str, x: TensorType, rank: int, data_format: str) -> int:
    """The number of channels; raises ShapeError where it is free, or where the axes are not these."""
    need_space(kind, x, rank, data_format)
    return need_known(kind, x, channel_axis(rank, data_format), "number of channels")


class WindowAxis(NamedTuple):
    """Windows along one axis: `window` cells, `dilation` apart, and `stride` from one window to the next.

    `padding`: valid, windows lie inside; same, a window for every `stride`-th place; causal, the same with all zeros
    before, so that no window sees what comes later. Sizes are those of Keras' `compute_conv_output_shape`.
    """

    window: int
    stride: int = 1
    dilation: int = 1
    padding: str = "valid"

    @property
    def extent(self) -> int:
        """From a window's first cell to its last."""
        return self.dilation * (self.window - 1) + 1

    def positions(self, size: int | None) -> int | None:
        """How many windows there are: the size of what a layer gives; below 1 where none fits, None for a free axis."""
        if size is None:
            return None
        return (size - (self.extent if self.padding == "valid" else 1)) // self.stride + 1

    def zeros(self, size: int) -> tuple[int, int]:
        """Cells that are missing before the first and after the last place; of an odd number more go after."""
        if self.padding == "valid":
            return 0, 0
        if self.padding == "causal":
            return self.extent - 1, 0
        total = max(((size - 1) // self.stride) * self.stride + self.extent - size, 0)
        return total // 2, total - total // 2


class PaintedAxis(NamedTuple):
    """Windows along one axis the other way round, each number painting a window: a transposed convolution.

    `extra` is Keras' output_padding, which sizes and shifts by rules of its own where it is None.
    """

    window: int
    stride: int = 1
    dilation: int = 1
    padding: str = "valid"
    extra: int | None = None

    @property
    def extent(self) -> int:
        """From a window's first cell to its last."""
        return self.dilation * (self.window - 1) + 1

    def positions(self, size: int | None) -> int | None:
        """The size of what is painted."""
        if size is None:
            return None
        if self.padding == "same":
            return size * self.stride if self.extra is None else (size - 1) * self.stride + self.extent % 2 + self.extra
        return (size - 1) * self.stride + self.extent + self._after

    @property
    def _after(self) -> int:
        return max(self.extent, self.stride) - self.extent if self.extra is None else self.extra

    def cut(self) -> int:
        """How many of the first window's cells lie before what is kept, as Keras' JAX backend places it."""
        return self.extent - 1 - self.zeros()[0]

    def zeros(self) -> tuple[int, int]:
        """Zeros around the stretched input, were it computed as a convolution."""
        if self.padding == "same":
            stretch = self.stride - 2 if self.extra is None else self.extent % 2 - 2 + self.extra
            total = self.extent + stretch
            before = min(total // 2 + total % 2, self.extent - 1)
            return before, total - before
        return self.extent - 1, self.extent - 1 + self._after


def slide(
    kind: str,
    x: TensorType,
    axes: Sequence[WindowAxis | PaintedAxis],
    data_format: str,
    channels: int | None = None,
) -> Shape:
    """The shape of what windows along the axes give, with that many channels or as many as x has.

    Raises ShapeError where x has other axes, or where a window does not fit into it.
    """
    need_space(kind, x, len(axes), data_format)
    shape = list(x.shape)
    for at, axis in zip(space_axes(len(axes), data_format), axes, strict=True):
        positions = axis.positions(x.shape[at])
        if positions is not None and positions <= 0:
            raise ShapeError(
                say(
                    "{kind}: a window of {window} is larger than the input's {size}. Received: {shape}.",
                    kind=kind,
                    window=axis.extent,
                    size=x.shape[at],
                    shape=str(x),
                )
            )
        shape[at] = positions
    if channels is not None:
        shape[channel_axis(len(axes), data_format)] = channels
    return tuple(shape)
