"""The data of a plan as lines of a plain script: NumPy, Keras and the standard library, Pillow for pictures.

Every text of the document enters the script through `repr`. Names of variables are made here.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from graph.data.data_plan import Binding, DataPlan, UnknownKind, column_names
from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.transforms import DataPlanError
from graph.specs.message import say


def needs_file(plan: DataPlan) -> bool:
    """Whether the data must be saved beside the script, because only this program can make it."""
    return any(
        isinstance(spec, DatasetSpec) and spec.script("data", ()) is None for spec in (plan.dataset, plan.validation)
    )


def array_keys(bindings: Mapping[str, Binding]) -> dict[str, str]:
    """The name in the saved `.npz` of each bound column: the column's own where it is a plain word."""
    texts = list(dict.fromkeys(binding.column for binding in bindings.values()))
    return {text: text if _is_plain(text) else f"column_{i + 1}" for i, text in enumerate(texts)}


def python_source(
    plan: DataPlan,
    inputs: Sequence[str],
    outputs: Sequence[str],
    data_file: str | None = None,
    validation_file: str | None = None,
    columns: Sequence[str] = (),
) -> list[str]:
    """Lines that define `load_data()`, which returns x and y as lists, then (x, y) for validation if the plan has one.

    `inputs` and `outputs` are layer ids in the model's order. With `data_file`, the arrays come from that `.npz`, saved
    by `runtime.data.saving.save_columns`; without, from where the plan says. `columns` are the data set's columns,
    needed only for patterns such as `pixel_*`. Raises DataPlanError where a script can't read it.
    """
    bindings = [_binding(plan, layer) for layer in (*inputs, *outputs)]
    keys = array_keys(plan.bindings) if data_file is not None else None
    names = [f"x_{i + 1}" for i in range(len(inputs))] + [f"y_{i + 1}" for i in range(len(outputs))]
    scripts = [_script(plan.dataset, "data", data_file, columns)]
    if plan.validation is not None:
        scripts.append(_script(plan.validation, "held_out", validation_file, columns))
    body = [line for script in scripts for line in script.lines]
    for name, binding in zip(names, bindings, strict=True):
        body += _prepare(name, binding, keys, columns, plan.validation is not None)
    split = len(inputs)
    body.append(_return(names[:split], names[split:], plan.validation is not None))
    head = [*_imports(scripts), "", "", *_functions(scripts), "def load_data():"]
    return [*head, '    """The samples and their targets, as lists of arrays."""', *(f"    {line}" for line in body)]


def _script(spec: DatasetSpec | UnknownKind | None, name: str, file: str | None, columns: Sequence[str]) -> Script:
    """How a data set gets into a variable: from the file beside the script, else as its own kind says."""
    if file is not None:
        return Script((f"{name} = np.load({file!r})",))
    if spec is None:
        raise DataPlanError(say("No data set is chosen, so the script would have nothing to train on."))
    found = spec.script(name, columns) if isinstance(spec, DatasetSpec) else None
    if found is None:
        raise DataPlanError(say("The data of {kind} must be saved in a file beside the script.", kind=spec.kind))
    return found


def _imports(scripts: Sequence[Script]) -> list[str]:
    """Standard library first, as formatters sort them."""
    lines = {"import keras", "import numpy as np", *(line for script in scripts for line in script.imports)}
    standard = sorted((line for line in lines if _module(line) in sys.stdlib_module_names), key=_module)
    others = sorted((line for line in lines if _module(line) not in sys.stdlib_module_names), key=_module)
    return [*standard, *([""] if standard else []), *others]


def _module(line: str) -> str:
    """`PIL` of `from PIL import Image`."""
    return line.split()[1].split(".")[0]


def _functions(scripts: Sequence[Script]) -> list[str]:
    found = dict.fromkeys(script.functions for script in scripts if script.functions)
    return [line for lines in found for line in (*lines, "", "")]


def _binding(plan: DataPlan, layer: str) -> Binding:
    if layer not in plan.bindings:
        raise DataPlanError(say("The layer {layer} is bound to no column.", layer=layer))
    return plan.bindings[layer]


def _prepare(
    name: str, binding: Binding, keys: dict[str, str] | None, columns: Sequence[str], held_out: bool
) -> list[str]:
    """Lines from the columns to the array `name`; the held-out array goes first, fitted on `name` as it is then."""
    parts = (binding.column,) if keys is not None else _names(binding.column, columns)
    parts = tuple((keys or {}).get(part, part) for part in parts)
    lines = [f"{name} = {_columns('data', parts)}"]
    if held_out:
        lines.append(f"{name}_held_out = {_columns('held_out', parts)}")
    for step in binding.known_steps():
        if held_out:
            lines.append(f"{name}_held_out = {step.code(f'{name}_held_out', name)}")
        lines.append(f"{name} = {step.code(name, name)}")
    return lines


def _columns(data: str, names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{data}[{names[0]!r}]"
    return f"np.concatenate([{data}[c].reshape(len({data}[c]), -1) for c in {list(names)!r}], axis=1)"


def _names(text: str, columns: Sequence[str]) -> tuple[str, ...]:
    if columns:
        return column_names(text, tuple(columns))
    if "*" in text:
        raise DataPlanError(
            say("The script needs to know the columns that {text!r} stands for. Open the data set first.", text=text)
        )
    return tuple(part.strip() for part in text.split(","))


def _return(xs: Sequence[str], ys: Sequence[str], held_out: bool) -> str:
    together = f"[{', '.join(xs)}], [{', '.join(ys)}]"
    if not held_out:
        return f"return {together}"
    kept_x, kept_y = (", ".join(f"{name}_held_out" for name in names) for names in (xs, ys))
    return f"return {together}, ([{kept_x}], [{kept_y}])"


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isidentifier() and text != "file"
