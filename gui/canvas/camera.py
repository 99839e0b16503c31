"""Where the view looks: panning, zooming at the pointer, framing; remembered for each model."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QInputDevice, QTransform, QWheelEvent
from PySide6.QtWidgets import QWidget

from gui.canvas.surface import Surface

LOWEST, HIGHEST, READABLE, COMFORTABLE = 0.005, 4.0, 0.6, 0.8
SURVEYED = 0.4
"""Zoom from which on a network is seen as a whole: names of layers can be made out, and shapes stand on the wires."""
STEP = 1.0015
"""Zoom factor per wheel unit; a notch of a mouse wheel is 120 units."""


class Camera:
    def __init__(self, view: Surface, breadcrumb: QWidget, minimap: QWidget) -> None:
        """`breadcrumb` and `minimap` float over the view: where they are, little can be seen."""
        self._view, self._breadcrumb, self._minimap = view, breadcrumb, minimap
        self._looked = False
        self._untouched = True
        self._seen: dict[str, tuple[float, QPointF]] = {}
        self._model = view.editing.model_id
        view.moved.connect(self._remember)

    def pan(self, dx: int, dy: int) -> None:
        """Push the scene by pixels."""
        self._untouched = False
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() - dx)
        down.setValue(down.value() - dy)

    def scale_at(self, factor: float, at: QPointF) -> None:
        """Zoom so that what is under a point of the view stays there."""
        view = self._view
        zoom = min(max(view.zoom * factor, LOWEST), HIGHEST)
        below = view.viewportTransform().inverted()[0].map(at)
        self._set_zoom(zoom)
        shift = view.viewportTransform().map(below) - at
        self.pan(-round(shift.x()), -round(shift.y()))
        view.moved.emit()

    def _set_zoom(self, zoom: float) -> None:
        self._untouched = False
        self._view.setTransform(QTransform.fromScale(zoom, zoom))

    def wheel(self, event: QWheelEvent) -> None:
        """A wheel zooms, two fingers on a trackpad pan; with Ctrl both zoom."""
        delta, pixels = event.angleDelta(), event.pixelDelta()
        device = event.pointingDevice()
        touchpad = device is not None and device.type() == QInputDevice.DeviceType.TouchPad
        fingers = touchpad or event.phase() != Qt.ScrollPhase.NoScrollPhase
        if fingers and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = pixels if not pixels.isNull() else delta / 4
            self.pan(step.x(), step.y())
        else:
            self.scale_at(STEP ** delta.y(), event.position())
        event.accept()

    def zoom_by(self, factor: float) -> None:
        """Zoom about the middle of the view."""
        self.scale_at(factor, QPointF(self._view.viewport().rect().center()))

    def full_size(self) -> None:
        """100 %, keeping the middle."""
        self.zoom_by(1 / self._view.zoom)

    def frame(self, keys: Iterable[str] | None = None, largest: float = 1.0) -> None:
        """Bring these boxes and notes (all where none are named) into view, not larger than 100 %."""
        rect = self._view.canvas.content_rect(keys)
        view = self._view
        if rect.isEmpty():
            rect = QRectF(-view.width() / 2, -view.height() / 2, view.width(), view.height())
        elif keys is None:
            rect = rect.united(view.canvas.wires_rect())
        self._fit(rect, self._room(), largest)
        if keys is None and self._minimap_hides_boxes():
            self._fit(rect, self._room(above=self._minimap.y() - 8), largest)
        view.moved.emit()

    def _fit(self, rect: QRectF, room: QRectF, largest: float) -> None:
        zoom = min(room.width() / rect.width(), room.height() / rect.height(), largest)
        self._set_zoom(min(max(zoom, LOWEST), HIGHEST))
        middle = QRectF(self._view.viewport().rect()).center()
        self._view.centerOn(rect.center() + (middle - room.center()) / self._view.zoom)

    def _room(self, above: float = 0.0) -> QRectF:
        """What nothing floats over, but for the minimap; `above` is where the room ends at the bottom instead."""
        room = QRectF(self._view.viewport().rect()).adjusted(32, 32, -32, -64)
        if self._breadcrumb.isVisible():
            room.setTop(self._breadcrumb.geometry().bottom() + 16.0)
        if above > room.top() + 80:
            room.setBottom(above)
        return room

    def _minimap_hides_boxes(self) -> bool:
        view = self._view
        if not self._minimap.isVisible():
            return False
        covered = view.mapToScene(self._minimap.geometry().adjusted(-8, -8, 0, 0)).boundingRect()
        return any(box.frame().intersects(covered) for box in view.canvas.boxes.values())

    def locate(self, key: str) -> None:
        """Bring one box into the middle without zooming out further than needed to read it."""
        rect = self._view.canvas.content_rect([key])
        if not rect.isEmpty():
            if self._view.zoom < READABLE:
                self._set_zoom(1.0)
            self._view.centerOn(rect.center())
            self._view.moved.emit()

    def first_look(self) -> None:
        """Frame everything when the view is first shown."""
        if not self._looked:
            self._looked = True
            self.show_all()

    def show_all(self) -> None:
        """Frame everything, and again whenever the view changes its size, until one looks elsewhere.

        Of a network too large to be surveyed like that, its beginning.
        """
        self.frame()
        if self._view.zoom < SURVEYED:
            self._set_zoom(COMFORTABLE)
            canvas, seen, room = self._view.canvas, self._view.visible_rect(), self._room()
            whole = canvas.content_rect().united(canvas.wires_rect())
            left, top = whole.left() - room.left() / COMFORTABLE, whole.top() - room.top() / COMFORTABLE
            centre = whole.center() + (seen.center() - self._view.mapToScene(room.toRect()).boundingRect().center())
            if whole.width() > room.width() / COMFORTABLE:
                centre.setX(left + seen.width() / 2)
            if whole.height() > room.height() / COMFORTABLE:
                centre.setY(top + seen.height() / 2)
            self._view.centerOn(centre)
            self._view.moved.emit()
        self._untouched = True

    def start_anew(self) -> None:
        """Another document is shown: forget where one looked in the old one."""
        self._seen.clear()
        self._model = self._view.editing.model_id
        if self._looked:
            self.show_all()

    def resized(self) -> None:
        if self._looked and self._untouched:
            self.show_all()

    def _remember(self) -> None:
        if self._looked and self._model == self._view.editing.model_id:
            self._seen[self._model] = (self._view.zoom, self._view.visible_rect().center())

    def recall(self, _path: object) -> None:
        """Another model is in view: look where one looked last, or at all of it."""
        self._model = self._view.editing.model_id
        if self._model in self._seen:
            zoom, center = self._seen[self._model]
            self._set_zoom(zoom)
            self._view.centerOn(center)
        elif self._looked:
            self.show_all()
        self._view.moved.emit()
