"""Functions of Keras' `ops` that are made of several operations: of tensors they are several nodes, of arrays they
compute at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.api.by_name import call
from runtime.api.errors import ApiError
from runtime.api.rearranging import rearrange
from runtime.api.tensors import Tensor
from runtime.ops.precision import float_type


def floats(x: Any) -> Any:
    """A tensor, or an array of floats."""
    if isinstance(x, Tensor):
        return x
    found = np.asarray(x)
    return found.astype(float_type()) if found.dtype.kind != "f" else found


def rank(x: Any) -> int:
    return len(x.shape) if isinstance(x, Tensor) else np.ndim(x)


_slice = type(np.s_[:])
"""Python's own; `slice` is a function here."""


def average(x: Any, axis: Any = None, weights: Any = None) -> Any:
    """The mean along axes, each number counting as much as its weight."""
    if weights is None:
        return call("mean", x, axis=axis)
    if rank(weights) != rank(x):
        at = axis[0] if isinstance(axis, (list, tuple)) else axis
        if at is None or rank(weights) != 1:
            raise ApiError(
                say("average: weights must have the shape of x, or be as many as the numbers along one axis.")
            )
        shape = [1] * rank(x)
        shape[at] = -1
        weights = call("reshape", weights, shape)
    product = call("multiply", floats(x), weights)
    if isinstance(weights, Tensor) or tuple(weights.shape) == tuple(np.shape(product)):
        return call("divide", call("sum", product, axis=axis), call("sum", weights, axis=axis))
    counted = weights if isinstance(product, Tensor) else np.broadcast_to(weights, np.shape(product))
    return call("divide", call("sum", product, axis=axis), call("sum", counted, axis=axis))


def stacked(name: str, at: int, least: int) -> Callable[..., Any]:
    """`hstack` and its kin: concatenate along an axis, of tensors that have as many axes as are needed."""

    def function(xs: Sequence[Any]) -> Any:
        wide = []
        for x in xs:
            missing = least - rank(x)
            if missing > 0 and name == "vstack":
                x = call("reshape", x, (1, -1))
            elif missing > 0 and name == "dstack":
                x = call("expand_dims", call("reshape", x, (1, -1)) if rank(x) < 2 else x, -1)
            wide.append(x)
        return call("concatenate", wide, axis=0 if name == "hstack" and rank(wide[0]) == 1 else at)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"Tensors one behind the other along axis {at}."
    return function


def parted(name: str, axis: int) -> Callable[..., Any]:
    """`hsplit` and its kin."""

    def function(x: Any, indices_or_sections: Any) -> Any:
        at = 0 if name == "hsplit" and rank(x) == 1 else axis
        found = call("split", x, indices_or_sections, axis=at)
        return found if isinstance(found, list) else [found]

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"A tensor cut into pieces along axis {axis}."
    return function


def array_split(x: Any, indices_or_sections: Any, axis: int = 0) -> Any:
    """A tensor cut into pieces that are nearly the same size."""
    size = x.shape[axis] if isinstance(x, Tensor) else np.shape(x)[axis]
    cut = indices_or_sections
    if isinstance(cut, int):
        if size is None:
            raise ApiError(say("array_split: the axis must have a known size."))
        small, more = divmod(size, cut)
        cut = [int(n) for n in np.cumsum([small + (i < more) for i in range(cut)])[:-1]]
    found = call("split", x, cut, axis=axis)
    return found if isinstance(found, list) else [found]


def select(condlist: Sequence[Any], choicelist: Sequence[Any], default: Any = 0) -> Any:
    """Of several tensors the first whose condition holds, for each number."""
    found = default
    for condition, choice in reversed(list(zip(condlist, choicelist, strict=True))):
        found = call("where", condition, choice, found)
    return found


def saturate_cast(x: Any, dtype: Any) -> Any:
    """The numbers in another type, those that it can't hold as the nearest that it can."""
    kind = np.dtype(getattr(dtype, "__name__", dtype))
    if kind.kind in "iu":
        limits = np.iinfo(kind)
        x = call("clip", floats(x), float(limits.min), float(np.nextafter(np.float32(limits.max), np.float32(0)))
                 if kind.itemsize > 2 else float(limits.max))  # fmt: skip
    return call("cast", x, kind.name)


def slice(inputs: Any, start_indices: Sequence[int], shape: Sequence[int]) -> Any:
    """A block of a tensor: where it begins, and its sizes."""
    starts = [int(n) for n in np.asarray(start_indices)]
    parts = tuple(_slice(b, None if n == -1 else b + n) for b, n in zip(starts, shape, strict=True))
    return inputs[parts] if isinstance(inputs, Tensor) else np.asarray(inputs)[parts]


def slice_update(inputs: Any, start_indices: Sequence[int], updates: Any) -> Any:
    """A tensor with another in place of a block."""
    sizes = updates.shape if isinstance(updates, Tensor) else np.shape(updates)
    whole = inputs.shape if isinstance(inputs, Tensor) else np.shape(inputs)
    if not isinstance(inputs, Tensor) and not isinstance(updates, Tensor):
        found = np.array(inputs)
        found[tuple(_slice(int(b), int(b) + n) for b, n in zip(start_indices, sizes))] = updates
        return found
    around = []
    for b, n, size in zip(start_indices, sizes, whole, strict=True):
        if size is None or n is None:
            if int(b):
                raise ApiError(say("slice_update: the block must begin at 0 along an axis of no known size."))
            around.append((0, 0))
        else:
            around.append((int(b), size - int(b) - n))
    there = call("pad", call("ones_like", updates), around)
    return call("where", there, call("pad", updates, around), inputs)


def get_item(x: Any, key: Any) -> Any:
    """x[key]."""
    return x[key] if isinstance(x, Tensor) else np.asarray(x)[key]


def meshgrid(*x: Any, indexing: str = "xy") -> Any:
    """Tensors of one shape, each of which runs along an axis of its own."""
    if indexing not in ("xy", "ij"):
        raise ApiError(say("meshgrid: indexing must be xy or ij. Received: {given!r:.80}.", given=indexing))
    order = [1, 0, *range(2, len(x))] if indexing == "xy" and len(x) > 1 else list(range(len(x)))
    found = []
    for number, term in enumerate(x):
        shape = [1] * len(x)
        shape[order[number]] = -1
        grid = call("reshape", term, shape)
        for other, axis in enumerate(order):
            if other != number:
                size = x[other].shape[0] if isinstance(x[other], Tensor) else np.size(x[other])
                grid = call("repeat", grid, size, axis=axis)
        found.append(grid)
    return found


FUNCTIONS: tuple[Callable[..., Any], ...] = (
    average, array_split, select, saturate_cast, slice, slice_update, get_item, meshgrid,
    rearrange,
    stacked("hstack", 1, 1), stacked("vstack", 0, 2), stacked("dstack", 2, 3),
    parted("hsplit", 1), parted("vsplit", 0), parted("dsplit", 2),
)  # fmt: skip
"""Each under its own name."""
