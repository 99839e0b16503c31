"""The palette: every kind of layer by family, the document's own models, a filter; drag, double-click or Enter adds."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QToolButton, QWidget

from graph.document.changes import differing
from graph.document.document import Document
from graph.editing import edits
from graph.layers.core.nested_model import NestedModel
from graph.quick_add.ranking import search
from graph.specs.registry import layer_kinds
from graph.specs.spec import Spec
from gui.canvas.catalogue import Entry, entries
from gui.editing import Editing
from gui.panels.kind_list import SECTION, WHAT, KindList, header, row
from gui.parts import column, plain
from gui.settings import Settings
from gui.theme import Theme

ENDS = ("input", "output")
OPEN = ("core", "model")
"""Families that are unfolded at the first start: what every network has, and what the document brings."""


class Palette(QWidget):
    """Lists what can be added and says what was chosen."""

    chosen = Signal(str)
    """A kind's name, or `model:<id>`, to be added where the canvas is looked at."""

    def __init__(self, editing: Editing, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.editing, self.settings = editing, settings
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter  ( / )"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("Filter the layers"))
        self.filter.textChanged.connect(self.refresh)
        self.list = KindList(theme)
        self.list.itemDoubleClicked.connect(self._take)
        self.list.entered_on.connect(self._take)
        self.list.folded.connect(self._fold)
        self.filter.installEventFilter(self.list)
        self.new_model = QToolButton()
        self.new_model.setText(self.tr("+ New model"))
        self.new_model.setToolTip(self.tr("Add an empty model to the document and go into it"))
        self.new_model.clicked.connect(self._new_model)
        page = column(self, (16, 14, 6, 8), 6)
        title = plain(self.tr("LAYERS"), "section")
        page.addWidget(title)
        page.addWidget(self.filter)
        page.addWidget(self.list, 1)
        page.addWidget(self.new_model)
        page.setAlignment(self.new_model, Qt.AlignmentFlag.AlignLeft)
        editing.changed.connect(self._changed)
        editing.path_changed.connect(self.refresh)
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
        }.get(family, family.capitalize())

    def _changed(self, before: Document, after: Document) -> None:
        if models_differ(before, after):
            self.refresh()

    def refresh(self) -> None:
        found = entries(self.editing.document, self.editing.model_id)
        query = self.filter.text()
        if query.strip():
            found = search(query, found, lambda e: e.title, lambda e: self.settings.usage(e.key))
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
        if what:
            self.settings.count_usage(what)
            self.chosen.emit(what)
            self.filter.clear()

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
