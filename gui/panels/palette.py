"""The palette: what can be added, by family, and a filter that takes lines too; drag, double-click or Enter adds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLineEdit, QListWidgetItem, QMenu, QToolButton, QWidget

from graph.document.changes import differing
from graph.document.document import Document
from graph.editing import edits
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import MessageError
from graph.specs.registry import layer_kinds
from graph.specs.spec import Spec
from gui.canvas.catalogue import SAVED, Entry, answering, entries
from gui.canvas.overlays.quick_add import SOON, is_line
from gui.editing import Editing
from gui.library import Library
from gui.messages import tell
from gui.panels.kind_list import SECTION, WHAT, KindList, header, row
from gui.parts import column, plain
from gui.settings import Settings
from gui.theme import Theme
from gui.translate import text

ENDS = ("input", "output")
LINE = "line:"
OPEN = ("core", "model", "saved")
"""Families that are unfolded at the first start: what every network has, and what the document brings."""


class Palette(QWidget):
    """Lists what can be added and says what was chosen."""

    chosen = Signal(str)
    """A kind's name, or `model:<id>`, to be added where the canvas is looked at."""
    line_entered = Signal(str)
    """A line of quick-add, to be drawn behind what is selected."""
    left = Signal()
    """Esc: the canvas shall have the keys."""

    def __init__(
        self,
        editing: Editing,
        theme: Theme,
        settings: Settings,
        library: Library | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.library = library or Library(parent=self)
        self.library.changed.connect(self._library_changed)
        self.judge: Callable[[str], tuple[str, str]] = lambda _line: ("", "")
        """Says what a line would draw and what is wrong with it; an empty one ends it."""
        self.setProperty("role", "panel")
        self.editing, self.settings = editing, settings
        self._soon = QTimer(self)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter  ( / )"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("Filter the layers"))
        self.filter.setToolTip(self.tr("Or a line as in quick-add: conv2d 32 3 relu > flatten > out 10"))
        self.filter.textChanged.connect(self.refresh)
        self.filter.textChanged.connect(lambda _text: self._soon.start(SOON))
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._judge)
        self.about, self.trouble = plain("", "muted", wrap=True), plain("", "error", wrap=True)
        for label in (self.about, self.trouble):
            label.hide()
        self.list = KindList(theme)
        self.list.itemDoubleClicked.connect(self._take)
        self.list.entered_on.connect(self._take)
        self.list.folded.connect(self._fold)
        self.list.left.connect(self.left)
        self.filter.installEventFilter(self.list)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.new_model = QToolButton()
        self.new_model.setText(self.tr("+ New model"))
        self.new_model.setToolTip(self.tr("Add an empty model to the document and go into it"))
        self.new_model.clicked.connect(self._new_model)
        page = column(self, (16, 14, 6, 8), 6)
        title = plain(self.tr("LAYERS"), "section")
        page.addWidget(title)
        field = QHBoxLayout()
        field.setContentsMargins(0, 0, 10, 0)  # as wide as the entries, beside which the list scrolls
        field.addWidget(self.filter)
        page.addLayout(field)
        page.addWidget(self.trouble)
        page.addWidget(self.about)
        page.addWidget(self.list, 1)
        page.addWidget(self.new_model)
        page.setAlignment(self.new_model, Qt.AlignmentFlag.AlignLeft)
        editing.changed.connect(self._changed)
        editing.path_changed.connect(self.refresh)
        editing.loaded.connect(self.filter.clear)
        theme.changed.connect(self.list.viewport().update)
        self._shown: list[Entry] | None = None
        self.refresh()

    def family_title(self, family: str) -> str:
        return {
            "input": self.tr("Core"),
            "core": self.tr("Core"),
            "output": self.tr("Core"),
            "activation": self.tr("Activation"),
            "convolution": self.tr("Convolution"),
            "pooling": self.tr("Pooling"),
            "normalization": self.tr("Normalization"),
            "regularization": self.tr("Regularization"),
            "reshaping": self.tr("Reshaping"),
            "merging": self.tr("Merging"),
            "recurrent": self.tr("Recurrent"),
            "attention": self.tr("Attention"),
            "preprocessing": self.tr("Preprocessing"),
            "operations": self.tr("Operations"),
            "model": self.tr("Models"),
            "block": self.tr("Blocks"),
            "data": self.tr("Data sets"),
            "saved": self.tr("Saved by you"),
        }.get(family, family.capitalize())

    def _changed(self, before: Document, after: Document) -> None:
        if models_differ(before, after):
            self.refresh()

    def refresh(self) -> None:
        found = entries(self.editing.document, self.editing.model_id, saved=self.library.names())
        query = self.filter.text()
        if is_line(query):
            found = [Entry(LINE, self.tr("Add this line"), "core", query)]
        elif query.strip():
            found = answering(query, found, self.settings.usage)
        else:
            found = by_family(found)
        if found == self._shown and query == self.list.query:
            return
        self._shown, self.list.query = found, query
        self.list.clear()
        if query.strip():
            for entry in found:
                self.list.addItem(row(entry))
            self.list.setCurrentRow(0)
            return
        for family, members in groupby(found, lambda entry: "core" if entry.family in ENDS else entry.family):
            kinds, is_open = list(members), self.settings.unfolded(family, family in OPEN)
            self.list.addItem(header(self.family_title(family), family, len(kinds), is_open))
            for entry in kinds:
                item = row(entry)
                self.list.addItem(item)
                item.setHidden(not is_open)

    def _fold(self, item: QListWidgetItem) -> None:
        """Show or hide the members of a family, and remember it."""
        family, is_open = str(item.data(SECTION)), not self.list.is_open(item)
        self.settings.set_unfolded(family, is_open)
        self.list.set_open(item, is_open)

    def focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def current_kind(self) -> type[Spec] | None:
        """The kind of layer that the list stands at."""
        item = self.list.currentItem()
        return None if item is None else layer_kinds().get(str(item.data(WHAT)))

    def _take(self, item: QListWidgetItem | None) -> None:
        what = item.data(WHAT) if item is not None else None
        if what == LINE:
            self._enter_line()
        elif what:
            self.settings.count_usage(what)
            self.chosen.emit(what)
            self.filter.clear()

    # Lines

    def _judge(self) -> None:
        """Say what the line in the filter would draw."""
        line = self.filter.text() if is_line(self.filter.text()) else ""
        for label, said in zip((self.about, self.trouble), self.judge(line), strict=True):
            label.setText(said)
            label.setVisible(bool(said))

    def _enter_line(self) -> None:
        """Draw the line; one that is wrong stays, and says why."""
        line = self.filter.text()
        self._judge()
        if not self.trouble.text():
            self.line_entered.emit(line)
            self.filter.clear()

    # What the user has saved

    def _library_changed(self) -> None:
        self._shown = None
        self.refresh()

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        what = str(item.data(WHAT) or "") if item is not None else ""
        if not what.startswith(SAVED):
            return
        name = what.removeprefix(SAVED)
        menu = QMenu(self)
        menu.addAction(self.tr("Rename…"), lambda: self._rename(name))
        menu.addAction(self.tr("Delete"), lambda: self._try(lambda: self.library.delete(name)))
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _rename(self, name: str) -> None:
        new, wanted = QInputDialog.getText(self, self.tr("Rename"), self.tr("Name"), text=name)
        if wanted:
            self._try(lambda: self.library.rename(name, new))

    def _try(self, step: Callable[[], object]) -> None:
        try:
            step()
        except MessageError as error:
            tell(self, text(error)).open()

    def _new_model(self) -> None:
        made: list[str] = []

        def add(document: Document) -> Document:
            document, model = edits.add_model(document, "model")
            made.append(model)
            return document

        self.editing.apply(self.tr("New model"), add)
        self.editing.enter(made[-1])


def by_family(found: list[Entry]) -> list[Entry]:
    """Families together; inputs first and outputs last in Core, models at the very end."""
    order: list[str] = []
    for entry in found:
        family = "core" if entry.family in ENDS else entry.family
        if family not in order:
            order.append(family)
    place = {"input": 0, "output": 2}

    def key(entry: Entry) -> tuple[bool, int, int]:
        family = "core" if entry.family in ENDS else entry.family
        return entry.family == "model", order.index(family), place.get(entry.family, 1)

    return sorted(found, key=key)


def models_differ(before: Document, after: Document) -> bool:
    """Whether there are other models, of other names, or in other ones."""
    if [(m.id, m.name) for m in before.models.values()] != [(m.id, m.name) for m in after.models.values()]:
        return True
    return any(
        isinstance(layer.spec, NestedModel)
        for key, model in after.models.items()
        for changed in differing(before.models[key].layers, model.layers)
        for layer in (before.models[key].layers.get(changed), model.layers.get(changed))
        if layer is not None
    )
