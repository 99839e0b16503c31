"""RNN in Keras' interface: over Keras' cells a layer as others, over a cell of one's own its `call` step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from graph.layers.recurrent import rnn
from graph.specs.arguments import OF_EVERY_LAYER
from graph.specs.message import say
from runtime.api.custom_objects import own_object
from runtime.api.errors import ApiError
from runtime.api.functional import Functional
from runtime.api.layer import Layer
from runtime.api.stateful import StatefulLayer
from runtime.api.value_objects import signature


class RNN(StatefulLayer):
    spec_class = rnn.RNN
    __doc__ = rnn.RNN.caption
    __signature__ = signature(rnn.RNN, OF_EVERY_LAYER)
    over_own: ClassVar[Any] = None
    """The class for cells of one's own: who can follow calls sets it."""

    def __new__(cls, *args: Any, **keywords: Any) -> Any:
        cell = args[0] if args else keywords.get("cell")
        if isinstance(cell, (list, tuple)) and any(is_own_layer(one) for one in cell):
            raise ApiError(
                say(
                    "RNN takes one cell of one's own, not several in a list. Make an RNN of each, all but the last "
                    "with return_sequences=True."
                )
            )
        if cls is RNN and is_own_layer(cell):
            return cls.over_own(*args, **keywords)
        return super().__new__(cls)

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Any:
        """The layer of Keras' arguments; raises SpecError."""
        cell = own_object(config.get("cell"))
        return super().from_config(config) if cell is None else cls(**{**config, "cell": cell})


def is_own_layer(given: Any) -> bool:
    """Whether it is a layer of one's own."""
    return isinstance(given, Layer) and hasattr(given, "_own_given") and not isinstance(given, Functional)
