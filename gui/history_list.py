"""The undo history as a list: every step by its name; a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from gui.editing import Editing
from gui.parts import column, plain
from gui.theme import font

WIDTH, HEIGHT, ROW = 320, 460, 28


class HistoryList(QDialog):
    """It stays beside the window and follows what is done there; what was undone is muted below."""

    def __init__(self, editing: Editing, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Undo history"))
        self.editing = editing
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(lambda item: self._go(self.list.row(item)))
        self.list.itemActivated.connect(lambda item: self._go(self.list.row(item)))
        page = column(self, (12, 12, 12, 12), 8)
        page.addWidget(plain(self.tr("Click a step to go there; later ones can be done again."), "muted", wrap=True))
        page.addWidget(self.list, 1)
        self.resize(QSize(WIDTH, HEIGHT))
        editing.history_changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        steps, now = self.editing.steps, self.editing.step
        while self.list.count() > len(steps):
            self.list.takeItem(self.list.count() - 1)
        for place, name in enumerate(steps):
            if place == self.list.count():
                self.list.addItem(QListWidgetItem())
            item = self.list.item(place)
            item.setSizeHint(QSize(0, ROW))
            item.setText(name or self.tr("As it was opened"))
            item.setFont(font(13, QFont.Weight.DemiBold if place == now else QFont.Weight.Normal))
            item.setForeground(self.palette().text() if place <= now else self.palette().placeholderText())
        self.list.setCurrentRow(now)

    def _go(self, place: int) -> None:
        self.editing.go_to(place)
