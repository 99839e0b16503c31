"""What the Data page shows beside the document: looks at the columns, the parts, a column's way, a first network.

All of it is worked out in a thread, of the data set that the reader has open; first from a sample, then from all rows.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.message import MessageError
from gui.data_reader import DataReader
from gui.editing import Editing
from gui.feeds import feeds_of
from gui.workspaces.data.asking import Asking
from runtime.data.column_look import ColumnLook, first_look, look
from runtime.data.dataset import Dataset
from runtime.data.first_network import Started, first_network
from runtime.data.parts import Parts, parts_of
from runtime.data.splitting import Split
from runtime.data.way import Station, way_of

AT_ONCE = 24
"""Columns that are looked at before the page is told."""
URGENT, SOON, LATER = 3, 2, 1
LOOKS, PARTS, WAY, PROPOSAL = "looks", "parts", "way", "proposal"


class DataOverview(QObject):
    """Asks for what is not known yet each time it is told to follow; the page does so while it is seen."""

    changed = Signal(str)
    """Which of LOOKS, PARTS, WAY and PROPOSAL is known better now."""

    def __init__(self, editing: Editing, reader: DataReader) -> None:
        super().__init__(reader)
        self.editing, self.reader = editing, reader
        self.asking = Asking(self)
        self.dataset: Dataset | None = None
        self.looks: dict[str, ColumnLook] = {}
        self.parts: Parts | None = None
        self.way: tuple[Station, ...] | MessageError = ()
        self.proposal: Started | MessageError | None = None
        self._asked: dict[str, Any] = {}

    def follow(self) -> None:
        """Begin anew where other data is open, and ask what follows from the document."""
        dataset = self.reader.source.now.dataset
        if dataset is not self.dataset:
            self.asking.forget()
            self.dataset, self.looks, self.parts, self.way, self.proposal = dataset, {}, None, (), None
            self._asked.clear()
            if dataset is not None:
                self._look(list(dataset.columns), 0)
            self.changed.emit(LOOKS)
        if dataset is not None:
            self._part(dataset)

    @property
    def is_whole(self) -> bool:
        """Whether every row of every column has been looked at."""
        columns = self.dataset.columns if self.dataset is not None else {}
        return all(name in self.looks and self.looks[name].is_whole for name in columns)

    @property
    def is_looking(self) -> bool:
        """Whether more will be known of the columns in a while."""
        return self.asking.is_open(LOOKS)

    # Columns

    def _look(self, names: list[str], at: int) -> None:
        """A first look at all columns, some at a time; then at all rows of those that need it."""
        dataset = self.dataset
        assert dataset is not None
        some = names[at : at + AT_ONCE]
        if some:
            work = partial(_first_looks, dataset, some)
            self.asking.ask(LOOKS, work, lambda found: self._looked(found, partial(self._look, names, at + AT_ONCE)))
        else:
            self._look_closely([name for name in names if name in self.looks and not self.looks[name].is_whole])

    def _look_closely(self, names: list[str]) -> None:
        dataset = self.dataset
        if names and dataset is not None:
            column = dataset.columns[names[0]]
            after = partial(self._look_closely, names[1:])
            self.asking.ask(LOOKS, lambda: (look(column),), lambda found: self._looked(found, after), -1)

    def _looked(self, found: Any, after: Any) -> None:
        if not isinstance(found, MessageError):
            self.looks |= {one.name: one for one in found}
        after()
        self.changed.emit(LOOKS)

    # Parts

    def _part(self, dataset: Dataset) -> None:
        target = self._asked.get(PROPOSAL, ("", None))[0]
        document, held = self.editing.document, self.reader.held_out.now.dataset
        plan, training = document.data, document.training
        split = Split(training.validation_split, training.validation_from, training.seed or 0)
        learnt = "" if document.main.layers else str(target)
        asked = (plan, split, held, tuple(document.main.layers), learnt)
        if self._asked.get(PARTS) == asked:
            return
        self._asked[PARTS] = asked
        feeds = feeds_of(document)
        self.asking.ask(PARTS, lambda: parts_of(dataset, plan, feeds, split, held, learnt), self._parted, SOON)

    def _parted(self, found: Any) -> None:
        self.parts = found if isinstance(found, Parts) else Parts(trouble=found.message)
        self._asked.pop(WAY, None)
        self.changed.emit(PARTS)

    # The way of one column

    def ask_way(self, name: str) -> None:
        """The stations of a column, if something is fed with it."""
        document, dataset = self.editing.document, self.dataset
        layer = next(iter(self.used_by(name)), None)
        if dataset is None or layer is None:
            self.way = ()
            return
        binding = document.data.bindings[layer]
        asked = (name, layer, binding)
        if self._asked.get(WAY) == asked or self.parts is None or self.parts.trouble is not None:
            return
        self._asked[WAY] = asked
        feed = next(feed for feed in feeds_of(document) if feed.layer == layer)
        rows = self.parts.rows
        self.asking.ask(WAY, lambda: way_of(dataset, binding, feed, name, rows), self._went, URGENT)

    def _went(self, found: Any) -> None:
        self.way = found
        self.changed.emit(WAY)

    def used_by(self, name: str) -> tuple[str, ...]:
        """The Inputs and Outputs that a column feeds, by their ids."""
        if self.dataset is None:
            return ()
        return tuple(layer for layer, names in self.uses().items() if name in names)

    def uses(self) -> dict[str, tuple[str, ...]]:
        """The columns that feed each Input and Output, of those there are."""
        if self.dataset is None:
            return {}
        found = {}
        for feed in feeds_of(self.editing.document):
            binding = self.editing.document.data.bindings.get(feed.layer)
            if binding is not None:
                try:
                    found[feed.layer] = tuple(part for part in names_in(binding.column, self.dataset))
                except MessageError:
                    continue
        return found

    # A first network

    def propose(self, target: str) -> None:
        """A network that learns a column, worked out but not drawn."""
        dataset, spec = self.dataset, self.editing.document.data.dataset
        if dataset is None or not isinstance(spec, DatasetSpec) or self._asked.get(PROPOSAL) == (target, spec):
            return
        self._asked[PROPOSAL], self.proposal = (target, spec), None
        self.asking.ask(PROPOSAL, lambda: first_network(dataset, spec, target), self._proposed, SOON)
        self._part(dataset)

    def _proposed(self, found: Any) -> None:
        self.proposal = found
        self.changed.emit(PROPOSAL)

    def close(self) -> None:
        self.asking.close()


def names_in(text: str, dataset: Dataset) -> tuple[str, ...]:
    """The columns that a binding's text means; raises DataPlanError."""
    from graph.data.data_plan import column_names

    return column_names(text, tuple(dataset.columns))


def _first_looks(dataset: Dataset, names: list[str]) -> tuple[ColumnLook, ...]:
    return tuple(first_look(dataset.columns[name]) for name in names)
