"""Layers are added by quick-add, by wires that end nowhere, and by drops from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_model
from graph.editing.rewiring import End
from graph.layers.core.ends import Input, Output
from gui.canvas import CanvasView
from gui.canvas.catalogue import MIME, added, entries

Show = Callable[[Document], CanvasView]


def kinds(view: CanvasView) -> list[str]:
    return [layer.spec.kind for layer in view.editing.model.layers.values()]


def offered(view: CanvasView) -> list[str]:
    return [view.popup.list.item(i).text() for i in range(view.popup.list.count())]


def test_quick_add_by_keyboard_alone(show: Show, hand: Any) -> None:
    view = show(new_document())
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Tab)
    assert view.popup.isVisible()
    mouse.type("dense")
    mouse.key(Qt.Key.Key_Return)
    assert kinds(view) == ["Dense"]
    assert not view.popup.isVisible()
    assert view.editing.undo_text == "Add dense"
    view.editing.undo()
    assert kinds(view) == []


def test_space_opens_quick_add_and_escape_closes_it(show: Show, hand: Any) -> None:
    view = show(new_document())
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Space)
    assert view.popup.isVisible()
    mouse.key(Qt.Key.Key_Escape)
    assert not view.popup.isVisible()
    assert QApplication.focusWidget() is view


def test_a_double_click_on_the_empty_canvas_adds_where_it_was(show: Show, hand: Any) -> None:
    view = show(new_document())
    mouse = hand(view)
    mouse.double_click(QPointF(500, 300))
    mouse.type("conv2d")
    assert offered(view)[:2] == ["Conv2D", "Conv2DTranspose"]
    mouse.key(Qt.Key.Key_Down)
    mouse.key(Qt.Key.Key_Return)
    assert kinds(view) == ["Conv2DTranspose"]
    (box,) = view.canvas.boxes.values()
    assert box.frame().contains(QPointF(500, 300))


def test_a_wire_dropped_on_the_empty_canvas_offers_what_takes_it_and_wires_it(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse = hand(view)
    mouse.drag(view.canvas.port(net.call["x"], 0, "out").scenePos(), QPointF(420, 420))
    assert "Dense" in offered(view)
    assert "Input" not in offered(view)
    assert "Conv2D" not in offered(view)
    mouse.type("drop")
    mouse.key(Qt.Key.Key_Return)
    layer = next(layer for layer in view.editing.model.layers.values() if layer.spec.kind == "Dropout")
    (call,) = view.editing.model.calls_of(layer.id)
    assert call.inputs[0] is not None
    assert call.inputs[0].call == net.call["x"]
    view.editing.undo()
    assert view.editing.document is net.document


def test_keys_typed_into_a_text_field_are_no_commands(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse = hand(view)
    view.editing.select({net.layer["a"]})
    mouse.key(Qt.Key.Key_F2)
    mouse.type("n c.")
    mouse.key(Qt.Key.Key_Delete)
    mouse.key(Qt.Key.Key_Return)
    assert view.editing.model.layers[net.layer["a"]].name == "n c."
    assert view.editing.model.notes == {}
    assert view.editing.undo_text == "Rename a to n c."


def test_a_drop_from_the_palette_lands_at_the_pointer(show: Show) -> None:
    view = show(new_document())
    mime = QMimeData()
    mime.setData(MIME, b"LSTM")
    place = view.mapFromScene(QPointF(300, 200))
    what = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, *what))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(place), *what))
    assert kinds(view) == ["LSTM"]
    (box,) = view.canvas.boxes.values()
    assert box.frame().contains(QPointF(300, 200))


def test_a_drop_on_a_wire_goes_into_it_where_it_fits(show: Show, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("y", Output(loss="mse"), 500, 0, "x")
    view = show(net.document)
    middle = view.canvas.wires[net.call["y"], 0].path.pointAtPercent(0.5)
    end = End(net.call["y"], 0)
    layer = view.add("Dense", middle, into=end)
    (call,) = view.editing.model.calls_of(layer)
    assert view.editing.model.calls[net.call["y"]].inputs == (Source(call.id),)
    assert call.inputs == (Source(net.call["x"]),)
    view.editing.undo()
    view.add("Conv2D", middle, into=end)
    assert view.editing.model.calls[net.call["y"]].inputs == (Source(net.call["x"]),)


def test_models_of_the_document_are_offered_but_none_that_contains_this_one() -> None:
    document, inner = add_model(new_document("outer"), "encoder")
    assert f"model:{inner}" in {entry.key for entry in entries(document, "m1")}
    made = added(document, "m1", f"model:{inner}", (0, 0))
    assert made is not None
    inside = {entry.key for entry in entries(made[0], inner)}
    assert "model:m1" not in inside
    assert "Model" not in inside


def test_an_unknown_kind_adds_nothing(show: Show) -> None:
    view = show(new_document())
    assert view.add("Rubbish", QPointF()) is None
    assert view.add("model:m99", QPointF()) is None
    assert kinds(view) == []


def test_quick_add_says_why_nothing_fits_a_wire(show: Show, hand: Any, qtbot: QtBot) -> None:
    document, _ = added(new_document(), "m1", "Input", (0, 0)) or (new_document(), None)
    view = show(document)
    view.quick_add(wire=Source(next(iter(view.editing.model.calls))))
    hand(view).type("conv2d")
    qtbot.waitUntil(lambda: bool(view.popup.trouble.text()))
    assert "Conv2D" in view.popup.trouble.text() and view.lines.ghost_rect().isNull()
