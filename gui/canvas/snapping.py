"""A light pull while moving: to the edges and port heights of neighbours first, to the grid otherwise."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from gui.canvas.items.layout import GRID

if TYPE_CHECKING:
    from gui.canvas.scene import CanvasScene

PULL = 6.0
NEIGHBOURHOOD = 900.0
STEP = GRID / 3


def snap(scene: CanvasScene, corner: QPointF, moving: Collection[str]) -> QPointF:
    """Where the corner of a moving box should go when the pointer puts it at `corner`."""
    around = QRectF(corner.x() - NEIGHBOURHOOD, corner.y() - NEIGHBOURHOOD, 2 * NEIGHBOURHOOD, 2 * NEIGHBOURHOOD)
    xs, ys = [], []
    for box in scene.boxes_within(around):
        if box.card.key not in moving:
            xs.append(box.x())
            ys.append(box.y())
    return QPointF(_pulled(corner.x(), xs), _pulled(corner.y(), ys))


def _pulled(value: float, lines: list[float]) -> float:
    nearest = min(lines, key=lambda line: abs(line - value), default=None)
    if nearest is not None and abs(nearest - value) <= PULL:
        return nearest
    return round(value / STEP) * STEP
