"""How the rows of a data set are parted for training and validation, and what share each class has in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.data.data_plan import DataPlan
from graph.specs.message import Message
from runtime.data.binding import Feed, rows_without_gaps
from runtime.data.column import Column
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError
from runtime.data.rows import Rows, among, as_array, taken
from runtime.data.splitting import Split

MOST_CLASSES = 12
"""Classes whose shares are told, the most frequent first."""


@dataclass(frozen=True)
class Share:
    """A class and how much of each part it is, between 0 and 1."""

    name: str
    training: float
    validation: float


@dataclass(frozen=True)
class Parts:
    """How many samples each part has, and the classes of the first target; or why there are no parts."""

    training: int = 0
    validation: int = 0
    left_out: int = 0
    """Rows in neither part: those that a step leaves out because of gaps."""
    shares: tuple[Share, ...] = ()
    trouble: Message | None = None
    rows: Rows = range(0)
    """Those to train on."""


def parts_of(
    dataset: Dataset,
    plan: DataPlan,
    feeds: Sequence[Feed],
    split: Split,
    held_out: Dataset | None = None,
    learnt: str = "",
) -> Parts:
    """The parts as training will take them; `held_out` is the plan's own set for validation, if it has one, `learnt`
    the column that is to be learnt where no Output says so."""
    bound = [feed for feed in feeds if feed.layer in plan.bindings]
    try:
        rows = rows_without_gaps(dataset, plan.bindings, bound)
        target = _target(dataset, plan, bound) or dataset.columns.get(learnt)
        if held_out is not None:
            return Parts(len(rows), held_out.rows, len(dataset) - len(rows), rows=rows)
        left_out = len(dataset) - len(rows)
        if split.share <= 0:
            return Parts(len(rows), 0, left_out, _shares(target, rows, range(0)), rows=rows)
        labels = None if target is None else taken(target, rows)
        first, second = split.rows(len(rows), labels)
    except DataError as error:
        return Parts(trouble=error.message)
    training, validation = among(rows, first), among(rows, second)
    return Parts(len(training), len(validation), left_out, _shares(target, training, validation), rows=training)


def _target(dataset: Dataset, plan: DataPlan, feeds: Sequence[Feed]) -> Column | None:
    return next((dataset.column(plan.bindings[f.layer].column) for f in feeds if f.is_target), None)


def _shares(target: Column | None, training: Rows, validation: Rows) -> tuple[Share, ...]:
    """The shares of the classes in both parts; nothing for quantities."""
    if target is None or target.shape[1:] not in ((), (1,)) or target.dtype.kind not in "iub":
        return ()
    values = np.asarray(target.block(0, len(target))).reshape(-1).astype(np.int64)
    low, high = int(values.min()), int(values.max())
    if low < 0 or high - low >= 1000 or not len(training):
        return ()
    counts = [np.bincount(values[as_array(rows)] - low, minlength=high - low + 1) for rows in (training, validation)]
    order = np.argsort(-(counts[0] + counts[1]), kind="stable")[:MOST_CLASSES]
    return tuple(
        Share(
            target.classes[k + low] if k + low < len(target.classes) else str(k + low),
            float(counts[0][k] / max(1, len(training))),
            float(counts[1][k] / max(1, len(validation))),
        )
        for k in order.tolist()
        if counts[0][k] + counts[1][k]
    )
