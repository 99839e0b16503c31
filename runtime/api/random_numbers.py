"""Keras' `random`: arrays of random numbers, from NumPy's generators.

The distributions are Keras'; the numbers are not, as they differ between Keras' own backends.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.api import checks, seeds
from runtime.api.errors import ApiError
from runtime.api.naming import automatic_name
from runtime.api.tracing import current
from runtime.arrays.settings import floatx, is_float_dtype, is_int_dtype, standardize_dtype
from runtime.ops.op import Array
from runtime.weights.initializers import checked_shape


class SeedGenerator:
    """A seed that gives other numbers every time it is used, and the same ones in every program."""

    def __init__(self, seed: int | None = None, name: str | None = None) -> None:
        checks.whole("SeedGenerator", "seed", seed, -(2**63), optional=True)
        self.name = name or automatic_name("seed_generator")
        self._given = seed
        self.state = np.array([seeds.draw() if seed is None else seed, 0], np.int64)

    def next(self, ordered: bool = True) -> Array:
        """The seed of the next numbers: two whole numbers. Without `ordered` the next ones have no order."""
        found = self.state.copy()
        if ordered:
            self.state[1] += 1
        else:
            self.state[:] = (self.state + 1) * 5387 % 933199
        return found

    @property
    def given(self) -> int | None:
        """The seed that it was made of."""
        return self._given

    def get_config(self) -> dict[str, Any]:
        """The arguments; `from_config` makes the same generator of them."""
        return {"seed": self._given, "name": self.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> SeedGenerator:
        """A generator made of these arguments, at its beginning."""
        return cls(**config)


def drawn(function: Callable[..., Array]) -> Callable[..., Any]:
    """A function of this file, which gives a tensor where a `call` of one's own is traced: there the model draws."""
    taken = signature(function)

    @wraps(function)
    def checked(*args: Any, **keywords: Any) -> Any:
        if (trace := current()) is not None:
            return trace.drawn(function.__name__, dict(taken.bind(*args, **keywords).arguments))
        return function(*args, **keywords)

    return checked


def generator_of(owner: str, seed: Any) -> np.random.Generator:
    """What draws: for a number the same numbers at every call, for a SeedGenerator the next ones, for None those that
    `set_random_seed` began. Raises ApiError."""
    if seed is None:
        return seeds.generator()
    if isinstance(seed, SeedGenerator):
        return np.random.default_rng([int(number) % 2**64 for number in seed.next()])
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)):
        raise ApiError(
            say(
                "{owner}: seed must be a whole number, a SeedGenerator or None. Received: {given!r:.80}.",
                owner=owner,
                given=seed,
            )
        )
    return np.random.default_rng(int(seed) % 2**64)


def _float(owner: str, dtype: Any) -> str:
    name = floatx() if dtype is None else standardize_dtype(dtype)
    if not is_float_dtype(name) or name == "bfloat16":
        raise ApiError(
            say(
                "{owner}: dtype must be float32, float64 or float16. Received: {given!r:.40}.", owner=owner, given=dtype
            )
        )
    return name


def _real(owner: str, name: str, given: Any) -> Array:
    return checks.numbers(f"{owner}: {name}", given)


@drawn
def normal(shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None) -> Array:
    """Numbers of a normal distribution."""
    kind, sizes = _float("normal", dtype), checked_shape("normal", shape)
    drawn = generator_of("normal", seed).standard_normal(sizes)
    return np.asarray(drawn * _real("normal", "stddev", stddev) + _real("normal", "mean", mean), kind)


@drawn
def truncated_normal(shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None) -> Array:
    """Numbers of a normal distribution, none farther than two standard deviations from the mean."""
    kind, sizes = _float("truncated_normal", dtype), checked_shape("truncated_normal", shape)
    generator = generator_of("truncated_normal", seed)
    drawn = generator.standard_normal(sizes)
    while (outside := np.abs(drawn) > 2).any():
        drawn = np.where(outside, generator.standard_normal(sizes), drawn)
    given = _real("truncated_normal", "stddev", stddev), _real("truncated_normal", "mean", mean)
    return np.asarray(drawn * given[0] + given[1], kind)


@drawn
def uniform(shape: Any, minval: Any = 0.0, maxval: Any = 1.0, dtype: Any = None, seed: Any = None) -> Array:
    """Numbers from `minval` up to, and without, `maxval`, all alike."""
    kind, sizes = _float("uniform", dtype), checked_shape("uniform", shape)
    low, high = _real("uniform", "minval", minval), _real("uniform", "maxval", maxval)
    if (low > high).any():
        raise ApiError(
            say("uniform: minval can't be above maxval. Received: {low} and {high}.", low=minval, high=maxval)
        )
    found = np.asarray(generator_of("uniform", seed).random(sizes) * (high - low) + low, kind)
    below = np.nextafter(np.asarray(high, kind), np.asarray(low, kind))
    return np.asarray(np.where(found >= high, np.maximum(below, low), found), kind)


@drawn
def randint(shape: Any, minval: Any, maxval: Any, dtype: Any = "int32", seed: Any = None) -> Array:
    """Whole numbers from `minval` up to, and without, `maxval`."""
    kind = standardize_dtype(dtype)
    if not is_int_dtype(kind):
        raise ApiError(say("randint gives whole numbers: dtype can't be {given!r:.40}.", given=dtype))
    low, high = _real("randint", "minval", minval), _real("randint", "maxval", maxval)
    if (low >= high).any():
        raise ApiError(
            say("randint: minval must be below maxval. Received: {low} and {high}.", low=minval, high=maxval)
        )
    drawn = generator_of("randint", seed).integers(
        low.astype(np.int64), high.astype(np.int64), checked_shape("randint", shape)
    )
    return np.asarray(drawn, kind)


@drawn
def categorical(logits: Any, num_samples: int, dtype: Any = "int32", seed: Any = None) -> Array:
    """Class numbers (rows, num_samples), drawn for each row of logits (rows, classes)."""
    given = _real("categorical", "logits", logits).astype(np.float64)
    if given.ndim != 2:
        raise ApiError(
            say("categorical needs logits of two axes, (rows, classes). Received: {got}.", got=str(given.shape))
        )
    checks.whole("categorical", "num_samples", num_samples, 0)
    noise = generator_of("categorical", seed).gumbel(size=(len(given), num_samples, given.shape[1]))
    return np.asarray((given[:, None, :] + noise).argmax(axis=-1), standardize_dtype(dtype))


@drawn
def gamma(shape: Any, alpha: Any, dtype: Any = None, seed: Any = None) -> Array:
    """Numbers of a gamma distribution of that form and scale 1."""
    kind, sizes = _float("gamma", dtype), checked_shape("gamma", shape)
    drawn = generator_of("gamma", seed).standard_gamma(_positive("gamma", "alpha", alpha), sizes)
    return np.asarray(drawn, kind)


@drawn
def beta(shape: Any, alpha: Any, beta: Any, dtype: Any = None, seed: Any = None) -> Array:
    """Numbers of a beta distribution, from 0 to 1."""
    kind, sizes = _float("beta", dtype), checked_shape("beta", shape)
    given = _positive("beta", "alpha", alpha), _positive("beta", "beta", beta)
    return np.asarray(generator_of("beta", seed).beta(*given, sizes), kind)


@drawn
def binomial(shape: Any, counts: Any, probabilities: Any, dtype: Any = None, seed: Any = None) -> Array:
    """How many of `counts` attempts succeed, as floating numbers."""
    kind, sizes = _float("binomial", dtype), checked_shape("binomial", shape)
    tries, chances = _real("binomial", "counts", counts), _real("binomial", "probabilities", probabilities)
    if (tries < 0).any() or (chances < 0).any() or (chances > 1).any():
        raise ApiError(say("binomial: counts can't be below 0, and probabilities lie between 0 and 1."))
    return np.asarray(generator_of("binomial", seed).binomial(tries.astype(np.int64), chances, sizes), kind)


@drawn
def dropout(inputs: Any, rate: float, noise_shape: Any = None, seed: Any = None) -> Array:
    """The array with a share `rate` of its numbers at zero, and the others larger by 1 / (1 − rate).

    Numbers for which `noise_shape` has a size of 1 stay or go together.
    """
    given = _given("dropout", inputs)
    given = given if given.dtype.kind == "f" else given.astype(floatx())
    checks.share("dropout", "rate", rate)
    if rate == 1:
        return np.zeros_like(given)
    shape = given.shape if noise_shape is None else tuple(noise_shape)
    if len(shape) != given.ndim or any(m not in (None, 1, n) for m, n in zip(shape, given.shape)):
        raise ApiError(
            say(
                "dropout: noise_shape must have 1, None or the array's size for each axis of {shape}. "
                "Received: {given!r:.40}.",
                shape=str(given.shape),
                given=noise_shape,
            )
        )
    wanted = tuple(m or n for m, n in zip(shape, given.shape))
    kept = generator_of("dropout", seed).random(wanted) >= rate
    return np.asarray(np.where(kept, given / (1 - rate), 0), given.dtype)


@drawn
def shuffle(x: Any, axis: int = 0, seed: Any = None) -> Array:
    """The array with what lies along an axis in another order."""
    given = _given("shuffle", x)
    return generator_of("shuffle", seed).permutation(given, axis)


def _given(owner: str, x: Any) -> Array:
    """Numbers; raises ApiError for a tensor, whose numbers nobody knows yet."""
    if hasattr(x, "node"):
        raise ApiError(
            say(
                "keras.random.{owner} needs numbers, and not a symbolic tensor. Within a model, layers draw: Dropout, "
                "GaussianNoise and others.",
                owner=owner,
            )
        )
    found = checks.numbers(owner, x)
    return found.astype(floatx()) if found.dtype.kind == "f" and not isinstance(x, np.ndarray) else found


def _positive(owner: str, name: str, given: Any) -> Array:
    found = _real(owner, name, given)
    if (found <= 0).any():
        raise ApiError(
            say("{owner}: {name} must be above 0. Received: {given!r:.80}.", owner=owner, name=name, given=given)
        )
    return found
