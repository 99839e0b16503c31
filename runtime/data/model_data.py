"""The data of a model: what its Inputs and Outputs need, and the columns of the plan's data sets that feed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.data.data_plan import Binding, DataPlan
from graph.data.transforms import DataPlanError, fits
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Output
from graph.layers.reshaping.reshape import Flatten, Reshape
from graph.specs.losses.loss import GROUPS, SEQUENCES
from runtime.data.binding import Feed, PreparedData, prepare, rows_without_gaps, suggest
from runtime.data.column import Column
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError
from runtime.data.kept import Kept, kept_of
from runtime.data.readers.reader import open_dataset
from runtime.data.rows import Rows, among, taken
from runtime.data.splitting import Split

NO_SPLIT = Split()

if TYPE_CHECKING:
    from graph.inference.program import Program


@dataclass(frozen=True)
class ModelData:
    """Columns in the order of a program's inputs and outputs; an output without loss and data has None as target."""

    x: tuple[Column, ...]
    y: tuple[Column | None, ...]
    rows: int
    kept: Kept | None = None
    """What its steps have learnt; of samples to train on."""
    files: tuple[str, ...] = ()
    """The names of the files that the samples are of, where they are all of a folder's."""


def load_data(
    program: Program,
    plan: DataPlan,
    base_folder: Path | None = None,
    *,
    split: Split = NO_SPLIT,
    targets: bool = True,
    everything: bool = False,
    kept: Kept | None = None,
) -> tuple[ModelData, ModelData | None]:
    """The samples to train on, and those to validate with: the plan's own set for that, else the split's part.

    What steps learn of the data they learn of the samples to train on. With `everything` the second are all samples
    there are, for prediction and evaluation; without `targets` only the Inputs are fed, of every row. What is `kept` of
    a training is not learnt anew: then samples to judge by need nothing else. Raises DataError.
    """
    inputs, outputs = input_feeds(program), target_feeds(program, plan)
    wanted = outputs if targets else ()
    if kept is not None and not kept.knows(plan, [feed.layer for feed in (*inputs, *wanted)]):
        kept = None
    if kept is not None and everything:
        dataset = open_dataset(plan.validation or plan.dataset, base_folder, kept.like)
        known_rows = rows_without_gaps(dataset, plan.bindings, (*inputs, *wanted), kept.fitted) if targets else None
        judged = prepare(dataset, plan.bindings, inputs, wanted, kept.fitted, known_rows)
        return (_of_files(_in_order(program, wanted, judged), dataset),) * 2
    before = None if kept is None else kept.fitted
    dataset = open_dataset(plan.dataset, base_folder, None if kept is None else kept.like)
    # Targets say which rows were trained on, also where they are not fed themselves.
    known = [feed for feed in outputs if targets or _has_column(dataset, plan, feed)]
    rows = rows_without_gaps(dataset, plan.bindings, (*inputs, *known), before)
    validation: Rows | None = None
    if split.share > 0 and (plan.validation is None or everything):
        labels = next((dataset.column(plan.bindings[f.layer].column) for f in known if f.layer in plan.bindings), None)
        places = split.rows(len(rows), None if labels is None else taken(labels, rows))
        rows, validation = among(rows, places[0]), among(rows, places[1])
    fitted = prepare(dataset, plan.bindings, inputs, wanted, before, rows)
    train = _in_order(program, wanted, fitted, kept or kept_of(dataset, plan.bindings, fitted))
    if plan.validation is not None or everything:
        dataset = dataset if plan.validation is None else open_dataset(plan.validation, base_folder, dataset)
        validation = rows_without_gaps(dataset, plan.bindings, (*inputs, *wanted), fitted) if targets else None
    elif validation is None:
        return train, None
    held = prepare(dataset, plan.bindings, inputs, wanted, fitted, validation)
    return train, _of_files(_in_order(program, wanted, held), dataset)


def _of_files(data: ModelData, dataset: Dataset) -> ModelData:
    return replace(data, files=dataset.files) if len(dataset.files) == data.rows else data


def _has_column(dataset: Dataset, plan: DataPlan, feed: Feed) -> bool:
    if feed.layer not in plan.bindings:
        return False
    try:
        dataset.column(plan.bindings[feed.layer].column)
    except DataError:
        return False
    return True


def input_feeds(program: Program) -> tuple[Feed, ...]:
    """What each Input takes, in the model's order."""
    feeds = []
    for name, layer, value in program.inputs:
        given = program.values[value]
        feeds.append(Feed(layer, name, given.shape[1:], given.dtype, _table(program, value)))
    return tuple(feeds)


def target_feeds(program: Program, plan: DataPlan | None = None) -> tuple[Feed, ...]:
    """What the target of each Output with a loss must be; with a plan, also of those that it binds."""
    feeds = []
    for output in program.outputs:
        loss = output.spec.loss
        if loss is None and (plan is None or output.layer not in plan.bindings):
            continue
        shape = program.values[output.value].shape[1:]
        if _takes_class_numbers(output.spec):
            # A class to be ignored may have any number, and so may groups.
            any_number = getattr(loss, "ignore_class", None) is not None or getattr(loss, "numbers", "") == GROUPS
            inner = (None,) if getattr(loss, "numbers", "") == SEQUENCES else shape[:-1]
            table = None if any_number else shape[-1]
            feeds.append(Feed(output.layer, output.name, inner, "int64", table, is_target=True))
        else:
            feeds.append(Feed(output.layer, output.name, shape, is_target=True))
    return tuple(feeds)


def suggest_binding(dataset: Dataset, feed: Feed) -> Binding | None:
    """A column that fits a feed, with the usual steps: one of the same name first, then the first that fits."""
    wanted = feed.name.casefold()
    columns = sorted(
        dataset.columns.values(), key=lambda column: (column.name.casefold() != wanted, bool(column.classes))
    )
    if feed.is_target:
        columns.sort(key=lambda column: (column.name.casefold() != wanted, not column.classes))
    for column in columns:
        binding = Binding(column.name, suggest(column, feed))
        if accepts(dataset, binding, feed):
            return binding
    return None


def accepts(dataset: Dataset, binding: Binding, feed: Feed) -> bool:
    """Whether a column after its steps has the shape that a feed takes."""
    column = dataset.columns[binding.column]
    try:
        shape, dtype = binding.result(column.shape[1:], str(column.dtype))
    except DataPlanError:
        return False
    return fits(shape, feed.shape) and (feed.table is None or not dtype.startswith("float"))


def _takes_class_numbers(output: Output) -> bool:
    """Whether targets are class numbers: the loss says so, without one the metrics."""
    if output.loss is not None:
        return bool(getattr(output.loss, "sparse", False))
    return any(getattr(metric, "sparse", False) for metric in output.metrics)


def _table(program: Program, value: int) -> int | None:
    """Rows of the smallest Embedding that a value goes into, perhaps in another shape."""
    same, sizes = {value}, []
    for step in program.steps:
        if step.inputs[0] in same and isinstance(step.spec, (Reshape, Flatten)):
            same.update(step.outputs)
        elif step.inputs[0] in same and isinstance(step.spec, Embedding):
            sizes.append(step.spec.input_dim)
    return min(sizes, default=None)


def _in_order(program: Program, feeds: Sequence[Feed], data: PreparedData, kept: Kept | None = None) -> ModelData:
    targets = dict(zip((feed.layer for feed in feeds), data.y, strict=True))
    return ModelData(data.x, tuple(targets.get(output.layer) for output in program.outputs), data.rows, kept)
