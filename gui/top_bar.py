"""The bar on top: the menus, the document's name, the pages, the search for everything, train, pause and stop.

Where it is narrow, the search becomes a sign first, then pause and stop do; what the training does takes what is left.
The name has a place of its own, as wide as the window allows: whatever it is, nothing else moves.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenuBar, QPushButton, QSizePolicy, QToolButton, QWidget

from gui.icons import icon
from gui.parts import Elided, plain, tip
from gui.theme import Theme, font
from gui.training.link import State

HEIGHT = 44
GAPS = 96
"""Between and around all that stands in the bar, in pixels."""
LEAST_NAME, WIDEST_NAME = 90, 260
LEAST_STATE, LEAST_MENUS, LEAST_WIDTH = 40, 60, 640


class TopBar(QWidget):
    """Shows; what its buttons do is the window's."""

    def __init__(self, theme: Theme, menus: QMenuBar, switch: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(LEAST_WIDTH)  # what doesn't fit is shortened or folded into the menus' arrow
        self.theme, self.menus, self.switch, self._name, self._edited = theme, menus, switch, "", False
        self.name = plain()
        self.name.setFont(font(14, QFont.Weight.Bold))
        self.edited = plain("", "muted")
        self.search = SearchPill(theme)
        self.told = Elided()
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.train, self.pause, self.stop = QPushButton(), QPushButton(), QPushButton()
        self.train.setProperty("primary", True)
        for button in (self.train, self.pause, self.stop):
            button.setIconSize(QSize(16, 16))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menus.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.more = menus.findChild(QToolButton, "qt_menubar_ext_button")
        self.place = QWidget()
        inside = QHBoxLayout(self.place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.name)
        inside.addWidget(self.edited)
        inside.addStretch(1)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.addWidget(menus)
        left.addSpacing(6)
        left.addWidget(self.place)
        left.addStretch(1)
        right.addWidget(self.told, 1)
        for button in (self.train, self.pause, self.stop):
            right.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(8)
        row.addLayout(left, 1)
        row.addWidget(switch)
        row.addWidget(self.search)
        row.addLayout(right, 1)
        theme.changed.connect(self._dress)
        self.show_state(State.IDLE)

    def show_name(self, name: str, edited: bool) -> None:
        self._name, self._edited = name, edited
        self._write()
        self.name.setToolTip(tip(name))

    def _write(self) -> None:
        """The name in its place, and whether it is edited: in a word where there is room for one."""
        wide = self.place.width() >= WIDEST_NAME * 0.7
        self.edited.setText("" if not self._edited else self.tr("— edited") if wide else "•")
        self.edited.setToolTip(tip(self.tr("There are edits that are not saved")) if self._edited else "")
        room = self.place.width() - (self.edited.sizeHint().width() + 8 if self._edited else 0)
        self.name.setText(self.name.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shorten what says least before the name: the search, then pause and stop, then the menus."""
        self.search.set_short(False)
        self._set_short(False)
        if self._room() < LEAST_NAME + LEAST_STATE:
            self.search.set_short(True)
        if self._room() < LEAST_NAME:
            self._set_short(True)
        whole = self.menus.sizeHint().width()
        self.menus.setFixedWidth(max(LEAST_MENUS, min(whole, self._room(menus=False) - LEAST_NAME)))
        self.place.setFixedWidth(max(LEAST_NAME, min(self._room(), WIDEST_NAME)))
        self._write()

    def _room(self, menus: bool = True) -> int:
        """What the others leave for the name."""
        others = [self.switch, self.search, self.train, self.pause, self.stop]
        others += [self.menus] if menus else []
        return self.width() - sum(widget.sizeHint().width() for widget in others) - GAPS

    def _set_short(self, on: bool) -> None:
        """Pause and stop as signs alone, or with their words."""
        for button in (self.pause, self.stop):
            said = str(button.property("said") or "")
            button.setText("" if on else said)
            button.setToolTip(tip(said) if on else "")

    def show_state(self, state: State) -> None:
        """Enable what makes sense in this state of the training."""
        self.state = state
        paused, running = state is State.PAUSED, state is State.RUNNING
        busy = state in (State.STARTING, State.COMPILING, State.RUNNING, State.PAUSED, State.STOPPING)
        self.train.setText(self.tr("Resume") if paused else self.tr("Train"))
        self.train.setEnabled(paused or not busy)
        self._name_button(self.pause, self.tr("Pause"))
        self.pause.setEnabled(running)
        self._name_button(self.stop, self.tr("End now") if state is State.STOPPING else self.tr("Stop"))
        self.stop.setEnabled(busy)
        self._fit()
        self._dress()

    @staticmethod
    def _name_button(button: QPushButton, said: str) -> None:
        button.setProperty("said", said)
        button.setAccessibleName(said)

    def _dress(self) -> None:
        self.train.setIcon(icon("train", self.theme, "on_accent"))
        if self.more is not None:
            self.more.setIcon(icon("menu", self.theme, "text"))
        self.pause.setIcon(icon("pause", self.theme, "text"))
        self.stop.setIcon(icon("stop", self.theme, "text"))


class SearchPill(QFrame):
    """Looks like a field and opens the search; where there is little room, a sign."""

    clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("searchPill")
        self.setFixedHeight(28)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Search layers and actions"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        self._sign, self._text, self._keys = QLabel(), plain(self.tr("Search…"), "muted"), plain("Ctrl K", "muted")
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._keys)
        self._keys.setContentsMargins(24, 0, 0, 0)
        self._theme = theme
        theme.changed.connect(self._dress)
        self._dress()
        self.set_short(False)

    def set_short(self, on: bool) -> None:
        self._text.setVisible(not on)
        self._keys.setVisible(not on)
        self._sign.setVisible(on)
        self.setToolTip(self.tr("Search layers, actions…") + " (Ctrl+K)")

    def _dress(self) -> None:
        self._sign.setPixmap(icon("search", self._theme, "muted").pixmap(16, 16))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()
