"""Cut, copy, paste, duplicate as text on the system's clipboard; nested models made from a selection and dissolved."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from graph.editing import clipboard
from graph.editing.edits import EditError, remove
from graph.editing.grouping import group, share, ungroup
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import MessageError, say
from gui import translate as wording
from gui.canvas.frames import united
from gui.canvas.surface import Surface

translate = QCoreApplication.translate


LOOKS_LIKE_CODE = re.compile(r"\b(keras|layers|Sequential|import)\b|\w\(")
"""Of a text without any of it one doesn't say where it is no Python: nobody meant it to be."""
NO_LAYERS = say("The text on the clipboard holds no layers. Copied layers and Keras code can be pasted here.")
AIR = 24.0
"""Between a copy and what it was made of."""


class Exchange:
    """These commands of one view. What can't be done is said at the pointer."""

    def __init__(self, view: Surface) -> None:
        self.view, self.editing = view, view.editing

    def copy(self) -> bool:
        """The selection as text on the clipboard; whether there was one."""
        if not self.editing.selection:
            return False
        try:
            told = clipboard.copy(self.editing.document, self.editing.model_id, self.editing.selection)
        except EditError as error:
            return self._refused(error)
        QGuiApplication.clipboard().setText(told)
        return True

    def cut(self) -> None:
        chosen = self.editing.selection
        if self.copy():
            name = translate("Canvas", "Cut {name}").format(name=self.view.names(chosen))
            self.editing.apply(name, remove(self.editing.document, self.editing.model_id, chosen))

    def paste(self, keep_inputs: bool = False) -> None:
        """What is on the clipboard, with its middle at the pointer; `keep_inputs` wires it as the original was."""
        told = QGuiApplication.clipboard().text()
        if not told.strip():
            return
        place = self.view.mapToScene(self.view.pointer_or_middle())
        at = (round(place.x()), round(place.y()))
        try:
            told = told if told.lstrip().startswith("{") else _copied_from_code(told)
            document, ids = clipboard.paste(self.editing.document, self.editing.model_id, told, at, keep_inputs)
        except MessageError as error:
            self._refused(error)
            return
        self.editing.apply(translate("Canvas", "Paste"), document)
        self.editing.select(ids)

    def duplicate(self, keep_inputs: bool = False) -> None:
        chosen = self.editing.selection
        if not chosen:
            return
        name = translate("Canvas", "Duplicate {name}").format(name=self.view.names(chosen))
        try:
            document, ids = clipboard.duplicate(
                self.editing.document, self.editing.model_id, chosen, keep_inputs, self._free_shift(chosen)
            )
        except EditError as error:
            self._refused(error)
            return
        self.editing.apply(name, document)
        self.editing.select(ids)

    def _free_shift(self, chosen: Iterable[str]) -> tuple[float, float]:
        """How far below itself a copy covers nothing."""
        scene = self.view.canvas
        frames = [item.frame() for key, item in scene.items_by_key().items() if key in set(chosen)]
        down = united(frames).height() + AIR
        others = [*scene.frames.all(), *(n.frame() for n in scene.notes.values() if not n.note.frame)]
        while any(frame.translated(0, down).intersects(other) for frame in frames for other in others):
            down += AIR
        return 0.0, float(round(down))

    def group(self) -> None:
        """The selection becomes a nested model."""
        chosen = self.editing.selection
        if not chosen:
            return
        name = translate("Canvas", "Make a model of {name}").format(name=self.view.names(chosen))
        try:
            document, layer = group(self.editing.document, self.editing.model_id, chosen, translate("Canvas", "model"))
        except EditError as error:
            self._refused(error)
            return
        self.editing.apply(name, document)
        self.editing.select({layer})

    def share(self) -> None:
        """A second model over the selected layers, with the same weights; it stands in the palette from now on."""
        chosen = self.editing.selection
        if not chosen:
            return
        name = translate("Canvas", "Make a second model of {name}").format(name=self.view.names(chosen))
        try:
            document, made = share(self.editing.document, self.editing.model_id, chosen, translate("Canvas", "part"))
        except EditError as error:
            self._refused(error)
            return
        self.editing.apply(name, document)
        told = translate("Canvas", "{name} has the same layers, with the same weights. It is in the palette.")
        self.view.hint(told.format(name=document.models[made].name), self.view.pointer_or_middle(), False, stay=4000)

    def ungroup(self) -> None:
        """The selected nested model is dissolved into its layers."""
        model = self.editing.model
        chosen = [
            k for k in self.editing.selection if k in model.layers and isinstance(model.layers[k].spec, NestedModel)
        ]
        if len(chosen) != 1:
            return
        name = translate("Canvas", "Dissolve {name}").format(name=self.view.names(chosen))
        try:
            document, layers = ungroup(self.editing.document, model.id, chosen[0])
        except EditError as error:
            self._refused(error)
            return
        self.editing.apply(name, document)
        self.editing.select(layers)

    def _refused(self, error: MessageError) -> bool:
        self.view.hint(wording.text(error), self.view.pointer_or_middle(), True, stay=4000)
        return False


def _copied_from_code(code: str) -> str:
    """What a piece of code builds, as if it had been copied; raises MessageError."""
    if not LOOKS_LIKE_CODE.search(code):
        raise EditError(NO_LAYERS)
    from runtime.script.reading import read_script  # all of the Python interface: only who pastes code waits for it

    read = read_script(code).document
    return clipboard.copy(read, read.root, read.main.layers)
