"""A document as a readable Keras 3 script that loads the data, builds, compiles and fits the same model."""

from __future__ import annotations

from collections.abc import Sequence

from graph.data.transforms import DataPlanError
from graph.document.document import Document, Model, ModelId
from graph.document.names import identifier
from graph.export.allowlist import check_script
from graph.export.common_layers import common_layers
from graph.export.compile_text import compile_lines, fit_lines
from graph.export.data_script import needs_file, python_source
from graph.export.free_layers import class_lines
from graph.export.model_text import model_function, needed_calls
from graph.export.python_text import RESERVED, literal
from graph.keras.config import KerasConfigError
from graph.keras.origin import strangers
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say

FORMS = ("functional",)
TITLE = '"""A neural network for Keras 3: run this file to train it."""'
LAYERS = "from keras import layers"
IMPORTS = {"import keras", "import numpy as np", LAYERS}


def keras_code(
    document: Document,
    form: str = "functional",
    data_file: str | None = None,
    validation_file: str | None = None,
    columns: Sequence[str] = (),
) -> str:
    """The script of a document's root model; raises KerasConfigError where a part is missing.

    Where only this program can make the data, `load_data` reads `data_file` (see `data_file_name`), saved beside the
    script. `columns` are those of the data set, where a binding uses a pattern.
    """
    if form not in FORMS:
        raise KerasConfigError(say("A script can be written as: {forms}. Received: {form}.", forms=FORMS, form=form))
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
    functions = _function_names(document, order)
    parts: list[list[str]] = []
    data_imports, data_lines, held_out = _data(document, data_file, validation_file, columns)
    if data_lines:
        parts.append(data_lines)
    common = common_layers(document, order, {*RESERVED, *functions.values()})
    for m in order:
        parts.append(model_function(document, document.models[m], functions, common, outermost=m == root.id))
    parts.append(_main(document, functions[root.id], held_out))
    parts.append(['if __name__ == "__main__":', "    main()"])
    used = [document.models[m].layers[i] for m in order for i in document.models[m].layers]
    classes = class_lines(used)
    operations = bool(classes) or any("ops." in line for part in parts for line in part)
    head = [TITLE, "", *_imports(data_imports)]
    if operations:
        head[head.index(LAYERS)] = f"{LAYERS}, ops"
    script = _joined(head, parts)
    check_script(script)  # the classes are always the same
    return _joined(head, [*classes, *parts])


def _joined(head: list[str], parts: list[list[str]]) -> str:
    """A script of these parts."""
    return "\n".join(head) + "\n\n\n" + "\n\n\n".join("\n".join(part) for part in parts) + "\n"


def data_file_name(document: Document, validation: bool = False) -> str:
    """The file beside the script that holds data which only this program can make: `small_resnet_data.npz`."""
    return f"{identifier(document.main.name)}_{'validation' if validation else 'data'}.npz"


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


def _function_names(document: Document, order: list[ModelId]) -> dict[ModelId, str]:
    taken = set(RESERVED)
    names: dict[ModelId, str] = {}
    for model in order[:-1]:
        names[model] = identifier(f"build {document.models[model].name}", taken)
        taken.add(names[model])
    return {**names, order[-1]: "build_model"}


def _data(
    document: Document, data_file: str | None, validation_file: str | None, columns: Sequence[str]
) -> tuple[list[str], list[str], bool]:
    """Imports and lines of `load_data`, and whether it also returns validation data."""
    root, plan = document.main, document.data
    inputs = [root.calls[c].layer for c in root.inputs]
    outputs = [root.calls[c].layer for c in root.outputs]
    if needs_file(plan):
        data_file = data_file or data_file_name(document)
        validation_file = validation_file or data_file_name(document, validation=True)
    try:
        lines = python_source(plan, inputs, outputs, data_file, validation_file, columns)
    except DataPlanError:
        return [], _arrays(data_file_name(document), len(inputs), len(outputs)), False
    start = next(i for i, line in enumerate(lines) if line.startswith("def "))
    imports = [line for line in lines[:start] if line]
    return imports, lines[start:], plan.validation is not None


def _arrays(file: str, inputs: int, outputs: int) -> list[str]:
    """A `load_data` for a document whose data is not said yet: arrays x_1, x_2, … and y_1, y_2, … of one file."""
    return [
        "def load_data():",
        '    """The samples and their targets, as lists of arrays."""',
        f"    data = np.load({literal(file)})",
        f"    x = [data[key] for key in {[f'x_{i + 1}' for i in range(inputs)]!r}]".replace("'", '"'),
        f"    y = [data[key] for key in {[f'y_{i + 1}' for i in range(outputs)]!r}]".replace("'", '"'),
        "    return x, y",
    ]


def _imports(needed: list[str]) -> list[str]:
    """Import lines, the standard library's first."""
    every = {*needed, *IMPORTS}
    standard = sorted(line for line in every if line.split()[1] in ("csv", "pathlib"))
    others = every - set(standard)
    plain = sorted(line for line in others if line.startswith("import"))
    return [*standard, *([""] if standard else []), *plain, *sorted(others - set(plain))]


def _main(document: Document, build: str, held_out: bool) -> list[str]:
    seed = document.training.seed
    lines = ["def main():"]
    if seed is not None:
        lines.append(f"    keras.utils.set_random_seed({seed})")
    lines += [f"    model = {build}()", "    model.summary()"]
    compiled = compile_lines(document)
    return [*lines, *compiled, *(fit_lines(document, held_out) if compiled else [])]
