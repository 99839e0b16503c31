"""Keras' activations as functions of arrays; with Keras' defaults they are what the layers compute."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from inspect import signature
from math import pi, sqrt
from typing import Any

import numpy as np

from graph.specs.activations import ACTIVATIONS, SYNONYMS
from graph.specs.message import say
from graph.specs.working_type import computed_in
from runtime.api import checks
from runtime.api.errors import ApiError
from runtime.api.layer_classes import layer_class
from runtime.api.named_functions import NamedFunction
from runtime.api.tensors import Tensor
from runtime.api.weight_values import FUNCTIONS as SHOWN
from runtime.ops.op import Array

FUNCTIONS: dict[str, NamedFunction] = {}
"""Every activation by its name."""

LAYERS = {"relu": "ReLU", "leaky_relu": "LeakyReLU", "elu": "ELU", "softmax": "Softmax"}
"""Layers that have the further arguments of a function as their parameters."""


def activation(formula: Callable[..., Array]) -> NamedFunction:
    """Makes the activation of that name; its formula serves arguments that differ from Keras' defaults, which every
    layer has."""
    taken = signature(formula)
    name = formula.__name__

    def function(*args: Any, **keywords: Any) -> Any:
        bound = taken.bind(*args, **keywords)
        bound.apply_defaults()
        x, *others = bound.arguments.values()
        usual = others == [p.default for p in taken.parameters.values()][1:]
        if isinstance(x, Tensor):
            if not usual and name in LAYERS:
                return layer_class(LAYERS[name])(**dict(zip(list(taken.parameters)[1:], others)))(x)
            if not usual:
                raise ApiError(say("{name} on a tensor takes no further arguments: layers have Keras' own.", name=name))
            return layer_class("Activation")(name)(x)
        values = checks.numbers(f"{name}: x", x).astype(computed_in())
        return of_layers(name, values) if usual else np.asarray(formula(values, *others), computed_in())

    update_wrapper(function, formula)
    made = FUNCTIONS[name] = NamedFunction(function)
    return made


def of_layers(name: str, x: Array) -> Array:
    """What the layer Activation computes, for an array of any rank."""
    batch = x[None] if x.ndim else x.reshape(1, 1)
    result: Array = layer_class("Activation")(name)(batch)
    return result.reshape((*x.shape[:-1], result.shape[-1]) if x.ndim else ())


def along(axis: int, name: str, x: Array) -> Array:
    """What layers compute along the last axis, along another one."""
    return np.moveaxis(of_layers(name, np.ascontiguousarray(np.moveaxis(x, axis, -1))), -1, axis)


@activation
def relu(x: Array, negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0) -> Array:
    """x above the threshold, `max_value` at most; below it the slope's share."""
    kept = np.where(x > threshold, x, 0) if threshold else np.maximum(x, 0)
    if max_value is not None:
        kept = np.clip(kept, 0, max_value)
    return kept - negative_slope * np.maximum(threshold - x, 0)


@activation
def leaky_relu(x: Array, negative_slope: float = 0.2) -> Array:
    """x, and the slope's share of it below 0."""
    return np.where(x >= 0, x, negative_slope * x)


@activation
def elu(x: Array, alpha: float = 1.0) -> Array:
    """x above 0, alpha (eˣ − 1) below."""
    return np.where(x >= 0, x, alpha * np.expm1(np.minimum(x, 0)))


@activation
def celu(x: Array, alpha: float = 1.0) -> Array:
    """x above 0, alpha (e^(x / alpha) − 1) below."""
    return np.maximum(x, 0) + np.minimum(alpha * np.expm1(np.minimum(x, 0) / alpha), 0)


@activation
def gelu(x: Array, approximate: bool = False) -> Array:  # noqa: ARG001 - False is what layers compute
    """x times the share of a normal distribution below x; approximately, by tanh."""
    return 0.5 * x * (1 + np.tanh(sqrt(2 / pi) * (x + 0.044715 * x**3)))


@activation
def hard_shrink(x: Array, threshold: float = 0.5) -> Array:
    """x, and 0 up to the threshold on both sides."""
    return np.where(np.abs(x) > threshold, x, 0)


@activation
def soft_shrink(x: Array, threshold: float = 0.5) -> Array:
    """x, nearer to 0 by the threshold."""
    return np.sign(x) * np.maximum(np.abs(x) - threshold, 0)


@activation
def squareplus(x: Array, b: float = 4) -> Array:
    """(x + √(x² + b)) / 2."""
    return (x + np.sqrt(x**2 + b)) / 2


@activation
def threshold(x: Array, threshold: float, default_value: float) -> Array:
    """x above the threshold, else `default_value`."""
    return np.where(x > threshold, x, default_value)


@activation
def softmax(x: Array, axis: int = -1) -> Array:
    """eˣ, divided by their sum along the axis."""
    return along(axis, "softmax", x)


@activation
def glu(x: Array, axis: int = -1) -> Array:
    """One half of the axis, times the sigmoid of the other."""
    return along(axis, "glu", x)


@activation
def log_softmax(x: Array, axis: int = -1) -> Array:
    """The logarithm of softmax."""
    return along(axis, "log_softmax", x)


@activation
def sparsemax(x: Array, axis: int = -1) -> Array:
    """The nearest probabilities, many of them exactly 0."""
    return along(axis, "sparsemax", x)


def _plain(name: str) -> None:
    """An activation without further arguments."""

    def formula(x: Array) -> Array:
        return of_layers(name, x)

    formula.__name__ = formula.__qualname__ = name
    formula.__doc__ = f"{name}(x), as layers compute it."
    activation(formula)


for _name in ACTIVATIONS:
    if _name not in FUNCTIONS:
        _plain(_name)
SHOWN["activation"] = FUNCTIONS.__getitem__
FUNCTIONS.update({synonym: FUNCTIONS[name] for synonym, name in SYNONYMS.items()})
