"""A document as a Jupyter notebook: the same source as its script, a step a cell."""

from __future__ import annotations

import json
from collections.abc import Sequence

from graph.document.document import Document
from graph.export.allowlist import check_script
from graph.export.compile_text import compile_lines, evaluate_lines, fit_lines
from graph.export.keras_code import TRAINING, WEIGHTS, check_form
from graph.export.line_breaks import broken_lines
from graph.export.script_parts import BESIDE, data_parts, import_lines, model_parts, weight_file_name
from graph.specs.quoting import quoted

SUFFIX = ".ipynb"
HERE = "HERE = Path.cwd()"
FILES = "Files are looked for beside this notebook."


def notebook(
    document: Document,
    form: str = TRAINING,
    data_file: str | None = None,
    validation_file: str | None = None,
    columns: Sequence[str] = (),
    weight_file: str | None = None,
) -> str:
    """The text of an `.ipynb` file; arguments and errors are those of `keras_code`."""
    check_form(form)
    if form == WEIGHTS:
        weight_file = weight_file or weight_file_name(document)
    model = model_parts(document)
    cells: list[tuple[str, str]] = []
    imports: tuple[str, ...] = ()
    held_out = False
    if form == TRAINING:
        data, held_out = data_parts(document, data_file, validation_file, columns)
        imports = data.imports
        taken = "(x, y), (x_val, y_val)" if held_out else "x, y"
        parts = [*([data.functions] if data.functions else []), "\n".join(data.lines), f"{taken} = load_data()"]
        cells.append(("The data", "\n\n\n".join(parts)))
    made = ["model = build_model()"]
    if weight_file is not None:
        made.append(f"model.load_weights(beside({quoted(weight_file)}))")
    built = "\n".join([*made, "model.summary()"])
    cells.append(("The network", "\n\n\n".join([*model.classes, *model.functions, built])))
    compiled = compile_lines(document) if form == TRAINING else []
    if compiled:
        fit = _flat(fit_lines(document, held_out)[1:])
        cells.append(("Training", "\n".join([*_flat(compiled), *fit])))
        cells.append(("How well it does", "\n".join(_flat(evaluate_lines(document, held_out)))))
        if document.training.seed is not None:
            cells.insert(0, ("", f"keras.utils.set_random_seed({document.training.seed})"))
    source = "\n\n\n".join(code for _, code in cells)
    beside = [HERE, "", "", BESIDE] if "beside(" in source else [HERE] if "HERE" in source else []
    whole = "\n".join([*beside, source])
    first = "\n".join(import_lines(whole, imports))
    first += "\n\n" + "\n".join(beside) if beside else ""
    checked = "\n\n\n".join([first, *(code for _, code in cells)])
    for text in model.classes:  # always the same
        checked = checked.replace(text, "")
    check_script(checked)
    title = "# A neural network for Keras 3" + (f"\n\n{FILES}" if beside else "")
    shown = [_markdown(title), _code(first)]
    for heading, code in cells:
        shown += [*([_markdown(f"## {heading}")] if heading else []), _code(code)]
    for number, cell in enumerate(shown):
        cell["id"] = f"cell-{number}"
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    whole_notebook = {"cells": shown, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole_notebook, indent=1, ensure_ascii=True) + "\n"


def _flat(lines: Sequence[str]) -> list[str]:
    """Lines of a function's body without its indentation, broken for that width."""
    return broken_lines([line.removeprefix("    ") for line in lines])


def _markdown(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "id": "", "metadata": {}, "source": _lines(text)}


def _code(text: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "",
        "metadata": {},
        "outputs": [],
        "source": _lines(text),
    }


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
