"""The bar on top: the document's name, the menus, the search for everything, train, pause and stop."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenuBar, QPushButton, QSizePolicy, QWidget

from gui.icons import icon
from gui.parts import plain
from gui.theme import Theme, font
from gui.training.link import State

HEIGHT = 44
GAPS = 120
"""Between and around all that stands in the bar, in pixels."""


class TopBar(QWidget):
    """Shows; what its buttons do is the window's."""

    def __init__(self, theme: Theme, menus: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFixedHeight(HEIGHT)
        self.theme, self.menus, self._name = theme, menus, ""
        self.name = plain()
        self.name.setFont(font(14, QFont.Weight.Bold))
        self.edited = plain("", "muted")
        self.search = SearchPill()
        self.train, self.pause, self.stop = QPushButton(), QPushButton(), QPushButton()
        self.train.setProperty("primary", True)
        for button in (self.train, self.pause, self.stop):
            button.setIconSize(QSize(16, 16))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        left, right = QHBoxLayout(), QHBoxLayout()
        for widget in (self.name, self.edited, menus):
            left.addWidget(widget)
        left.insertSpacing(2, 10)
        left.addStretch(1)
        right.addStretch(1)
        for button in (self.train, self.pause, self.stop):
            right.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addLayout(left, 2)
        row.addWidget(self.search, 1)
        row.addLayout(right, 2)
        theme.changed.connect(self._dress)
        self.show_state(State.IDLE)

    def show_name(self, name: str, edited: bool) -> None:
        self._name = name
        self.edited.setText(self.tr("— edited") if edited else "")
        self._fit_name()
        self.name.setToolTip(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_name()

    def _fit_name(self) -> None:
        """Shorten a name before it takes the others' place; the search leaves the middle for it."""
        others = (self.edited, self.menus, self.search, self.train, self.pause, self.stop)
        room = max(90, self.width() - sum(widget.sizeHint().width() for widget in others) - GAPS)
        shown = self.name.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, min(300, room))
        self.name.setText(shown)

    def show_state(self, state: State) -> None:
        """Enable what makes sense in this state of the training."""
        self.state = state
        paused, running = state is State.PAUSED, state is State.RUNNING
        busy = state in (State.STARTING, State.COMPILING, State.RUNNING, State.PAUSED, State.STOPPING)
        self.train.setText(self.tr("Resume") if paused else self.tr("Train"))
        self.train.setEnabled(paused or not busy)
        self.pause.setText(self.tr("Pause"))
        self.pause.setEnabled(running)
        self.stop.setText(self.tr("End now") if state is State.STOPPING else self.tr("Stop"))
        self.stop.setEnabled(busy)
        self._dress()

    def _dress(self) -> None:
        self.train.setIcon(icon("train", self.theme, "on_accent"))
        self.pause.setIcon(icon("pause", self.theme, "text"))
        self.stop.setIcon(icon("stop", self.theme, "text"))


class SearchPill(QFrame):
    """Looks like a field and opens the search."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("searchPill")
        self.setFixedHeight(28)
        self.setMinimumWidth(150)
        self.setMaximumWidth(250)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Search layers and actions"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        text, keys = plain(self.tr("Search layers, actions…"), "muted"), QLabel("Ctrl K")
        keys.setProperty("role", "muted")
        row.addWidget(text, 1)
        row.addWidget(keys)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()
