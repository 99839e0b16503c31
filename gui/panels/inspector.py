"""The inspector: what is selected, with its parameters; the training plan where nothing is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from graph.document.document import LayerId
from gui.editing import Editing
from gui.panels.layer_page import LayerPage
from gui.panels.lazy import LazyPanel
from gui.panels.note_page import NotePage
from gui.panels.plan_page import PlanPage
from gui.panels.several_page import SeveralPage
from gui.parts import column, scrolling


class Inspector(LazyPanel):
    """Shows the page that fits the selection and keeps it up to date with every edit and undo."""

    tried = Signal(str)
    """Several values of that setting are to be tried."""
    left = Signal()
    """Esc: the canvas shall have the keys."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.plan = PlanPage(editing)
        self.layer = LayerPage(editing)
        self.several = SeveralPage(editing)
        self.note = NotePage(editing)
        self.layer.tried.connect(self.tried)
        self.plan.form.tried.connect(self.tried)
        self.stack = QStackedWidget()
        for page in (self.plan, self.layer, self.several, self.note):
            self.stack.addWidget(scrolling(page))
        column(self).addWidget(self.stack)
        editing.changed.connect(self.show_anew)
        editing.selection_changed.connect(self.show_anew)
        editing.path_changed.connect(self.show_anew)
        self.refresh()

    def selected_layers(self) -> tuple[LayerId, ...]:
        """The selected layers, and those of selected calls, in the document's order."""
        model = self.editing.model
        chosen = {model.calls[i].layer if i in model.calls else i for i in self.editing.selection}
        return tuple(layer for layer in model.layers if layer in chosen)

    def focus_form(self) -> None:
        """Go to the first field of what is shown."""
        page = self.stack.currentWidget()
        for field in page.findChildren(QLineEdit) if page is not None else ():
            if field.isVisible() and field.property("role") != "name":
                field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                field.selectAll()
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, after the field that has it took back what was typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        layers = self.selected_layers()
        notes = [i for i in self.editing.selection if i in self.editing.model.notes]
        if len(layers) == 1:
            self.layer.show_layer(layers[0])
            page = 1
        elif layers:
            self.several.show_layers(layers)
            page = 2
        elif len(notes) == 1:
            self.note.show_note(notes[0])
            page = 3
        else:
            self.plan.refresh()
            page = 0
        self.stack.setCurrentIndex(page)
