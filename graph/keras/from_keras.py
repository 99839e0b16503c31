"""From Keras' JSON config to a document. Functional and Sequential models; unknown classes are refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.document.document import Call, Document, Source
from graph.document.own_class import OWN_CLASS
from graph.inference.following import infer
from graph.keras.compile import can_be_trained_as_before, with_compile_config, without_loss_scale
from graph.keras.config import CLASS_KEY, SEQUENTIAL, KerasConfigError, UnreadableLayers
from graph.keras.document_parts import DocumentParts
from graph.keras.functional_config import FunctionalConfig
from graph.keras.inputs import sequential_input
from graph.keras.model_parts import ModelParts, is_model
from graph.keras.objects import DEEPEST, MODEL_MODULES, check_origin, class_of, wrapped
from graph.keras.older.modern import Modern
from graph.keras.own_class import with_models
from graph.keras.types_of_layers import in_single, type_of_config
from graph.layers.unknown import UnknownSpec
from graph.layout.arrange import arrange
from graph.specs.message import Message, say
from graph.specs.working_type import SINGLE

BOX = (190.0, 110.0)
"""Room for each layer's box, before anybody has measured it."""


@dataclass(frozen=True)
class KerasModel:
    """What was read of a config: the document, the layers in it that can't be read, and what one should know of it."""

    document: Document
    unreadable: tuple[tuple[str, Message], ...] = ()
    left_out: tuple[Message, ...] = ()
    """What the model was compiled with, and that can't be read."""
    notes: tuple[Message, ...] = ()
    """What is computed otherwise than where the file was made."""
    computed_in: str = SINGLE
    """The type that its layers compute in."""
    trained_as_before: bool = True
    """Whether it has the optimizer that it was compiled with."""


def from_keras(config: Mapping[str, Any], compiled: bool = True) -> Document:
    """The document of a model's config, as `model.to_json()` or a `.keras` file's `config.json` holds it.

    `compiled` also reads optimizer, losses and metrics where the model was compiled. Raises KerasConfigError.
    """
    found = read_config(config, compiled)
    if found.left_out:
        raise KerasConfigError(found.left_out[0])
    return found.document


def read_config(config: Mapping[str, Any], compiled: bool = True, rest: bool = False) -> KerasModel:
    """What can be read of a model's config, of any version of Keras.

    A loss, metric or optimizer that can't be read is left out and named. Layers that can't be read are, with `rest`,
    boxes that keep what the file says of them; without, they raise UnreadableLayers. Raises KerasConfigError.
    """
    config = with_models(config)
    kind = type_of_config(config)
    config = in_single(config) if kind != SINGLE else config
    modern = Modern(config.get("keras_version") if isinstance(config, Mapping) else None)
    if isinstance(config, Mapping):
        config = modern.model(config)
    if not is_model(config):
        name = config.get("class_name") if isinstance(config, Mapping) else config
        raise KerasConfigError(say("This is no functional or sequential Keras model but {name!r:.80}.", name=name))
    build = DocumentParts(_read_model)
    root = build.read(config, "The model", 0)
    document = Document(build.models, root, next_id=build.next_id)
    if build.unreadable and not rest:
        raise UnreadableLayers(build.unreadable)
    _check_flow(document, build.masked)
    for model in list(document.models.values()):
        places = arrange(model, dict.fromkeys(model.layers, BOX))
        document = document.with_model(replace(model, positions=places))
    left_out: list[Message] = []
    given = config.get("compile_config")
    notes, as_before = list(modern.notes), True
    if compiled and isinstance(given, Mapping) and given:
        given, scaled = without_loss_scale(given)
        notes += [] if scaled is None else [scaled]
        as_before = can_be_trained_as_before(given)
        document = with_compile_config(document, given, left_out)
    return KerasModel(document, tuple(build.unreadable), tuple(left_out), tuple(dict.fromkeys(notes)), kind, as_before)


def _read_model(document: DocumentParts, given: Mapping[str, Any], owner: str, depth: int) -> str:
    """Add the model that `given` describes, and those inside it; gives its id."""
    if depth > DEEPEST:
        raise KerasConfigError(say("{owner} lies too deep inside other models.", owner=owner))
    class_name, config = class_of(given, owner)
    check_origin(given, owner, MODEL_MODULES)
    layers = config.get("layers")
    if not isinstance(layers, list):
        raise KerasConfigError(say("{owner} holds no list of layers.", owner=owner))
    model_id = document.fresh("m")
    name = config.get("name")
    parts = ModelParts(document, model_id, name if isinstance(name, str) else class_name.lower(), owner, depth)
    if class_name == SEQUENTIAL:
        _read_sequential(parts, layers, config)
    else:
        FunctionalConfig(parts).read(layers, config)
    if isinstance(given.get(OWN_CLASS), Mapping):
        parts.target = replace(parts.target, extra={**parts.target.extra, OWN_CLASS: given[OWN_CLASS]})
    document.models[model_id] = parts.finished(config)
    return model_id


def _read_sequential(parts: ModelParts, layers: list[Any], config: Mapping[str, Any]) -> None:
    """Read a sequential model's config: each layer is fed by the one before."""
    parts.target = replace(parts.target, extra={CLASS_KEY: SEQUENTIAL})
    given = list(layers)
    if not given:
        raise KerasConfigError(say("{owner} has no layers.", owner=parts.owner))
    if isinstance(given[0], Mapping) and given[0].get("class_name") != "InputLayer":
        given.insert(0, sequential_input(given[0], config, parts.owner))
    before: Source | None = None
    for entry in parts.entries(given):
        layer = parts.layer(entry.given, entry.name)
        call_id = parts.document.fresh("c")
        if entry.is_input and before is None:
            parts.calls[call_id] = Call(call_id, layer.id)
            parts.inputs.append(call_id)
        elif entry.is_input or before is None:
            raise KerasConfigError(say("{owner}: an InputLayer can only come first.", owner=parts.owner))
        else:
            parts.call(call_id, layer, (before,))
        before = Source(call_id)
    assert before is not None
    parts.output(before, "")


def _check_flow(document: Document, masked: list[tuple[str, str]]) -> None:
    """Raise KerasConfigError where shapes don't fit, or where a mask that Keras passes would not arrive."""
    for model_id, model in document.models.items():
        shapes = infer(document, model_id)
        for call, error in shapes.failures.items():
            if isinstance(model.layer_of(call).spec, UnknownSpec):
                continue
            raise wrapped(f"The layer {model.layer_of(call).name[:80]}", error.message)
        for where, call in masked:
            arriving = shapes.inputs_of(model.calls[call]) if where == model_id else ()
            if where == model_id and not any(t is not None and t.masked for t in arriving):
                name = model.layer_of(call).name
                raise KerasConfigError(say("The layer {name:.80} is given a mask of its own making.", name=name))
