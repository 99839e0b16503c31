"""The menu of a field whose parameter may be tried with several values."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget


class TryMenu(QObject):
    """Offers it behind what the menu of a field has anyway; `wanted` says that it was chosen."""

    wanted = Signal()

    def __init__(self, field: QWidget, editor: QWidget, is_possible: Callable[[], bool]) -> None:
        super().__init__(field)
        self._is_possible = is_possible
        for widget in (field, editor):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QContextMenuEvent) or not isinstance(watched, QWidget) or not self._is_possible():
            return False
        menu = self.menu(watched)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
        return True

    def menu(self, widget: QWidget) -> QMenu:
        menu = widget.createStandardContextMenu() if isinstance(widget, QLineEdit) else QMenu(widget)
        if menu.actions():
            menu.addSeparator()
        menu.addAction(self.tr("Try several values…")).triggered.connect(lambda: self.wanted.emit())
        return menu
