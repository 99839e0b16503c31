"""Drawing wires: from an output to an input or back, with what fits glowing and what doesn't saying why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from graph.document.document import Document, Source
from graph.editing.rewiring import End
from graph.specs.message import Message
from gui.canvas.gestures.gesture import Gesture, Pointer
from gui.canvas.items.box import BoxItem, Port
from gui.canvas.items.box_painting import Side
from gui.canvas.items.overlay import LooseWire
from gui.translate import text

translate = QCoreApplication.translate
REACH = 18.0
"""Pixels from which a port draws the loose end to itself."""


@dataclass(frozen=True)
class Target:
    """What the loose end is over: where it snaps to, and either an edit with its name or why there is none."""

    place: QPointF | None = None
    """None: the loose end stays at the pointer."""
    name: str = ""
    edit: Callable[[], Document] | None = None
    refused: Message | None = None
    only_shape: bool = False
    """The refusal is about shapes: Shift overrules it."""
    advice: str = ""
    """What to do instead, where a release would do nothing."""
    port: Port | None = None


class WireDrag(Gesture):
    """What both directions share: loose wires, glowing ports, the hint at the pointer, the edit at the end."""

    cursor = Qt.CursorShape.CrossCursor
    side: Side = "in"
    """On which side of boxes the loose end can go."""

    def start(self) -> None:
        self._loose: list[LooseWire] = []
        self._target: Target | None = None
        self._marked: set[BoxItem] = set()

    def begin(self) -> None:
        """The press became a drag: show what the wire can go to."""
        for _ in self.fixed_places():
            self._loose.append(LooseWire(self.view.theme))
            self.scene.addItem(self._loose[-1])
        self._mark()

    def _mark(self) -> None:
        """Let the ports in view glow or dim; of a large network most come into view never."""
        for box in self.scene.boxes_within(self.view.visible_rect()):
            if box not in self._marked:
                self._marked.add(box)
                ports = [(port.call, port.index) for port in box.ports() if port.side == self.side]
                box.put("port_states", {(*port, self.side): "good" if self.takes(*port) else "bad" for port in ports})

    def fixed_places(self) -> list[QPointF]:
        """Where the ends are that stay."""
        raise LookupError

    def takes(self, _call: str, _index: int) -> bool:
        """Whether the wire could end at that port of the other side."""
        raise LookupError

    def target(self, _at: Pointer) -> Target | None:
        """What a release here would do; None over empty canvas."""
        raise LookupError

    def drop_on_empty(self, _at: Pointer) -> None:
        raise LookupError

    def idle_text(self) -> str:
        """What the hint says while over nothing."""
        return ""

    def move(self, at: Pointer) -> None:
        if not self.dragging:
            if not self.is_drag(at):
                return
            self.begin()
        self._mark()
        target = self._target = self.target(at)
        good = target is None or target.refused is None
        tip = at.scene if target is None or target.place is None else target.place
        for loose, fixed in zip(self._loose, self.fixed_places(), strict=True):
            ends = (fixed, tip) if self.side == "in" else (tip, fixed)
            loose.lead(*ends, tip, good)
        self._show_target(target)
        self.view.hint(self._words(target), at.screen, not good)

    def _words(self, target: Target | None) -> str:
        if target is None or target.refused is None:
            return (target.advice if target is not None else "") or self.idle_text()
        why = text(target.refused)
        return f"{why}\n{translate('Canvas', 'Shift: connect anyway')}" if target.only_shape else why

    def _show_target(self, target: Target | None) -> None:
        port = target.port if target is not None and target.refused is None else None
        for box in self._marked:
            wanted = {
                key: "target"
                if port is not None and key == (port.call, port.index, port.side)
                else "good"
                if state == "target"
                else state
                for key, state in box.port_states.items()
            }
            box.put("port_states", wanted)

    def near_port(self, at: Pointer) -> Port | None:
        """The port on the wanted side that the loose end is drawn to."""
        hit = self.scene.hit(at.scene, self.view.zoom)
        reach = REACH / self.view.zoom
        boxes = [hit.box] if hit.box is not None else self.scene.boxes_near(at.scene, reach)
        found = [port for box in boxes if (port := box.port_near(at.scene, reach)) and port.side == self.side]
        return found[0] if found else None

    def end(self, at: Pointer) -> None:
        if not self.dragging:
            self.clicked(at)
            return
        target = self.target(at)
        self._clean()
        if target is None:
            self.drop_on_empty(at)
        elif target.edit is not None and (target.refused is None or (target.only_shape and at.shift)):
            self.editing.apply(target.name, target.edit())
        elif target.refused is not None:
            self.view.hint(text(target.refused), at.screen, True, stay=2600)

    def clicked(self, at: Pointer) -> None:
        """The press never became a drag."""

    def cancel(self) -> None:
        self._clean()

    def _clean(self) -> None:
        for loose in self._loose:
            self.scene.removeItem(loose)
        self._loose = []
        for box in self._marked:
            box.put("port_states", {})
        self._marked = set()
        self.view.hint("", self.origin.screen)

    def connect_name(self, source: Source, end: End) -> str:
        model = self.editing.model
        return translate("Canvas", "Connect {source} to {target}").format(
            source=self.view.call_name(source.call),
            target=self.view.call_name(end.call) if end.call in model.calls else "",
        )
