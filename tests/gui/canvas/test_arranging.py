"""Dots that lead wires, guides while dragging, boxes brought into line."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt

from graph.document.document import Document, Source
from graph.editing.edits import add_dot, connect, disconnect
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.specs.registry import layer_kinds
from graph.storage.storage import dumps, loads
from gui.canvas import CanvasView
from gui.canvas.items.overlay import GuideItem

Show = Callable[[Document], CanvasView]
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def wired(nets: Any) -> Any:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("a", Dense(units=4), 560, 200, "x")
    return net.add("y", Output(loss="mse"), 900, 200, "a")


def test_a_double_click_on_a_wire_leads_it_through_a_dot(show: Show, hand: Any, nets: Any) -> None:
    net = wired(nets)
    view = show(net.document)
    person, editing = hand(view), view.editing
    wire = view.canvas.wires[net.call["a"], 0]
    at = wire.path.pointAtPercent(0.5)
    person.double_click(at)
    (dot,) = editing.model.dots.values()
    assert (dot.call, dot.port, dot.source.call) == (net.call["a"], 0, net.call["x"])
    assert editing.selection == {dot.id}
    assert loads(dumps(editing.document)) == editing.document
    # It is dragged, and the wire with it; a second one lies before or behind it where it was put.
    person.drag(QPointF(*dot.position), QPointF(300, 420), Qt.KeyboardModifier.AltModifier)
    assert editing.model.dots[dot.id].position == pytest.approx((300, 420), abs=2)
    assert wire.path.boundingRect().bottom() > 410
    person.double_click(wire.path.pointAtPercent(0.85))
    assert next(iter(editing.model.dots)) == dot.id and len(editing.model.dots) == 2
    # Moving both ends takes the dots along, Ctrl+D copies them, deleting one straightens the wire.
    editing.select({net.layer["x"], net.layer["a"]})
    before = editing.model.dots[dot.id].position
    person.key(Qt.Key.Key_Right)
    assert editing.model.dots[dot.id].position == (before[0] + 8, before[1])
    person.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(editing.model.dots) == 4
    editing.undo()
    person.click(QPointF(*editing.model.dots[dot.id].position))
    person.key(Qt.Key.Key_Delete)
    assert dot.id not in editing.model.dots and len(editing.model.dots) == 1
    for _ in range(5):
        editing.undo()
    assert editing.document == net.document and not view.canvas.dots.items
    assert wire.through == ()


def test_dots_on_several_wires_are_one_step(show: Show, hand: Any, nets: Any) -> None:
    net = wired(nets)
    view = show(net.document)
    view.canvas.select_wires(view.canvas.wires)
    hand(view).key(Qt.Key.Key_R)
    dots = view.editing.model.dots
    assert {(d.call, d.port) for d in dots.values()} == view.canvas.wires.keys() and len(dots) > 1
    assert view.editing.selection == dots.keys()
    view.editing.undo()
    assert view.editing.document == net.document


def test_dots_go_with_their_wire_and_stay_when_its_port_gets_another_number(nets: Any) -> None:
    net = nets().add("p", Input(shape=(8,)), 0, 0).add("q", Input(shape=(8,)), 0, 200)
    net.add("add", layer_kinds()["Add"](), 400, 0, "p", "q")
    document, key = add_dot(net.document, "m1", net.call["add"], 1, (200.0, 300.0))
    after = disconnect(document, "m1", net.call["add"], 0)
    assert after.main.dots[key].port == 0
    assert not disconnect(after, "m1", net.call["add"], 0).main.dots


def test_keys_align_and_space_what_is_selected(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    person, editing, scene = hand(view), view.editing, view.canvas
    person.key(Qt.Key.Key_Up, ALT_SHIFT)
    assert editing.undo_text is None
    chosen = [net.layer["x"], net.layer["a"], net.layer["b"]]
    for key, edge in (
        (Qt.Key.Key_Left, "left"),
        (Qt.Key.Key_Right, "right"),
        (Qt.Key.Key_Up, "top"),
        (Qt.Key.Key_Down, "bottom"),
    ):
        editing.select(chosen)
        person.key(key, ALT_SHIFT)
        assert len({round(getattr(scene.boxes[k].frame(), edge)(), 1) for k in chosen}) == 1
        editing.undo()
    assert editing.document == net.document
    editing.select(chosen)
    person.key(Qt.Key.Key_H, ALT_SHIFT)
    frames = sorted((scene.boxes[k].frame() for k in chosen), key=lambda f: f.center().x())
    gaps = [b.left() - a.right() for a, b in pairwise(frames)]
    assert gaps[0] == pytest.approx(gaps[1], abs=0.3)


def test_a_dragged_box_is_pulled_into_line_and_a_guide_says_so(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    person, scene = hand(view), view.canvas
    a, b = scene.boxes[net.layer["a"]], scene.boxes[net.layer["b"]]
    grip = b.frame().center() - QPointF(0, 12)
    way = QPointF(40 + 4, 60)
    person.press(grip)
    person.drag_to(grip + way)
    assert not [line for item in scene.passing if isinstance(item, GuideItem) for line in item.lines]
    person.drag_to(grip + QPointF(4, 61))
    (guide,) = (item for item in scene.passing if isinstance(item, GuideItem))
    assert b.x() == a.x()
    upright = [line for line in guide.lines if line.dx() == 0]
    assert upright and upright[0].x1() == pytest.approx(a.frame().left())
    person.release(grip + QPointF(4, 61))
    assert guide not in scene.passing and scene.boxes[net.layer["b"]].x() == a.x()
    # A wire to something that stays is pulled straight first.
    document = connect(view.editing.document, "m1", Source(net.call["x"]), net.call["b"], 0)
    view.editing.apply("connect", document)
    wire = scene.wires[net.call["b"], 0]
    lower = wire.ends[0].y() - wire.ends[1].y()
    grip = b.frame().center() - QPointF(0, 12)
    person.press(grip)
    person.drag_to(grip + QPointF(120, lower + 3))
    assert wire.ends[0].y() == wire.ends[1].y()
    person.release(grip + QPointF(120, lower + 3))


def test_a_dot_leaves_a_wire_that_runs_backwards_in_its_lane(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 600, 0).add("a", Dense(units=4), 0, 300, "x")
    view = show(net.document)
    wire = view.canvas.wires[net.call["a"], 0]
    before = wire.path.boundingRect()
    hand(view).double_click(wire.path.pointAtPercent(0.5))
    after = wire.path.boundingRect()
    assert wire.through and abs(after.left() - before.left()) < 40 and abs(after.right() - before.right()) < 40
    lane = [wire.path.pointAtPercent(share).y() for share in (0.4, 0.5, 0.6)]
    assert max(lane) - min(lane) < 2


def test_quick_add_gives_way_to_what_it_would_draw(show: Show, hand: Any, nets: Any, qtbot: Any) -> None:
    view = show(wired(nets).document)
    person = hand(view)
    person.key(Qt.Key.Key_Tab)
    person.type("dense 32 > dense 10")
    qtbot.waitUntil(lambda: not view.lines.ghost_rect().isEmpty())
    assert not view.popup.geometry().intersects(view.mapFromScene(view.lines.ghost_rect()).boundingRect())
