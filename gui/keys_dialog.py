"""Every key and every gesture of the mouse, as a list to look things up in."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QWidget

from gui.parts import column, plain, scrolling

translate = QCoreApplication.translate
WIDTH, HEIGHT = 600, 620


def gestures() -> tuple[tuple[str, str], ...]:
    """What the mouse does on the canvas: (gesture, meaning)."""
    return (
        (translate("Keys", "Double-click, Space"), translate("Keys", "Add a layer at the pointer")),
        (translate("Keys", "Drag from a port"), translate("Keys", "Draw a wire; on the empty canvas, add what fits")),
        (translate("Keys", "Drag a wire onto a layer in use"), translate("Keys", "Use the layer again, same weights")),
        (translate("Keys", "Ctrl+drag from a port"), translate("Keys", "Move all its wires")),
        (translate("Keys", "Alt+click on a port"), translate("Keys", "Remove all its wires")),
        (translate("Keys", "Drop a layer on a wire"), translate("Keys", "Put it in; with Alt it stays beside")),
        (
            translate("Keys", "Double-click on a wire"),
            translate("Keys", "Lead it through a dot; on a dot, take it away"),
        ),
        (translate("Keys", "Alt+Shift+drag"), translate("Keys", "Cut wires")),
        (translate("Keys", "Middle-drag, Space+drag"), translate("Keys", "Move the canvas")),
        (translate("Keys", "Ctrl+arrow keys"), translate("Keys", "Go from layer to layer along the wires")),
        (translate("Keys", "Arrow keys"), translate("Keys", "Move what is selected a little; with Shift further")),
        (translate("Keys", "Wheel, pinch"), translate("Keys", "Zoom at the pointer")),
        (translate("Keys", "Drag, Shift+drag, Ctrl+click"), translate("Keys", "Select, add, take or leave out")),
    )


def keys(actions: Iterable[QAction]) -> dict[str, str]:
    """The keys of actions with their titles."""
    bound = [action for action in actions if not action.shortcut().isEmpty()]
    return {", ".join(k.toString() for k in a.shortcuts()): a.text().replace("&", "") for a in bound}


class KeysDialog(QDialog):
    """The list; it stays open beside the window while one tries things out."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys and gestures"))
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(20, 16, 20, 16)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Search keys and gestures"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._find)
        self._rows: list[tuple[QWidget, QWidget, str]] = []
        self._add(self.tr("Mouse"), gestures())
        self._add(self.tr("Keys"), tuple(keys(actions).items()))
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        page = column(self, (0, 0, 0, 0), 0)
        head = QWidget()
        column(head, (16, 14, 16, 4), 0).addWidget(self.filter)
        page.addWidget(head)
        page.addWidget(scrolling(inner), 1)
        foot = QWidget()
        column(foot, (16, 8, 16, 12), 0).addWidget(buttons)
        page.addWidget(foot)
        self.resize(WIDTH, min(HEIGHT, self.screen().availableSize().height() - 80))

    def _add(self, title: str, rows: tuple[tuple[str, str], ...]) -> None:
        row = self._grid.rowCount()
        if row > 1:
            self._grid.setRowMinimumHeight(row, 10)
            row += 1
        self._grid.addWidget(plain(title, "section"), row, 0, 1, 2)
        for place, (gesture, meaning) in enumerate(rows, start=row + 1):
            left, right = plain(gesture, "muted"), plain(meaning)
            self._grid.addWidget(left, place, 0)
            self._grid.addWidget(right, place, 1)
            self._rows.append((left, right, f"{gesture} {meaning}".casefold()))

    def _find(self, query: str) -> None:
        """Show what holds every word that is typed."""
        words = query.casefold().split()
        for left, right, text in self._rows:
            fits = all(word in text for word in words)
            left.setVisible(fits)
            right.setVisible(fits)
