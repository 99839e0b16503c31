"""Keras' `layers`: every kind of layer as a class, and the short forms `add`, `concatenate`…"""

from __future__ import annotations

from runtime.api.inputs import Input, InputLayer
from runtime.api.layer import Layer
from runtime.api.layer_classes import add, concatenate, deserialize, known, serialize
from runtime.api.layer_classes import layer_class as __getattr__

__all__ = ["Input", "InputLayer", "Layer", "__getattr__", "add", "concatenate", "deserialize", "serialize"]


def __dir__() -> list[str]:
    return sorted({*__all__, *known()})
