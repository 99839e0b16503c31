"""A person at the editor: clicks, drags and types what the window system would deliver, and looks where things are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.canvas.items.box import BoxItem
from gui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Person:
    """Knows the window from outside only: every event goes to the window, as from a real mouse and keyboard."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.view = window.canvas

    # The mouse

    def click(self, widget: QWidget, at: QPoint | None = None, double: bool = False) -> None:
        place = at if at is not None else widget.rect().center()
        top = widget.window()
        where = widget.mapTo(top, place)
        handle = top.windowHandle()
        QTest.mouseMove(handle, where)
        QTest.mouseClick(handle, LEFT, NONE, where)
        if double:
            QTest.mouseDClick(handle, LEFT, NONE, where)
        QApplication.processEvents()

    def on_canvas(self, scene: QPointF) -> QPoint:
        """A place of the scene as a point of the canvas."""
        return self.view.mapFromScene(scene)

    def drag(self, start: QPointF, end: QPointF) -> None:
        """Drag from one place of the scene to another."""
        top, viewport = self.window, self.view.viewport()
        handle = top.windowHandle()
        first, last = (viewport.mapTo(top, self.on_canvas(place)) for place in (start, end))
        QTest.mouseMove(handle, first)
        QTest.mousePress(handle, LEFT, NONE, first)
        for part in (0.1, 0.4, 0.8, 1.0):
            QTest.mouseMove(handle, first + (last - first) * part)
        QTest.mouseRelease(handle, LEFT, NONE, last)
        QApplication.processEvents()

    # The keyboard

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus, key, keys)
        QApplication.processEvents()

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    # What the window has

    def fill(self, field: QLineEdit, text: str) -> None:
        """Write into a field instead of what stands there."""
        self.reveal(field)
        self.click(field)
        assert field.hasFocus()
        self.press(Qt.Key.Key_A, CTRL)
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def choose(self, combo: QComboBox, text: str) -> None:
        """Open a choice at its arrow and click one of its entries."""
        self.reveal(combo)
        self.click(combo, QPoint(combo.width() - 10, combo.height() // 2))
        entries = combo.view()
        self.qtbot.waitUntil(entries.isVisible)
        index = combo.model().index(combo.findText(text), 0)
        assert index.isValid(), f"{text} is not among the choices"
        entries.scrollTo(index)
        popup = entries.window()
        handle = popup.windowHandle()
        place = entries.viewport().mapTo(popup, entries.visualRect(index).center())
        for step in (QPoint(0, -14), QPoint(0, -7), QPoint(0, 0)):
            QTest.mouseMove(handle, place + step)
        QTest.mouseClick(handle, LEFT, NONE, place)
        self.qtbot.waitUntil(lambda: not entries.isVisible())

    def reveal(self, widget: QWidget) -> None:
        """Scroll a panel until the widget is in sight."""
        parent = widget.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(widget)
        QApplication.processEvents()

    def open_page(self, title: str) -> None:
        """Click a page on the switch in the top bar."""
        segment = next(s for s in self.window.switch.segments.values() if s.text() == title)
        self.click(segment)

    def open_tab(self, title: str) -> None:
        bar = self.window.tabs.tabBar()
        index = next(i for i in range(bar.count()) if bar.tabText(i).startswith(title))
        self.click(bar, bar.tabRect(index).center())

    # What the canvas has

    def box(self, name: str) -> BoxItem:
        """The box of that title."""
        return next(box for box in self.view.canvas.boxes.values() if box.card.title == name)

    def output_of(self, name: str) -> QPointF:
        return next(port for port in self.box(name).ports() if port.side == "out").scenePos()

    def input_of(self, name: str) -> QPointF:
        return next(port for port in self.box(name).ports() if port.side == "in").scenePos()
