"""From far away: boxes as blocks of colour, with as many names as there is room for, all put down at once."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from gui.canvas.items.layout import elided, width_of
from gui.canvas.scene import CanvasScene
from gui.theme import faded, font, mix

FAR = 0.16
"""Below so many pixels of the screen for a unit of the scene, a single box has no room for its name."""
LABEL = (96, 30)
"""Pixels that each name has for itself."""
NAME = font(11, QFont.Weight.DemiBold)


def paint_far(p: QPainter, scene: CanvasScene, rect: QRectF, zoom: float) -> None:
    """Paint the part of the scene within `rect`. What is painted where depends on nothing but scene and zoom, so that a
    part painted anew fits to what stands around it."""
    c = scene.theme.colors
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for note in scene.notes.values():
        p.save()
        p.translate(note.pos())
        note.paint(p, None)  # type: ignore[arg-type]
        p.restore()
    _paint_wires(p, scene)
    groups: dict[str, list[QRectF]] = {}
    for key, frame in scene.frames.items():
        groups.setdefault(scene.boxes[key].card.family, []).append(frame)
    p.setPen(Qt.PenStyle.NoPen)
    for family, frames in groups.items():
        p.setBrush(mix(c.card, scene.theme.family(family), 0.6))
        p.drawRects(frames)
    bad = [key for key in scene.marked if scene.boxes[key].marks.worst == "error"]
    for keys, color in ((bad, c.bad), (scene.editing.selection, c.accent)):
        if marked := scene.frames.some(keys):
            p.setBrush(faded(color, 0.35))
            p.setPen(_thin(QPen(color, 2)))
            p.drawRects(marked)
    _paint_names(p, scene, rect, zoom)


def _thin(pen: QPen) -> QPen:
    pen.setCosmetic(True)
    return pen


def _paint_wires(p: QPainter, scene: CanvasScene) -> None:
    p.setPen(_thin(QPen(scene.theme.colors.wire, 1)))
    if lines := [line for key, line in scene.lines.items() if key not in scene.dots.of]:
        p.drawLines(lines)
    for key in scene.dots.of.keys() & scene.wires.keys():
        _paint_led(p, scene, key)
    for key, wire in scene.wires.items():
        if wire.selected or wire.cut or wire.lit:
            p.setPen(_thin(QPen(wire.color(), 2)))
            _paint_led(p, scene, key)


def _paint_led(p: QPainter, scene: CanvasScene, key: tuple[str, int]) -> None:
    start, end = scene.wires[key].ends
    p.drawPolyline([start, *scene.dots.through(key), end])


def _paint_names(p: QPainter, scene: CanvasScene, rect: QRectF, zoom: float) -> None:
    width, height = LABEL[0] / zoom, LABEL[1] / zoom
    around = rect.adjusted(-width, -height, width, height)
    behind = faded(scene.theme.colors.canvas, 0.75)
    p.setFont(NAME)
    p.setPen(scene.theme.colors.text)
    to_screen = p.worldTransform()
    p.save()
    p.resetTransform()
    p.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for key, at in _with_room(scene, width, height):
        if around.contains(at):
            place = to_screen.map(at)
            text = elided(scene.boxes[key].card.title, NAME, LABEL[0] - 8)
            x, y = round(place.x()), round(place.y())
            p.fillRect(QRectF(x, y - 15, width_of(text, NAME) + 6, 14), behind)
            p.drawText(QPointF(x + 3, y - 4), text)
    p.restore()


def _with_room(scene: CanvasScene, width: float, height: float) -> Iterator[tuple[str, QPointF]]:
    """The boxes whose names stand above them: of those in a field of a grid, and where they reach into the next, the
    first."""
    taken: set[tuple[int, int]] = set()
    for key, frame in scene.frames.items():
        row, column = int(frame.top() // height), int(frame.left() // width)
        fields = {(row, column), (row, int((frame.left() + width) // width))}
        if taken.isdisjoint(fields):
            taken |= fields
            yield key, frame.topLeft()
