"""Keras' `Wrapper` to derive from: a layer of one's own around another layer."""

from __future__ import annotations

from typing import Any

from graph.specs.message import say
from runtime.api.errors import ApiError
from runtime.api.layer import Layer as AnyLayer
from runtime.api.own.layer import Layer
from runtime.api.serialized import deserialize_keras_object, serialize_keras_object


class Wrapper(Layer):
    """A layer around `layer`; a `call` of one's own says what is done with it."""

    def __init__(self, layer: Any, **keywords: Any) -> None:
        if not isinstance(layer, AnyLayer):
            raise ApiError(say("{kind} wraps a layer. Received: {given!r:.80}.", kind=type(self).__name__, given=layer))
        super().__init__(**keywords)
        self.layer = layer

    def build(self, input_shape: Any = None) -> None:
        """Make the weights of the layer inside, where it has none yet."""
        if not self.layer.built:
            self.layer.build(input_shape)

    def get_config(self) -> dict[str, Any]:
        """Its parameters, with the layer inside as files hold it."""
        return {**super().get_config(), "layer": serialize_keras_object(self.layer)}

    @classmethod
    def from_config(cls, config: Any, custom_objects: Any = None) -> Any:
        """A new one with these parameters."""
        given = dict(config)
        return cls(deserialize_keras_object(given.pop("layer"), custom_objects), **given)
