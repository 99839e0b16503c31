"""Adding layers to the canvas: by quick-add, by a wire that is let go, by a drag from the palette."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QInputDialog, QWidget

from graph.document.document import Source
from graph.editing.clipboard import copy
from graph.editing.edits import EditError
from graph.editing.rewiring import End
from graph.quick_add.literals import quoted
from graph.quick_add.writing import line_of
from graph.specs.message import MessageError
from gui import translate as wording
from gui.canvas.block_form import BlockForm
from gui.canvas.catalogue import (
    BLOCK,
    MIME,
    Entry,
    added,
    answering,
    entries,
    entry_of,
    gives,
    inserted,
    is_plain,
    takes,
    why_not_taken,
)
from gui.canvas.items.layout import HEAD, MIN_WIDTH, ROW
from gui.canvas.lines import Lines
from gui.canvas.overlays.quick_add import Next, QuickAdd
from gui.canvas.surface import Surface
from gui.editing import Editing
from gui.library import Library
from gui.theme import Theme

translate = QCoreApplication.translate
BELOW = 60
ABOVE = 150
"""Pixels above the popup in which the ghost of a first layer has room."""


class AddingSurface(Surface):
    """A surface that layers can be put on."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editing, theme, parent)
        self.setAcceptDrops(True)
        self._wire: Source | End | None = None
        self._add_at = QPointF()
        self.library = Library(parent=self)
        self.popup = QuickAdd(self, theme)
        self.lines = Lines(editing, self.canvas, self.library, lambda key: self.popup.usage[key])
        self.popup.completions = self._completions
        self.popup.recalled = self._recalled
        self.popup.chosen.connect(self._add_chosen)
        self.popup.typed.connect(self._show_line)
        self.popup.entered.connect(self._enter_line)
        self.popup.closed.connect(self._closed)

    # ---- quick-add

    def quick_add(self, at: QPoint | None = None, wire: Source | End | None = None) -> None:
        """Open quick-add, of what a wire dropped there could go to or come from if there is one."""
        at = at if at is not None else self.pointer_or_middle()
        self._wire, self._add_at = wire, self.mapToScene(at)
        self.popup.open(self._below_selection(at), self._offered())
        above = QPoint(self.popup.x(), max(self.popup.y() - ABOVE, 20))
        self.lines.begin(self.mapToScene(above), wire if isinstance(wire, Source) else None)
        self.popup.inform(self.lines.where(), "")

    def _below_selection(self, at: QPoint) -> QPoint:
        """The point, or one below the selected boxes, so that what comes behind them stays in sight."""
        rect = self.mapFromScene(self.canvas.content_rect(self.editing.selection)).boundingRect()
        chosen = bool(self.editing.selection) and self.viewport().rect().intersects(rect)
        return QPoint(at.x(), max(at.y(), rect.bottom() + BELOW)) if chosen and self._wire is None else at

    def _offered(self) -> list[Entry]:
        document, wire = self.editing.document, self._wire
        offered = entries(document, self.editing.model_id, self.lines.columns, self.library.names())
        if isinstance(wire, Source):
            given = self.canvas.shapes.types.get(wire)
            return [entry for entry in offered if takes(document, entry.key, given)]
        return offered if wire is None else [entry for entry in offered if gives(document, entry.key)]

    def _why_nothing(self, typed: str, wire: Source) -> str:
        """Why what is searched is not offered for a wire."""
        document = self.editing.document
        every = entries(document, self.editing.model_id, self.lines.columns, self.library.names())
        found = answering(typed, every, lambda key: self.popup.usage[key])
        given = self.canvas.shapes.types.get(wire)
        why = why_not_taken(document, found[0].key, given) if found else None
        return wording.text(why) if why is not None else ""

    def _completions(self, text: str, cursor: int) -> list[Next]:
        """What may come next in a line, as rows."""
        shown = []
        for found in self.lines.completions(text, cursor):
            family = found.offer.family if found.offer else "" if found.parameter else "model"
            entry = (
                entry_of(found.offer)
                if found.offer
                else Entry("", found.title, family, wording.sentence(found.caption))
            )
            shown.append((entry, found.text, found.start, found.end))
        return shown

    def _recalled(self) -> str | None:
        """The selected layer as a line, to be drawn again with other parameters."""
        chosen = [key for key in self.editing.selection if key in self.editing.model.layers]
        return line_of(self.editing.model.layers[chosen[0]].spec) if len(chosen) == 1 else None

    def _show_line(self, text: str) -> None:
        """The ghost of what stands in the field, what will come in words, and what is wrong."""
        if not self.popup.isVisible() or isinstance(self._wire, End):
            return
        if not text.strip():
            self.lines.end()
            self.popup.inform(self.lines.where(), "")
            return
        if isinstance(self._wire, Source) and not self.popup.is_line and not self.popup.list.count():
            self.lines.end()
            self.popup.inform(self.lines.where(), self._why_nothing(text, self._wire))
            return
        drawn = self.lines.draw(text)
        rect = self.lines.show(drawn)
        if not rect.isNull() and not self.visible_rect().contains(rect):
            self.ensureVisible(rect, 40, 40)
        said = [p for p in drawn.problems if self.popup.is_line]
        about = " · ".join(part for part in (self.lines.where(), self.lines.summary(drawn)) if part)
        self.popup.inform(about, "\n".join(dict.fromkeys(wording.text(p.message) for p in said[:2])))
        if not rect.isNull():
            self.popup.keep_off(self.mapFromScene(self.lines.ghost_rect()).boundingRect())

    def _enter_line(self, text: str) -> None:
        """Draw a line and take the next; what is wrong with it is said, and it stays to be mended."""
        if isinstance(self._wire, End):
            self.popup.inform(
                "", translate("Canvas", "A wire that is drawn backwards takes one layer, without parameters.")
            )
            return
        if self.draw_line(text):
            self._wire = None
            self.popup.go_on(self._offered())
            self.popup.inform(self.lines.where(), "")
        else:
            self._show_line(text)

    def draw_line(self, text: str) -> bool:
        """Draw a line where quick-add, or `lines.begin`, has set it; whether all of it was understood."""
        drawn = self.lines.enter(text, "")
        if drawn is None:
            return False
        self.popup.usage.update(drawn.kinds)
        rect = self.canvas.content_rect(drawn.layers)
        if not rect.isNull():
            self.ensureVisible(rect, 40, 40)
        return True

    def judge_line(self, text: str) -> tuple[str, str]:
        """Show the ghost of a line that is typed elsewhere: what would come, and what is wrong; empty to end it."""
        if not text:
            self.lines.end()
            return "", ""
        self.lines.begin(self.visible_rect().center())
        drawn = self.lines.draw(text)
        self.lines.show(drawn)
        said = [problem for problem in drawn.problems if not problem.warns][:1]
        about = " · ".join(part for part in (self.lines.where(), self.lines.summary(drawn)) if part)
        return about, "\n".join(wording.text(problem.message) for problem in said)

    def add_line(self, text: str) -> bool:
        """Draw a line that was typed elsewhere, behind what is selected; what is wrong with it is said."""
        self.lines.begin(self.visible_rect().center())
        return self._draw_or_say(text)

    def _draw_or_say(self, text: str) -> bool:
        if self.draw_line(text):
            return True
        problems = self.lines.draw(text).problems
        said = wording.text(problems[0].message) if problems else translate("Canvas", "There is nothing to draw.")
        self.hint(said, self.viewport().rect().center(), True, stay=4000)
        return False

    def _closed(self) -> None:
        self.lines.end()
        self.setFocus()

    # ---- the user's own library

    def save_selection(self) -> None:
        """Ask for a name and save what is selected under it, for every document."""
        if not self.editing.selection:
            self.hint(translate("Canvas", "Select what is to be saved."), self.pointer_or_middle(), True, stay=3000)
            return
        title = translate("Canvas", "Save selection")
        offered = self.names(self.editing.selection)
        name, wanted = QInputDialog.getText(self, title, translate("Canvas", "Name"), text=offered)
        if not wanted:
            return
        try:
            text = copy(self.editing.document, self.editing.model_id, self.editing.selection)
            kept = self.library.save(name, text)
        except MessageError as error:
            self.hint(wording.text(error), self.pointer_or_middle(), True, stay=4000)
            return
        told = translate("Canvas", "{name} is in the palette and in quick-add now, in every document.")
        self.hint(told.format(name=kept), self.pointer_or_middle(), stay=4000)

    # ---- single things

    def _add_chosen(self, key: str) -> None:
        wire, self._wire = self._wire, None
        if wire is not None and not key.startswith(BLOCK):
            self.add(key, self._add_at, wire)
        elif self.lines.where() or not is_plain(key):
            self.choose(key)
        else:
            self.add(key, self._add_at)
        if self.popup.isVisible():
            self.popup.go_on(self._offered())
            self.popup.inform(self.lines.where(), "")

    def choose(self, key: str) -> None:
        """Add what was chosen from a list where `lines.begin` has set it; a block asks for its parameters first."""
        if key.startswith(BLOCK):
            BlockForm(key.removeprefix(BLOCK), self._draw_or_say, self).open()
        else:
            self._draw_or_say(quoted(key))

    def add(self, key: str, at: QPointF, wire: Source | End | None = None, into: End | None = None) -> str | None:
        """Add a layer of that kind (or `model:<id>`) with its head at a place of the scene; None if it can't be.

        `wire` is led to it or from it; or it goes `into` the wire that ends there, if it fits.
        """
        if not is_plain(key):
            self.lines.begin(at)
            self.choose(key)
            return None
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
            beside = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            into = End(hit.wire.call, hit.wire.port) if hit.wire is not None and not beside else None
            if self.add(key, self.mapToScene(self.pointer), into=into) is not None:
                event.acceptProposedAction()
            self.setFocus()
