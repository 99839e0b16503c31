"""Keras' JSON description of a model, to and from a document: what both directions share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.document.document import Model
from graph.document.names import fresh_name, output_names
from graph.document.nesting import is_input, is_output
from graph.document.own_class import OWN_CLASS
from graph.specs.message import Message, MessageError, say

SEQUENTIAL = "Sequential"
CLASS_KEY = "keras_class"
"""Key of `Model.extra` that remembers that Keras called a model Sequential: its weight files are laid out otherwise."""


INPUT_KEYS, OUTPUTS_BY_NAME = "keras_input_keys", "keras_outputs_by_name"
"""Keys of `Model.extra` for models whose inputs or outputs are dicts in Keras: the inputs' keys, and whether."""


MODEL_NOTES = (CLASS_KEY, INPUT_KEYS, OUTPUTS_BY_NAME, OWN_CLASS)
"""All that a model of a document may note of what it was in Keras."""


UNREADABLE = "layerloom_unreadable"
"""The key under which an object of an older file says why no layer of today stands for it."""
MOST_REASONS = 12


class KerasConfigError(MessageError):
    """A Keras model that can't become a document: the message names the layer and says why."""


class UnreadableLayers(KerasConfigError):
    """Layers that can't be read, where nobody asked for the rest: `layers` are their names, each with why."""

    def __init__(self, layers: Sequence[tuple[str, Message]]) -> None:
        self.layers = tuple(layers)
        reasons = " ".join(str(reason) for _, reason in self.layers[:MOST_REASONS])
        if len(self.layers) == 1:
            super().__init__(self.layers[0][1])
        else:
            super().__init__(say("{n} layers can't be read. {reasons}", n=len(self.layers), reasons=reasons))


def is_sequential(model: Model) -> bool:
    """Whether Keras would load this model as a Sequential: it came as one, and is still a plain chain."""
    if model.extra.get(CLASS_KEY) != SEQUENTIAL or len(model.inputs) != 1 or len(model.outputs) != 1:
        return False
    if any(layer.spec.family == "operations" for layer in model.layers.values()):
        return False  # Keras' Sequential holds layers alone
    if len(model.calls) != len(model.layers) or model.layer_of(model.outputs[0]).name:
        return False
    followers: dict[str, int] = {}
    for call in model.calls.values():
        if len(call.inputs) != (0 if is_input(model.layer_of(call.id)) else 1) or None in call.inputs:
            return False
        for source in call.inputs:
            if source is not None:
                followers[source.call] = followers.get(source.call, 0) + 1
                if source.output:
                    return False
    return all(followers.get(c, 0) == (0 if is_output(model.layer_of(c)) else 1) for c in model.calls)


def keras_names(model: Model) -> dict[str, str]:
    """Each layer's name as Keras accepts it, by layer id: no `/`, none twice, none empty. Outputs have none."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for layer in model.layers.values():
        if not is_output(layer):
            name = fresh_name(layer.name.replace("/", "_") or layer.spec.kind.lower(), taken)
            names[layer.id] = name
            taken.add(name)
    return names


def renamed_outputs(model: Model) -> dict[str, str]:
    """Outputs that need an Identity layer so that Keras' history uses their name: its name, by Output call.

    Keras names an output by the layer it comes from. With a single output the name shows nowhere.
    """
    if len(model.outputs) < 2:
        return {}
    names = keras_names(model)
    taken = set(names.values())
    found: dict[str, str] = {}
    for call, name in zip(model.outputs, output_names(model), strict=True):
        source = next(iter(model.calls[call].inputs), None)
        if source is not None and source.call in model.calls and names.get(model.calls[source.call].layer) != name:
            found[call] = fresh_name(name.replace("/", "_"), taken)
            taken.add(found[call])
    return found


def input_keys(model: Model) -> tuple[str, ...]:
    """The keys of the dict in which Keras takes a model's inputs; none where it takes a list."""
    keys = model.extra.get(INPUT_KEYS)
    known = isinstance(keys, (list, tuple)) and len(set(map(str, keys))) == len(model.inputs)
    return tuple(map(str, keys)) if known else ()  # type: ignore[arg-type]


def output_keys(model: Model) -> tuple[str, ...]:
    """The keys of the dict in which Keras gives a model's outputs, their names; none where it gives a list."""
    return output_names(model) if model.extra.get(OUTPUTS_BY_NAME) is True else ()


def added_identities(model: Model) -> dict[str, str]:
    """The Identity layers that a file needs, so that Keras' history uses the outputs' names; a dict needs none."""
    return {} if output_keys(model) else renamed_outputs(model)


def history_names(model: Model) -> tuple[str, ...]:
    """The names of the outputs in Keras after `to_keras` or code export, in order."""
    renamed, names = renamed_outputs(model), keras_names(model)
    found = []
    for call in model.outputs:
        source = next(iter(model.calls[call].inputs), None)
        own = names.get(model.calls[source.call].layer, "") if source is not None and source.call in model.calls else ""
        found.append(renamed.get(call, own))
    return tuple(found)


def flat(value: Any) -> list[Any]:
    """The leaves of nested lists and of mappings in the order of their sorted keys, as Keras flattens structures."""
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flat(item)]
    if isinstance(value, Mapping) and not is_tensor(value):
        return [leaf for key in sorted(value, key=str) for leaf in flat(value[key])]
    return [value]


def is_tensor(value: Any) -> bool:
    """Whether a value of a config stands for a symbolic tensor."""
    return isinstance(value, Mapping) and value.get("class_name") == "__keras_tensor__"


__all__ = [
    "CLASS_KEY",
    "INPUT_KEYS",
    "OUTPUTS_BY_NAME",
    "SEQUENTIAL",
    "UNREADABLE",
    "KerasConfigError",
    "UnreadableLayers",
    "added_identities",
    "flat",
    "history_names",
    "input_keys",
    "is_sequential",
    "is_tensor",
    "keras_names",
    "output_keys",
    "renamed_outputs",
]
