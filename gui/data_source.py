"""Opens the document's data set in a thread of its own and says what is in it; the window never waits for a disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from graph.data_plan import Binding, UnknownKind
from graph.data_sets import DatasetSpec
from graph.document import Document
from graph.layers.core import Input
from graph.message import Message, MessageError, say
from graph.nesting import is_input, is_output
from graph.problems import ColumnFacts, DataFacts
from graph.program import flatten
from runtime.data.column import Column
from runtime.data.dataset import Dataset, DatasetSummary
from runtime.data.feeding import Feed
from runtime.data.model_data import input_feeds, target_feeds
from runtime.data.opening import open_dataset
from runtime.data.stages import build_pipeline

PATIENCE_MS = 300
SAMPLES = 32
SCANNED = 256
Spec = DatasetSpec | UnknownKind | None


@dataclass(frozen=True)
class OpenedData:
    """What opening a data set gave: the set with its description and first samples, or why there is none."""

    spec: Spec
    folder: Path | None
    dataset: Dataset | None = None
    summary: DatasetSummary | None = None
    samples: dict[str, NDArray[Any]] = field(default_factory=dict)
    trouble: Message | None = None


def open_data(spec: Spec, folder: Path | None) -> OpenedData:
    """Open, describe and take the first samples of every column; never raises for bad data."""
    if spec is None:
        return OpenedData(spec, folder)
    try:
        dataset = open_dataset(spec, folder)
        samples = {name: np.array(c.block(0, min(SAMPLES, len(c)))) for name, c in dataset.columns.items()}
        return OpenedData(spec, folder, dataset, dataset.describe(), samples)
    except MessageError as error:
        return OpenedData(spec, folder, trouble=error.message)
    except (OSError, ValueError, MemoryError) as error:
        return OpenedData(spec, folder, trouble=say("The data can't be read: {reason}.", reason=str(error)))


class _Opening(QRunnable):
    def __init__(self, source: DataSource, spec: Spec, folder: Path | None) -> None:
        super().__init__()
        self.source, self.spec, self.folder = source, spec, folder

    def run(self) -> None:
        found = open_data(self.spec, self.folder)
        try:
            self.source.found.emit(found)
        except RuntimeError:
            pass  # The window has been closed meanwhile; nobody waits for the answer.


class DataSource(QObject):
    """Follows the data set that the document names."""

    opened = Signal(object)
    """What the newest opening gave."""
    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = OpenedData(None, None)
        self.is_busy = False
        self._wanted: tuple[Spec, Path | None] = (None, None)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._open)
        self.found.connect(self._take)

    def want(self, spec: Spec, folder: Path | None, patience: int = PATIENCE_MS) -> None:
        """Open another data set, unless it is the one already open; while somebody types, only the last counts."""
        if (spec, folder) == self._wanted:
            return
        self._wanted = (spec, folder)
        self.is_busy = True
        self._soon.start(patience)

    def _open(self) -> None:
        self._pool.start(_Opening(self, *self._wanted))

    def _take(self, opened: OpenedData) -> None:
        if (opened.spec, opened.folder) == self._wanted:
            self.now, self.is_busy = opened, False
            self.opened.emit(opened)

    def close(self) -> None:
        """Open nothing more, and wait until nothing is being read."""
        self._soon.stop()
        self._pool.clear()
        self._pool.waitForDone(2000)


def feeds_of(document: Document) -> tuple[Feed, ...]:
    """Every Input and Output of the root model, with the shape it needs where that is known."""
    try:
        program = flatten(document)
        known = {f.layer: f for f in (*input_feeds(program), *target_feeds(program, document.data))}
    except MessageError:
        known = {}
    main, feeds = document.main, []
    for layer in main.layers.values():
        if is_input(layer) and isinstance(layer.spec, Input):
            spec = layer.spec
            feeds.append(known.get(layer.id) or Feed(layer.id, layer.name, spec.shape, spec.dtype))
        elif is_output(layer) and layer.id in known:
            feeds.append(known[layer.id])
    return tuple(feeds)


def facts_of(opened: OpenedData, feeds: tuple[Feed, ...], bindings: dict[str, Binding]) -> DataFacts | None:
    """What is known of the data after all steps, from its first samples; None where no data is open."""
    if opened.dataset is None:
        return None
    columns: dict[str, ColumnFacts] = {}
    for feed in feeds:
        binding = bindings.get(feed.layer)
        if binding is None:
            continue
        try:
            columns[feed.layer] = _column_facts(opened.dataset.column(binding.column), binding)
        except MessageError:
            continue  # The data panel says it beside the column.
    return DataFacts(columns, opened.dataset.rows)


def _column_facts(column: Column, binding: Binding) -> ColumnFacts:
    shape, dtype = binding.result(column.shape[1:], str(column.dtype)) if _is_sure(binding) else (None, "")
    pipeline = build_pipeline(column, binding.known_steps(), column.name)
    head = pipeline.run(column.block(0, min(len(column), SCANNED)))
    finite = head[np.isfinite(head)] if head.dtype.kind == "f" else head
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (None, None)
    whole = head.dtype.kind in "iub" or bool(np.all(finite == np.round(finite)))
    return ColumnFacts(
        shape or tuple(pipeline.shape), dtype or str(head.dtype), low, high, finite.size != head.size, whole
    )


def _is_sure(binding: Binding) -> bool:
    """Whether the steps alone tell the shape, without what a one-hot learns from the data."""
    return all(getattr(step, "classes", 1) is not None for step in binding.steps)
