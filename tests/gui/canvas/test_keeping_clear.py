"""What is meant is what happens: near a port, beside a wire, out of a model; and nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from graph.document.document import Document
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input
from graph.layers.core.nested_model import NestedModel
from gui.canvas import CanvasView
from gui.canvas.catalogue import MIME
from gui.canvas.context_menu import context_menu

Show = Callable[[Document], CanvasView]
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.NoModifier, ALT])
def test_a_drop_from_the_palette_on_a_wire_goes_into_it_but_not_with_alt(
    show: Show, nets: Any, keys: Qt.KeyboardModifier
) -> None:
    net = nets().add("a", Input(shape=(8,)), 0, 0).add("b", Dense(), 500, 0, "a")
    view = show(net.document)
    place = view.mapFromScene(view.canvas.wires[net.call["b"], 0].path.pointAtPercent(0.5))
    data = QMimeData()
    data.setData(MIME, b"Dropout")
    what = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, *what))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(place), *what))
    assert len(view.canvas.boxes) == 3
    (source, *_) = view.editing.model.calls[net.call["b"]].inputs
    assert source is not None
    assert (source.call == net.call["a"]) == (keys == ALT)


def test_out_of_a_model_it_is_selected_and_can_be_dissolved(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("a", Dense(), 0, 0).add("b", Dense(), 304, 0, "a")
    view = show(net.document)
    mouse = hand(view)
    view.editing.select([net.layer["a"], net.layer["b"]])
    mouse.key(Qt.Key.Key_G, CTRL)
    mouse.key(Qt.Key.Key_Return)
    assert len(view.editing.path) == 2
    view.editing.select(())
    mouse.key(Qt.Key.Key_Escape)
    (chosen,) = view.editing.selection
    assert isinstance(view.editing.model.layers[chosen].spec, NestedModel)
    mouse.key(Qt.Key.Key_G, CTRL | SHIFT)
    assert {layer.name for layer in view.editing.model.layers.values()} == {"a", "b"}


def test_only_a_model_can_be_dissolved_from_its_menu(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("a", Dense(), 0, 0)
    view = show(net.document)
    offered = [a.text() for a in context_menu(view, view.mapFromScene(QPointF(60, 20))).actions()]
    assert "Dissolve model" not in offered
    view.editing.select([net.layer["a"]])
    hand(view).key(Qt.Key.Key_G, CTRL)
    (box,) = view.canvas.boxes.values()
    offered = [a.text() for a in context_menu(view, view.mapFromScene(box.frame().center())).actions()]
    assert "Dissolve model" in offered


def test_a_duplicate_covers_nothing(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("a", Dense(), 0, 0).add("b", Dense(), 304, 0, "a").add("below", Dense(), 100, 130)
    view = show(net.document)
    view.editing.select([net.layer["a"], net.layer["b"]])
    hand(view).key(Qt.Key.Key_D, CTRL)
    frames = [box.frame() for box in view.canvas.boxes.values()]
    assert len(frames) == 5
    assert not any(a.intersects(b) for i, a in enumerate(frames) for b in frames[:i])


def test_a_press_close_by_a_port_draws_a_wire_and_no_note_is_made_by_what_is_typed(
    show: Show, hand: Any, net: Any
) -> None:
    view = show(net.document)
    mouse = hand(view)
    port = view.canvas.port(net.call["x"], 0, "out").scenePos()
    mouse.drag(port + QPointF(16, 4), port + QPointF(60, 300))
    assert view.popup.isVisible()
    mouse.type("drop")
    mouse.key(Qt.Key.Key_Return)
    assert not view.editing.model.notes
    assert [layer.spec.kind for layer in view.editing.model.layers.values()][-1] == "Dropout"


def test_tidy_breaks_a_long_chain_into_rows(show: Show, hand: Any, nets: Any) -> None:
    net = nets().add("l0", Dense(units=4), 0, 0)
    for i in range(1, 60):
        net.add(f"l{i}", Dense(units=4), 0, 0, f"l{i - 1}")
    view = show(net.document)
    hand(view).key(Qt.Key.Key_L, CTRL)
    content, area = view.canvas.content_rect(), view.viewport().rect()
    shape = (content.width() / content.height()) / (area.width() / area.height())
    assert 0.5 < shape < 2.0
    frames = [box.frame() for box in view.canvas.boxes.values()]
    assert not any(a.intersects(b) for i, a in enumerate(frames) for b in frames[:i])
