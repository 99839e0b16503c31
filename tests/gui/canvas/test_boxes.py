"""Boxes are selected, moved, deleted, and models are gone into and out of."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from graph.document.document import Document, Note, Source, new_document
from graph.editing.edits import add_layer, add_model, connect, put_note, remove, reuse
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say
from graph.validate.problems import ERROR, Mend, Problem
from gui.canvas import CanvasView
from gui.canvas.context_menu import context_menu
from gui.canvas.hits import Hit
from gui.canvas.overlays.peek import Peek

Show = Callable[[Document], CanvasView]
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
MIDDLE = Qt.MouseButton.MiddleButton


def head(view: CanvasView, net: Any, name: str) -> QPointF:
    return view.canvas.box(net.layer[name]).frame().topLeft() + QPointF(70, 20)


def test_a_move_is_one_undo_step(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    start = head(view, net, "a")
    hand(view).drag(start, start + QPointF(48, 96))
    assert view.editing.model.positions[net.layer["a"]] == (352, 96)
    assert view.editing.undo_text == "Move a"
    view.editing.undo()
    assert view.editing.undo_text is None
    assert view.canvas.box(net.layer["a"]).pos() == QPointF(304, 0)


def test_a_cancelled_move_leaves_no_trace(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse, start = hand(view), head(view, net, "a")
    mouse.press(start)
    mouse.drag_to(start + QPointF(80, 80))
    mouse.key(Qt.Key.Key_Escape)
    mouse.release(start + QPointF(80, 80))
    assert view.editing.document is net.document
    assert view.canvas.box(net.layer["a"]).pos() == QPointF(304, 0)


def test_a_moved_box_pulls_its_wires_along_before_the_drop(show: Show, hand: Any, net: Any) -> None:
    view = show(net.add("c", Dense(), 620, 240, "b").document)
    mouse, start = hand(view), head(view, net, "c")
    mouse.press(start)
    mouse.drag_to(start + QPointF(40, 60))
    wire = view.canvas.wires[net.call["c"], 0]
    assert wire.ends[1] == view.canvas.port(net.call["c"], 0, "in").scenePos()


def test_shift_adds_to_the_selection_and_control_toggles(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse = hand(view)
    mouse.click(head(view, net, "a"))
    mouse.click(head(view, net, "b"), SHIFT)
    assert view.editing.selection == {net.layer["a"], net.layer["b"]}
    mouse.click(head(view, net, "a"), CONTROL)
    assert view.editing.selection == {net.layer["b"]}
    mouse.click(QPointF(60, 400))
    assert view.editing.selection == frozenset()


def test_a_rubber_band_selects_what_it_touches(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    hand(view).drag(QPointF(270, -40), QPointF(400, 300))
    assert view.editing.selection == {net.layer["a"], net.layer["b"]}


def test_arrow_keys_nudge_in_one_step(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse = hand(view)
    mouse.key(Qt.Key.Key_A, CONTROL)
    assert len(view.editing.selection) == 4
    view.editing.select({net.layer["a"]})
    for _ in range(3):
        mouse.key(Qt.Key.Key_Right)
    assert view.editing.model.positions[net.layer["a"]] == (328, 0)
    view.editing.undo()
    assert view.editing.model.positions[net.layer["a"]] == (304, 0)


def test_delete_and_reconnect_closes_the_gap(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("a", Dense(), 300, 0, "x").add("b", Dense(), 600, 0, "a")
    view = show(net.document)
    mouse = hand(view)
    mouse.click(head(view, net, "a"))
    mouse.key(Qt.Key.Key_Delete, CONTROL)
    assert view.editing.model.calls[net.call["b"]].inputs == (Source(net.call["x"]),)
    assert view.editing.undo_text == "Delete a and reconnect"
    view.editing.undo()
    mouse.click(head(view, net, "a"))
    mouse.key(Qt.Key.Key_Delete)
    assert view.editing.model.calls[net.call["b"]].inputs == (None,)


def test_a_box_dropped_on_a_wire_goes_into_it(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("b", Dense(), 620, 0, "x").add("a", Dense(), 300, 240)
    view = show(net.document)
    start = head(view, net, "a")
    hand(view).drag(start, start - QPointF(0, 200))
    assert view.editing.model.calls[net.call["a"]].inputs == (Source(net.call["x"]),)
    assert view.editing.model.calls[net.call["b"]].inputs == (Source(net.call["a"]),)
    assert view.editing.undo_text == "Insert a"


def nested() -> tuple[Document, str, str]:
    """A document whose root uses the model `encoder`; with the ids of that model and of the layer."""
    document, inner = add_model(new_document("outer"), "encoder")
    document, _, start = add_layer(document, inner, Input(shape=(8,)), (0, 0), "image")
    document, _, end = add_layer(document, inner, Output(), (300, 0), "code")
    document = connect(document, inner, Source(start), end, 0)
    document, layer, _ = add_layer(document, "m1", NestedModel(model=inner), (200, 100))
    return document, inner, layer


def test_a_double_click_goes_into_a_model_and_escape_comes_out(show: Show, hand: Any) -> None:
    document, inner, layer = nested()
    view = show(document)
    mouse = hand(view)
    mouse.double_click(view.canvas.box(layer).frame().topLeft() + QPointF(60, 20))
    assert view.editing.path == ("m1", inner)
    assert sorted(box.card.title for box in view.canvas.boxes.values()) == ["code", "image"]
    assert view.breadcrumb.isVisible()
    mouse.key(Qt.Key.Key_Escape)
    assert view.editing.path == ("m1",)
    assert list(view.canvas.boxes) == [layer]
    view.editing.select({layer})
    mouse.key(Qt.Key.Key_Return)
    assert view.editing.model_id == inner


def test_a_key_looks_into_a_model_without_going_in(show: Show, hand: Any) -> None:
    document, inner, layer = nested()
    view = show(document)
    person = hand(view)
    person.key(Qt.Key.Key_P)
    peek = view.findChild(Peek)
    assert peek is not None and not peek.isVisible()  # Nothing is selected: that is said instead.
    view.editing.select({layer})
    person.key(Qt.Key.Key_P)
    assert peek.isVisible() and view.editing.path == ("m1",)
    assert peek.scene is not None and {b.card.title for b in peek.scene.boxes.values()} == {"image", "code"}
    assert view.rect().contains(peek.geometry())
    assert not peek.geometry().intersects(view.mapFromScene(view.canvas.box(layer).frame()).boundingRect())
    person.key(Qt.Key.Key_Escape)
    assert not peek.isVisible() and view.editing.selection == {layer}
    person.key(Qt.Key.Key_P)
    QTest.mouseClick(peek, Qt.MouseButton.LeftButton)
    assert view.editing.path == ("m1", inner) and not peek.isVisible()


def test_a_model_shows_its_ports_by_name(show: Show) -> None:
    document, _, layer = nested()
    box = show(document).canvas.box(layer)
    assert box.card.is_model
    assert box.card.family == "model"
    assert [(row.input, row.output) for row in box.card.rows] == [(0, 0)]


def test_a_frame_takes_what_it_holds_along(show: Show, hand: Any, net: Any) -> None:
    document, frame = put_note(net.document, "m1", Note("", "both", (272, -56), (280, 460), frame=True))
    view = show(document)
    hand(view).drag(QPointF(400, -46), QPointF(424, 50))
    positions = view.editing.model.positions
    assert positions[net.layer["a"]] == (328, 96)
    assert positions[net.layer["b"]] == (328, 336)
    assert positions[net.layer["x"]] == (0, 0)
    assert view.editing.model.notes[frame].position == (296, 40)


def test_notes_and_frames_are_added_by_one_key(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse = hand(view)
    mouse.key(Qt.Key.Key_N)
    mouse.type("to do")
    mouse.key(Qt.Key.Key_Return, CONTROL)
    (note,) = view.editing.model.notes.values()
    assert (note.text, note.frame) == ("to do", False)
    view.editing.select({net.layer["a"], net.layer["b"]})
    mouse.key(Qt.Key.Key_C)
    mouse.key(Qt.Key.Key_Escape)
    frame = list(view.editing.model.notes.values())[1]
    assert frame.frame
    assert view.canvas.notes[frame.id].frame().contains(view.canvas.box(net.layer["a"]).frame())


def test_the_wheel_zooms_at_the_pointer(show: Show, net: Any) -> None:
    view = show(net.document)
    place = QPointF(300, 200)
    before = view.mapToScene(place.toPoint())
    event = QWheelEvent(
        place,
        QPointF(view.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom > 1.2
    assert (view.mapToScene(place.toPoint()) - before).manhattanLength() < 2


def test_the_middle_button_pans(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    before = view.visible_rect().center()
    hand(view).press(QPointF(400, 100), button=MIDDLE)
    hand(view).drag_to(QPointF(340, 60), button=MIDDLE, steps=1)
    moved = view.visible_rect().center() - before
    assert (round(moved.x()), round(moved.y())) == (60, 40)


def test_totals_follow_every_edit(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("a", Dense(units=4), 300, 0, "x")
    view = show(net.document)
    assert view.canvas.totals.weights == 36
    assert "36 weights" in view.pill.text
    hand(view).click(head(view, net, "a"))
    hand(view).key(Qt.Key.Key_Delete)
    assert view.canvas.totals.weights == 0


def chain(length: int) -> Document:
    """A long network in rows, as a document."""
    document, _, before = add_layer(new_document(), "m1", Input(shape=(32,)), (0, 0))
    for i in range(1, length):
        document, _, call = add_layer(document, "m1", Dense(units=32), (i % 40 * 260, i // 40 * 150), f"dense_{i}")
        document = connect(document, "m1", Source(before), call, 0)
        before = call
    return document


def test_a_thousand_layers_are_built_quickly(show: Show) -> None:
    document = chain(1000)
    started = time.process_time()
    view = show(document)
    assert time.process_time() - started < 15
    assert len(view.canvas.boxes) == 1000
    assert len(view.canvas.wires) == 999


def test_problems_are_marked_at_box_and_port_and_mended_from_the_menu(show: Show, net: Any) -> None:
    document = net.document
    view = show(document)
    mended = remove(document, "m1", [net.layer["b"]])
    mend = Mend(say("Remove b"), lambda document: mended)
    problem = Problem("open-port", ERROR, say("Nothing <b>arrives</b>."), "m1", net.layer["b"], net.call["b"], 0, mend)
    view.canvas.show_problems([problem])
    box = view.canvas.box(net.layer["b"])
    assert box.marks.worst == "error"
    assert box.marks.ports == {(net.call["b"], 0): "error"}
    assert Hit(box=box).tip() == ["Nothing <b>arrives</b>."]
    assert view.pill.text.startswith("1 problem")
    menu = context_menu(view, view.mapFromScene(box.frame().center()))
    next(action for action in menu.actions() if action.text() == "Remove b").trigger()
    assert net.layer["b"] not in view.canvas.boxes
    assert view.editing.undo_text == "Remove b"


def test_a_call_gets_a_box_of_its_own_and_goes_back(show: Show, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("z", Input(shape=(8,)), 0, 240).add("a", Dense(), 304, 0, "x")
    document, second = reuse(net.document, "m1", Source(net.call["z"]), net.layer["a"])
    view = show(document)
    box = view.canvas.box(net.layer["a"])
    second_row = box.frame().topLeft() + QPointF(90, 48 + 36)
    menu = context_menu(view, view.mapFromScene(second_row))
    next(action for action in menu.actions() if "box of its own" in action.text()).trigger()
    assert view.canvas.box(second).card.calls == (second,)
    assert view.canvas.box(net.layer["a"]).card.calls == (net.call["a"],)
    assert view.canvas.box(second).card.uses == 2
    menu = context_menu(view, view.mapFromScene(view.canvas.box(second).frame().center()))
    next(action for action in menu.actions() if "in the box of" in action.text()).trigger()
    assert second not in view.canvas.boxes


def test_tidy_moves_boxes_apart_in_one_step(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("a", Dense(), 10, 10, "x").add("b", Dense(), 20, 20, "a")
    view = show(net.document)
    hand(view).key(Qt.Key.Key_L, CONTROL)
    frames = [box.frame() for box in view.canvas.boxes.values()]
    assert not any(a.intersects(b) for i, a in enumerate(frames) for b in frames[i + 1 :])
    view.editing.undo()
    assert view.editing.document is net.document


def test_light_becomes_dark_while_shown(show: Show, net: Any) -> None:
    view = show(net.document)
    light = view.grab().toImage().pixelColor(5, 5)
    view.theme.set_mode("dark")
    dark = view.grab().toImage().pixelColor(5, 5)
    assert light.lightness() > 200 > 60 > dark.lightness()


@pytest.mark.parametrize("zoom", [0.05, 0.2, 0.4, 1.0, 3.0])
def test_every_distance_can_be_painted(show: Show, net: Any, zoom: float) -> None:
    view = show(net.document)
    view.camera.zoom_by(zoom)
    assert not view.grab().isNull()


def test_another_document_is_shown_whole(show: Show, net: Any) -> None:
    view = show(new_document())
    view.camera.zoom_by(3)
    view.editing.load(net.document)
    assert view.visible_rect().contains(view.canvas.content_rect())
    view.resize(700, 400)
    assert view.visible_rect().contains(view.canvas.content_rect())
    view.pan(300, 200)
    seen = view.zoom
    view.resize(1100, 700)
    assert view.zoom == seen


@pytest.mark.parametrize("what", ["box", "wire", "band", "stroke"])
def test_undo_and_going_elsewhere_end_whatever_is_being_dragged(show: Show, hand: Any, what: str) -> None:
    document, inner, layer = nested()
    view = show(document)
    view.editing.apply("Add", add_layer(document, "m1", Dense(), (500, 300))[0])
    mouse = hand(view)
    box = view.canvas.box(layer)
    place = {"box": box.frame().center(), "wire": box.ports()[0].scenePos()}.get(what, QPointF(100, 400))
    keys = Qt.KeyboardModifier.AltModifier | SHIFT if what == "stroke" else Qt.KeyboardModifier.NoModifier
    for leave in (view.editing.undo, lambda: view.editing.enter(inner)):
        mouse.press(place, keys)
        mouse.drag_to(place + QPointF(90, 60), keys)
        assert view.gesture is not None
        leave()
        assert view.gesture is None
        mouse.release(place)
    assert sorted(view.canvas.boxes) == sorted(view.editing.model.layers)
