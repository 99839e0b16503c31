"""The data of a plan as lines of a plain script: NumPy, Keras and the standard library, Pillow for pictures.

Every text of the document enters the script as a quoted constant. Names of variables are made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.data.data_plan import Binding, DataPlan, UnknownKind, column_names
from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.steps.missing import DropMissing
from graph.data.transforms import DataPlanError, Transform
from graph.export.line_breaks import broken_lines
from graph.export.row_text import ChosenRows, choose_rows, splits
from graph.specs.message import say
from graph.specs.quoting import quoted
from graph.specs.training import TrainingPlan


def needs_file(plan: DataPlan) -> bool:
    """Whether the data must be saved beside the script, because only this program can make it, or read its texts."""
    return any(binding.reads_texts for binding in plan.bindings.values()) or any(
        isinstance(spec, DatasetSpec) and spec.script("data", ()) is None for spec in (plan.dataset, plan.validation)
    )


def array_keys(bindings: Mapping[str, Binding]) -> dict[str, str]:
    """The name in the saved `.npz` of each bound column: the column's own where it is a plain word."""
    texts = list(dict.fromkeys(binding.column for binding in bindings.values()))
    return {text: text if _is_plain(text) else f"column_{i + 1}" for i, text in enumerate(texts)}


def text_key(key: str) -> str:
    """The name in the saved `.npz` of a column's texts."""
    return f"{key}_texts"


def python_source(
    plan: DataPlan,
    inputs: Sequence[tuple[str, str]],
    outputs: Sequence[tuple[str | None, str]],
    data_file: str | None = None,
    validation_file: str | None = None,
    columns: Sequence[str] = (),
    training: TrainingPlan | None = None,
) -> Script:
    """`load_data()`, which returns x and y, or (x, y) and (x_val, y_val) where there is validation data.

    That is a set of the plan's own, or the share that `training` keeps where `fit` can't cut it off: see `splits`.

    `inputs` and `outputs` are pairs of a layer's id and its variable, in the model's order; several make lists. An
    Output that is held against nothing has no id, and None for its targets. With
    `data_file`, the arrays come from that `.npz`, saved by `runtime.data.saving.save_columns`; without, from where the
    plan says. `columns` are the data set's columns, needed only for patterns such as `pixel_*`. Raises DataPlanError
    where a script can't read it.
    """
    bound = [(name, _binding(plan, layer)) for layer, name in (*inputs, *outputs) if layer is not None]
    bindings = [binding for _, binding in bound]
    keys = array_keys(plan.bindings) if data_file is not None else None
    names = ["None" if layer is None else name for layer, name in (*inputs, *outputs)]
    is_split = training is not None and splits(plan, training)
    held_out = plan.validation is not None or is_split
    scripts = [_script(plan.dataset, "data", data_file, columns)]
    if plan.validation is not None:
        scripts.append(_script(plan.validation, "val_data", validation_file, columns))
    body = [line for script in scripts for line in script.lines]
    parts = [_parts(binding, keys, columns) for binding in bindings]
    chosen = choose_rows(plan, bindings, parts, training if is_split else None, len(inputs))
    body += chosen.lines
    for (name, binding), joined in zip(bound, parts, strict=True):
        body += _prepare(name, binding, joined, chosen)
    split = len(inputs)
    body.append(_return(names[:split], names[split:], held_out))
    known = [step for binding in bindings for step in binding.known_steps()]
    steps = [Script((), step.imports, step.function) for step in known if step.function]
    steps += [Script((), functions=function) for function in chosen.functions]
    lines = ["def load_data():", '    """The samples and their targets."""', *(f"    {line}" for line in body)]
    imports = tuple(dict.fromkeys(line for script in (*scripts, *steps) for line in script.imports))
    return Script(tuple(broken_lines(lines)), imports, "\n\n\n".join(_functions([*scripts, *steps])))


def _script(spec: DatasetSpec | UnknownKind | None, name: str, file: str | None, columns: Sequence[str]) -> Script:
    """How a data set gets into a variable: from the file beside the script, else as its own kind says."""
    if file is not None:
        return Script((f"{name} = np.load(beside({quoted(file)}))",))
    if spec is None:
        raise DataPlanError(say("No data set is chosen, so the script would have nothing to train on."))
    found = spec.script(name, columns) if isinstance(spec, DatasetSpec) else None
    if found is None:
        raise DataPlanError(say("The data of {kind} must be saved in a file beside the script.", kind=spec.kind))
    return found


def _functions(scripts: Sequence[Script]) -> list[str]:
    return list(dict.fromkeys(script.functions for script in scripts if script.functions))


def _binding(plan: DataPlan, layer: str) -> Binding:
    if layer not in plan.bindings:
        raise DataPlanError(say("The layer {layer} is bound to no column.", layer=layer))
    return plan.bindings[layer]


def _parts(binding: Binding, keys: dict[str, str] | None, columns: Sequence[str]) -> tuple[str, ...]:
    parts = (binding.column,) if keys is not None else _names(binding.column, columns)
    found = tuple((keys or {}).get(part, part) for part in parts)
    return tuple(map(text_key, found)) if binding.reads_texts and keys is not None else found


def _prepare(name: str, binding: Binding, parts: Sequence[str], rows: ChosenRows) -> list[str]:
    """Lines from the columns to the array `name`; the held-out array goes first, fitted on `name` as it is then."""
    steps = [step for step in binding.known_steps() if not isinstance(step, DropMissing)]
    before: list[Transform] = []
    while steps and _alone(steps[0]) and (not before or _is_term(before[-1])):
        before.append(steps.pop(0))
    lines = _columns(name, "data", parts, before, rows.training)
    if rows.validation is not None:
        lines += _columns(f"{name}_val", rows.validation_data, parts, before, rows.validation)
    for step in steps:
        if rows.validation is not None:
            lines.append(f"{name}_val = {step.code(f'{name}_val', name)}")
        lines.append(f"{name} = {step.code(name, name)}")
    return lines


def _alone(step: Transform) -> bool:
    """Whether a step can be written around the column itself: it names it once, and nothing that was measured."""
    text = step.code("array", "fitted")
    return text.count("array") == 1 and "fitted" not in text


def _is_term(step: Transform) -> bool:
    """Whether what a step gives can be followed by a dot without brackets."""
    return not any(sign in step.code("array", "fitted") for sign in (" * ", " / ", " + ", " - "))


def _columns(name: str, data: str, names: Sequence[str], steps: Sequence[Transform], rows: str) -> list[str]:
    term = f"{data}[{quoted(names[0])}]{rows}" if len(names) == 1 else f"np.concatenate(parts, axis=1){rows}"
    for step in steps:
        term = step.code(term, "")
    if len(names) == 1:
        return [f"{name} = {term}"]
    listed = f"columns = [{', '.join(map(quoted, names))}]"
    flat = f"[{data}[column].reshape(len({data}[column]), -1) for column in columns]"
    return [listed, f"parts = {flat}", f"{name} = {term}"]


def _names(text: str, columns: Sequence[str]) -> tuple[str, ...]:
    if columns:
        return column_names(text, tuple(columns))
    if "*" in text:
        raise DataPlanError(
            say("The script needs to know the columns that {text!r} stands for. Open the data set first.", text=text)
        )
    return tuple(part.strip() for part in text.split(","))


def _return(xs: Sequence[str], ys: Sequence[str], held_out: bool) -> str:
    if not held_out:
        return f"return {_one_or_list(xs)}, {_one_or_list(ys)}"
    kept = [_one_or_list([name if name == "None" else f"{name}_val" for name in names]) for names in (xs, ys)]
    return f"return ({_one_or_list(xs)}, {_one_or_list(ys)}), ({', '.join(kept)})"


def _one_or_list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isidentifier() and text != "file"
