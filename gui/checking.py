"""Finds the document's problems after every edit, when the edit itself is on the screen already."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from graph.data.facts import DataFacts
from graph.document.document import Document
from graph.validate import problems
from graph.validate.problems import Problem, errors
from gui.editing import Editing
from gui.inferred import shapes_of
from runtime.data.memory import available_bytes

LEAST_WAIT_MS, LONGEST_WAIT_MS = 10, 200


class Checker(QObject):
    """Keeps the list of problems up to date."""

    checked = Signal(object)
    """A tuple of problems, errors first."""

    def __init__(self, editing: Editing, parent: QObject | None = None) -> None:
        super().__init__(parent or editing)
        self.editing = editing
        self.facts: DataFacts | None = None
        self.found: tuple[Problem, ...] = ()
        self._of: Document | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LEAST_WAIT_MS)
        self._soon.timeout.connect(self.check)
        editing.changed.connect(self._changed)
        self._soon.start()

    def _changed(self, before: Document, after: Document) -> None:
        if only_places_differ(before, after):
            self._of = after if self._of is before else self._of
        else:
            self._soon.start()

    def set_facts(self, facts: DataFacts | None) -> None:
        """What has become known of the data."""
        if facts != self.facts:
            self.facts, self._of = facts, None
            self._soon.start()

    def is_up_to_date(self) -> bool:
        """Whether the problems of the document as it is now have been found."""
        return self._of is self.editing.document and not self._soon.isActive()

    def check(self) -> tuple[Problem, ...]:
        """The problems of the document as it is now."""
        document = self.editing.document
        if document is not self._of:
            self._of, began = document, time.perf_counter()
            shapes = {model: shapes_of(document, model) for model in document.models}
            self.found = problems(document, self.facts, available_bytes(), shapes)
            # While somebody types into a large network, the search waits for a pause as long as it would take itself.
            cost = round(1000 * (time.perf_counter() - began))
            self._soon.setInterval(min(max(LEAST_WAIT_MS, cost), LONGEST_WAIT_MS))
            self.checked.emit(self.found)
        return self.found

    def errors(self) -> tuple[Problem, ...]:
        """What forbids to train."""
        return errors(self.check())


def only_places_differ(before: Document, after: Document) -> bool:
    """Whether nothing but positions has changed, as while boxes are dragged."""
    if before.models.keys() != after.models.keys() or (before.training, before.data, before.root) != (
        after.training,
        after.data,
        after.root,
    ):
        return False
    return all(
        old.layers is new.layers
        and old.calls is new.calls
        and (old.name, old.inputs, old.outputs) == (new.name, new.inputs, new.outputs)
        for old, new in ((before.models[m], after.models[m]) for m in after.models)
    )
