"""Layers that stand in several of a script's models: made once, and handed to the functions that build the models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.document.document import Document, LayerId, Model, ModelId
from graph.document.names import identifier
from graph.layers.core.nested_model import NestedModel


@dataclass(frozen=True)
class CommonLayers:
    """`variables` holds the name of each, those that are models last; `needs` which ones a model's function takes."""

    variables: Mapping[LayerId, str] = field(default_factory=dict)
    needs: Mapping[ModelId, tuple[LayerId, ...]] = field(default_factory=dict)

    def arguments(self, model: ModelId) -> list[str]:
        """What the function of a model takes before the name, or is given."""
        return [self.variables[layer] for layer in self.needs.get(model, ())]


def common_layers(document: Document, order: Sequence[ModelId], taken: set[str]) -> CommonLayers:
    """The layers that several models of a script have; `order` holds those models, inner ones first."""
    models = [document.models[m] for m in order]
    found: dict[LayerId, None] = {}
    seen: set[LayerId] = set()
    for model in models:
        found.update((layer, None) for layer in model.layers if layer in seen)
        seen |= model.layers.keys()
    variables: dict[LayerId, str] = {}
    for layer in sorted(found, key=lambda layer: _depth(models, order, layer)):
        variables[layer] = identifier(next(m.layers[layer].name for m in models if layer in m.layers), taken)
        taken.add(variables[layer])
    needs: dict[ModelId, tuple[LayerId, ...]] = {}
    for model in models:
        inner = {layer for m in _inside(model) for layer in needs.get(m, ())}
        needs[model.id] = tuple(layer for layer in variables if layer in model.layers or layer in inner)
    return CommonLayers(variables, {**needs, order[-1]: ()})


def _inside(model: Model) -> list[ModelId]:
    return [layer.spec.model for layer in model.layers.values() if isinstance(layer.spec, NestedModel)]


def _depth(models: Sequence[Model], order: Sequence[ModelId], layer: LayerId) -> int:
    """When a layer can be made: plain ones at once, a model after those that lie inside it."""
    spec = next(m.layers[layer].spec for m in models if layer in m.layers)
    return order.index(spec.model) if isinstance(spec, NestedModel) and spec.model in order else -1
