"""Columns for Inputs and Outputs that nobody bound: of the same name, else in order, where the shape fits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.data.data_plan import Binding, DataPlan
from graph.specs.message import Message, say
from runtime.data.binding import Feed
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.model_data import input_feeds, suggest_binding, target_feeds
from runtime.data.readers.reader import open_dataset

if TYPE_CHECKING:
    from graph.inference.program import Program


def with_columns(
    program: Program,
    plan: DataPlan,
    folder: Path | None,
    *,
    targets: bool = True,
    without: Collection[str] = (),
) -> tuple[DataPlan, Message | None]:
    """The plan with a column for every Input, and for every Output with a loss, that has none; and what was chosen.

    Columns `without` are not taken. Raises DataError where a feed has no column that would fit.
    """
    feeds = [*input_feeds(program), *(target_feeds(program, plan) if targets else ())]
    open_feeds = [feed for feed in feeds if feed.layer not in plan.bindings]
    if not open_feeds or plan.dataset is None:
        return plan, None
    dataset = open_dataset(plan.dataset, folder)
    taken = {binding.column for binding in plan.bindings.values()} | set(without)
    chosen = _chosen(dataset, open_feeds, taken)
    for feed in open_feeds:
        plan = plan.bind(feed.layer, chosen[feed.layer])
    pairs = ", ".join(f"{feed.name} ← {chosen[feed.layer].column}" for feed in open_feeds)
    return plan, say("{dataset}: {pairs}.", dataset=dataset.name, pairs=pairs)


def _chosen(dataset: Dataset, feeds: Sequence[Feed], taken: set[str]) -> dict[str, Binding]:
    """A column of its own for each feed; those of the feeds' names are given first."""
    names = {name.casefold(): name for name in dataset.columns}
    found: dict[str, Binding] = {}
    for named in (True, False):
        for feed in feeds:
            if feed.layer in found:
                continue
            own = names.get(feed.name.casefold())
            columns = [c for c in dataset.columns.values() if c.name not in taken and (not named or c.name == own)]
            binding = suggest_binding(Dataset(dataset.name, columns), feed) if columns else None
            if binding is not None:
                found[feed.layer] = binding
                taken.add(binding.column)
    for feed in feeds:
        if feed.layer not in found:
            raise bad(
                "{name} takes samples of shape {shape}, and no column of {dataset} that is still free gives such: "
                "{columns}.",
                name=feed.name,
                shape=str(feed.shape),
                dataset=dataset.name,
                columns=", ".join(f"{c.name} {c.shape[1:]}" for c in list(dataset.columns.values())[:12]),
            )
    return found
