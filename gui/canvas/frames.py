"""The rectangles of all boxes and the one around them, kept while single boxes change."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable

from PySide6.QtCore import QRectF


class Frames:
    """A rectangle by key. The rectangle around all is worked out anew only when one at its border has gone."""

    def __init__(self) -> None:
        self._of: dict[str, QRectF] = {}
        self._bounds: QRectF | None = QRectF()
        self.stirred: list[QRectF] = []
        """Where something was, or is now, since somebody has last asked and emptied this."""

    def put(self, key: str, frame: QRectF) -> None:
        old = self._of.get(key)
        if old == frame:
            return
        if old is not None:
            self._leave(old)
        self.stirred.append(frame)
        self._of[key] = frame
        if self._bounds is not None:
            self._bounds = self._bounds.united(frame)

    def remove(self, key: str) -> None:
        self._leave(self._of.pop(key))

    def _leave(self, frame: QRectF) -> None:
        self.stirred.append(frame)
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
        return {key for key, frame in self._of.items() if rect.intersects(frame)}

    def all(self) -> list[QRectF]:
        return list(self._of.values())

    def some(self, keys: Iterable[str]) -> list[QRectF]:
        """The rectangles of those of the keys that have one."""
        return [self._of[key] for key in keys if key in self._of]


def united(rects: Iterable[QRectF]) -> QRectF:
    """The rectangle around all of these, empty where there are none."""
    rect = QRectF()
    for other in rects:
        rect = rect.united(other)
    return rect
