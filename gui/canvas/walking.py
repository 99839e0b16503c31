"""The canvas by keyboard alone: from box to box along the wires, and what a screen reader says of where one is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QPointF

from gui.canvas.captions import comma
from gui.canvas.items.box import BoxItem
from gui.canvas.scene import CanvasScene

translate = QCoreApplication.translate


def step(scene: CanvasScene, here: str | None, dx: int, dy: int) -> str | None:
    """The box that one comes to: along a wire to the right or left, else to the next one above or below; None where
    there is none. From nowhere one comes to the first Input."""
    box = scene.boxes.get(here) if here is not None else None
    if box is None:
        first = (scene.box_of_call(call).card.key for call in (*scene.model.inputs, *scene.shapes.wiring.order))
        return next(first, next(iter(scene.boxes), None))
    if dx:
        return _nearest(box, _along(scene, box, dx))
    others = (other for other in scene.boxes.values() if (other.y() - box.y()) * dy > 0)
    return _nearest(box, others)


def _along(scene: CanvasScene, box: BoxItem, dx: int) -> Iterable[BoxItem]:
    """The boxes that a box feeds, or those that feed it."""
    for wire in scene.wires_of(box.card.key):
        ends = scene.box_of_call(wire.source.call), scene.box_of_call(wire.call)
        start, end = ends if dx > 0 else ends[::-1]
        if start is box and end is not box:
            yield end


def _nearest(box: BoxItem, others: Iterable[BoxItem]) -> str | None:
    """The one whose middle is nearest; what lies beside counts for further away than what lies above or below."""

    def distance(other: BoxItem) -> tuple[float, str]:
        way: QPointF = other.frame().center() - box.frame().center()
        return 2 * abs(way.x()) + abs(way.y()), other.card.key

    nearest = min(others, key=distance, default=None)
    return nearest.card.key if nearest is not None else None


def spoken(scene: CanvasScene, chosen: Iterable[str]) -> str:
    """What is selected, in words: name and kind, what feeds it and what it feeds, its shape and what is wrong."""
    keys = [key for key in chosen if key in scene.boxes]
    if len(keys) != 1:
        return translate("Canvas", "{n} selected").format(n=len(keys)) if keys else ""
    box = scene.boxes[keys[0]]
    parts = [box.card.title, box.card.subtitle]
    for dx, words in ((-1, translate("Canvas", "fed by {names}")), (1, translate("Canvas", "feeds {names}"))):
        names = sorted({other.card.title for other in _along(scene, box, dx)})
        if names:
            parts.append(words.format(names=comma().join(names)))
    parts += [row.value for row in box.card.rows if row.value]
    return ". ".join([*parts, *box.marks.texts])
