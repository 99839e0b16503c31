"""The pieces of a document's script, from which a script, a notebook or a folder is put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.data.data_sets.data_set import Script
from graph.data.transforms import DataPlanError
from graph.document.document import CallId, Document, Model, ModelId
from graph.document.names import identifier
from graph.document.nesting import at_rest
from graph.export.builders import Builders, builders_of
from graph.export.common_layers import common_layers
from graph.export.data_script import needs_file, python_source
from graph.export.free_layers import class_lines
from graph.export.line_breaks import broken_lines
from graph.export.model_text import model_function, needed_calls
from graph.export.python_text import RESERVED
from graph.export.row_text import splits
from graph.inference.following import infer
from graph.keras.config import KerasConfigError
from graph.keras.origin import strangers
from graph.layers.core.ends import Output
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say
from graph.specs.quoting import quoted
from graph.specs.spec import shape_text

BESIDE = '''\
def beside(name):
    """The path of a file, where it is named or beside this script; ends with a sentence where it is missing."""
    path = HERE / name
    found = [place for place in (path, HERE / path.name) if place.exists()]
    if not found:
        raise SystemExit(f"There is no {path}. Put it there, or change this.")
    return found[0]'''
HERE = "HERE = Path(__file__).resolve().parent"


@dataclass(frozen=True)
class ModelParts:
    """Source of the classes that Keras lacks, and of the functions that build the models."""

    classes: tuple[str, ...]
    functions: tuple[str, ...]
    order: tuple[ModelId, ...]
    builders: Builders


def model_parts(document: Document) -> ModelParts:
    """How the root model is built; raises KerasConfigError where a part is missing."""
    for user, kind in strangers(document):
        raise KerasConfigError(
            say(
                "{user} uses {kind}, a {category} of the package {module}. Keras has none of that name, so that a "
                "script for Keras can't be written. Choose one of Keras' own.",
                user=user,
                kind=kind.kind,
                category=kind.category,
                module=kind.__module__,
            )
        )
    root = document.main
    order = build_order(document, root)
    builders = builders_of(document, order)
    common = common_layers(document, order, {*RESERVED, *builders.functions.values()})
    functions = [
        "\n".join(model_function(document, document.models[m], builders, common, outermost=m == root.id)) for m in order
    ]
    used = [document.models[m].layers[i] for m in order for i in document.models[m].layers]
    resting = any(at_rest(call) for m in order for call in document.models[m].calls.values())
    classes = ["\n".join(broken_lines(lines)) for lines in class_lines(used, resting)]
    return ModelParts(tuple(classes), tuple(functions), tuple(order), builders)


def data_file_name(document: Document, validation: bool = False) -> str:
    """The file beside the script that holds data which only this program can make: `small_resnet_data.npz`."""
    return f"{identifier(document.main.name)}_{'validation' if validation else 'data'}.npz"


def weight_file_name(document: Document) -> str:
    """The file beside the script that holds the weights."""
    return f"{identifier(document.main.name)}.weights.h5"


def build_order(document: Document, model: Model) -> list[ModelId]:
    """The models that a model is built of, each before those that use it, itself last."""
    order: list[ModelId] = []
    path: list[ModelId] = []

    def visit(here: Model) -> None:
        if here.id in path:
            raise KerasConfigError(say("The model {name} contains itself.", name=here.name))
        if here.id in order:
            return
        path.append(here.id)
        needed = {here.calls[c].layer for c in needed_calls(here)}
        for layer in here.layers.values():
            if isinstance(layer.spec, NestedModel) and layer.id in needed:
                if layer.spec.model not in document.models:
                    raise KerasConfigError(say("{name}: its model is not in this document.", name=layer.name))
                visit(document.models[layer.spec.model])
        path.pop()
        order.append(here.id)

    visit(model)
    return order


def data_parts(
    document: Document, data_file: str | None, validation_file: str | None, columns: Sequence[str]
) -> tuple[Script, bool]:
    """The source of `load_data`, and whether it also returns validation data."""
    root, plan = document.main, document.data
    inputs, outputs = _variables(document)
    if needs_file(plan):
        data_file = data_file or data_file_name(document)
        validation_file = validation_file or data_file_name(document, validation=True)
    try:
        xs = list(zip([root.calls[c].layer for c in root.inputs], inputs, strict=True))
        ends = [None if _takes_no_targets(document, c) else root.calls[c].layer for c in root.outputs]
        ys = list(zip(ends, outputs, strict=True))
        held_out = plan.validation is not None or splits(plan, document.training)
        return python_source(plan, xs, ys, data_file, validation_file, columns, document.training), held_out
    except DataPlanError:
        return _arrays(document, data_file_name(document), inputs, outputs), False


def _takes_no_targets(document: Document, call: CallId) -> bool:
    """Whether an Output is computed without being held against anything: no loss, no metrics, no column."""
    layer = document.main.layer_of(call)
    if layer.id in document.data.bindings or not isinstance(layer.spec, Output):
        return False
    return layer.spec.loss is None and not (layer.spec.metrics or layer.spec.weighted_metrics)


def _variables(document: Document) -> tuple[list[str], list[str]]:
    """What the arrays for inputs and outputs are called: x and y where there is one, else by their layers."""
    root = document.main
    taken = {*RESERVED, "data", "val_data", "columns", "parts", "rows", "begin", "train", "val", "split", "complete"}
    found: list[list[str]] = []
    for calls, one in ((root.inputs, "x"), (root.outputs, "y")):
        names = []
        for number, call in enumerate(calls):
            given = root.layer_of(call).name or f"{one}_{number + 1}"
            name = one if len(calls) == 1 else identifier(given, taken)
            taken |= {name, f"{name}_val"}
            names.append(name)
        found.append(names)
    return found[0], found[1]


def _arrays(document: Document, file: str, inputs: Sequence[str], outputs: Sequence[str]) -> Script:
    """A `load_data` for a document whose data is not said yet: a file with one array for each input and output."""
    types = infer(document)
    root = document.main
    shapes = [getattr(root.layer_of(call).spec, "shape", None) for call in root.inputs]
    arriving = types.outputs(root)
    shapes += [None if found is None else found.shape[1:] for found in arriving]
    lines = ["def load_data():", '    """The samples and their targets.', ""]
    lines.append("    No data set was chosen, so this expects a file of yours with these arrays, samples first:")
    for name, shape in zip([*inputs, *outputs], shapes, strict=True):
        lines.append(f"    {name}{'' if shape is None else f' of shape {shape_text((None, *shape))}'}")
    lines += ['    """', f"    data = np.load(beside({quoted(file)}))"]
    terms = [[f"data[{quoted(name)}]" for name in names] for names in (inputs, outputs)]
    together = ", ".join(t[0] if len(t) == 1 else f"[{', '.join(t)}]" for t in terms)
    return Script(tuple(broken_lines([*lines, f"    return {together}"])))


STANDARD = ("csv", "datetime", "json", "pathlib", "re", "zlib")
"""Modules of the standard library."""


def import_lines(source: str, more: Iterable[str] = ()) -> list[str]:
    """The imports that a source needs, as formatters sort them; the standard library's first."""
    every = set(more)
    layers = [name for name in ("layers", "ops") if f"{name}." in source]
    if "keras." in source.replace(" keras.KerasTensor", " keras."):
        every.add("import keras")
    if "np." in source:
        every.add("import numpy as np")
    if layers:
        every.add(f"from keras import {', '.join(layers)}")
    if "Path(" in source or "Path." in source:
        every.add("from pathlib import Path")
    standard = {line for line in every if line.split()[1] in STANDARD}
    beside = {line for line in every if line.split()[1] in ("model", "data")}

    def in_order(lines: set[str]) -> list[str]:
        return sorted(lines, key=lambda line: (line.startswith("from"), line))

    groups = [in_order(found) for found in (standard, every - standard - beside, beside) if found]
    return [line for number, group in enumerate(groups) for line in ([""] if number else []) + group]
