"""Which gesture a press begins, by what is under the pointer and which keys are down."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt

from graph.document.document import Source
from graph.editing.rewiring import End, cut
from gui.canvas.gestures.cut import Cut
from gui.canvas.gestures.gesture import Canvas, Gesture, Pointer
from gui.canvas.gestures.move import Move
from gui.canvas.gestures.pan import Pan
from gui.canvas.gestures.resize import Resize
from gui.canvas.gestures.select import RubberBand
from gui.canvas.gestures.to_input import DragToInput
from gui.canvas.gestures.to_output import DragToOutput
from gui.canvas.items.box import Port
from gui.canvas.items.wire import WireItem

translate = QCoreApplication.translate
NEARLY = 22.0
"""Pixels beside a port, on the empty canvas, where a press is meant for it."""
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


def gesture_for(view: Canvas, button: Qt.MouseButton, at: Pointer, space: bool) -> Gesture | None:
    """The gesture of a press, None where the press means nothing or was an edit by itself."""
    if button == MIDDLE or (button == LEFT and space):
        return Pan(view, at)
    if button != LEFT:
        return None
    if at.alt and at.shift:
        return Cut(view, at)
    hit = view.canvas.hit(at.scene, view.zoom)
    if hit.port is not None:
        return _from_port(view, hit.port, at)
    if (movable := hit.dot or hit.box) is not None:
        return Move(view, at, movable)
    if hit.wire is not None:
        return _from_wire(view, hit.wire, at)
    if hit.note is not None:
        return Resize(view, at, hit.note) if hit.note.handle().contains(at.scene) else Move(view, at, hit.note)
    near = view.canvas.port_near(at.scene, NEARLY / view.zoom)
    return RubberBand(view, at) if near is None else _from_port(view, near, at)


def _from_port(view: Canvas, port: Port, at: Pointer) -> Gesture | None:
    """Alt takes all wires of a port away, Ctrl takes those of an output along, otherwise one wire is drawn or moved."""
    source, end = Source(port.call, port.index), End(port.call, port.index)
    wire = view.canvas.wires.get((port.call, port.index)) if port.side == "in" else None
    ends = [End(call, i) for s, call, i in view.editing.model.wires() if s == source] if port.side == "out" else []
    if at.alt:
        name = translate("Canvas", "Disconnect {name}").format(name=view.call_name(port.call))
        gone = [end] if wire is not None else ends
        view.editing.apply(name, cut(view.editing.document, view.editing.model_id, gone))
        return None
    if port.side == "out":
        return DragToOutput(view, at, ends, detached=True) if at.control and ends else DragToInput(view, at, source)
    return DragToInput(view, at, wire.source, end) if wire else DragToOutput(view, at, [end])


def _from_wire(view: Canvas, wire: WireItem, at: Pointer) -> Gesture:
    """A wire pressed somewhere: its nearer end comes off if it is dragged."""
    start, end = wire.ends
    there = End(wire.call, wire.port)
    if (at.scene - start).manhattanLength() < (at.scene - end).manhattanLength():
        return DragToOutput(view, at, [there], detached=True)
    return DragToInput(view, at, wire.source, there)
