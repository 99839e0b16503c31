"""The canvas by keyboard alone, and what a screen reader hears of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from graph.document.document import Document
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input
from graph.layers.merging.addition import Add
from gui.canvas import CanvasView
from gui.main_window import MainWindow

Show = Callable[[Document], CanvasView]
CTRL = Qt.KeyboardModifier.ControlModifier
RIGHT, LEFT, UP, DOWN = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down


def test_control_and_arrows_walk_along_the_wires(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("a", Dense(units=8), 300, -100, "x")
    net.add("b", Dense(units=8), 300, 150, "x").add("sum", Add(), 620, 0, "a", "b")
    view = show(net.document)
    mouse, names = hand(view), {layer: name for name, layer in net.layer.items()}
    way = []
    for key in (RIGHT, RIGHT, DOWN, RIGHT, LEFT, UP, LEFT, LEFT):
        mouse.key(key, CTRL)
        (chosen,) = view.editing.selection
        way.append(names[chosen])
    assert way == ["x", "a", "b", "sum", "a", "a", "x", "x"]  # Nothing lies above a, and nothing feeds x.
    assert view.editing.document is net.document


def test_plain_arrows_move_what_is_selected(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    view.editing.select([net.layer["a"]])
    hand(view).key(RIGHT)
    assert view.editing.model.positions[net.layer["a"]] == (312, 0)


def test_a_screen_reader_hears_what_is_selected(show: Show, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("a", Dense(units=5), 300, 0, "x")
    view = show(net.document)
    view.editing.select([net.layer["a"]])
    heard = QAccessible.queryAccessibleInterface(view)
    assert heard.text(QAccessible.Text.Name) == "Canvas"
    assert heard.text(QAccessible.Text.Description) == "a. Dense · 5 units. fed by x. 5"


def test_enter_goes_to_the_fields_of_a_layer(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    layer = window.editing.model.layer_named("dense")
    assert layer is not None
    window.editing.select([layer.id])
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Return)
    field = window.inspector.layer.form.fields["units"].editor.focus_widget()
    assert field.hasFocus()
