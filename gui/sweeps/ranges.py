"""What a sweep tries: a row for each range, a setting and its values as one types them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from graph.document.document import Document
from graph.editing.settings import change, keys, setting
from graph.specs.message import Message, MessageError
from graph.specs.ranges.range import RangeSpec
from graph.specs.ranges.reading import read_range, usual_range
from gui.parts import column, plain
from gui.translate import text


class RangeRow(QWidget):
    """One range. `entered` says that it was typed in, `removed` that it is to go."""

    entered = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.key, self.values, self.error = QLineEdit(), QLineEdit(), plain("", "error", wrap=True)
        self.key.setPlaceholderText("dense.units")
        self.key.setAccessibleName(self.tr("Setting that is tried"))
        self.values.setPlaceholderText("16..128:16")
        self.values.setAccessibleName(self.tr("Values that are tried"))
        self.values.setToolTip(
            self.tr("16..128 or 16..128:16 in steps, 0.0001..0.1:log by magnitude, relu,tanh or true,false for choices")
        )
        away = QToolButton()
        away.setText("×")
        away.setToolTip(self.tr("Remove this range"))
        away.setAccessibleName(away.toolTip())
        away.clicked.connect(self.removed)
        for field in (self.key, self.values):
            field.editingFinished.connect(self._finished)
        fields = QHBoxLayout()
        fields.setSpacing(6)
        fields.addWidget(self.key, 5)
        fields.addWidget(self.values, 3)
        fields.addWidget(away)
        page = column(self, spacing=2)
        page.addLayout(fields)
        page.addWidget(self.error)
        self.error.hide()

    def _finished(self) -> None:
        self.key.setCursorPosition(0)  # the beginning says more than the end
        self.entered.emit()

    def offer(self, names: list[str]) -> None:
        completer = QCompleter(names, self.key)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda _text: self.values.setFocus())
        self.key.setCompleter(completer)

    def complain(self, message: Message | None) -> None:
        self.error.setText("" if message is None else text(message))
        self.error.setVisible(message is not None)

    @property
    def typed(self) -> tuple[str, str]:
        return self.key.text().strip(), self.values.text().strip()


class RangesEditor(QWidget):
    """Edits the ranges of a document. `changed` gives those that can be read; what can't stays as it was typed."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._shown: tuple[object, ...] = ()
        self.rows: list[RangeRow] = []
        self._list = QWidget()
        self._column = column(self._list, spacing=8)
        self.add = QPushButton(self.tr("Try a setting"))
        self.add.clicked.connect(lambda: self._new_row().key.setFocus())
        page = column(self, spacing=8)
        page.addWidget(self._list)
        page.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_document(self, document: Document) -> None:
        """Show the ranges of the document, unless they are those that stand here already."""
        self._document, ranges = document, document.sweep.ranges
        if ranges != self._shown:
            self._shown = ranges
            for row in self.rows:
                row.hide()
                row.deleteLater()
            self.rows = []
            for found in ranges:
                row = self._new_row()
                row.key.setText(getattr(found, "key", getattr(found, "kind", "")))
                row.key.setCursorPosition(0)
                row.values.setText(found.text() if isinstance(found, RangeSpec) else "")
        self._judge()

    def _new_row(self) -> RangeRow:
        row = RangeRow()
        if self._document is not None:
            row.offer(list(keys(self._document)))
        row.entered.connect(self._entered)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def begin(self, key: str) -> None:
        """A row for that setting, with what one would try of it, ready to be typed over."""
        row = next((row for row in self.rows if row.typed[0] == key), None)
        if row is None:
            row = self._new_row()
            row.key.setText(key)
            if self._document is not None:
                found = setting(self._document, key)
                row.values.setText(usual_range(found.rule, found.value))
        row.values.setFocus()
        row.values.selectAll()

    def _remove(self, row: RangeRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._entered()

    def _entered(self) -> None:
        found = self._judge()
        if found != self._shown:
            self._shown = found
            self.changed.emit(found)

    def _judge(self) -> tuple[RangeSpec, ...]:
        """The ranges that can be read and that the document can take; beside the others stands why not."""
        found = []
        for row in self.rows:
            key, values = row.typed
            row.complain(None)
            if not key or not values or self._document is None:
                continue
            try:
                spec = read_range(key, values, setting(self._document, key).rule)
                for value in spec.ends():
                    change(self._document, key, value)
            except MessageError as error:
                row.complain(error.message)
            else:
                found.append(spec)
        return tuple(found)
