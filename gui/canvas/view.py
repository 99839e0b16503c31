"""The view: turns what mouse and keys do into gestures, and carries what floats over the canvas."""

from __future__ import annotations

import html
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QToolTip, QWidget

from graph.document.document import Source
from graph.document.nesting import is_output
from graph.editing.edits import EditError, move
from graph.editing.rewiring import End
from gui import translate as wording
from gui.canvas.backdrop import draw_grid
from gui.canvas.camera import Camera
from gui.canvas.catalogue import MIME, added, entries, gives, inserted, takes
from gui.canvas.commands import Commands
from gui.canvas.context_menu import context_menu
from gui.canvas.gestures.choose import gesture_for
from gui.canvas.gestures.cut import Cut
from gui.canvas.gestures.gesture import Gesture, Pointer
from gui.canvas.gestures.pan import Pan
from gui.canvas.items.layout import HEAD, MIN_WIDTH, ROW
from gui.canvas.overlays.beginning import Beginning
from gui.canvas.overlays.breadcrumb import Breadcrumb
from gui.canvas.overlays.hint import Hint
from gui.canvas.overlays.minimap import Minimap
from gui.canvas.overlays.quick_add import QuickAdd
from gui.canvas.overlays.totals_pill import TotalsPill
from gui.canvas.scene import CanvasScene, Hit
from gui.editing import Editing
from gui.theme import Theme

translate = QCoreApplication.translate
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CanvasView(QGraphicsView):
    """The canvas as a widget. Its commands are its `actions()`; every change goes through `editing`."""

    moved = Signal()
    """Another part of the scene, or another size of it, is in view."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editing, self.theme = editing, theme
        self.canvas = CanvasScene(editing, theme, self)
        self.setScene(self.canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.gesture: Gesture | None = None
        self.camera = Camera(self)
        self._space = self._space_used = False
        self._wire: Source | End | None = None
        self._add_at = QPointF()
        self.pointer = QPoint(-1, -1)
        self._hint = Hint(self, theme)
        self.popup = QuickAdd(self, theme)
        self.popup.chosen.connect(self._add_chosen)
        self.popup.closed.connect(self.setFocus)
        self.beginning = Beginning(self, self.canvas)
        self.breadcrumb = Breadcrumb(self, editing)
        self.pill = TotalsPill(self, self.canvas)
        self.minimap = Minimap(self)
        self.commands = Commands(self)
        self.canvas.syncing.connect(self.cancel_gesture)
        editing.path_changed.connect(self.camera.recall)
        editing.loaded.connect(self.camera.start_anew)
        theme.changed.connect(self.viewport().update)

    @property
    def zoom(self) -> float:
        """Pixels per scene unit."""
        return self.transform().m11()

    def visible_rect(self) -> QRectF:
        """The part of the scene in view."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def pan(self, dx: int, dy: int) -> None:
        self.camera.pan(dx, dy)

    def names(self, ids: Iterable[str]) -> str:
        """What a step is called after: a layer's name, or how many things there are."""
        model, listed = self.editing.model, list(ids)
        if len(listed) != 1:
            return translate("Canvas", "{n} items").format(n=len(listed))
        (key,) = listed
        if key in model.notes:
            return translate("Canvas", "frame") if model.notes[key].frame else translate("Canvas", "note")
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

    # ---- adding

    def pointer_or_middle(self) -> QPoint:
        """Where things appear that a key asked for: at the pointer, or in the middle if it is elsewhere."""
        inside = self.viewport().rect().contains(self.pointer)
        return self.pointer if inside else self.viewport().rect().center()

    def quick_add(self, at: QPoint | None = None, wire: Source | End | None = None) -> None:
        """Open the quick-add search, of what a wire dropped there could go to or come from if there is one."""
        at = at if at is not None else self.pointer_or_middle()
        document, self._wire = self.editing.document, wire
        self._add_at = self.mapToScene(at)
        offered = entries(document, self.editing.model_id)
        if isinstance(wire, Source):
            given = self.canvas.shapes.types.get(wire)
            offered = [entry for entry in offered if takes(document, entry.key, given)]
        elif wire is not None:
            offered = [entry for entry in offered if gives(document, entry.key)]
        self.popup.open(at, offered)

    def _add_chosen(self, key: str) -> None:
        wire, self._wire = self._wire, None
        self.add(key, self._add_at, wire)

    def add(self, key: str, at: QPointF, wire: Source | End | None = None, into: End | None = None) -> str | None:
        """Add a layer of that kind (or `model:<id>`) with its head at a place of the scene; None if it can't be.

        `wire` is led to it or from it; or it goes `into` the wire that ends there, if it fits.
        """
        offset = QPointF(0, HEAD + ROW / 2) if isinstance(wire, Source) else QPointF(MIN_WIDTH / 2, HEAD / 2)
        if isinstance(wire, End):
            offset = QPointF(MIN_WIDTH, HEAD + ROW / 2)
        place = at - offset
        try:
            made = added(self.editing.document, self.editing.model_id, key, (round(place.x()), round(place.y())), wire)
        except EditError as error:
            self.hint(wording.text(error), self.pointer_or_middle(), True, stay=3000)
            return None
        if made is None:
            return None
        document, layer = made
        if into is not None:
            document = inserted(document, self.editing.model_id, layer.id, into)
        name = layer.name or layer.spec.kind.lower()
        self.editing.apply(translate("Canvas", "Add {name}").format(name=name), document)
        self.editing.select({layer.id})
        return layer.id

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            key = bytes(event.mimeData().data(MIME).data()).decode("utf-8", "replace")
            self.pointer = event.position().toPoint()
            hit = self.canvas.hit(self.mapToScene(self.pointer), self.zoom)
            into = End(hit.wire.call, hit.wire.port) if hit.wire is not None else None
            if self.add(key, self.mapToScene(self.pointer), into=into) is not None:
                event.acceptProposedAction()
            self.setFocus()

    # ---- the mouse

    def pointer_at(self, event: QMouseEvent) -> Pointer:
        self.pointer = event.position().toPoint()
        return Pointer(self.mapToScene(self.pointer), self.pointer, event.modifiers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.pointer_at(event)
        self.hint("", at.screen)
        self.setFocus()
        if self.gesture is not None:
            return
        gesture = gesture_for(self, event.button(), at, self._space)
        self._space_used = True
        if gesture is not None:
            self.gesture = gesture
            gesture.start()
            if gesture.cursor is not None and isinstance(gesture, (Pan, Cut)):
                self.viewport().setCursor(gesture.cursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.pointer_at(event)
        if self.gesture is not None:
            self.gesture.move(at)
            return
        hit = self.canvas.hit(at.scene, self.zoom)
        self.canvas.light(hit, at.scene)
        self._show_cursor(hit, at)

    def _show_cursor(self, hit: Hit, at: Pointer) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif hit.port is not None:
            shape = Qt.CursorShape.CrossCursor
        elif hit.note is not None and hit.note.handle().contains(at.scene):
            shape = Qt.CursorShape.SizeFDiagCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.end(self.pointer_at(event))
            self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.pointer_at(event)
        if event.button() != LEFT:
            return
        hit = self.canvas.hit(at.scene, self.zoom)
        if hit.port is None and hit.box is not None:
            self.commands.open_box(hit.box, at.scene)
        elif hit.note is not None:
            self.commands.rename_key(hit.note.note.id)
        elif hit == Hit():
            self.quick_add(at.screen)

    def cancel_gesture(self) -> bool:
        """Take back what is being dragged; whether there was anything."""
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.cancel()
            self.viewport().unsetCursor()
        return gesture is not None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.cancel_gesture()
        menu = context_menu(self, event.pos())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.camera.wheel(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.camera.scale_at(1 + event.value(), event.position())
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tip(event)
            return True
        return super().viewportEvent(event)

    def _tip(self, event: QHelpEvent) -> None:
        hit = self.canvas.hit(self.mapToScene(event.pos()), self.zoom)
        lines = self.canvas.tip(hit)
        if not lines or self.gesture is not None:
            QToolTip.hideText()
            return
        # Escaped, since Qt would take a name that looks like markup for markup.
        told = "<br>".join(html.escape(line) for line in lines)
        QToolTip.showText(event.globalPos(), f"<p style='white-space:pre-wrap'>{told}</p>", self)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointer = QPoint(-1, -1)
        self.canvas.light(Hit(), QPointF())
        super().leaveEvent(event)

    # ---- the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Space and plain:
            if not event.isAutoRepeat():
                self._space, self._space_used = True, False
        elif event.key() in ARROWS and plain:
            dx, dy = ARROWS[Qt.Key(event.key())]
            self.nudge(dx, dy, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self._space:
            self._space = False
            if not self._space_used:
                self.quick_add()
        else:
            event.ignore()

    def nudge(self, dx: int, dy: int, far: bool) -> None:
        """Move the selection by a little with the arrow keys; a run of them is one step."""
        step = 48 if far else 8
        items = self.canvas.items_by_key()
        places = {
            key: (items[key].x() + dx * step, items[key].y() + dy * step)
            for key in self.editing.selection
            if key in items
        }
        if places:
            document = move(self.editing.document, self.editing.model_id, places)
            name = translate("Canvas", "Move {name}").format(name=self.names(places))
            self.editing.apply(name, document, merge="nudge:" + ",".join(sorted(places)))
        else:
            self.pan(-dx * 60, -dy * 60)

    def focusNextPrevChild(self, _forward: bool) -> bool:
        return False  # Tab is quick-add here

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False
        super().focusOutEvent(event)

    # ---- the surroundings

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        draw_grid(painter, QRectF(rect), self.theme.colors, self.zoom)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_overlays()
        self.camera.resized()
        self.moved.emit()

    def place_overlays(self) -> None:
        area = self.rect()
        self.beginning.place()
        self.breadcrumb.move(16, 12)
        self.pill.move(18, area.bottom() - self.pill.height() - 14)
        self.minimap.move(area.right() - self.minimap.width() - 14, area.bottom() - self.minimap.height() - 14)
        self.minimap.setVisible(self.commands.minimap_wanted and area.width() > 560 and area.height() > 340)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.camera.first_look()
