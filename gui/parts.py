"""Small parts that panels are made of: sections, rows of muted text, scrolling columns."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


def plain(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A label that shows its text as it is: names and messages come from files, and are never markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def tip(text: str) -> str:
    """What a tooltip, a status line or a hint is set to, so that it shows the text as it is: Qt takes a name that looks
    like markup for markup, and reads the files that it names."""
    if not GuiQt.mightBeRichText(text):
        return text
    return "<p style='white-space:pre-wrap'>" + escape(text).replace("\n", "<br>") + "</p>"


def column(parent: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 12) -> QVBoxLayout:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def scrolling(content: QWidget) -> QScrollArea:
    """The content in an area that scrolls up and down and never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout, now, and delete it when the events under way are over."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def accented(face: QFont) -> QFont:
    """The face as it is where something is chosen."""
    bold = QFont(face)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


class Elided(QLabel):
    """A line that takes the room that is left, and ends in an ellipsis where that is too little."""

    def __init__(self, role: str = "muted") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tip(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = QPainter(self), self.contentsRect()
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class WrappedButton(QPushButton):
    """A button whose words go on in the next line where there is too little room for them in one."""

    AROUND = 28
    """Pixels of a button that its words don't get."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._words = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines, room = [""], self.width() - self.AROUND
        for word in self._words.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.fontMetrics().horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        if (text := "\n".join(lines)) != self.text():
            self.setText(text)


class Rows(QWidget):
    """A small table of texts: columns line up, the last one is numbers and stands at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(6)
        self._shown: list[tuple[str, ...]] = []

    def _rewrite(self, rows: Sequence[tuple[str, ...]]) -> None:
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                item = self.grid.itemAtPosition(y, x)
                cell = item.widget() if item is not None else None
                if isinstance(cell, QLabel) and cell.text() != text:
                    cell.setText(text)
                    cell.setToolTip(tip(text) if x == 0 else "")

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        if list(rows) == self._shown:
            return
        same = [len(row) for row in rows] == [len(row) for row in self._shown]
        self._shown = list(rows)
        if same:  # numbers that change while one trains: making the labels anew would cost more than an event may
            self._rewrite(rows)
            return
        empty(self.grid)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                cell = plain(text, "muted")
                across = QSizePolicy.Policy.Preferred if x else QSizePolicy.Policy.Ignored
                cell.setSizePolicy(across, QSizePolicy.Policy.Preferred)
                if x:
                    cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                cell.setToolTip(tip(text) if x == 0 else "")
                cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self.grid.addWidget(cell, y, x)
        self.grid.setColumnStretch(0, 1)
