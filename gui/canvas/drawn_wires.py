"""Which wires of a call can be drawn, and where: both their ends must be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import QPointF, QRectF

from graph.document.document import Model, Source
from graph.layout.routing import Rect, lane, region
from gui.canvas.items.box import BoxItem


def drawn_wires(model: Model, call: str, boxes: Mapping[str, BoxItem]) -> Iterator[tuple[int, Source]]:
    """The wires of a call of which both ends are shown, by port; `boxes` are those of the calls."""
    end = boxes.get(call)
    for port, source in enumerate(model.calls[call].inputs if call in model.calls and end is not None else ()):
        start = boxes.get(source.call) if source is not None else None
        if source is None or start is None or end is None:
            continue
        if (source.call, source.output) in start.layout.outputs and (call, port) in end.layout.inputs:
            yield port, source


def area_of(start: QPointF, end: QPointF) -> QRectF | None:
    """Where boxes may lie in a wire's way, None where none can."""
    looked = region((start.x(), start.y()), (end.x(), end.y()))
    if looked is None:
        return None
    left, top, right, bottom = looked
    return QRectF(left, top, right - left, bottom - top)


def lane_among(frames: Iterable[QRectF], start: QPointF, end: QPointF) -> float | None:
    """The lane of a wire around what lies in its way."""
    boxes: list[Rect] = [(f.left(), f.top(), f.right(), f.bottom()) for f in frames]
    return lane((start.x(), start.y()), (end.x(), end.y()), boxes)
