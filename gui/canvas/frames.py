"""The rectangles of all boxes and the one around them, kept while single boxes change, and found by where they are."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator

from PySide6.QtCore import QRectF

from graph.layout.routing import Rect

CELL = 512.0
"""Units of the fields by which rectangles are found: about as large as a box with its surroundings."""
Field = tuple[int, int]
FARTHEST = 1e7


class Frames:
    """A rectangle by key. The rectangle around all is worked out anew only when one at its border has gone."""

    def __init__(self) -> None:
        self._of: dict[str, QRectF] = {}
        self._edges: dict[str, Rect] = {}
        self._fields: dict[Field, set[str]] = {}
        self._bounds: QRectF | None = QRectF()
        self.stirred: list[Rect] = []
        """Where something was, or is now, since somebody has last asked and emptied this."""

    def put(self, key: str, frame: QRectF) -> None:
        old = self._of.get(key)
        if old == frame:
            return
        if old is not None:
            self._leave(key, old)
        self._of[key] = frame
        self._edges[key] = edges = edges_of(frame)
        self.stirred.append(edges)
        for field in _fields(edges):
            self._fields.setdefault(field, set()).add(key)
        if self._bounds is not None:
            self._bounds = self._bounds.united(frame)

    def remove(self, key: str) -> None:
        self._leave(key, self._of.pop(key))
        del self._edges[key]

    def _leave(self, key: str, frame: QRectF) -> None:
        self.stirred.append(self._edges[key])
        for field in _fields(self._edges[key]):
            self._fields[field].discard(key)
        if self._bounds is not None and not self._bounds.adjusted(1, 1, -1, -1).contains(frame):
            self._bounds = None

    def bounds(self) -> QRectF:
        """The rectangle around all, empty where there are none."""
        if self._bounds is None:
            self._bounds = united(self._of.values())
        return QRectF(self._bounds)

    def items(self) -> ItemsView[str, QRectF]:
        return self._of.items()

    def touching(self, rect: QRectF) -> set[str]:
        """The keys of those that meet a rectangle."""
        area = edges_of(rect)
        return {key for key in self._near(area) if meet(self._edges[key], area)}

    def within(self, area: Rect) -> list[Rect]:
        """Those that meet an area."""
        return [edges for key in self._near(area) if meet(edges := self._edges[key], area)]

    def _near(self, area: Rect) -> Iterable[str]:
        """The keys of those in the fields of an area, of a large one all."""
        left, top, right, bottom = (int(value // CELL) for value in area)
        if (right - left + 1) * (bottom - top + 1) > len(self._of):
            return self._edges
        found: set[str] = set()
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                found |= self._fields.get((x, y), set())
        return found

    def all(self) -> list[QRectF]:
        return list(self._of.values())

    def some(self, keys: Iterable[str]) -> list[QRectF]:
        """The rectangles of those of the keys that have one."""
        return [self._of[key] for key in keys if key in self._of]


def _fields(edges: Rect) -> Iterator[Field]:
    left, top, right, bottom = (int(value // CELL) for value in edges)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def edges_of(rect: QRectF) -> Rect:
    """left, top, right, bottom; what is beyond all that can be shown, or no number, is at its edge."""
    left, top, right, bottom = (
        min(FARTHEST, max(-FARTHEST, value)) for value in (rect.left(), rect.top(), rect.right(), rect.bottom())
    )
    return left, top, right, bottom


def meet(one: Rect, other: Rect) -> bool:
    """Whether two rectangles have more than an edge in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def united(rects: Iterable[QRectF]) -> QRectF:
    """The rectangle around all of these, empty where there are none."""
    rect = QRectF()
    for other in rects:
        rect = rect.united(other)
    return rect
