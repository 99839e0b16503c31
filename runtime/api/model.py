"""Keras' `Model`: layers between input and output tensors, to be compiled, fitted, evaluated, asked, and used as a
layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from graph.keras.from_keras import from_keras
from graph.keras.to_keras import to_keras
from graph.specs.arguments import only
from graph.views.summary import summary
from graph.views.summary_text import summary_text
from runtime.api.building import to_document
from runtime.api.from_document import from_document
from runtime.api.model_training import TrainedModel


class Model(TrainedModel):
    """`Model(inputs, outputs)`: what lies between the tensors."""

    def summary(
        self,
        line_length: int | None = None,
        positions: Any = None,
        print_fn: Any = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
        layer_range: Any = None,
    ) -> None:
        """Print Keras' table."""
        only("summary", "positions", positions, None)
        only("summary", "layer_range", layer_range, None)
        table = summary(to_document(self).document, expand_nested=expand_nested, show_trainable=show_trainable)
        (print_fn or print)(summary_text(table, line_length=line_length))

    def get_config(self) -> dict[str, Any]:
        """Its layers and calls as Keras writes them; `from_config` makes a model of them."""
        config: dict[str, Any] = to_keras(to_document(self).document)["config"]
        return {**config, "trainable": self.trainable}

    @classmethod
    def from_config(cls, config: Mapping[str, Any], custom_objects: Mapping[str, Any] | None = None) -> Self:
        """A new model of the structure that `get_config` gave; its weights are new."""
        only("from_config", "custom_objects", custom_objects, None, {})
        kind = "Functional" if "input_layers" in config else "Sequential"
        return from_document(from_keras({"class_name": kind, "config": config}), cls)
