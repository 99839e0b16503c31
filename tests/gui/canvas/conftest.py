"""A canvas on a document, driven by real mouse and key events."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, connect
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from gui.canvas import CanvasView
from gui.editing import Editing
from gui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Hand:
    """What a person does: press, drag, type; places are ports, boxes or points of the scene."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view

    def at(self, place: QPointF) -> QPoint:
        return self.view.mapFromScene(place)

    def _send(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        point = QPointF(self.at(place))
        viewport = self.view.viewport()
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
        event = QMouseEvent(kind, point, QPointF(viewport.mapToGlobal(point.toPoint())), pressed, held, keys)
        QApplication.sendEvent(viewport, event)

    def press(self, place: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        self._send(QEvent.Type.MouseButtonPress, place, button, keys)

    def drag_to(
        self, place: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT, steps: int = 2
    ) -> None:
        for step in range(steps - 1, -1, -1):
            self._send(QEvent.Type.MouseMove, place - QPointF(7, 3) * step, button, keys)

    def release(self, place: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        self._send(QEvent.Type.MouseButtonRelease, place, button, keys)

    def drag(
        self, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        self.press(start, keys, button)
        self.drag_to((start + end) / 2, keys, button)
        self.drag_to(end, keys, button)
        self.release(end, keys, button)

    def click(self, place: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        self.press(place, keys)
        self.release(place, keys)

    def hover(self, place: QPointF) -> None:
        self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, NONE)

    def double_click(self, place: QPointF) -> None:
        QTest.mouseDClick(self.view.viewport(), LEFT, NONE, self.at(place))

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.view, key, keys)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.view, text)


class Net:
    """A document under construction, with the ids of layers and calls by name."""

    def __init__(self) -> None:
        self.document: Document = new_document("net")
        self.layer: dict[str, str] = {}
        self.call: dict[str, str] = {}

    def add(self, name: str, spec: object, x: float, y: float, *sources: str) -> Net:
        self.document, layer, call = add_layer(self.document, "m1", spec, (x, y), name)  # type: ignore[arg-type]
        self.layer[name], self.call[name] = layer, call
        for port, source in enumerate(sources):
            self.document = connect(self.document, "m1", Source(self.call[source]), call, port)
        return self


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Callable[[Document], CanvasView]]:
    """Puts a document on a canvas of 1100 × 700, at 100 %."""
    shown: list[CanvasView] = []

    def put(document: Document) -> CanvasView:
        view = CanvasView(Editing(document), Theme("light"))
        shown.append(view)
        view.resize(1100, 700)
        view.show()
        view.activateWindow()
        view.setFocus()
        view.camera.full_size()
        view.centerOn(450, 260)
        QApplication.processEvents()
        return view

    yield put
    for view in shown:
        view.close()
        view.deleteLater()


@pytest.fixture
def net() -> Net:
    """x (784) and three loose layers: a, b and an output."""
    made = Net().add("x", Input(shape=(784,)), 0, 0).add("a", Dense(units=64, activation="relu"), 304, 0)
    return made.add("b", Dense(units=10), 304, 240).add("y", Output(loss="mse"), 624, 0)


@pytest.fixture
def nets() -> type[Net]:
    """An empty network to be built up."""
    return Net


@pytest.fixture
def hand() -> type[Hand]:
    """Takes a view into the hand."""
    return Hand
