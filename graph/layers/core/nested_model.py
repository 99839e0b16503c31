"""A whole model as a layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import (
    Spec,
)


@register
@dataclass(frozen=True)
class NestedModel(Spec):
    """A model of the document used as a layer: two calls of it share weights, two layers of it don't.

    Ports, shapes and weights depend on the document: see `graph.nesting` and `graph.shapes`.
    """

    kind: ClassVar[str] = "Model"
    names: ClassVar[tuple[str, ...]] = ("Functional",)
    family: ClassVar[str] = "model"
    offered: ClassVar[bool] = False
    caption: ClassVar[str] = "A whole model as one layer."
    model: str = param("text", help="id of the model in this document", always=True)
    each_step: bool = param(
        "bool", False, "apply the model to every step of a sequence: TimeDistributed in Keras", advanced=True
    )
