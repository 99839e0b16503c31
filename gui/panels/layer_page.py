"""One layer: its name, its parameters, its calls with their shapes, its weights."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from graph.document.document import Call, CallId, Layer, LayerId
from graph.document.names import output_name
from graph.document.nesting import is_output, ports_of_call, spec_of_call
from graph.editing import edits
from graph.editing.settings import key_of
from graph.layers.core.nested_model import NestedModel
from graph.specs.params import SpecError, params_of
from gui.canvas.captions import number_text, type_text
from gui.editing import Editing
from gui.forms.name_field import NameField
from gui.forms.spec_form import SpecForm
from gui.forms.switch import Switch
from gui.inferred import shapes_of
from gui.panels.plan_page import may_try
from gui.parts import Elided, Rows, column, empty, plain, tip
from gui.translate import label, sentence, shape


class LayerPage(QWidget):
    """Edits one layer; every change is an undo step, typing merges into one."""

    tried = Signal(str)
    """Several values of that setting are to be tried."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self.layer_id: LayerId = ""
        self.kind = plain("", "section")
        self.name = NameField(self.tr("Name"), self._name)
        self.name.renamed.connect(self._rename)
        self.caption = plain("", "muted", wrap=True)
        self.form = SpecForm(hidden=("model",))
        self.form.changed.connect(self._changed)
        self.form.tries = lambda name: may_try(self.editing.document, self._key(name))
        self.form.tried.connect(lambda name: self.tried.emit(self._key(name)))
        self.enter = QPushButton(self.tr("Enter model"))
        self.enter.clicked.connect(self._enter)
        self.trainable = Switch()
        self.trainable.setAccessibleName(self.tr("Trainable"))
        self.trainable.clicked.connect(self._set_trainable)
        self._arrange()

    def _arrange(self) -> None:
        page = column(self, (16, 16, 16, 16), 4)
        for widget in (self.kind, self.name, self.caption):
            page.addWidget(widget)
        page.addSpacing(12)
        page.addWidget(self.enter)
        page.addWidget(self.form)
        self.trainable_row = QWidget()
        row = QHBoxLayout(self.trainable_row)
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(plain(self.tr("Trainable")), 1)
        row.addWidget(self.trainable)
        page.addWidget(self.trainable_row)
        self.calls_title, self.weights_title = plain(self.tr("Calls"), "section"), plain(self.tr("Weights"), "section")
        self.calls = QVBoxLayout()
        self.calls.setSpacing(6)
        self.weights = Rows()
        page.addSpacing(14)
        page.addWidget(self.calls_title)
        page.addLayout(self.calls)
        page.addSpacing(14)
        page.addWidget(self.weights_title)
        page.addWidget(self.weights)
        page.addStretch(1)

    def _key(self, name: str) -> str:
        """What a parameter is called among all settings of the document."""
        return key_of(self.editing.document, self.editing.model, self.layer, name)

    @property
    def layer(self) -> Layer:
        return self.editing.model.layers[self.layer_id]

    def show_layer(self, layer_id: LayerId) -> None:
        if layer_id != self.layer_id:
            self.form.begin_anew()
            self.name.begin_anew()
        self.layer_id = layer_id
        layer, model = self.layer, self.editing.model
        spec = layer.spec
        nested = self.editing.document.models.get(spec.model) if isinstance(spec, NestedModel) else None
        self.kind.setText(self.tr("Model {name}").format(name=nested.name) if nested else spec.kind)
        calls = model.calls_of(layer_id)
        if self.name.text() != layer.name:
            self.name.setText(layer.name)
        self.name.setPlaceholderText(output_name(model, calls[0].id) if is_output(layer) and calls else "")
        self.caption.setText(sentence(spec.caption) if spec.caption else "")
        self.enter.setVisible(nested is not None)
        self.form.show_values((spec,))
        self.form.setVisible(bool(self.form.fields))
        self.trainable.setChecked(layer.trainable)
        self._show_calls(calls)
        self._show_weights()

    def _show_calls(self, calls: tuple[Call, ...]) -> None:
        document, model = self.editing.document, self.editing.model
        shapes = shapes_of(document, model.id)
        empty(self.calls)
        self.calls_title.setVisible(bool(calls))
        for number, call in enumerate(calls, start=1):
            sources = [model.layer_of(s.call).name if s and s.call in model.calls else "–" for s in call.inputs]
            arriving = ", ".join(type_text(t) or "?" for t in shapes.inputs_of(call))
            leaving = shapes.calls[call.id].outputs if call.id in shapes.calls else ()
            text = " → ".join(part for part in (arriving, ", ".join(type_text(t) for t in leaving)) if part)
            if ports_of_call(document, model, call).outputs and not leaving:
                text = f"{arriving} → ?" if arriving else "?"
            self.calls.addWidget(CallRow(self.tr("call {n}").format(n=number), ", ".join(sources), text))
            if params_of(self.layer.spec.takes):
                self.calls.addWidget(self._arguments(call))

    def _arguments(self, call: Call) -> SpecForm:
        """What one call is given besides its inputs."""
        form = SpecForm()
        try:
            form.show_values((spec_of_call(self.editing.model, call).call,))
        except SpecError:
            form.show_values((self.layer.spec.call,))  # a file's arguments that are none: the problems say so
        form.changed.connect(lambda name, value, _: self._give(call.id, name, value))
        return form

    def _give(self, call: CallId, name: str, value: Any) -> None:
        model = self.editing.model_id
        step = self.tr("Change {parameter} of {layer}").format(parameter=label(name).lower(), layer=self.layer.name)
        self.editing.apply(step, lambda d: edits.set_arguments(d, model, call, {name: value}))

    def _show_weights(self) -> None:
        weights = shapes_of(self.editing.document, self.editing.model_id).weights.get(self.layer_id, ())
        rows = [(w.name, shape(w.shape)) for w in weights]
        if len(weights) > 1:
            rows.append((self.tr("Total"), number_text(sum(w.size for w in weights))))
        self.weights.show_rows(rows)
        self.weights_title.setVisible(bool(rows))
        self.trainable_row.setVisible(bool(rows) or isinstance(self.layer.spec, NestedModel))

    def _changed(self, name: str, value: Any, merge: str) -> None:
        layer, model = self.layer_id, self.editing.model_id
        step = self.tr("Change {parameter} of {layer}").format(parameter=label(name).lower(), layer=self.layer.name)
        self.editing.apply(
            step, lambda d: edits.set_params(d, model, layer, {name: value}), f"{layer}.{merge}" if merge else ""
        )

    def _rename(self, typed: str, run: int) -> None:
        layer, model = self.layer_id, self.editing.model_id
        if not typed.strip() and not is_output(self.layer):
            return  # A layer keeps its name until another one stands there.
        step = self.tr("Rename {layer}").format(layer=typed.strip())
        self.editing.apply(step, lambda d: edits.rename_layer(d, model, layer, typed), f"{layer}.name#{run}")

    def _name(self) -> str:
        return self.layer.name if self.layer_id in self.editing.model.layers else self.name.text()

    def _set_trainable(self, on: bool) -> None:
        layer, model = self.layer_id, self.editing.model_id
        step = self.tr("Train {layer}") if on else self.tr("Freeze {layer}")
        self.editing.apply(step.format(layer=self.layer.name), lambda d: edits.set_trainable(d, model, layer, bool(on)))

    def _enter(self) -> None:
        if isinstance(self.layer.spec, NestedModel):
            self.editing.enter(self.layer.spec.model)


LONG_SHAPES = 20


class CallRow(QFrame):
    """One use of the layer: where its input comes from, and the shapes in and out."""

    def __init__(self, name: str, source: str, shapes: str) -> None:
        super().__init__()
        self.setProperty("role", "field")
        page = column(self, (10, 5, 10, 5), 2)
        row = QHBoxLayout()
        row.setSpacing(12)
        page.addLayout(row)
        parts = (plain(name, "small"), Elided("small"), plain(shapes, "small"))
        parts[1].setText(source)
        for part, stretch in zip(parts, (0, 1, 0), strict=True):
            part.setToolTip(tip(part.text()))
            if part is parts[2] and len(shapes) > LONG_SHAPES:
                page.addWidget(part)  # Long shapes get a line of their own.
            else:
                row.addWidget(part, stretch)
        _right(parts[2])


def _right(text: QLabel) -> None:
    text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
