"""One image or a batch of them, channels last or first, as a function of `ops.image` is given it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from graph.specs.message import say
from runtime.api.errors import ApiError
from runtime.api.tensors import Tensor
from runtime.arrays.settings import checked_format
from runtime.ops.op import Array


class Axes(NamedTuple):
    """Where rows, columns (`first` and the next) and channels lie, and how many rows and columns there are."""

    rank: int
    first: int
    channels: int
    rows: int
    columns: int


class Given(NamedTuple):
    """A batch of images with channels last, and how they came."""

    last: Array
    alone: bool
    turned: bool

    def back(self, images: Array) -> Array:
        """Images like `last` as those came."""
        turned = np.moveaxis(images, -1, 1) if self.turned else images
        return turned[0] if self.alone else turned


def refuse(owner: str, wanted: str, given: Any) -> ApiError:
    """What a function needs, and what it was given."""
    return ApiError(
        say("keras.ops.image.{owner} needs {wanted}. Received: {given!r:.80}.", owner=owner, wanted=wanted, given=given)
    )


def part_of(owner: str, images: Any, data_format: str | None) -> Axes:
    """The axes of images that may be a tensor; raises ApiError."""
    shape: tuple[Any, ...] = tuple(images.shape) if isinstance(images, Tensor) else np.shape(images)
    if len(shape) not in (3, 4):
        raise refuse(owner, "an image of three axes or a batch of four", shape)
    before = checked_format(data_format) == "channels_first"
    first = len(shape) - (2 if before else 3)
    if shape[first] is None or shape[first + 1] is None:
        raise refuse(owner, "images of known height and width", shape)
    return Axes(len(shape), first, first - 1 if before else len(shape) - 1, int(shape[first]), int(shape[first + 1]))


def images_of(owner: str, images: Any, data_format: str | None, floats: bool = False) -> Given:
    """The batch of arrays; raises ApiError for tensors, and where `floats` are needed and others came."""
    if isinstance(images, Tensor):
        raise ApiError(
            say(
                "keras.ops.image.{owner} is computed of arrays only: between layers its result could not be trained.",
                owner=owner,
            )
        )
    array = np.asarray(images)
    part_of(owner, array, data_format)
    if floats and array.dtype.kind != "f":
        raise refuse(owner, "floats", str(array.dtype))
    alone, turned = array.ndim == 3, checked_format(data_format) == "channels_first"
    batch = array[None] if alone else array
    return Given(np.moveaxis(batch, 1, -1) if turned else batch, alone, turned)
