"""The canvas' commands as QActions: id, text, keys, slot. Menus and the command palette take them from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence

from graph.document.document import Note
from graph.editing.edits import put_note, remove, rename_layer, rename_model
from graph.editing.rewiring import End, cut, remove_and_reconnect
from graph.layers.core.nested_model import NestedModel
from gui.canvas.adding import AddingSurface
from gui.canvas.arranging import KEYS, Arranging, titles
from gui.canvas.camera import Camera
from gui.canvas.exchange import Exchange
from gui.canvas.items.box import BoxItem
from gui.canvas.overlays.breadcrumb import Breadcrumb
from gui.canvas.overlays.minimap import Minimap
from gui.canvas.overlays.peek import Peek
from gui.canvas.overlays.text_field import TextField

translate = QCoreApplication.translate
NOTE_SIZE = (216.0, 96.0)


class Commands(QObject):
    """Builds the actions of one view. Their keys work only while the canvas itself has the focus."""

    def __init__(
        self,
        view: AddingSurface,
        camera: Camera,
        breadcrumb: Breadcrumb,
        minimap: Minimap,
        cancel_gesture: Callable[[], bool],
    ) -> None:
        super().__init__(view)
        self.view, self.editing, self.scene = view, view.editing, view.canvas
        self._camera, self._breadcrumb, self._minimap = camera, breadcrumb, minimap
        self._cancel_gesture = cancel_gesture
        self._field: TextField | None = None
        t = translate
        self._add("add", t("Canvas", "Add layer…"), ["Tab"], lambda: view.quick_add())
        self._add("open", t("Canvas", "Go into model, or change the layer"), ["Return", "Enter"], self.open_selected)
        self._peek = Peek(view)
        self._add("peek", t("Canvas", "Look into the model"), ["P"], self.peek)
        self._add("leave", t("Canvas", "Go out"), ["Esc"], self.leave)
        self._add("rename", t("Canvas", "Rename"), ["F2"], self.rename)
        self._add("select-all", t("Canvas", "Select all"), ["Ctrl+A"], self.select_all)
        swap = self.exchange = Exchange(view)
        self._add("cut", t("Canvas", "Cut"), ["Ctrl+X"], swap.cut)
        self._add("copy", t("Canvas", "Copy"), ["Ctrl+C"], swap.copy)
        self._add("paste", t("Canvas", "Paste"), ["Ctrl+V"], swap.paste)
        self._add("paste-wired", t("Canvas", "Paste with wires"), ["Ctrl+Shift+V"], lambda: swap.paste(True))
        self._add("duplicate", t("Canvas", "Duplicate"), ["Ctrl+D"], swap.duplicate)
        self._add(
            "duplicate-wired", t("Canvas", "Duplicate with wires"), ["Ctrl+Shift+D"], lambda: swap.duplicate(True)
        )
        self._add("group", t("Canvas", "Make a model of the selection"), ["Ctrl+G"], swap.group)
        self._add("share", t("Canvas", "Make a second model, same weights"), ["Ctrl+Alt+G"], swap.share)
        self._add("save-selection", t("Canvas", "Save selection…"), [], view.save_selection)
        self._add("ungroup", t("Canvas", "Dissolve model"), ["Ctrl+Shift+G"], swap.ungroup)
        self._add("delete", t("Canvas", "Delete"), ["Del", "Backspace"], self.delete)
        self._add("delete-reconnect", t("Canvas", "Delete and reconnect"), ["Ctrl+Del"], self.delete_and_reconnect)
        self._add("note", t("Canvas", "Add note"), ["N"], self.add_note)
        self._add("frame", t("Canvas", "Frame around selection"), ["C"], self.add_frame)
        order = self.arranging = Arranging(view)
        self._add("tidy", t("Canvas", "Tidy"), ["Ctrl+L"], order.tidy)
        self._add("reroute", t("Canvas", "Add a dot to the wire"), ["R"], order.put_dots)
        for way, title in titles().items():
            self._add(f"align-{way}", title, [KEYS[way]], partial(order.align, way))
        self._add("zoom-all", t("Canvas", "Show all"), ["Home"], lambda: camera.frame())
        self._add("zoom-selection", t("Canvas", "Show selection"), ["."], self.frame_selection)
        self._add("zoom-100", t("Canvas", "Zoom to 100 %"), ["Ctrl+0"], lambda: camera.full_size())
        self._add("zoom-in", t("Canvas", "Zoom in"), ["Ctrl++", "Ctrl+="], lambda: camera.zoom_by(1.25))
        self._add("zoom-out", t("Canvas", "Zoom out"), ["Ctrl+-"], lambda: camera.zoom_by(0.8))
        self.minimap_action = self._add("minimap", t("Canvas", "Minimap"), ["Alt+M"], self._toggle_minimap)
        self.minimap_action.setCheckable(True)
        self.minimap_action.setChecked(True)

    def _add(self, name: str, text: str, keys: list[str], slot: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"canvas.{name}")
        action.setShortcuts([QKeySequence(key) for key in keys])
        # Only with the focus on the canvas itself: a key typed into a text field never becomes a command.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: slot())
        if name.startswith(("zoom", "minimap")):
            action.setProperty("menu", "view")
        elif name in ("open", "peek", "leave", "tidy", "group", "share", "ungroup", "add"):
            action.setProperty("menu", "model")
        elif name.startswith("align-"):
            action.setProperty("menu", "align")
        self.view.addAction(action)
        return action

    def _toggle_minimap(self) -> None:
        self._minimap.wanted = self.minimap_action.isChecked()
        self._minimap.place()

    # ---- in and out

    def open_selected(self) -> None:
        chosen = [self.scene.boxes[key] for key in self.editing.selection if key in self.scene.boxes]
        if len(chosen) == 1 and chosen[0].card.is_model:
            self.open_box(chosen[0], None)
        elif self.editing.selection:
            self.view.wants_form.emit()

    def peek(self) -> None:
        """Show what is in the selected model beside it, or close that."""
        if self._peek.isVisible():
            self._peek.leave()
            return
        boxes = [self.scene.boxes[key] for key in self.editing.selection if key in self.scene.boxes]
        specs = [self.editing.model.layers[box.card.layer].spec for box in boxes]
        if len(specs) == 1 and isinstance(specs[0], NestedModel) and specs[0].model in self.editing.document.models:
            beside = self.view.mapFromScene(boxes[0].frame()).boundingRect()
            self._peek.open(specs[0].model, beside)
        else:
            told = translate("Canvas", "Select one layer that is a model: its layers are shown without going in.")
            self.view.hint(told, self.view.pointer_or_middle(), True, stay=3000)

    def open_box(self, box: BoxItem, at: QPointF | None) -> None:
        """Go into a model; a double click on another layer's name renames it."""
        spec = self.editing.model.layers[box.card.layer].spec
        if isinstance(spec, NestedModel):
            self.editing.enter(spec.model)
        elif at is not None and box.title_rect().contains(at):
            self.rename_key(box.card.key)

    def leave(self) -> None:
        """One step back: the gesture, then the selection, then the model."""
        if self._cancel_gesture():
            return
        if self.editing.selection or self.scene.selected_wires:
            self.editing.select(())
            self.scene.select_wires(())
        else:
            self.go_out()

    def go_out(self) -> None:
        """Leave the model in view; what stands for it is selected then."""
        inner = self.editing.model_id
        self.editing.leave()
        layers = self.editing.model.layers.values()
        standing = (key.id for key in layers if isinstance(key.spec, NestedModel) and key.spec.model == inner)
        if inner != self.editing.model_id and (layer := next(standing, None)) is not None:
            self.editing.select({layer})

    # ---- selecting and deleting

    def select_all(self) -> None:
        self.editing.select(self.scene.items_by_key())

    def frame_selection(self) -> None:
        self._camera.frame(self.editing.selection or None)

    def delete(self) -> None:
        chosen, model = self.editing.selection, self.editing.model_id
        wires = [End(*key) for key in self.scene.selected_wires]
        if chosen:
            name = translate("Canvas", "Delete {name}").format(name=self.view.names(chosen))
            self.editing.apply(name, remove(cut(self.editing.document, model, wires), model, chosen))
        elif wires:
            name = translate("Canvas", "Disconnect {name}").format(name=self.view.call_name(wires[0].call))
            self.editing.apply(name, cut(self.editing.document, model, wires))

    def delete_and_reconnect(self) -> None:
        chosen = self.editing.selection
        if chosen:
            name = translate("Canvas", "Delete {name} and reconnect").format(name=self.view.names(chosen))
            self.view.attempt(name, remove_and_reconnect(self.editing.document, self.editing.model_id, chosen))

    # ---- names and notes

    def rename(self) -> None:
        if len(self.editing.selection) == 1:
            self.rename_key(next(iter(self.editing.selection)))
        elif not self.editing.selection and self._breadcrumb.isVisible():
            self._rename_model()

    def rename_key(self, key: str) -> None:
        """Edit a name or a note where it stands."""
        if key in self.scene.notes:
            self._rename_note(key)
        elif key in self.scene.boxes:
            box = self.scene.boxes[key]
            layer = self.editing.model.layers[box.card.layer]
            self._edit(box.title_rect(), layer.name or box.card.title, lambda text: self._name_layer(layer.id, text))

    def _edit(self, area: object, text: str, done: Callable[[str], None], lines: bool = False) -> None:
        rect: QRect = self.view.mapFromScene(area).boundingRect()  # type: ignore[call-overload]
        self._field = TextField(self.view, rect, text, done, lines)

    def _name_layer(self, layer: str, text: str) -> None:
        model = self.editing.model
        if text and layer in model.layers and text != model.layers[layer].name:
            name = translate("Canvas", "Rename {old} to {new}").format(old=self.view.names([layer]), new=text)
            self.editing.apply(name, rename_layer(self.editing.document, model.id, layer, text))

    def _rename_model(self) -> None:
        model = self.editing.model
        field = self._breadcrumb.geometry()

        def done(text: str) -> None:
            if text:
                name = translate("Canvas", "Rename {old} to {new}").format(old=model.name, new=text)
                self.editing.apply(name, rename_model(self.editing.document, model.id, text))

        self._field = TextField(self.view, field, model.name, done)

    def _rename_note(self, key: str) -> None:
        note = self.editing.model.notes[key]

        def done(text: str) -> None:
            now = self.editing.model.notes.get(key)
            if now is not None:
                document, _ = put_note(self.editing.document, self.editing.model_id, replace(now, text=text))
                self.editing.apply(translate("Canvas", "Edit {name}").format(name=self.view.names([key])), document)

        self._edit(self.scene.notes[key].title_rect(), note.text, done, lines=not note.frame)

    def add_note(self) -> None:
        """A note at the pointer, ready to be written."""
        at = self.view.mapToScene(self.view.pointer_or_middle())
        self._put(Note("", translate("Canvas", "Note"), (round(at.x()), round(at.y())), NOTE_SIZE))

    def add_frame(self) -> None:
        """A titled frame around the selection, or at the pointer."""
        around = self.scene.content_rect(self.editing.selection).adjusted(-24, -52, 24, 24)
        if not self.editing.selection:
            at = self.view.mapToScene(self.view.pointer_or_middle())
            around.setRect(at.x(), at.y(), 360, 240)
        place, size = (round(around.x()), round(around.y())), (round(around.width()), round(around.height()))
        self._put(Note("", translate("Canvas", "Frame"), place, size, frame=True))

    def _put(self, note: Note) -> None:
        document, key = put_note(self.editing.document, self.editing.model_id, note)
        text = translate("Canvas", "Add frame") if note.frame else translate("Canvas", "Add note")
        self.editing.apply(text, document)
        self.editing.select({key})
        self.rename_key(key)
