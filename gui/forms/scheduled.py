"""The editor of a number that may change with the steps: a learning rate, or a schedule of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from graph.specs.params import Param, params_of
from graph.specs.registry import kinds
from graph.specs.spec import Value
from gui.forms.editors import CalmCombo, Editor, TextEditor
from gui.forms.form import MakeForm
from gui.forms.nested import try_make


class ScheduledEditor(Editor):
    """A choice of how the number goes on, and beneath it the number, or the schedule's own parameters."""

    def __init__(self, rule: Param, make_form: MakeForm) -> None:
        box = QWidget()
        super().__init__(rule, box)
        self._value: Any = None
        self.number = TextEditor(replace(rule, category=""))
        self.number.entered.connect(self.entered)
        self.number.finished.connect(self.finished)
        self.combo = CalmCombo()
        self.combo.addItem(self.tr("constant"), "")
        for kind in kinds(rule.category):
            self.combo.addItem(kind, kind)
        self.combo.activated.connect(self._chosen)
        self.form = make_form()
        self.form.changed.connect(self._changed)
        self.form.finished.connect(self.finished)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.number.widget, self.form, self.combo):
            column.addWidget(part)
        self.form.hide()

    def focus_widget(self) -> QWidget:
        return self.combo if isinstance(self._value, Value) else self.number.focus_widget()

    def show_value(self, value: Any) -> None:
        self._value = value
        scheduled = isinstance(value, Value)
        self.number.widget.setVisible(not scheduled)
        self.form.setVisible(scheduled)
        if scheduled:
            self.combo.setCurrentIndex(self.combo.findData(value.kind, Qt.ItemDataRole.UserRole))
            self.form.show_values((value,))
        else:
            self.combo.setCurrentIndex(0)
            self.number.show_value(value)

    def _chosen(self, index: int) -> None:
        """Another course of the number, from where it begins."""
        kind, begins = self.combo.itemData(index), _beginning(self._value)
        fresh = try_make(self.rule.category, kind) if kind else begins
        if isinstance(fresh, Value) and begins is not None and (name := _first_number(fresh)) is not None:
            fresh = fresh.replace(**{name: begins})
        if fresh is not None and kind != getattr(self._value, "kind", ""):
            self.entered.emit(fresh, False)

    def _changed(self, name: str, value: Any, merge: str) -> None:
        if isinstance(self._value, Value):
            self.entered.emit(self._value.replace(**{name: value}), bool(merge))


def _first_number(value: Value) -> str | None:
    return next((name for name, rule in params_of(value).items() if rule.kind == "float"), None)


def _beginning(value: Any) -> float | None:
    """The number itself, or what a schedule begins with."""
    if isinstance(value, Value):
        name = _first_number(value)
        return None if name is None else getattr(value, name)
    return value if isinstance(value, (int, float)) else None
