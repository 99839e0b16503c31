"""The functions of a script that build its models: their names, and whether the model's name is handed to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.document.document import Document, Layer, Model, ModelId
from graph.document.names import identifier
from graph.export.automatic_names import is_model_name, written_names
from graph.export.python_text import RESERVED, literal
from graph.layers.core.nested_model import NestedModel


@dataclass(frozen=True)
class Builders:
    """`functions` by model; `parameters` of those that are called for several layers; `names` of the others' models."""

    functions: Mapping[ModelId, str]
    parameters: Mapping[ModelId, tuple[str, ...]]
    names: Mapping[ModelId, str | None]

    def own_name(self, model: ModelId) -> list[str]:
        """The argument `name=…` with which the model itself is made."""
        if model in self.parameters:
            return ["name=name"]
        name = self.names.get(model)
        return [] if name is None else [f"name={literal(name)}"]

    def given_name(self, layer: Layer, said: str | None) -> list[str]:
        """The argument with which a layer's model is built; `said` is the layer's name where a script says it."""
        assert isinstance(layer.spec, NestedModel)
        if layer.spec.model not in self.parameters or said is None:
            return []
        return [f"name={literal(said)}"]


def builders_of(document: Document, order: Sequence[ModelId]) -> Builders:
    """How the models of a script are built; `order` holds them, the outermost last."""
    functions: dict[ModelId, str] = {}
    taken = set(RESERVED)
    for model in order[:-1]:
        functions[model] = identifier(f"build {document.models[model].name}", taken)
        taken.add(functions[model])
    functions[order[-1]] = "build_model"
    parameters: dict[ModelId, tuple[str, ...]] = {}
    names: dict[ModelId, str | None] = {order[-1]: written_model_name(document.models[order[-1]])}
    for model in order[:-1]:
        found = _names_given(document, order, model)
        if len(found) == 1:
            names[model] = next(iter(found.values()))
        else:
            parameters[model] = ("name=None" if None in found.values() else "name",)
    return Builders(functions, parameters, names)


def _names_given(document: Document, order: Sequence[ModelId], model: ModelId) -> dict[str, str | None]:
    """The name of each layer that is that model, None where Keras gives one by itself."""
    found: dict[str, str | None] = {}
    for m in order:
        outer = document.models[m]
        said = written_names(document, outer)
        for layer in outer.layers.values():
            if isinstance(layer.spec, NestedModel) and layer.spec.model == model:
                name = written_model_name(document.models[model]) if layer.spec.each_step else said.get(layer.id)
                found.setdefault(layer.id, name)
    return found


def written_model_name(model: Model) -> str | None:
    """A model's own name, None where Keras gives one by itself."""
    name = model.name.replace("/", "_") or "model"
    return None if is_model_name(name) else name
