"""Images as kernels want them, channels last, whatever order a layer's arrays have."""

from __future__ import annotations

from math import prod

from runtime.jit import threads
from runtime.kernels.convolution.layout import swap_axes
from runtime.ops.op import Array, Scratch

CHUNK = 1 << 16
"""Numbers a thread takes at a time."""


class Images:
    """An array of images, or of texts or volumes; `last` is the same with its channels last: itself, or a workspace.

    `read` brings the array's numbers into the workspace, `write` brings them back. A sequence is an image of one row,
    or, where it is `upright`, of one column.
    """

    def __init__(self, array: Array, data_format: str, scratch: Scratch, upright: bool = False) -> None:
        self.upright = upright
        self._array = array.reshape(-1)
        self._swapped = data_format == "channels_first"
        if not self._swapped:
            self.last = array
            return
        batch, channels, *places = array.shape
        self.last = scratch((batch, *places, channels), array.dtype)
        self._sizes = (channels, prod(places))

    @property
    def planes(self) -> Array:
        """`last` as images; a volume is as many images as it is deep."""
        shape = self.last.shape
        if len(shape) == 3:
            return self.last[:, :, None] if self.upright else self.last[:, None]
        return self.last.reshape(-1, *shape[-3:])

    def read_from(self, array: Array) -> bool:
        """Find the images in another array from now on; gives whether `last` is now another, too."""
        if self._swapped:
            self._array = array.reshape(-1)
        else:
            self.last = array
        return not self._swapped

    def read(self) -> None:
        if self._swapped:
            channels, places = self._sizes
            self._swap(self._array, channels, places, self.last.reshape(-1), False)

    def write(self, add: bool = False) -> None:
        if self._swapped:
            channels, places = self._sizes
            self._swap(self.last.reshape(-1), places, channels, self._array, add)

    def adds(self, add: bool) -> bool:
        """Whether a kernel that writes to `last` has to add: a workspace is added by `write` instead."""
        return add and not self._swapped

    def _swap(self, source: Array, rows: int, columns: int, target: Array, add: bool) -> None:
        chunk = image_chunk(rows * columns)
        threads.run(swap_axes, len(self.last), chunk, source, rows, columns, target, add)


def image_chunk(size: int) -> int:
    """How many images of so many numbers make a piece of work worth handing to a thread."""
    return max(1, CHUNK // max(1, size))
