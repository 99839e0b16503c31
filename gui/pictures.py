"""Pictures of the canvas: PNG, SVG, PDF and paper, drawn as the screen draws it, with text that stays text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from graph.document.document import Document, ModelId
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import MessageError, say
from gui.canvas.scene import CanvasScene
from gui.editing import Editing
from gui.theme import Mode, Theme
from runtime.files.fonts import HAN, SANS

FORMATS = ("png", "svg", "pdf")
AIR = 24.0
MOST_PIXELS = 120_000_000
SCREEN_DOTS = 96
"""Dots per inch by which other programs read the size of a drawing."""
OUR_FONTS = f'font-family="{SANS},{HAN}"'.encode()
FONTS_ELSEWHERE = b"font-family=\"Inter, Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif\""
"""Our fonts are known by names of our own; elsewhere they have those of their makers."""
DOTS = 72
"""Dots per inch of pages: a unit of the canvas is a point."""


class PictureError(MessageError):
    """There is nothing to be drawn, or it would be too large."""


@dataclass(frozen=True)
class Picture:
    """What a picture shows: a model of a document, all of it or some boxes and notes; in which theme."""

    document: Document
    path: tuple[ModelId, ...]
    keys: frozenset[str] | None = None
    mode: Mode = "light"

    def png(self, scale: float = 2.0) -> bytes:
        """Pixels, so many for a unit of the canvas; raises PictureError."""
        scene, rect = self._drawn()
        size = (rect.size() * scale).toSize().expandedTo(QSize(1, 1))
        if size.width() * size.height() > MOST_PIXELS:
            raise PictureError(
                say(
                    "The picture would have {width} × {height} pixels. Choose a smaller scale, SVG or PDF.",
                    width=size.width(),
                    height=size.height(),
                )
            )
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(scene.theme.colors.canvas)
        with QPainter(image) as painter:
            _paint(scene, painter, rect, QRectF(image.rect()))
        return _bytes_of(lambda buffer: image.save(buffer, "PNG"))  # type: ignore[call-overload]

    def svg(self) -> bytes:
        """A drawing whose text is text; raises PictureError."""
        scene, rect = self._drawn()

        def write(buffer: QBuffer) -> None:
            drawing = QSvgGenerator()
            drawing.setOutputDevice(buffer)
            drawing.setResolution(SCREEN_DOTS)
            drawing.setSize(rect.size().toSize())
            drawing.setViewBox(QRectF(0, 0, rect.width(), rect.height()))
            drawing.setTitle(self.document.models[self.path[-1]].name)
            with QPainter(drawing) as painter:
                painter.fillRect(QRectF(0, 0, rect.width(), rect.height()), scene.theme.colors.canvas)
                _paint(scene, painter, rect, QRectF(0, 0, rect.width(), rect.height()))

        return _bytes_of(write).replace(OUR_FONTS, FONTS_ELSEWHERE)

    def pdf(self, nested: bool = False) -> bytes:
        """A page as large as the canvas, and with `nested` one more for each model inside; raises PictureError."""
        pages = [self, *self._inner()] if nested else [self]
        drawn = [page._drawn() for page in pages]

        def write(buffer: QBuffer) -> None:
            writer = QPdfWriter(buffer)
            writer.setResolution(DOTS)
            writer.setTitle(self.document.models[self.path[-1]].name)
            _set_page(writer, drawn[0][1])
            painter = QPainter(writer)
            for number, (scene, rect) in enumerate(drawn):
                if number:
                    _set_page(writer, rect)
                    writer.newPage()
                painter.fillRect(QRectF(0, 0, rect.width(), rect.height()), scene.theme.colors.canvas)
                _paint(scene, painter, rect, QRectF(0, 0, rect.width(), rect.height()))
            painter.end()

        return _bytes_of(write)

    def print_on(self, paper: QPagedPaintDevice, room: QRectF) -> None:
        """As large as fits into the room of a page; raises PictureError."""
        scene, rect = self._drawn()
        with QPainter(paper) as painter:
            scale = min(room.width() / rect.width(), room.height() / rect.height())
            painter.scale(scale, scale)
            _paint(scene, painter, rect, QRectF(0, 0, rect.width(), rect.height()))

    def _inner(self) -> Iterable[Picture]:
        for layer in self.document.models[self.path[-1]].layers.values():
            spec = layer.spec
            if isinstance(spec, NestedModel) and spec.model in self.document.models and spec.model not in self.path:
                inner = Picture(self.document, (*self.path, spec.model), None, self.mode)
                yield inner
                yield from inner._inner()

    def _drawn(self) -> tuple[CanvasScene, QRectF]:
        """A scene of its own, without selection and pointer, and the part of it that is shown."""
        editing = Editing(self.document)
        for model in self.path[1:]:
            editing.enter(model)
        scene = CanvasScene(editing, Theme(self.mode), editing)
        kept = scene.items_by_key()
        if self.keys is not None:
            for key, item in kept.items():
                item.setVisible(key in self.keys)
            for wire in scene.wires.values():
                ends = {scene.box_of_call(wire.call).card.key, scene.box_of_call(wire.source.call).card.key}
                wire.setVisible(ends <= self.keys)
        rect = scene.content_rect(self.keys)
        if rect.isEmpty():
            raise PictureError(say("There is nothing to be drawn: the model is empty, or nothing is selected."))
        if self.keys is None:
            rect = rect.united(scene.wires_rect())
        return scene, rect.adjusted(-AIR, -AIR, AIR, AIR)


def _paint(scene: CanvasScene, painter: QPainter, part: QRectF, room: QRectF) -> None:
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    scene.render(painter, room, part, Qt.AspectRatioMode.KeepAspectRatio)


def _set_page(writer: QPdfWriter, rect: QRectF) -> None:
    size = QPageSize(
        QSizeF(rect.width(), rect.height()), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))


def _bytes_of(write: Callable[[QBuffer], object]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write(buffer)
    buffer.close()
    return bytes(buffer.data().data())
