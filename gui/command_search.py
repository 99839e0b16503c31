"""Ctrl+K: one field that finds every action, every layer of the document and every kind that can be added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from graph.quick_add.ranking import search
from gui.parts import plain

SHOWN = 60


@dataclass(frozen=True)
class Finding:
    """Something to be found: its title, what it is, its key, and what choosing it does."""

    title: str
    kind: str
    key: str
    run: Callable[[], object]


def finding_of(action: QAction, kind: str) -> Finding:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    title = str(action.property("found as") or action.text().replace("&", "").rstrip("…"))
    return Finding(title, kind, keys, action.trigger)


class CommandSearch(QFrame):
    """A list under a field; Enter or a click chooses, Esc closes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("commandSearch")
        self.findings: Sequence[Finding] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search layers, actions…"))
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.itemClicked.connect(lambda _item: self._choose())
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.field)
        column.addWidget(self.list)

    def open_at(self, place: QPoint, findings: Sequence[Finding]) -> None:
        """Show the search centred under a point of the screen."""
        self.findings = findings
        self.resize(QSize(440, 420))
        self.move(place - QPoint(self.width() // 2, 0))
        self.field.clear()
        self._find("")
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _find(self, query: str) -> None:
        self.list.clear()
        for finding in search(query, self.findings, lambda f: f.title)[:SHOWN]:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, finding)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, finding.title)
            item.setSizeHint(QSize(0, 30))
            self.list.addItem(item)
            self.list.setItemWidget(item, FindingRow(finding))
        self.list.setCurrentRow(0)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            finding = item.data(Qt.ItemDataRole.UserRole)
            self.close()
            finding.run()

    def eventFilter(self, _watched: object, event: object) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QKeyEvent.Type.KeyPress:
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            return True
        return False


class FindingRow(QWidget):
    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(plain(finding.title))
        row.addWidget(plain(finding.kind, "muted"), 1)
        row.addWidget(plain(finding.key, "muted"))
