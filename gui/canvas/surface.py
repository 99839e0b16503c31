"""What the canvas is before anybody touches it: a view of the scene, its zoom, the names of things, and the hint."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsView, QStyleOptionGraphicsItem, QWidget

from graph.document.nesting import is_output
from graph.editing.edits import EditError
from gui import translate as wording
from gui.canvas.far import FAR, paint_far
from gui.canvas.hint import Hint
from gui.canvas.items.backdrop import draw_grid
from gui.canvas.scene import CanvasScene
from gui.editing import Editing
from gui.theme import Theme

translate = QCoreApplication.translate
WORLD = QRectF(-2_000_000, -2_000_000, 4_000_000, 4_000_000)
"""Where one can look."""


class Surface(QGraphicsView):
    """The scene of the model in view; every change goes through `editing`."""

    wants_form = Signal()
    """Someone wants to change what is selected."""
    moved = Signal()
    """Another part of the scene, or another size of it, is in view."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editing, self.theme = editing, theme
        self.canvas = CanvasScene(editing, theme, self)
        self.setScene(self.canvas)
        self.setSceneRect(WORLD)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.pointer = QPoint(-1, -1)
        self._hint = Hint(self, theme)
        theme.changed.connect(self.viewport().update)
        self.canvas.refreshed.connect(self._repaint_far)
        self.canvas.shifted.connect(self._repaint_far)

    @property
    def zoom(self) -> float:
        """Pixels per scene unit."""
        return self.transform().m11()

    def visible_rect(self) -> QRectF:
        """The part of the scene in view."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def names(self, ids: Iterable[str]) -> str:
        """What a step is called after: a layer's name, or how many things there are."""
        model, listed = self.editing.model, list(ids)
        if len(listed) != 1:
            return translate("Canvas", "{n} items").format(n=len(listed))
        (key,) = listed
        if key in model.notes:
            return translate("Canvas", "frame") if model.notes[key].frame else translate("Canvas", "note")
        if key in model.dots:
            return translate("Canvas", "reroute dot")
        box = self.canvas.boxes.get(key)
        if box is not None:
            return box.card.title
        return self.call_name(key) if key in model.calls else ""

    def call_name(self, call: str) -> str:
        """The name of a call's layer as steps are called after it; a nameless Output is just "output"."""
        layer = self.editing.model.layer_of(call)
        return layer.name or (translate("Canvas", "output") if is_output(layer) else layer.spec.kind)

    def hint(self, text: str, at: QPoint, bad: bool = False, stay: int = 0) -> None:
        """Say something beside the pointer; an empty text takes it away."""
        self._hint.say(text, at, bad, stay)

    def attempt(self, name: str, edit: object, merge: str = "") -> bool:
        """Apply an edit; one that can't be is said at the pointer instead."""
        try:
            self.editing.apply(name, edit, merge)  # type: ignore[arg-type]
        except EditError as error:
            self.hint(wording.text(error), self.pointer_or_middle(), True, stay=3000)
            return False
        return True

    def pointer_or_middle(self) -> QPoint:
        """Where things appear that a key asked for: at the pointer, or in the middle if it is elsewhere."""
        inside = self.viewport().rect().contains(self.pointer)
        return self.pointer if inside else self.viewport().rect().center()

    @property
    def is_far(self) -> bool:
        """Whether boxes are so small on the screen that all are painted at once."""
        return self.zoom * self.viewport().devicePixelRatioF() < FAR

    def setTransform(self, matrix: QTransform, combine: bool = False) -> None:
        super().setTransform(matrix, combine)
        # From far away names stand beyond the boxes that they name, so that no part can be painted anew alone.
        modes = QGraphicsView.ViewportUpdateMode
        mode = modes.FullViewportUpdate if self.is_far else modes.SmartViewportUpdate
        if mode != self.viewportUpdateMode():
            self.setViewportUpdateMode(mode)

    def _repaint_far(self) -> None:
        if self.is_far:
            self.viewport().update()  # Names reach into the view whose boxes lie beside it.

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_far:
            super().paintEvent(event)
            return
        p = QPainter(self.viewport())
        p.setWorldTransform(self.viewportTransform())
        rect = self.visible_rect()
        draw_grid(p, rect, self.theme.colors, self.zoom)
        paint_far(p, self.canvas, rect, self.zoom)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item in self.canvas.passing:
            p.save()
            p.translate(item.pos())
            item.paint(p, QStyleOptionGraphicsItem(), None)
            p.restore()
        p.end()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        draw_grid(painter, QRectF(rect), self.theme.colors, self.zoom)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.moved.emit()
