"""Names: unique ones for new layers, and the names under which a model's outputs appear in a history."""

from __future__ import annotations

import keyword
import re
from collections.abc import Container

from graph.document.document import Model
from graph.specs.registry import snake


def fresh_name(base: str, taken: Container[str]) -> str:
    """`dense`, or `dense_1`, `dense_2`… where that is taken, as Keras counts."""
    if base not in taken:
        return base
    stem = re.sub(r"_\d+$", "", base)
    number = 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def automatic_name(kind: str, model: Model) -> str:
    """The name a new layer of that kind gets in a model."""
    base = {"Input": "input", "Output": "output"}.get(kind, snake(kind))
    return fresh_name(base, {layer.name for layer in model.layers.values()})


def output_names(model: Model) -> tuple[str, ...]:
    """Under which name each output appears, in a history and as a port: its own, else that of the layer that feeds it.

    Two outputs of one layer are told apart by a number, since Keras would give both the same key.
    """
    names: list[str] = []
    for call in model.outputs:
        names.append(fresh_name(output_name(model, call), names))
    return tuple(names)


def output_name(model: Model, call: str) -> str:
    """The name of one Output as shown on the canvas."""
    layer = model.layer_of(call)
    source = next((s for s in model.calls[call].inputs if s is not None and s.call in model.calls), None)
    return layer.name or (model.layer_of(source.call).name if source else "output")


def identifier(name: str, taken: Container[str] = ()) -> str:
    """A safe Python identifier that resembles a name and is not `taken`."""
    base = re.sub(r"\W+", "_", name.strip().lower(), flags=re.ASCII).strip("_")[:60] or "layer"
    if base[0].isdigit():
        base = f"layer_{base}"
    if keyword.iskeyword(base) or keyword.issoftkeyword(base):
        base += "_"
    return fresh_name(base, taken)
