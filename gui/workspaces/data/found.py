"""What was found in the data: every problem of it with its mend, and the gaps of every column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.icons import icon
from gui.parts import WrappedButton, column, empty, plain
from gui.theme import Theme

MOST = 40
"""Cards that are shown; more are counted."""


@dataclass(frozen=True)
class Button:
    """A mend: what it is called, and what a click does. The same is shown while that may be newer."""

    title: str
    click: Callable[[], None] = field(compare=False)


@dataclass(frozen=True)
class Finding:
    """A card: its sentence and a line below it, the column it is about, and its mends."""

    severity: str
    said: str
    below: str = ""
    column: str = ""
    key: str = ""
    buttons: tuple[Button, ...] = ()


class FoundList(QWidget):
    """Cards, rebuilt only when something else is found."""

    column_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.findings: list[Finding] = []
        self.cards: list[FoundCard] = []
        self.nothing = plain("", "muted", wrap=True)
        self.list = QVBoxLayout()
        self.list.setSpacing(7)
        page = column(self, spacing=7)
        page.addWidget(self.nothing)
        page.addLayout(self.list)
        theme.changed.connect(self._rebuild)

    def show_findings(self, findings: Sequence[Finding], nothing: str) -> None:
        self.nothing.setText(nothing)
        same = list(findings) == self.findings
        self.findings = list(findings)
        self.nothing.setVisible(not findings and bool(nothing))
        if same:
            for card, finding in zip(self.cards, findings, strict=False):
                card.finding = finding
        else:
            self._rebuild()

    def _rebuild(self) -> None:
        empty(self.list)
        self.cards = [FoundCard(finding, self.theme) for finding in self.findings[:MOST]]
        for card in self.cards:
            card.clicked.connect(self.column_wanted)
            self.list.addWidget(card)
        if len(self.findings) > MOST:
            self.list.addWidget(plain(self.tr("and {n} more").format(n=len(self.findings) - MOST), "muted"))


class FoundCard(QFrame):
    """One of them; a click goes to its column."""

    clicked = Signal(str)

    def __init__(self, finding: Finding, theme: Theme) -> None:
        super().__init__()
        self.finding = finding
        self.setProperty("role", "card")
        self.setAccessibleName(finding.said)
        if finding.column:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        sign = QLabel()
        name, color = {"error": ("problem", "bad"), "warning": ("warning", "warn")}.get(
            finding.severity, ("help", "muted")
        )
        sign.setPixmap(icon(name, theme, color).pixmap(15, 15))
        sign.setAccessibleName(finding.severity)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(plain(finding.said, "small", wrap=True))
        if finding.below:
            words.addWidget(plain(finding.below, "muted", wrap=True))
        head.addLayout(words, 1)
        page = column(self, (10, 8, 10, 8), 6)
        page.addLayout(head)
        self.buttons: list[QPushButton] = []
        for place, button in enumerate(finding.buttons):
            shown = WrappedButton(button.title)
            shown.setProperty("mend", True)
            shown.clicked.connect(lambda _=False, at=place: self.finding.buttons[at].click())
            page.addWidget(shown)
            self.buttons.append(shown)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit(self.finding.column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(self.finding.column)
        else:
            super().keyPressEvent(event)
