"""What the inspector shows where nothing is selected: the model's name, its totals, and how it is trained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from graph.document.document import Document
from graph.editing import edits
from graph.editing.settings import setting
from graph.inference.history import history_directions
from graph.specs.message import MessageError
from graph.specs.ranges.reading import usual_range
from gui.canvas.captions import flop_text, number_text
from gui.editing import Editing
from gui.forms.name_field import NameField
from gui.forms.spec_form import SpecForm
from gui.inferred import totals_of
from gui.parts import Rows, column, plain
from gui.translate import label
from runtime.ranks.launch import is_possible
from runtime.ranks.ranks import MISSING


class PlanForm(SpecForm):
    """Edits the training plan of the document."""

    def __init__(self, editing: Editing, hidden: Sequence[str] = ()) -> None:
        super().__init__(hidden, suggest=lambda what: names_of(editing.document, what))
        self.editing = editing
        self.changed.connect(self._change)
        self.tries = lambda key: may_try(editing.document, key)

    def refresh(self) -> None:
        plan = self.editing.document.training
        self.show_values((plan,))
        processes = self.fields.get("processes")
        if processes is not None and (plan.processes or 1) > 1 and not is_possible():
            processes.complain(MessageError(MISSING))

    def _change(self, name: str, value: Any, merge: str) -> None:
        step = self.tr("Change {parameter}").format(parameter=label(name).lower())
        self.editing.apply(
            step,
            lambda d: replace(d, training=d.training.replace(**{name: value})),
            f"training.{merge}" if merge else "",
        )


def may_try(document: Document, key: str) -> bool:
    """Whether a sweep can try several values of a setting."""
    try:
        found = setting(document, key)
    except MessageError:
        return False
    return bool(usual_range(found.rule, found.value))


def names_of(document: Document, what: str) -> Sequence[str]:
    """The names of the history, for those who watch one of its numbers."""
    return tuple(history_directions(document)) if what == "history" else ()


class PlanPage(QWidget):
    """Edits the training plan of the document and the name of the model in view."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self.kind = plain("", "section")
        self.name = NameField(self.tr("Name of the model"), lambda: editing.model.name)
        self.name.renamed.connect(self._rename)
        self.totals = Rows()
        self.form = PlanForm(editing)
        self.hint = plain(self.tr("The loss and the metrics are parameters of each Output."), "muted", wrap=True)
        page = column(self, (16, 16, 16, 16), 4)
        page.addWidget(self.kind)
        page.addWidget(self.name)
        page.addSpacing(6)
        page.addWidget(self.totals)
        page.addSpacing(16)
        page.addWidget(plain(self.tr("How it is trained"), "section"))
        page.addSpacing(4)
        page.addWidget(self.form)
        page.addSpacing(8)
        page.addWidget(self.hint)
        page.addStretch(1)

    def refresh(self) -> None:
        document, model = self.editing.document, self.editing.model
        self.kind.setText(self.tr("Model") if model.id == document.root else self.tr("Nested model"))
        if self.name.text() != model.name:
            self.name.setText(model.name)
        totals = totals_of(document, model.id)
        self.totals.show_rows(
            [
                (self.tr("Layers"), number_text(len(model.layers))),
                (self.tr("Weights"), number_text(totals.weights)),
                (self.tr("Operations per sample"), flop_text(totals.flops)),
            ]
        )
        self.form.refresh()

    def _rename(self, typed: str, run: int) -> None:
        model = self.editing.model_id
        if typed.strip():
            step = self.tr("Rename the model to {name}").format(name=typed.strip())
            self.editing.apply(step, lambda d: edits.rename_model(d, model, typed), f"{model}.name#{run}")
