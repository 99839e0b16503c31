"""A sentence beside the pointer: why a wire is refused, or what flows along it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from gui.theme import Theme

WIDEST = 340


class Hint(QLabel):
    """Plain text always: names come from files and may look like markup."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme, self._around = theme, parent
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, at: QPoint, bad: bool = False, stay: int = 0) -> None:
        """Show a text beside a point of the parent, for `stay` milliseconds if given; an empty one hides it."""
        self._timer.stop()
        if not text:
            self.hide()
            return
        c = self.theme.colors
        edge, ink = (c.bad.name(), c.bad.name()) if bad else (c.line.name(), c.text.name())
        self.setStyleSheet(
            f"background: {c.card.name()}; color: {ink}; border: 1px solid {edge};"
            "border-radius: 7px; padding: 4px 8px; font-size: 12px;"
        )
        self.setText(text)
        widest = max(self.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
        self.setFixedWidth(min(WIDEST, widest + 30))
        self.setFixedHeight(self.heightForWidth(self.width()))
        area = self._around.rect()
        x = at.x() + 18 if at.x() + 18 + self.width() < area.right() else at.x() - 18 - self.width()
        y = min(at.y() + 18, area.bottom() - self.height() - 6)
        self.move(max(x, 6), y)
        self.show()
        self.raise_()
        if stay:
            self._timer.start(stay)
