"""Finds the document's problems after every edit: at once where that is quick, else when the edit is on the screen."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from graph.data.facts import DataFacts
from graph.document.document import Document
from graph.validate import Kept, problems
from graph.validate.problems import Problem, errors
from gui.editing import Editing
from gui.inferred import shapes_of
from runtime.data.memory import available_bytes

AT_ONCE_MS, LONGEST_WAIT_MS = 8, 200
MEMORY_SECONDS = 2.0
"""For so long, what the system said of its free memory is believed."""


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
        self._cost, self._kept = LONGEST_WAIT_MS, Kept()
        self._memory, self._looked = 0, -MEMORY_SECONDS
        self._soon.timeout.connect(self.check)
        editing.changed.connect(self._changed)
        self._soon.start()

    def _changed(self, _before: Document, _after: Document) -> None:
        if self._cost <= AT_ONCE_MS:
            self.check()  # In the same frame as the edit itself.
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
            if began > self._looked + MEMORY_SECONDS:
                self._memory, self._looked = available_bytes(), began
            self.found = problems(document, self.facts, self._memory, shapes, self._kept)
            # Where it takes long, the search waits for a pause as long as it would take itself.
            self._cost = min(round(1000 * (time.perf_counter() - began)), LONGEST_WAIT_MS)
            self._soon.setInterval(self._cost if self._cost > AT_ONCE_MS else 0)
            self.checked.emit(self.found)
        return self.found

    def errors(self) -> tuple[Problem, ...]:
        """What forbids to train."""
        return errors(self.check())
