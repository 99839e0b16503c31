"""What a run knows of the data it was trained on: its columns, their classes, what steps have learnt.

It is kept with the run, so that other data can be judged or predicted for without the data trained on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np

from graph.data.data_plan import Binding, DataPlan, value_from_json
from graph.data.transforms import DataPlanError, Transform
from runtime.data.binding import PreparedData
from runtime.data.column import ArrayColumn, Column
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.number_style import NumberStyle
from runtime.data.stages import Pipeline, recalled_pipeline


@dataclass(frozen=True)
class Kept:
    """Bindings by layer with what their steps have learnt; `like` has the columns of the data set, but no rows."""

    bindings: Mapping[str, Binding]
    fitted: PreparedData
    like: Dataset

    def knows(self, plan: DataPlan, layers: Iterable[str]) -> bool:
        """Whether these layers are fed as they were: with the same columns and steps."""
        return all(layer in self.bindings and _same(self.bindings[layer], plan.bindings.get(layer)) for layer in layers)


def _same(kept: Binding, now: Binding | None) -> bool:
    return now is not None and (kept.column, kept.steps) == (now.column, now.steps)


def kept_of(dataset: Dataset, bindings: Mapping[str, Binding], fitted: PreparedData) -> Kept:
    """What is worth keeping of data that steps have learnt from."""
    bound = {layer: bindings[layer] for layer in fitted.pipelines}
    return Kept(bound, fitted, dataset)


def to_state(kept: Kept) -> dict[str, Any]:
    """As plain values and arrays."""
    columns = [[c.name, list(c.shape[1:]), str(c.dtype)] for c in kept.like.columns.values()]
    styles = {name: None if style is None else list(astuple(style)) for name, style in kept.like.styles.items()}
    fed = {
        layer: {
            "binding": kept.bindings[layer].to_json(),
            "source": _source_state(kept.fitted.sources[layer]),
            "steps": [_step_state(step) for step in pipeline.steps],
            "learnt": [stage.compute.memory() for stage in pipeline.stages],
        }
        for layer, pipeline in kept.fitted.pipelines.items()
    }
    return {"name": kept.like.name, "columns": columns, "styles": styles, "rows": kept.fitted.rows, "fed": fed}


def _source_state(column: Column) -> dict[str, Any]:
    shape, dtype, classes = list(column.shape[1:]), str(column.dtype), list(column.classes)
    return {"name": column.name, "shape": shape, "dtype": dtype, "classes": classes}


def _step_state(step: Transform) -> dict[str, Any]:
    found = Binding("?", (step,)).to_json()["steps"][0]
    assert isinstance(found, dict)
    return found


def from_state(state: Mapping[str, Any]) -> Kept:
    """What `to_state` told; raises DataError where it can't be understood."""
    try:
        pipelines = {layer: _pipeline(entry) for layer, entry in state["fed"].items()}
        sources = {layer: _stand_in(**entry["source"]) for layer, entry in state["fed"].items()}
        bindings = {layer: Binding.from_json(entry["binding"]) for layer, entry in state["fed"].items()}
        styles = {name: None if style is None else NumberStyle(*style) for name, style in state["styles"].items()}
        columns = [_stand_in(*column) for column in state["columns"]]
        like = Dataset(str(state["name"]), columns, styles=styles)
        return Kept(bindings, PreparedData((), (), int(state["rows"]), pipelines, sources), like)
    except (KeyError, TypeError, ValueError, AttributeError, DataPlanError):
        raise bad("What the run knows of its data can't be understood. Train anew, or bring the data back.") from None


def _pipeline(entry: Mapping[str, Any]) -> Pipeline:
    source, learnt = entry["source"], iter(entry["learnt"])
    steps = [value_from_json("step", step) for step in entry["steps"]]
    return recalled_pipeline(tuple(source["shape"]), np.dtype(source["dtype"]), tuple(source["classes"]), steps, learnt)


def _stand_in(name: str, shape: list[int], dtype: str, classes: Iterable[str] = ()) -> ArrayColumn:
    """A column of that name and kind with a single row that nobody reads, and that takes no memory."""
    nothing = np.broadcast_to(np.zeros((), np.dtype(dtype)), (1, *map(int, shape)))
    return ArrayColumn(str(name), nothing, tuple(map(str, classes)))
