"""The picture of the network."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.editing import Editing
from gui.panels.lazy import LazyPanel
from gui.theme import Theme


class PlotPanel(LazyPanel):
    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.theme = theme

    def save(self) -> None:
        return
