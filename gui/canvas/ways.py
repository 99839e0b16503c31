"""The ways of wires around boxes: the lane that each takes, and which wires are in doubt when boxes come and go."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from graph.layout.routing import Rect, lane, region
from gui.canvas.frames import Frames, meet

WireKey = tuple[str, int]
MANY = 40
"""From so many changes on they are taken as one."""


class Ways:
    """Where each wire has looked for boxes in its way."""

    def __init__(self) -> None:
        self._looked: dict[WireKey, Rect] = {}

    def lane(self, frames: Frames, key: WireKey, start: QPointF, end: QPointF) -> float | None:
        """The lane around boxes that are in a wire's way, if there are any."""
        first, last = (start.x(), start.y()), (end.x(), end.y())
        area = region(first, last)
        if area is None:
            self.forget(key)
            return None
        self._looked[key] = area
        return lane(first, last, frames.within(area))

    def forget(self, key: WireKey) -> None:
        """A wire goes, or nothing can be in its way."""
        self._looked.pop(key, None)

    def stirred(self, frames: Frames) -> set[WireKey]:
        """The wires in whose way something has come, or out of it, since the last time."""
        stirred, frames.stirred = frames.stirred, []
        if len(stirred) > MANY:
            lefts, tops, rights, bottoms = zip(*stirred, strict=True)
            stirred = [(min(lefts), min(tops), max(rights), max(bottoms))]
        return {key for key, area in self._looked.items() for place in stirred if meet(area, place)}
