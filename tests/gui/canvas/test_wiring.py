"""Wires are drawn, refused, moved and taken away with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt

from graph.document.document import Document, Source
from graph.editing.edits import add_layer, add_model, reuse
from graph.layers.convolution.conv import Conv2D
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.merging.addition import Add
from graph.layers.merging.concatenate import Concatenate
from gui.canvas import CanvasView

Show = Callable[[Document], CanvasView]
ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def out(view: CanvasView, net: Any, name: str) -> QPointF:
    return view.canvas.port(net.call[name], 0, "out").scenePos()


def into(view: CanvasView, net: Any, name: str, port: int = 0) -> QPointF:
    return view.canvas.port(net.call[name], port, "in").scenePos()


def sources(view: CanvasView, net: Any, name: str) -> list[str | None]:
    names = {call: known for known, call in net.call.items()}
    call = view.editing.model.calls[net.call[name]]
    return [None if s is None else names.get(s.call, s.call) for s in call.inputs]


def test_a_drag_from_port_to_port_makes_a_wire_and_undo_takes_it_away(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    hand(view).drag(out(view, net, "x"), into(view, net, "a"))
    assert sources(view, net, "a") == ["x"]
    assert (net.call["a"], 0) in view.canvas.wires
    assert view.editing.undo_text == "Connect x to a"
    view.editing.undo()
    assert sources(view, net, "a") == [None]
    assert view.canvas.wires == {}


def test_a_wire_can_be_drawn_backwards_from_an_input(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    hand(view).drag(into(view, net, "a"), out(view, net, "x"))
    assert sources(view, net, "a") == ["x"]


def test_a_wire_dropped_on_a_body_takes_the_best_free_port(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(4,)), 0, 0).add("z", Input(shape=(4,)), 0, 200).add("sum", Add(), 300, 0, "x")
    view = show(net.document)
    hand(view).drag(out(view, net, "z"), view.canvas.box(net.layer["sum"]).frame().center() - QPointF(0, 30))
    assert sources(view, net, "sum") == ["x", "z"]


def test_a_cycle_is_refused_and_said_at_the_pointer(show: Show, hand: Any, net: Any) -> None:
    net.add("c", Dense(units=3), 620, 240, "b")
    view = show(net.document)
    mouse = hand(view)
    mouse.press(out(view, net, "c"))
    mouse.drag_to(into(view, net, "b"))
    assert view._hint.isVisible()
    assert "cycle" in view._hint.text()
    mouse.release(into(view, net, "b"), SHIFT)
    assert sources(view, net, "b") == [None]


def test_a_shape_that_does_not_fit_is_refused_with_the_reason(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(784,)), 0, 0).add("conv", Conv2D(), 300, 0)
    view = show(net.document)
    mouse = hand(view)
    mouse.press(out(view, net, "x"))
    mouse.drag_to(into(view, net, "conv"))
    assert "(None, 784)" in view._hint.text()
    assert view.canvas.box(net.layer["conv"]).port_states[net.call["conv"], 0, "in"] == "bad"
    mouse.release(into(view, net, "conv"))
    assert sources(view, net, "conv") == [None]
    assert view.canvas.box(net.layer["conv"]).port_states == {}


def test_shift_connects_a_shape_that_does_not_fit_and_the_box_is_marked(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(784,)), 0, 0).add("conv", Conv2D(), 300, 0)
    view = show(net.document)
    hand(view).drag(out(view, net, "x"), into(view, net, "conv"), SHIFT)
    assert sources(view, net, "conv") == ["x"]
    assert view.canvas.box(net.layer["conv"]).marks.worst == "error"


def test_valid_ports_glow_while_a_wire_is_dragged(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse = hand(view)
    mouse.press(out(view, net, "x"))
    mouse.drag_to(QPointF(220, 150))
    states = {name: view.canvas.box(net.layer[name]).port_states for name in ("a", "b", "y")}
    assert [list(found.values()) for found in states.values()] == [["good"]] * 3
    mouse.key(Qt.Key.Key_Escape)
    assert view.gesture is None
    assert view.canvas.box(net.layer["a"]).port_states == {}


def test_a_wire_end_dragged_off_is_disconnected_on_empty_canvas(show: Show, hand: Any, net: Any) -> None:
    view = show(net.add("c", Dense(), 620, 240, "b").document)
    hand(view).drag(into(view, net, "c"), QPointF(560, 420))
    assert sources(view, net, "c") == [None]
    assert view.editing.undo_text == "Disconnect c"


def test_a_wire_end_can_be_moved_to_another_port_in_one_step(show: Show, hand: Any, net: Any) -> None:
    view = show(net.add("c", Dense(), 620, 240, "b").document)
    hand(view).drag(into(view, net, "c"), into(view, net, "y"))
    assert (sources(view, net, "c"), sources(view, net, "y")) == ([None], ["b"])
    view.editing.undo()
    assert (sources(view, net, "c"), sources(view, net, "y")) == (["b"], [None])


def test_two_wires_of_a_merging_layer_change_places(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(4,)), 0, 0).add("z", Input(shape=(4,)), 0, 200)
    view = show(net.add("cat", Concatenate(), 300, 0, "x", "z").document)
    hand(view).drag(into(view, net, "cat", 0), into(view, net, "cat", 1))
    assert sources(view, net, "cat") == ["z", "x"]


def test_the_row_under_a_used_layer_makes_a_second_call(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("z", Input(shape=(8,)), 0, 240).add("a", Dense(), 300, 0, "x")
    view = show(net.document)
    mouse = hand(view)
    box = view.canvas.box(net.layer["a"])
    row = QPointF(box.frame().center().x(), box.frame().bottom() + 20)
    mouse.press(out(view, net, "z"))
    mouse.drag_to(box.frame().center())
    mouse.drag_to(row)
    mouse.release(row)
    assert len(view.editing.model.calls_of(net.layer["a"])) == 2
    assert view.editing.undo_text == "Use a again"
    assert box.card.uses == 2
    assert "used twice" in box.card.foot
    view.editing.undo()
    assert box.card.uses == 1


def test_a_third_wire_goes_to_the_row_a_merging_layer_offers(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(4,)), 0, 0).add("cat", Concatenate(), 300, 0, "x", "x")
    view = show(net.document)
    mouse = hand(view)
    box = view.canvas.box(net.layer["cat"])
    row = QPointF(box.frame().center().x(), box.frame().bottom() + 20)
    mouse.press(out(view, net, "x"))
    mouse.drag_to(box.frame().center())
    mouse.drag_to(row)
    mouse.release(row)
    assert sources(view, net, "cat") == ["x", "x", "x"]


def test_alt_click_removes_all_wires_of_a_port(show: Show, hand: Any, net: Any) -> None:
    view = show(net.add("c", Dense(), 620, 240, "x").add("d", Dense(), 620, 400, "x").document)
    hand(view).click(out(view, net, "x"), ALT)
    assert view.canvas.wires == {}
    assert view.editing.undo_text == "Disconnect x"


def test_control_drag_moves_all_wires_of_an_output(show: Show, hand: Any, net: Any) -> None:
    view = show(net.add("c", Dense(), 620, 240, "x").add("d", Dense(), 620, 400, "x").document)
    hand(view).drag(out(view, net, "x"), out(view, net, "b"), CONTROL)
    assert (sources(view, net, "c"), sources(view, net, "d")) == (["b"], ["b"])


def test_a_stroke_cuts_the_wires_it_crosses(show: Show, hand: Any, net: Any) -> None:
    view = show(net.add("c", Dense(), 620, 240, "x").document)
    wire = view.canvas.wires[net.call["c"], 0]
    middle = wire.path.pointAtPercent(0.5)
    hand(view).drag(middle - QPointF(30, 60), middle + QPointF(30, 60), ALT | SHIFT)
    assert view.canvas.wires == {}
    assert view.editing.undo_text == "Cut a wire"


def test_a_selected_wire_is_deleted(show: Show, hand: Any, net: Any) -> None:
    view = show(net.add("c", Dense(), 620, 240, "x").document)
    mouse = hand(view)
    mouse.click(view.canvas.wires[net.call["c"], 0].path.pointAtPercent(0.5))
    assert view.canvas.selected_wires == {(net.call["c"], 0)}
    mouse.key(Qt.Key.Key_Delete)
    assert sources(view, net, "c") == [None]


def test_hovering_one_call_of_a_shared_layer_lights_all_its_wires(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("z", Input(shape=(8,)), 0, 240).add("a", Dense(), 300, 0, "x")
    document, second = reuse(net.document, "m1", Source(net.call["z"]), net.layer["a"])
    view = show(document)
    box = view.canvas.box(net.layer["a"])
    hand(view).hover(box.frame().topLeft() + QPointF(90, 60))
    assert box.hovered_call == net.call["a"]
    assert all(view.canvas.wires[call, 0].lit for call in (net.call["a"], second))


@pytest.mark.parametrize("name", ["<b>bold</b>", "a & b", "x" * 300])
def test_hostile_names_are_shown_as_they_are(show: Show, nets: Any, name: str) -> None:
    net = nets().add(name, Input(shape=(8,)), 0, 0).add("y", Output(loss="mse"), 400, 0, name)
    view = show(net.document)
    assert view.canvas.box(net.layer[name]).card.title == name
    assert not view.grab().isNull()


def test_a_wire_over_a_model_without_inputs_says_that_it_takes_none(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0)
    document, inner = add_model(net.document, "empty")
    document, layer, _ = add_layer(document, "m1", NestedModel(model=inner), (304, 0))
    view = show(document)
    mouse, place = hand(view), view.canvas.box(layer).frame().center()
    mouse.press(out(view, net, "x"))
    mouse.drag_to(place)
    assert view._hint.text() == "empty has no input: it takes no wire."
    mouse.release(place)
    assert view.editing.document is document


def stroke_across(mouse: Any, start: QPointF, end: QPointF) -> None:
    """In a straight line, as a steady hand does."""
    mouse.press(start, SHIFT | ALT)
    mouse.drag_to(end, SHIFT | ALT, steps=1)
    mouse.release(end, SHIFT | ALT)


STROKES = {
    "down": (QPointF(0, -60), QPointF(0, 60)),
    "up": (QPointF(0, 60), QPointF(0, -60)),
    "steeply": (QPointF(-2, -60), QPointF(2, 60)),
    "slanting": (QPointF(-40, -60), QPointF(40, 60)),
}


@pytest.mark.parametrize("zoom", [0.1, 0.3, 1.0, 2.0])
@pytest.mark.parametrize("stroke", STROKES)
def test_strokes_of_every_direction_cut(show: Show, hand: Any, nets: Any, stroke: str, zoom: float) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("a", Dense(units=4), 420, 0, "x")
    view = show(net.document)
    view.camera.scale_at(zoom, QPointF(view.viewport().rect().center()))
    view.centerOn(320, 40)
    (wire,) = view.canvas.wires.values()
    middle = wire.path.pointAtPercent(0.5)
    start, end = STROKES[stroke]
    stroke_across(hand(view), middle + start, middle + end)
    assert not view.canvas.wires and view.editing.undo_text == "Cut a wire"


@pytest.mark.parametrize("percent", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("across", [True, False])
def test_strokes_cut_wires_that_run_backwards(show: Show, hand: Any, nets: Any, percent: float, across: bool) -> None:
    net = nets().add("x", Input(shape=(8,)), 500, 0).add("a", Dense(units=4), 0, 300, "x")
    view = show(net.document)
    (wire,) = view.canvas.wires.values()
    at = wire.path.pointAtPercent(percent)
    reach = QPointF(60, 0) if across else QPointF(0, 60)
    if abs(wire.path.angleAtPercent(percent) % 180 - (0 if across else 90)) < 20:
        reach = QPointF(reach.y(), reach.x())  # A stroke along the wire crosses nothing.
    stroke_across(hand(view), at - reach, at + reach)
    assert not view.canvas.wires


def test_a_stroke_that_misses_cuts_nothing(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("a", Dense(units=4), 420, 0, "x")
    view = show(net.document)
    (wire,) = view.canvas.wires.values()
    middle = wire.path.pointAtPercent(0.5)
    stroke_across(hand(view), middle + QPointF(0, 20), middle + QPointF(0, 90))
    assert view.canvas.wires and view.editing.undo_text is None
