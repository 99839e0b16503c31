"""Several windows of one process, each with a document of its own; settings, theme and clipboard are shared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication

from gui.main_window import MainWindow

STEP = QPoint(32, 32)


class Windows(QObject):
    """Makes windows, and lets go of those that were closed when the next one is made."""

    def __init__(self, make: Callable[[], MainWindow]) -> None:
        super().__init__()
        self._make = make
        self.shown: list[MainWindow] = []

    def open(self, path: Path | None = None, beside: MainWindow | None = None) -> MainWindow:
        """A new window, with a file if one is given."""
        closed = [window for window in self.shown if not window.isVisible()]
        self.shown = [window for window in self.shown if window not in closed]
        for window in closed:
            window.deleteLater()
        made = self._make()
        made.window_wanted.connect(lambda: self.open(beside=made))
        self.shown.append(made)
        if beside is not None:
            made.move(beside.pos() + STEP)
        made.show()
        if path is not None:
            made.files.open(path)
        return made

    @property
    def front(self) -> MainWindow | None:
        """The window that is worked in."""
        active = QApplication.activeWindow()
        found = [window for window in self.shown if window.isVisible()]
        return next((window for window in found if window is active), found[-1] if found else None)
