"""A panel that follows the document only while it is seen, and not at every key."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gui.editing import Editing

PATIENCE_MS = 120


class LazyPanel(QWidget):
    """Calls `refresh` when it is visible and the document has changed since the last time."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.editing = editing
        self.is_stale = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PATIENCE_MS)
        self._soon.timeout.connect(self.bring_up_to_date)
        editing.changed.connect(self.mark_stale)

    def mark_stale(self) -> None:
        self.is_stale = True
        if self.isVisible():
            self._soon.start()

    def show_anew(self) -> None:
        """Something that the panel shows has changed beside the document."""
        self.is_stale = True
        self.bring_up_to_date()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.bring_up_to_date()

    def bring_up_to_date(self) -> None:
        if self.is_stale and self.isVisible():
            self.is_stale = False
            self.refresh()

    def refresh(self) -> None:
        """Show the document as it is now."""
