"""Layers that a `call` of one's own calls with training=True: they act whether or not somebody trains."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any

from graph.specs.message import say
from runtime.api.errors import ApiError
from runtime.api.layer import Layer
from runtime.api.symbolic_random import kept_or_dropped
from runtime.api.tensors import Tensor
from runtime.api.tracing import Trace


def _drop(trace: Trace, spec: Any, x: Tensor) -> Any:
    return kept_or_dropped(trace, x, spec.rate, getattr(spec, "noise_shape", None), spec.seed) if spec.rate else x


def _drop_channels(trace: Trace, spec: Any, x: Tensor) -> Any:
    first = getattr(spec, "data_format", None) == "channels_first"
    ones = (1,) * (len(x.shape) - 2)
    noise = (None, None, *ones) if first else (None, *ones, None)
    return kept_or_dropped(trace, x, spec.rate, noise, spec.seed) if spec.rate else x


def _add_noise(trace: Trace, spec: Any, x: Tensor) -> Any:
    return x + trace.drawn("normal", {"shape": x.shape, "stddev": spec.stddev, "seed": spec.seed})


def _multiply_noise(trace: Trace, spec: Any, x: Tensor) -> Any:
    spread = sqrt(spec.rate / (1 - spec.rate))
    return x * trace.drawn("normal", {"shape": x.shape, "mean": 1.0, "stddev": spread, "seed": spec.seed})


FORMULAS: dict[str, Callable[[Trace, Any, Tensor], Any]] = {
    "Dropout": _drop,
    "SpatialDropout1D": _drop_channels,
    "SpatialDropout2D": _drop_channels,
    "SpatialDropout3D": _drop_channels,
    "GaussianNoise": _add_noise,
    "GaussianDropout": _multiply_noise,
}
"""What layers compute in training, in operations, by their kinds."""


def always(trace: Trace, layer: Layer, x: Tensor) -> Any:
    """What a layer makes of a tensor in training, computed so in any case; raises ApiError where no operations say
    it."""
    formula = FORMULAS.get(layer.spec.kind)
    if formula is None:
        raise ApiError(
            say(
                "{name}: training=True within a call is there for {kinds}. {kind} would act after training, too: leave "
                "training out, or compute it by keras.ops and keras.random.",
                name=layer.name,
                kinds=", ".join(FORMULAS),
                kind=layer.spec.kind,
            )
        )
    found = formula(trace, layer.spec, x)
    if isinstance(found, Tensor) and x.type.masked and found is not x and not found.type.masked:
        return Layer.with_mask(found, Layer.mask_of(x))
    return found


Layer.always_training = always
