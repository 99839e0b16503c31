"""`keras.random` while a `call` of one's own is traced: numbers that the model draws anew for every batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from graph.layers.regularization.dropout import Dropout
from graph.specs.message import say
from graph.specs.registry import make
from runtime.api.by_name import call
from runtime.api.errors import ApiError
from runtime.api.layer_classes import layer_class
from runtime.api.naming import automatic_name
from runtime.api.tensors import Tensor
from runtime.api.tracing import Trace

CLOSEST_TO_ZERO = 1e-7
"""What uniform numbers are kept above where their logarithm is taken."""


def symbolic_random(trace: Trace, owner: str, given: dict[str, Any]) -> Any:
    """What a function of `keras.random` called with these arguments becomes; raises ApiError for those that no
    operations say."""
    made = FUNCTIONS.get(owner)
    if made is None:
        raise ApiError(
            say(
                "keras.random.{owner} can't be drawn anew in every step, as a model would have to. These can: {names}.",
                owner=owner,
                names=", ".join(FUNCTIONS),
            )
        )
    return made(trace, **given)


def _drawn(trace: Trace, distribution: str, shape: Any, first: float, second: float, dtype: Any, seed: Any) -> Any:
    number = getattr(seed, "given", seed)
    found = trace.random(
        shape=tuple(shape), first=first, second=second, distribution=distribution, seed=number,
        fixed=isinstance(seed, (int, np.integer)),
    )  # fmt: skip
    return found if dtype is None else call("cast", found, dtype)


def _normal(trace: Trace, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    return _spread(trace, "normal", shape, mean, stddev, dtype, seed)


def _truncated(
    trace: Trace, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None
) -> Any:
    return _spread(trace, "truncated_normal", shape, mean, stddev, dtype, seed)


def _spread(trace: Trace, distribution: str, shape: Any, mean: Any, stddev: Any, dtype: Any, seed: Any) -> Any:
    if isinstance(mean, (int, float)) and isinstance(stddev, (int, float)):
        return _drawn(trace, distribution, shape, mean, stddev, dtype, seed)
    return _drawn(trace, distribution, shape, 0.0, 1.0, dtype, seed) * stddev + mean


def _uniform(
    trace: Trace, shape: Any, minval: Any = 0.0, maxval: Any = 1.0, dtype: Any = None, seed: Any = None
) -> Any:
    if isinstance(minval, (int, float)) and isinstance(maxval, (int, float)):
        return _drawn(trace, "uniform", shape, minval, maxval, dtype, seed)
    return _drawn(trace, "uniform", shape, 0.0, 1.0, dtype, seed) * (maxval - minval) + minval


def _randint(trace: Trace, shape: Any, minval: Any, maxval: Any, dtype: Any = "int32", seed: Any = None) -> Any:
    return call("cast", call("floor", _uniform(trace, shape, minval, maxval, None, seed)), dtype)


def _categorical(trace: Trace, logits: Any, num_samples: int, dtype: Any = "int32", seed: Any = None) -> Any:
    shape = (logits.shape[0], num_samples, logits.shape[1])
    even = _drawn(trace, "uniform", shape, CLOSEST_TO_ZERO, 1.0, None, seed)
    noise = -call("log", -call("log", even))
    return call("cast", call("argmax", call("expand_dims", logits, 1) + noise, axis=-1), dtype)


def _dropout(trace: Trace, inputs: Any, rate: float, noise_shape: Any = None, seed: Any = None) -> Any:
    """The layer where `call` asked whether it is trained, and is; else numbers are dropped in any case."""
    if not isinstance(inputs, Tensor):
        inputs = trace.of_array(inputs)
    if trace.training:
        settings = {"rate": rate, "noise_shape": noise_shape, "seed": getattr(seed, "given", seed)}
        layer = layer_class("Dropout").of_spec(make(Dropout, settings), automatic_name("dropout"))
        return layer.connect((inputs,)).outputs[0]
    return kept_or_dropped(trace, inputs, rate, noise_shape, seed)


def kept_or_dropped(trace: Trace, inputs: Any, rate: float, noise_shape: Any, seed: Any) -> Any:
    """Numbers of a tensor, some of them dropped in any case."""
    shape = inputs.shape if noise_shape is None else [m or n for m, n in zip(noise_shape, inputs.shape)]
    kept = _uniform(trace, shape, seed=seed) >= rate
    return call("where", kept, inputs / (1 - rate), 0.0)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "normal": _normal,
    "truncated_normal": _truncated,
    "uniform": _uniform,
    "randint": _randint,
    "categorical": _categorical,
    "dropout": _dropout,
}
"""What can be drawn within a traced call."""
