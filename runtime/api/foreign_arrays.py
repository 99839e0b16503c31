"""Arrays of other programs, tensors and frames, brought to NumPy's: by `__array__`, DLPack or what else they offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.api.errors import ApiError
from runtime.api.tensors import Tensor
from runtime.weights.variable import Variable

OFFERS = ("__array__", "__dlpack__", "toarray", "to_numpy", "collect_schema")
"""By one of these an object says that it holds an array; sparse matrices and frames have the next two, frames that have
yet to be computed the last."""


def is_foreign(given: Any) -> bool:
    """Whether it is somebody else's array."""
    if isinstance(given, (np.generic, np.ndarray)) or (hasattr(given, "gather") and hasattr(given, "block")):
        return False  # NumPy's, or a column of our own
    return not isinstance(given, type) and any(hasattr(given, name) for name in OFFERS)


def own_arrays(what: str, given: Any) -> Any:
    """The same nesting with NumPy's arrays in the places of others; raises ApiError where one can't be read."""
    if type(given) is np.ndarray or given is None:
        return given
    if isinstance(given, (list, tuple)):
        if not given or isinstance(given[0], (int, float)):  # a row of numbers: nothing to be found in it
            return given
        if all(type(item) is np.ndarray for item in given):
            return given
        items = [own_arrays(what, item) for item in given]
        return given if all(a is b for a, b in zip(items, given)) else type(given)(items)
    if isinstance(given, Mapping):
        return {key: own_arrays(what, item) for key, item in given.items()}
    return as_numpy(what, given) if is_foreign(given) else given


def read(what: str, given: Any) -> Any:
    """Somebody else's array as NumPy's, anything else as it is; raises ApiError where it can't be read."""
    if not is_foreign(given) or isinstance(given, (Tensor, Variable)):  # which say themselves why they can't
        return given
    return as_numpy(what, given)


def as_numpy(what: str, given: Any) -> Any:
    """An array of anything that offers one; raises ApiError, with the reason, where it can't be had."""
    if hasattr(given, "collect") and not hasattr(given, "to_numpy"):
        raise ApiError(say("{what} is a frame that has not been computed yet. Give {what}.collect().", what=what))
    trouble: Exception | None = None
    for way in (_dense, np.asarray, _detached, np.from_dlpack):
        try:
            array = way(given)
        except AttributeError:  # not offered
            continue
        except Exception as error:  # of somebody else's code: whatever it says is told where nothing else works
            trouble = trouble or error
            continue
        if isinstance(array, np.ndarray) and array.dtype != object:
            return array
        if isinstance(array, np.ndarray) and array.ndim and (numbers := _of_objects(given, array)) is not None:
            return numbers
    for column, row, other in _others(given):
        raise ApiError(
            say(
                "{what} must be numbers. Received: {other!r:.60} in the column {column}, row {row}. Leave the column "
                "out, or make numbers of it.",
                what=what,
                other=other,
                column=column,
                row=row,
            )
        )
    raise ApiError(
        say(
            "{what} can't be read as an array of numbers: {kind}{reason}. Give a NumPy array of it.",
            what=what,
            kind=type(given).__name__,
            reason=f", {str(trouble).splitlines()[0][:160]}" if trouble is not None and str(trouble) else "",
        )
    )


def _others(given: Any) -> Iterator[tuple[str, int, Any]]:
    """What is no number in a frame: its column, its row and itself."""
    for column in getattr(given, "columns", ()):
        for row, item in enumerate(np.asarray(given[column], object), 1):
            if item is not None and not isinstance(item, (int, float, np.number, np.bool_)):
                yield str(column), row, item


def _dense(given: Any) -> Any:
    """What a sparse matrix holds; None for anything else."""
    return given.toarray() if hasattr(given, "toarray") and hasattr(given, "tocoo") else None


def _detached(given: Any) -> Any:
    """A tensor that knows its gradient, or lies on another device, or has a type that NumPy has not."""
    if not hasattr(given, "detach"):
        return None
    plain = given.detach().cpu()
    try:
        return np.asarray(plain)
    except TypeError:
        return np.asarray(plain.float())


def _of_objects(given: Any, array: Any) -> Any:
    """Numbers that came as objects, as those of a frame do whose columns differ in type, or have gaps."""
    try:
        if hasattr(given, "to_numpy"):
            try:
                return given.to_numpy(dtype="float64", na_value=np.nan)
            except TypeError:  # a frame that has no such arguments
                return given.to_numpy().astype(np.float64)
        return array.astype(np.float64)
    except (TypeError, ValueError):
        return array if all(isinstance(item, str) for item in array.flat) else None
