"""Several layers at once: the parameters they have in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from graph.document.document import Document, LayerId
from graph.editing import edits
from gui.editing import Editing
from gui.forms.spec_form import SpecForm
from gui.parts import column, plain
from gui.translate import label


class SeveralPage(QWidget):
    """Changes a parameter of all selected layers in one undo step."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self.layers: tuple[LayerId, ...] = ()
        self.title = plain("", "title")
        self.names = plain("", "muted", wrap=True)
        self.nothing = plain(self.tr("These layers have no parameter in common."), "muted", wrap=True)
        self.form = SpecForm(hidden=("model",))
        self.form.changed.connect(self._changed)
        page = column(self, (16, 16, 16, 16), 8)
        for widget in (self.title, self.names, self.form, self.nothing):
            page.addWidget(widget)
        page.addStretch(1)

    def show_layers(self, layers: tuple[LayerId, ...]) -> None:
        self.layers = layers
        model = self.editing.model
        self.title.setText(self.tr("{n} layers").format(n=len(layers)))
        self.names.setText(", ".join(model.layers[layer].name for layer in layers if model.layers[layer].name))
        self.form.show_values([model.layers[layer].spec for layer in layers])
        self.form.setVisible(bool(self.form.fields))
        self.nothing.setVisible(not self.form.fields)

    def _changed(self, name: str, value: Any, merge: str) -> None:
        layers, model = self.layers, self.editing.model_id

        def change(document: Document) -> Document:
            for layer in layers:
                document = edits.set_params(document, model, layer, {name: value})
            return document

        step = self.tr("Change {parameter} of {n} layers").format(parameter=label(name).lower(), n=len(layers))
        self.editing.apply(step, change, f"{'.'.join(layers)}.{merge}" if merge else "")
