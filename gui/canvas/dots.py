"""The dots of the model in view, and which wire each leads."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from graph.document.document import Model
from gui.canvas.items.dot import DotItem
from gui.theme import Theme

WireKey = tuple[str, int]


class Dots:
    """Items by id; of each wire that has any, its dots in order."""

    def __init__(self) -> None:
        self.items: dict[str, DotItem] = {}
        self.of: dict[WireKey, tuple[str, ...]] = {}

    def sync(self, scene: QGraphicsScene, theme: Theme, model: Model) -> set[WireKey]:
        """Show the dots of the model; gives the wires that are led otherwise now."""
        before = {key: self.through(key) for key in self.of}
        for key in self.items.keys() - model.dots.keys():
            scene.removeItem(self.items.pop(key))
        of: dict[WireKey, tuple[str, ...]] = {}
        for key, dot in model.dots.items():
            if key not in self.items:
                self.items[key] = DotItem(dot, theme)
                scene.addItem(self.items[key])
            elif self.items[key].dot is not dot:
                self.items[key].show_dot(dot)
            wire = self.items[key].wire
            of[wire] = (*of.get(wire, ()), key)
        self.of = of
        return {key for key in before.keys() | of.keys() if before.get(key, ()) != self.through(key)}

    def through(self, wire: WireKey) -> tuple[QPointF, ...]:
        """The places that a wire is led through, as they are shown."""
        return tuple(self.items[key].pos() for key in self.of.get(wire, ()))

    def led_by(self, keys: Set[str]) -> set[WireKey]:
        """The wires of some of the dots."""
        return {self.items[key].wire for key in keys & self.items.keys()}
