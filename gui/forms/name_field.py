"""The field with the name of something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class NameField(QLineEdit):
    """What is typed is the name at once; Esc takes it back, and is then for who holds the field."""

    renamed = Signal(str, int)
    """The name that was typed, and a number that is the same while one types."""

    def __init__(self, about: str, now: Callable[[], str]) -> None:
        """`now` gives the name that the document holds."""
        super().__init__()
        self.setProperty("role", "name")
        self.setAccessibleName(about)
        self._now, self._typed = now, 0
        self._before: str | None = None
        """The name that was there before somebody began to type."""
        self.textEdited.connect(self._take)
        self.editingFinished.connect(self._settle)

    def begin_anew(self) -> None:
        """It is the name of something else from now on."""
        self._before = None

    def _take(self, typed: str) -> None:
        if self._before is None:
            self._before = self._now()
        self.renamed.emit(typed, self._typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._before is not None:
            self._take(self._before)
            self.setText(self._before)
        super().keyPressEvent(event)

    def _settle(self) -> None:
        self._typed += 1
        self.begin_anew()
        self.setText(self._now())
