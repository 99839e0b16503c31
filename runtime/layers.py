"""Keras' `layers`: every kind of layer as a class, and the short forms `add`, `concatenate`…"""

from __future__ import annotations

import runtime.api.activation_functions  # noqa: F401 - layers show their activations as these
from runtime.api.input_spec import InputSpec
from runtime.api.inputs import Input, InputLayer
from runtime.api.layer_classes import (
    add,
    average,
    concatenate,
    deserialize,
    dot,
    known,
    maximum,
    minimum,
    multiply,
    serialize,
    subtract,
)
from runtime.api.layer_classes import layer_class as __getattr__
from runtime.api.own.layer import Layer
from runtime.api.own.wrapper import Wrapper

__all__ = [
    "Input",
    "InputLayer",
    "InputSpec",
    "Layer",
    "Wrapper",
    "__getattr__",
    "add",
    "average",
    "concatenate",
    "deserialize",
    "dot",
    "maximum",
    "minimum",
    "multiply",
    "serialize",
    "subtract",
]


def __dir__() -> list[str]:
    return sorted({*__all__, *known()})
