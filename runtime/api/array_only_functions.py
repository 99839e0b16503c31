"""Functions of Keras' `ops` that are computed of arrays only: what they give has no shape that is known before, or no
gradient here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.api.errors import ApiError
from runtime.api.operations import as_array
from runtime.api.tensors import Tensor
from runtime.ops.op import Array
from runtime.ops.precision import float_type


def given(name: str, x: Any) -> Array:
    """An array; raises ApiError for a tensor."""
    if isinstance(x, Tensor):
        raise ApiError(
            say(
                "keras.ops.{name} is computed of arrays only: between layers its result could not be trained.",
                name=name,
            )
        )
    return as_array(x)


def floats(name: str, x: Any) -> Array:
    """The same, as floats."""
    return given(name, x).astype(float_type())


def typed(array: Any, dtype: Any = None) -> Any:
    """An array of the types that are computed in, or of one that is asked for."""
    found = as_array(np.asarray(array))
    return found if dtype is None else found.astype(getattr(dtype, "__name__", dtype))


def linspace(
    start: Any, stop: Any, num: int = 50, endpoint: bool = True, retstep: bool = False, dtype: Any = None, axis: int = 0
) -> Any:
    """Numbers in equal steps, as many as are asked for."""
    found, step = np.linspace(start, stop, num, endpoint=endpoint, retstep=True, axis=axis)
    return (typed(found, dtype), typed(step)) if retstep else typed(found, dtype)


def logspace(
    start: Any, stop: Any, num: int = 50, endpoint: bool = True, base: Any = 10, dtype: Any = None, axis: int = 0
) -> Array:
    """Powers of a base, in equal steps of the exponent."""
    found: Array = typed(np.logspace(start, stop, num, endpoint, base, axis=axis), dtype)
    return found


def geomspace(start: Any, stop: Any, num: int = 50, endpoint: bool = True, dtype: Any = None, axis: int = 0) -> Array:
    """Numbers each of which is the one before it times the same."""
    found: Array = typed(np.geomspace(start, stop, num, endpoint, axis=axis), dtype)
    return found


def window(name: str, function: Callable[[int], Any]) -> Callable[[int], Any]:
    """A window of as many numbers."""

    def made(x: Any) -> Any:
        return typed(function(int(x)))

    made.__name__ = made.__qualname__ = name
    made.__doc__ = f"A {name} window of as many numbers."
    return made


def kaiser(x: int, beta: float) -> Any:
    """A Kaiser window of as many numbers."""
    return typed(np.kaiser(int(x), beta))


def empty(shape: Any, dtype: Any = None) -> Array:
    """An array that nothing is said of: it holds zeros."""
    return np.zeros(shape, getattr(dtype, "__name__", dtype) or np.float32)


def ndim(x: Any) -> int:
    """How many axes there are."""
    return len(x.shape) if isinstance(x, Tensor) else np.ndim(x)


def size(x: Any) -> int | None:
    """How many numbers there are, None where a size is free."""
    if isinstance(x, Tensor):
        return None if None in x.shape else int(np.prod([n for n in x.shape if n is not None]))
    return np.size(x)


def dtype(x: Any) -> str:
    """The type of the numbers."""
    return str(x.dtype if isinstance(x, Tensor) else as_array(x).dtype)


def allclose(x1: Any, x2: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False) -> bool:
    """Whether all numbers are nearly the same."""
    return bool(np.allclose(given("allclose", x1), given("allclose", x2), rtol, atol, equal_nan))


def unique(
    x: Any,
    sorted: bool = True,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    size: int | None = None,
    fill_value: Any = None,
) -> Any:
    """Each number once, the smallest first."""
    if not sorted or size is not None or fill_value is not None:
        raise ApiError(
            say("unique: numbers are always sorted here, and as many as there are: leave size and fill_value out.")
        )
    function: Any = np.unique  # of many signatures
    found = function(given("unique", x), return_index, return_inverse, return_counts, axis)
    return tuple(typed(f) for f in found) if isinstance(found, tuple) else found


def nonzero(x: Any) -> tuple[Array, ...]:
    """Where numbers are that are not 0, an array for each axis."""
    return tuple(typed(at) for at in np.nonzero(given("nonzero", x)))


def histogram(x: Any, bins: int = 10, range: Any = None) -> tuple[Array, Array]:
    """How many numbers there are in each of as many bins, and the bounds of these."""
    counts, edges = np.histogram(given("histogram", x), bins, range)
    return counts.astype(np.float32), typed(edges)


def bincount(x: Any, weights: Any = None, minlength: int = 0, sparse: bool = False) -> Array:
    """How often each whole number comes, along the last axis."""
    if sparse:
        raise ApiError(say("bincount: sparse tensors are not computed here."))
    array = given("bincount", x)
    own = None if weights is None else given("bincount", weights)
    most = max(minlength, int(array.max(initial=-1)) + 1)
    rows = array.reshape(-1, array.shape[-1])
    shares = [None] * len(rows) if own is None else list(own.reshape(rows.shape))
    found = np.stack([np.bincount(row, w, most) for row, w in zip(rows, shares)]).reshape(*array.shape[:-1], most)
    return found.astype(np.int32 if own is None else own.dtype)


def argpartition(x: Any, kth: int, axis: int = -1) -> Array:
    """Where numbers are, those smaller than number kth before it."""
    return np.argpartition(given("argpartition", x), kth, axis).astype(np.int32)


def unravel_index(indices: Any, shape: Any) -> tuple[Array, ...]:
    """Places in a row as places along axes."""
    return tuple(typed(at) for at in np.unravel_index(given("unravel_index", indices), tuple(shape)))


def corrcoef(x: Any) -> Array:
    """How much rows go with each other."""
    return np.asarray(np.corrcoef(floats("corrcoef", x)), np.float32)


def correlate(x1: Any, x2: Any, mode: str = "valid") -> Array:
    """Two rows of numbers, one shifted along the other."""
    function: Any = np.correlate
    return as_array(function(given("correlate", x1), given("correlate", x2), mode))


def scatter(indices: Any, values: Any, shape: Any) -> Array:
    """Zeros, with values added at places."""
    numbers = given("scatter", values)
    found = np.zeros(tuple(shape), numbers.dtype)
    np.add.at(found, tuple(np.moveaxis(given("scatter", indices), -1, 0)), numbers)
    return found


def scatter_update(inputs: Any, indices: Any, updates: Any, reduction: str | None = None) -> Array:
    """An array with other values at places, or with these added, multiplied or compared."""
    ways = {"add": np.add, "max": np.maximum, "min": np.minimum, "mul": np.multiply}
    found = np.array(given("scatter_update", inputs))
    at = tuple(np.moveaxis(given("scatter_update", indices), -1, 0))
    if reduction is None:
        found[at] = updates
    elif reduction in ways:
        ways[reduction].at(found, at, given("scatter_update", updates).astype(found.dtype))
    else:
        raise ApiError(
            say(
                "scatter_update: reduction must be one of {known}, or None. Received: {given!r:.80}.",
                known=", ".join(ways),
                given=reduction,
            )
        )
    return found


def cholesky(x: Any, upper: bool = False) -> Array:
    """The triangular matrix whose product with itself turned is x."""
    array = floats("cholesky", x)
    found: Array = np.linalg.cholesky((array + np.swapaxes(array, -1, -2)) / 2)
    return np.swapaxes(found, -1, -2) if upper else found


def cholesky_inverse(x: Any, upper: bool = False) -> Array:
    """The inverse of the matrix that x is the triangle of."""
    array = (np.triu if upper else np.tril)(floats("cholesky_inverse", x))
    product = np.swapaxes(array, -1, -2) @ array if upper else array @ np.swapaxes(array, -1, -2)
    return np.asarray(np.linalg.inv(product), np.float32)


def qr(x: Any, mode: str = "reduced") -> tuple[Array, Array]:
    """Matrices as a product of ones at right angles and triangular ones."""
    if mode not in ("reduced", "complete"):
        raise ApiError(say("qr: mode must be reduced or complete. Received: {given!r:.80}.", given=mode))
    q, r = np.linalg.qr(floats("qr", x), mode)  # type: ignore[call-overload]
    return q, r


def svd(x: Any, full_matrices: bool = True, compute_uv: bool = True) -> Any:
    """Singular values, and the vectors that go with them."""
    function: Any = np.linalg.svd
    found = function(floats("svd", x), full_matrices, compute_uv)
    return tuple(found) if compute_uv else found


def eigh(x: Any) -> tuple[Array, Array]:
    """Eigenvalues and eigenvectors of symmetric matrices."""
    values, vectors = np.linalg.eigh(floats("eigh", x))
    return values, vectors


def pinv(x: Any, rcond: float | None = None) -> Array:
    """The inverse of matrices that have none, as near as can be."""
    array = floats("pinv", x)
    least = 10 * max(array.shape[-2:]) * float(np.finfo(np.float32).eps) if rcond is None else rcond
    return np.asarray(np.linalg.pinv(array, least), np.float32)


def lstsq(a: Any, b: Any, rcond: float | None = None) -> Array:
    """What solves equations with the smallest squares left."""
    return np.asarray(np.linalg.lstsq(floats("lstsq", a), floats("lstsq", b), rcond)[0], np.float32)


def matrix_rank(x: Any, tol: Any = None) -> Array:
    """How many rows are no sum of others."""
    return typed(np.linalg.matrix_rank(floats("matrix_rank", x), tol))


def nanargmax(x: Any, axis: int | None = None, keepdims: bool = False) -> Array:
    """Where along an axis the largest number is; -1 where there is none."""
    return _place("nanargmax", x, axis, keepdims, -np.inf, np.argmax)


def nanargmin(x: Any, axis: int | None = None, keepdims: bool = False) -> Array:
    """Where along an axis the smallest number is; -1 where there is none."""
    return _place("nanargmin", x, axis, keepdims, np.inf, np.argmin)


def _place(name: str, x: Any, axis: int | None, keepdims: bool, instead: float, function: Any) -> Array:
    array = floats(name, x)
    found = function(np.where(np.isnan(array), instead, array), axis=axis, keepdims=keepdims)
    nothing = np.isnan(array).all(axis=axis, keepdims=keepdims)
    return np.where(nothing, -1, found).astype(np.int32)


def nancumsum(x: Any, axis: int | None = None, dtype: Any = None) -> Array:
    """The sum of all numbers so far along an axis."""
    return typed(np.nancumsum(given("nancumsum", x), axis), dtype)


def nancumprod(x: Any, axis: int | None = None, dtype: Any = None) -> Array:
    """The product of all numbers so far along an axis."""
    return typed(np.nancumprod(given("nancumprod", x), axis), dtype)


def nanmedian(x: Any, axis: Any = None, keepdims: bool = False) -> Array:
    """The number in the middle along axes."""
    return typed(np.nanmedian(floats("nanmedian", x), axis, keepdims=keepdims))


def nanquantile(x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False) -> Array:
    """The number below which a share of all lies."""
    return typed(np.nanquantile(floats("nanquantile", x), q, axis, method=method, keepdims=keepdims))  # type: ignore[call-overload]


def nanpercentile(x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False) -> Array:
    """The number below which some percent of all lie."""
    return typed(np.nanpercentile(floats("nanpercentile", x), q, axis, method=method, keepdims=keepdims))  # type: ignore[call-overload]


def i0(x: Any) -> Array:
    """The modified Bessel function of order 0 of each number."""
    return typed(np.i0(floats("i0", x)))


def nextafter(x1: Any, x2: Any) -> Array:
    """The number next to each, towards another."""
    return np.asarray(np.nextafter(floats("nextafter", x1), floats("nextafter", x2)), np.float32)


def diag(x: Any, k: int = 0) -> Array:
    """The numbers of a diagonal, or a matrix with these on it."""
    return np.diag(given("diag", x), k)


def diagflat(x: Any, k: int = 0) -> Array:
    """A matrix with all numbers on a diagonal."""
    return np.diagflat(given("diagflat", x), k)


FUNCTIONS: tuple[Callable[..., Any], ...] = (
    linspace, logspace, geomspace, kaiser, empty, ndim, size, dtype, allclose, unique, nonzero, histogram, bincount,
    argpartition, unravel_index, corrcoef, correlate, scatter, scatter_update, cholesky, cholesky_inverse, qr, svd,
    eigh, pinv, lstsq, matrix_rank, nanargmax, nanargmin, nancumsum, nancumprod, nanmedian, nanquantile, nanpercentile,
    i0, nextafter, diag, diagflat,
    window("bartlett", np.bartlett), window("blackman", np.blackman), window("hamming", np.hamming),
    window("hanning", np.hanning),
)  # fmt: skip
"""Each under its own name."""
