"""Rules about names: each layer has one, of its own, that Keras accepts and people can see."""

from __future__ import annotations

from collections.abc import Iterator

from graph.document.document import Document, Layer, Model
from graph.document.names import automatic_name, fresh_name
from graph.document.nesting import is_output
from graph.editing.edits import rename_layer
from graph.specs.message import Message, say
from graph.validate.check import AnyRule, Check, LayerRule
from graph.validate.problems import ERROR, WARNING, Mend, Problem


def empty_name(_check: Check, model: Model, layer: Layer) -> Iterator[Problem]:
    """A layer without a name; an Output may be without, it goes by its source's."""
    if not layer.name.strip() and not is_output(layer):
        text = say("A layer of the kind {kind} has no name.", kind=layer.spec.kind)
        yield _named(model, layer, "empty-name", ERROR, text, automatic_name(layer.spec.kind, model))


def equal_names(check: Check) -> Iterator[Problem]:
    """Two layers of one name: their weights could not be told apart in a file."""
    for model in check.document.models.values():
        for layer in check.equal_names(model):
            if layer.name.strip():
                text = say("Two layers have the name {name}; every layer needs one of its own.", name=layer.name)
                yield _named(model, layer, "equal-names", ERROR, text, fresh_name(layer.name, check.names(model)))


def slash_in_name(check: Check, model: Model, layer: Layer) -> Iterator[Problem]:
    """Keras refuses `/`: it stands between the names of nested models."""
    if "/" in layer.name:
        better = fresh_name(layer.name.replace("/", "_"), check.names(model))
        text = say("The name {name} holds a / , which Keras does not accept.", name=layer.name)
        yield _named(model, layer, "slash-in-name", ERROR, text, better)


def invisible_letters(check: Check, model: Model, layer: Layer) -> Iterator[Problem]:
    """Line breaks and marks that change the direction of writing: what is read is not what is there."""
    if not layer.name.isprintable():
        visible = "".join(filter(str.isprintable, layer.name)).strip()
        better = fresh_name(visible, check.names(model)) if visible else automatic_name(layer.spec.kind, model)
        text = say("The name {name!r} holds letters that can't be seen.", name=layer.name)
        yield _named(model, layer, "invisible-letters", WARNING, text, better)


def _named(model: Model, layer: Layer, code: str, severity: str, text: Message, better: str) -> Problem:
    def rename(document: Document) -> Document:
        return rename_layer(document, model.id, layer.id, better)

    mend = Mend(say("Rename it to {name}", name=better), rename)
    return Problem(code, severity, text, model.id, layer.id, mend=mend)


RULES: tuple[AnyRule, ...] = (
    LayerRule(empty_name),
    equal_names,
    LayerRule(slash_in_name),
    LayerRule(invisible_letters),
)
