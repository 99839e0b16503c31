"""A text field in the place of what is renamed: Enter or leaving it keeps the text, Esc gives it up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


class TextField(QObject):
    """One line, or several where `lines`; calls `done` with the text unless it was given up."""

    def __init__(
        self, parent: QWidget, area: QRect, text: str, done: Callable[[str], None], lines: bool = False
    ) -> None:
        super().__init__(parent)
        self._done, self._lines, self._open, self._around = done, lines, True, parent
        self.widget: QLineEdit | QPlainTextEdit
        if lines:
            self.widget = QPlainTextEdit(text, parent)
            area = QRect(area.topLeft(), area.size().expandedTo(QRect(0, 0, 180, 70).size()))
        else:
            self.widget = QLineEdit(text, parent)
            area = area.adjusted(-4, -3, 4, 3)
            area.setWidth(max(area.width(), 120))
            area.setHeight(max(area.height(), 28))
        self.widget.setGeometry(area)
        self.widget.installEventFilter(self)
        self.widget.selectAll()
        self.widget.show()
        self.widget.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._close(True)
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            finish = enter and (not self._lines or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            if finish or event.key() == Qt.Key.Key_Escape:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self._close(finish)
                return True
        return super().eventFilter(watched, event)

    def _close(self, keep: bool) -> None:
        if not self._open:
            return
        self._open = False
        text = self.widget.text() if isinstance(self.widget, QLineEdit) else self.widget.toPlainText()
        had_focus = self.widget.hasFocus()
        self.widget.hide()
        self.widget.deleteLater()
        if had_focus:
            self._around.setFocus()
        if keep:
            self._done(text.strip())
        self.deleteLater()
