"""Several layers at once: the parameters they have in common."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from graph.document.document import Document, LayerId
from graph.editing import edits
from gui.editing import Editing
from gui.forms.spec_form import SpecForm
from gui.forms.switch import Switch
from gui.inferred import shapes_of
from gui.parts import column, plain
from gui.translate import label


class SeveralPage(QWidget):
    """Changes a parameter of all selected layers in one undo step."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self.layers: tuple[LayerId, ...] = ()
        self.kinds = plain("", "section", wrap=True)
        self.title = plain("", "title")
        self.trainable = Switch()
        self.trainable.setAccessibleName(self.tr("Trainable"))
        self.trainable.clicked.connect(self._set_trainable)
        self.names = plain("", "muted", wrap=True)
        self.nothing = plain(self.tr("These layers have no parameter in common."), "muted", wrap=True)
        self.form = SpecForm(hidden=("model",))
        self.form.changed.connect(self._changed)
        page = column(self, (16, 16, 16, 16), 8)
        for widget in (self.kinds, self.title, self.names, self.form, self.nothing):
            page.addWidget(widget)
        self.trainable_row = QWidget()
        row = QHBoxLayout(self.trainable_row)
        row.setContentsMargins(0, 8, 0, 0)
        self.trainable_title = plain("")
        row.addWidget(self.trainable_title, 1)
        row.addWidget(self.trainable)
        page.addWidget(self.trainable_row)
        page.addStretch(1)

    def show_layers(self, layers: tuple[LayerId, ...]) -> None:
        self.layers = layers
        model = self.editing.model
        self.title.setText(self.tr("{n} layers").format(n=len(layers)))
        count = Counter(model.layers[layer].spec.kind for layer in layers)
        self.kinds.setText(", ".join(f"{n} {kind}" for kind, n in count.most_common()))
        self.names.setText(", ".join(model.layers[layer].name for layer in layers if model.layers[layer].name))
        self.form.show_values([model.layers[layer].spec for layer in layers])
        self.form.setVisible(bool(self.form.fields))
        self.nothing.setVisible(not self.form.fields)
        self._show_trainable()

    def _show_trainable(self) -> None:
        """Whether those that have weights learn; that some do and some do not is said."""
        model = self.editing.model
        weights = shapes_of(self.editing.document, model.id).weights
        learning = {model.layers[layer].trainable for layer in self.layers if weights.get(layer)}
        mixed = len(learning) > 1
        self.trainable_title.setText(self.tr("Trainable (some)") if mixed else self.tr("Trainable"))
        self.trainable.setChecked(learning == {True})
        self.trainable_row.setVisible(bool(learning))

    def _set_trainable(self, on: bool) -> None:
        layers, model = self.layers, self.editing.model_id

        def change(document: Document) -> Document:
            for layer in layers:
                document = edits.set_trainable(document, model, layer, on)
            return document

        step = self.tr("Train {n} layers") if on else self.tr("Freeze {n} layers")
        self.editing.apply(step.format(n=len(layers)), change)

    def _changed(self, name: str, value: Any, merge: str) -> None:
        layers, model = self.layers, self.editing.model_id

        def change(document: Document) -> Document:
            for layer in layers:
                document = edits.set_params(document, model, layer, {name: value})
            return document

        step = self.tr("Change {parameter} of {n} layers").format(parameter=label(name).lower(), n=len(layers))
        self.editing.apply(step, change, f"{'.'.join(layers)}.{merge}" if merge else "")
