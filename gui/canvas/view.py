"""The view: turns what mouse and keys do into gestures, and carries what floats over the canvas."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from graph.editing.edits import move
from gui.canvas.adding import AddingSurface
from gui.canvas.camera import Camera
from gui.canvas.commands import Commands
from gui.canvas.context_menu import context_menu
from gui.canvas.gestures.choose import gesture_for
from gui.canvas.gestures.cut import Cut
from gui.canvas.gestures.gesture import Gesture, Pointer
from gui.canvas.gestures.pan import Pan
from gui.canvas.hits import Hit
from gui.canvas.overlays.beginning import Beginning
from gui.canvas.overlays.breadcrumb import Breadcrumb
from gui.canvas.overlays.minimap import Minimap
from gui.canvas.overlays.totals_pill import TotalsPill
from gui.canvas.walking import spoken, step
from gui.editing import Editing
from gui.parts import tip
from gui.theme import Theme

translate = QCoreApplication.translate
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CanvasView(AddingSurface):
    """The canvas as a widget: gestures and keys, and what floats over it. Its commands are its `actions()`."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editing, theme, parent)
        self.gesture: Gesture | None = None
        self._space = self._space_used = False
        self.beginning = Beginning(self, self.canvas)
        self.breadcrumb = Breadcrumb(self, editing)
        self.pill = TotalsPill(self, self.canvas)
        self.minimap = Minimap(self)
        self.camera = Camera(self, self.breadcrumb, self.minimap)
        self.commands = Commands(self, self.camera, self.breadcrumb, self.minimap, self.cancel_gesture)
        self.canvas.syncing.connect(self.cancel_gesture)
        editing.path_changed.connect(self.camera.recall)
        editing.loaded.connect(self.camera.start_anew)
        self.setAccessibleName(translate("Canvas", "Canvas"))
        editing.selection_changed.connect(lambda _ids: self._say_selection())
        self.canvas.refreshed.connect(self._say_selection)

    def pan(self, dx: int, dy: int) -> None:
        self.camera.pan(dx, dy)

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
        elif hit.dot is not None:
            self.commands.arranging.remove_dot(hit.dot.key)
        elif hit.wire is not None:
            self.commands.arranging.put_dot(hit.wire, at.scene)
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
        lines = hit.tip()
        if not lines or self.gesture is not None:
            QToolTip.hideText()
            return
        QToolTip.showText(event.globalPos(), tip("\n".join(lines)), self)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointer = QPoint(-1, -1)
        self.canvas.light(Hit(), QPointF())
        super().leaveEvent(event)

    # ---- the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        walks = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space and plain:
            if not event.isAutoRepeat():
                self._space, self._space_used = True, False
        elif event.key() in ARROWS and plain:
            dx, dy = ARROWS[Qt.Key(event.key())]
            self.nudge(dx, dy, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in ARROWS and walks:
            self.walk(*ARROWS[Qt.Key(event.key())])
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self._space:
            self._space = False
            if not self._space_used:
                self.quick_add()
        else:
            event.ignore()

    def walk(self, dx: int, dy: int) -> None:
        """Select the box that a wire leads to, or the next one above or below."""
        chosen = [key for key in self.editing.selection if key in self.canvas.boxes]
        key = step(self.canvas, chosen[0] if len(chosen) == 1 else None, dx, dy)
        if key is not None:
            self.editing.select({key})
            if not self.visible_rect().contains(self.canvas.boxes[key].frame()):
                self.camera.locate(key)

    def _say_selection(self) -> None:
        self.setAccessibleDescription(spoken(self.canvas, self.editing.selection))

    def nudge(self, dx: int, dy: int, far: bool) -> None:
        """Move the selection by a little with the arrow keys; a run of them is one step."""
        step = 48 if far else 8
        items = self.canvas.items_by_key()
        moved = self.canvas.with_dots(self.editing.selection) & items.keys()
        places = {key: (round(items[key].x() + dx * step, 1), round(items[key].y() + dy * step, 1)) for key in moved}
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
        self.minimap.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.camera.first_look()
