"""Which rows of the data a script trains on and keeps for validation, where `fit` can't say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.data.data_plan import Binding, DataPlan
from graph.data.steps.missing import DropMissing
from graph.specs.quoting import quoted
from graph.specs.training import TrainingPlan

COMPLETE = '''\
def complete(*columns):
    """The rows without a gap: a number that is NaN, or a category, which is of int32, below 0."""
    kept = np.ones(len(columns[0]), "bool")
    for column in columns:
        gaps = np.isnan(column) if column.dtype.kind == "f" else (column < 0) & (column.dtype == "int32")
        kept &= ~gaps.reshape(len(kept), -1).any(axis=1)
    return np.flatnonzero(kept)'''
SPLIT = '''\
def split(rows, share, seed, labels=None):
    """The rows to train on, and the share kept for validation; with `labels` a share of each class."""
    order = np.random.default_rng(seed).permutation(len(rows))
    if labels is not None:
        labels = labels.reshape(len(rows), -1)
        labels = labels.argmax(axis=1) if labels.shape[1] > 1 else labels[:, 0]
        order = order[np.argsort(labels[order], kind="stable")]
    is_val = np.diff(np.floor(np.arange(len(rows) + 1) * share)) > 0
    return rows[np.sort(order[~is_val])], rows[np.sort(order[is_val])]'''


@dataclass(frozen=True)
class ChosenRows:
    """Lines that choose rows, and how they are taken from a column: `[train]`, nothing where all are."""

    lines: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    training: str = ""
    validation: str | None = None
    validation_data: str = "data"


def splits(plan: DataPlan, training: TrainingPlan) -> bool:
    """Whether the script must cut the validation data off itself.

    `fit` can take the last samples, but not any, and it comes too late for steps that learn of those trained on alone.
    """
    if not training.validation_split or plan.validation is not None:
        return False
    steps = (step for binding in plan.bindings.values() for step in binding.known_steps())
    return training.validation_from != "end" or any("fitted" in step.code("array", "fitted") for step in steps)


def choose_rows(
    plan: DataPlan,
    bindings: Sequence[Binding],
    parts: Sequence[Sequence[str]],
    training: TrainingPlan | None,
    inputs: int,
) -> ChosenRows:
    """The rows without gaps where a step leaves those out, cut in two where `training` is given.

    `parts` are the columns of each binding, of which the first `inputs` are for Inputs.
    """
    dropping = [
        name
        for binding, names in zip(bindings, parts, strict=True)
        if any(isinstance(step, DropMissing) for step in binding.steps)
        for name in names
    ]
    own_set = plan.validation is not None
    if training is None:
        return _without_gaps(dropping, own_set)
    first = f"data[{quoted(parts[0][0])}]"
    rows = _complete("data", dropping) if dropping else f"np.arange(len({first}))"
    lines = [f"rows = {rows}"]
    if training.validation_from == "end":
        lines.append(f"begin = int(len(rows) * (1 - {training.validation_split!r}))")
        lines.append("train, val = rows[:begin], rows[begin:]")
        functions: tuple[str, ...] = ()
    else:
        given = ["rows", repr(training.validation_split), repr(training.seed or 0)]
        if training.validation_from == "stratified" and len(parts) > inputs:
            given.append(f"data[{quoted(parts[inputs][0])}][rows]")
        lines.append(f"train, val = split({', '.join(given)})")
        functions = (SPLIT,)
    return ChosenRows(tuple(lines), (*((COMPLETE,) if dropping else ()), *functions), "[train]", "[val]")


def _without_gaps(dropping: Sequence[str], own_set: bool) -> ChosenRows:
    if not dropping:
        return ChosenRows(validation="" if own_set else None, validation_data="val_data")
    lines = [f"train = {_complete('data', dropping)}"]
    if own_set:
        lines.append(f"val = {_complete('val_data', dropping)}")
    return ChosenRows(tuple(lines), (COMPLETE,), "[train]", "[val]" if own_set else None, "val_data")


def _complete(data: str, names: Sequence[str]) -> str:
    return f"complete({', '.join(f'{data}[{quoted(name)}]' for name in names)})"
