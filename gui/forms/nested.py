"""Editors of parameters that are specs themselves: a loss, an optimizer, an initializer, a list of metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from graph.specs.message import MessageError
from graph.specs.params import Param, SpecError, param_of, params_of
from graph.specs.registry import make_value, offered
from graph.specs.spec import Value
from gui.forms.editors import CalmCombo, Editor
from gui.forms.form import MakeForm
from gui.parts import plain, tip
from gui.translate import english_label, sentence


def try_make(category: str, kind: str) -> Value | None:
    """A value of a kind with its defaults, None where it needs parameters first."""
    try:
        value: Value = make_value(category, kind, english_label(category))
    except MessageError:
        return None
    return value


class SpecEditor(Editor):
    """A choice of kinds, and the chosen kind's own parameters beneath."""

    def __init__(self, rule: Param, make_form: MakeForm) -> None:
        box = QWidget()
        super().__init__(rule, box)
        self._value: Value | None = None
        self.combo = CalmCombo()
        if rule.nullable:
            self.combo.addItem(self.tr("none"), None)
        for kind, cls in offered(rule).items():
            self.combo.addItem(kind, kind)
            caption = getattr(cls, "caption", "")
            if caption:
                self.combo.setItemData(self.combo.count() - 1, tip(sentence(caption)), Qt.ItemDataRole.ToolTipRole)
        self.combo.setPlaceholderText(self.tr("several values"))
        self.combo.activated.connect(self._chosen)
        self.form = make_form()
        self.form.changed.connect(self._changed)
        self.form.finished.connect(self.finished)
        self.frame = QFrame()
        self.frame.setProperty("role", "nested")
        inner = QVBoxLayout(self.frame)
        inner.setContentsMargins(12, 0, 0, 0)
        inner.addWidget(self.form)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.combo)
        column.addWidget(self.frame)

    def focus_widget(self) -> QWidget:
        return self.combo

    def show_value(self, value: Any) -> None:
        if value is ...:
            self._value = None
            self.combo.setCurrentIndex(-1)
            self.frame.hide()
            return
        self._value = value
        self.combo.setCurrentIndex(self.combo.findData(None if value is None else value.kind))
        has_params = value is not None and bool(params_of(value))
        self.frame.setVisible(has_params)
        if has_params:
            self.form.show_values((value,))

    def _chosen(self, index: int) -> None:
        kind = self.combo.itemData(index)
        if kind is None:
            self.entered.emit(None, False)
        elif self._value is None or kind != self._value.kind:
            self.entered.emit(carried_over(self._value, self.rule.category, kind), False)

    def _changed(self, name: str, value: Any, merge: str) -> None:
        if self._value is not None:
            self.entered.emit(self._value.replace(**{name: value}), bool(merge))


def carried_over(old: Value | None, category: str, kind: str) -> Value | str:
    """A value of another kind that keeps what was set on the old one where both have it."""
    fresh = try_make(category, kind)
    if fresh is None or old is None:
        return fresh or kind
    shared = params_of(fresh).keys()
    kept = {name: value for name, value in old.non_default() if name in shared}
    try:
        return fresh.replace(**kept)
    except SpecError:
        return fresh


class SpecsEditor(Editor):
    """A list of specs, each with its parameters and a button to remove it, and a choice of what to add."""

    def __init__(self, rule: Param, make_form: MakeForm) -> None:
        box = QWidget()
        super().__init__(rule, box)
        self._make_form = make_form
        self._values: tuple[Value, ...] = ()
        self.rows: list[SpecRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.adder = CalmCombo()
        self.adder.setPlaceholderText(self.tr("Add…"))
        for kind, cls in offered(rule).items():
            self.adder.addItem(kind, kind)
            caption = getattr(cls, "caption", "")
            if caption:
                self.adder.setItemData(self.adder.count() - 1, tip(sentence(caption)), Qt.ItemDataRole.ToolTipRole)
        self.adder.setCurrentIndex(-1)
        self.adder.activated.connect(self._add)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._list)
        column.addWidget(self.adder)

    def focus_widget(self) -> QWidget:
        return self.adder

    def show_value(self, value: Any) -> None:
        values = () if value is ... else tuple(value)
        same = [getattr(v, "kind", "") for v in values] == [getattr(v, "kind", "") for v in self._values]
        self._values = values
        if not same or len(self.rows) != len(values):
            self._build()
        for row, item in zip(self.rows, values, strict=True):
            row.show_value(item)

    def _build(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, value in enumerate(self._values):
            row = SpecRow(value, self._make_form)
            for button, step, last in ((row.up, -1, 0), (row.down, 1, len(self._values) - 1)):
                button.setVisible(len(self._values) > 1)
                button.setEnabled(place != last)
                button.clicked.connect(lambda _=False, at=place, to=place + step: self._move(at, to))
            row.remove.clicked.connect(lambda _=False, at=place: self._remove(at))
            row.form.changed.connect(lambda name, new, merge, at=place: self._change(at, name, new, bool(merge)))
            row.form.finished.connect(self.finished)
            self.rows.append(row)
            self._list.addWidget(row)

    def _add(self, index: int) -> None:
        kind = self.adder.itemData(index)
        self.adder.setCurrentIndex(-1)
        fresh = try_make(self.rule.category, kind)
        self.entered.emit((*self._values, fresh if fresh is not None else first_guess(self.rule.category, kind)), False)

    def _remove(self, at: int) -> None:
        self.entered.emit((*self._values[:at], *self._values[at + 1 :]), False)

    def _move(self, at: int, to: int) -> None:
        moved = list(self._values)
        moved.insert(to, moved.pop(at))
        self.entered.emit(tuple(moved), False)

    def _change(self, at: int, name: str, value: Any, typing: bool) -> None:
        changed = self._values[at].replace(**{name: value})
        self.entered.emit((*self._values[:at], changed, *self._values[at + 1 :]), typing)


def first_guess(category: str, kind: str) -> Value | str:
    """A value of a kind that has required parameters: -1 stands for sizes that follow from the rest, and where guesses
    don't do, the kind's first example for all."""
    from graph.specs.registry import find, make

    cls = find(category, kind)
    if cls is None:
        return kind
    guesses = {"ints": (-1,), "shape": (), "int": 1, "float": 1.0, "text": ""}
    rules = {f.name: rule for f in fields(cls) if f.default is MISSING and (rule := param_of(f)) is not None}
    shown = next((example for example in cls.examples if isinstance(example, Mapping)), {})
    guessed = {name: guesses[rule.kind] for name, rule in rules.items() if rule.kind in guesses}
    for settings in (guessed, {name: value for name, value in shown.items() if name in rules}):
        try:
            return make(cls, settings)
        except MessageError:
            continue
    return kind


class SpecRow(QFrame):
    """One spec of a list."""

    def __init__(self, value: Any, make_form: MakeForm) -> None:
        super().__init__()
        self.setProperty("role", "row")
        self.title = plain(value.kind)
        caption = getattr(value, "caption", "") or ""
        self.setToolTip(tip(sentence(caption)) if caption else "")
        self.remove = QToolButton()
        self.remove.setText("×")
        self.remove.setToolTip(self.tr("Remove"))
        self.remove.setProperty("role", "quiet")
        self.up, self.down = QToolButton(), QToolButton()
        for button, arrow, title in (
            (self.up, Qt.ArrowType.UpArrow, self.tr("Move up")),
            (self.down, Qt.ArrowType.DownArrow, self.tr("Move down")),
        ):
            button.setArrowType(arrow)
            button.setToolTip(tip(title))
            button.setAccessibleName(title)
            button.setProperty("role", "quiet")
        self.form = make_form()
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title, 1)
        head.addWidget(self.up)
        head.addWidget(self.down)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 4, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.form)

    def show_value(self, value: Any) -> None:
        known = isinstance(value, Value) and bool(params_of(value))
        self.form.setVisible(known)
        if known:
            self.form.show_values((value,))
