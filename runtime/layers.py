"""Keras' `layers`: every kind of layer as a class, and the short forms `add`, `concatenate`…"""

from __future__ import annotations

import runtime.api.activation_functions
import runtime.api.own.rnn  # noqa: F401 - RNN over cells of one's own
from runtime.api.input_spec import InputSpec as InputSpec
from runtime.api.inputs import Input as Input
from runtime.api.inputs import InputLayer as InputLayer
from runtime.api.layer_classes import add as add
from runtime.api.layer_classes import average as average
from runtime.api.layer_classes import concatenate as concatenate
from runtime.api.layer_classes import deserialize as deserialize
from runtime.api.layer_classes import dot as dot
from runtime.api.layer_classes import known, layer_class
from runtime.api.layer_classes import maximum as maximum
from runtime.api.layer_classes import minimum as minimum
from runtime.api.layer_classes import multiply as multiply
from runtime.api.layer_classes import serialize as serialize
from runtime.api.layer_classes import subtract as subtract
from runtime.api.own.layer import Layer as Layer
from runtime.api.own.wrapper import Wrapper as Wrapper
from runtime.api.star_imports import with_star

SHORT = ("add", "average", "concatenate", "dot", "maximum", "minimum", "multiply", "subtract")
BESIDE = ("Input", "InputLayer", "InputSpec", "Layer", "Wrapper", "deserialize", "serialize")


def __dir__() -> list[str]:
    return sorted({*BESIDE, *SHORT, *known()})


__getattr__ = with_star(layer_class, __dir__)
