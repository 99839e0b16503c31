"""What is lit up because the pointer is over it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QPointF

from gui.canvas.hits import Hit
from gui.canvas.items.box import BoxItem
from gui.canvas.items.dot import DotItem
from gui.canvas.items.note import NoteItem
from gui.canvas.items.wire import WireItem


class Shown(Protocol):
    """What is asked of the scene."""

    def box_of_call(self, call: str) -> BoxItem: ...
    def calls_of(self, layer: str) -> list[str]: ...
    def wires_of(self, key: str) -> Iterable[WireItem]: ...


class Lights:
    """Boxes, wires, a note or dot; one call of a shared layer lights every call of it, and their wires."""

    def __init__(self) -> None:
        self.boxes: set[BoxItem] = set()
        self.wires: set[WireItem] = set()
        self.single: NoteItem | DotItem | None = None

    def show(self, scene: Shown, hit: Hit, at: QPointF) -> None:
        box = hit.box
        call = box.call_at(at) if box is not None and box.card.uses > 1 else None
        shown = [scene.box_of_call(c) for c in scene.calls_of(box.card.layer)] if box is not None else []
        boxes = {*shown} | ({box} if box is not None else set())
        calls = {c for other in boxes for c in other.card.calls}
        wires = {wire for other in boxes for wire in scene.wires_of(other.card.key)} if call else set()
        lit = {wire for wire in wires if {wire.call, wire.source.call} & calls}
        lit |= {hit.wire} if hit.wire is not None else set()
        for other in self.boxes - boxes:
            other.put("hovered", False)
            other.put("hovered_call", None)
        for other in boxes:
            other.put("hovered", True)
            other.put("hovered_call", (call if call in other.card.calls else "") if call else None)
        for wire in self.wires ^ lit:
            wire.put("lit", wire in lit)
        single = hit.note or hit.dot
        for item in {self.single, single}:
            if item is not None:
                item.put("hovered", item is single)
        self.boxes, self.wires, self.single = boxes, lit, single

    def forget(self, item: WireItem | DotItem | NoteItem) -> None:
        """An item goes."""
        if isinstance(item, WireItem):
            self.wires.discard(item)
        elif self.single is item:
            self.single = None
