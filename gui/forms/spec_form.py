"""The form of one value of the registry: its parameters in their order, the advanced ones folded away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.activations import ACTIVATIONS
from graph.specs.message import MessageError
from graph.specs.params import Param, params_of
from graph.specs.registry import find
from graph.specs.spec import Value
from gui.forms.editors import ChoiceEditor, Editor, PathEditor, SuggestEditor, SwitchEditor, TextEditor
from gui.forms.form import Form, Suggest, nothing
from gui.forms.nested import SpecEditor, SpecsEditor
from gui.forms.scheduled import ScheduledEditor
from gui.forms.trying import TryMenu
from gui.parts import plain, tip
from gui.translate import label, sentence, text

NARROW = ("int", "float", "choice", "activation", "ints", "axes")
HALF_WIDTH = 110
"""What a title may take where two fields stand side by side in a panel of the usual width."""

TITLE_HEIGHT = 18
"""As high as a title of any script, so that neighbours stand level."""


class Field(QWidget):
    """One parameter: label, editor, and under it the sentence that says what is wrong with what was entered."""

    def __init__(self, name: str, rule: Param, editor: Editor) -> None:
        super().__init__()
        self.name, self.rule, self.editor = name, rule, editor
        self.title = plain(label(name))
        self.title.setProperty("role", "" if rule.kind == "bool" else "muted")
        # The label gives way before the panel has to scroll; its tooltip has the whole.
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setMinimumHeight(TITLE_HEIGHT)
        self.title.setBuddy(editor.focus_widget())
        self.error = plain("", "error", wrap=True)
        self.error.hide()
        editor.focus_widget().setAccessibleName(self.title.text())
        helped = sentence(rule.help) if rule.help else ""
        self.setToolTip(tip(f"{helped}\n{name}" if helped else name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if rule.kind == "bool":
            row = QHBoxLayout()
            row.addWidget(self.title, 1)
            row.addWidget(editor.widget)
            column.addLayout(row)
        else:
            column.addWidget(self.title)
            column.addWidget(editor.widget)
        column.addWidget(self.error)
        column.addStretch(1)

    @property
    def narrow(self) -> bool:
        self.title.ensurePolished()
        whole = self.title.fontMetrics().horizontalAdvance(self.title.text())
        return self.rule.kind in NARROW and whole <= HALF_WIDTH

    def complain(self, message: MessageError | None) -> None:
        """Say what is wrong with what was entered, or nothing."""
        self.editor.is_refused = message is not None
        self.error.setText("" if message is None else text(message))
        self.error.setVisible(message is not None)
        widget = self.editor.focus_widget()
        if widget.property("invalid") != (message is not None):
            widget.setProperty("invalid", message is not None)
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class SpecForm(Form):
    """Edits values of one kind. Several values at once show what they have in common, and change together."""

    tried = Signal(str)
    """Several values of a parameter are to be tried: its name, or `optimizer.learning_rate`."""

    def __init__(self, hidden: Sequence[str] = (), parent: QWidget | None = None, suggest: Suggest = nothing) -> None:
        super().__init__(parent)
        self.tries: Callable[[str], bool] = lambda _name: False
        """Whether that may be."""
        self._suggest = suggest
        self._hidden = frozenset(hidden)
        self._values: tuple[Value, ...] = ()
        self._typed = 0
        self._before: dict[str, list[Any]] = {}
        """The values that parameters had before somebody began to type."""
        self.fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._more = QToolButton()
        self._folded: QWidget | None = None

    def show_values(self, values: Sequence[Value]) -> None:
        """Show one value, or the common parameters of several."""
        kinds = {type(value) for value in values}
        rebuild = kinds != {type(value) for value in self._values} or not self.fields
        self._values = tuple(values)
        if rebuild:
            self._build()
        for name, field in self.fields.items():
            found = [getattr(value, name) for value in values]
            if not rebuild and field.editor.is_refused and found == self._before.get(name):
                continue  # What was refused stays, with its sentence, until the parameter is another.
            field.editor.show_value(found[0] if all(v == found[0] for v in found) else ...)
            field.complain(None)

    def begin_anew(self) -> None:
        """Other values are shown from now on, whatever they equal."""
        self._before.clear()

    def common_params(self) -> dict[str, Param]:
        """The parameters all shown values have, with equal rules."""
        rules = [params_of(value) for value in self._values]
        if not rules:
            return {}
        shared = {n: r for n, r in rules[0].items() if all(_alike(r, other.get(n)) for other in rules[1:])}
        return {n: r for n, r in shared.items() if n not in self._hidden}

    def _build(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.fields, self._folded = {}, None
        self.begin_anew()  # what was refused of another kind is gone with its fields
        owner = self._values[0].kind if self._values else ""
        for name, rule in self.common_params().items():
            field = Field(name, rule, make_editor(owner, name, rule, self._suggest))
            field.editor.entered.connect(lambda value, typing, f=field: self._entered(f, value, typing))
            field.editor.finished.connect(self._finished)
            self._let_try(field)
            self.fields[name] = field
        plain = [f for f in self.fields.values() if not f.rule.advanced]
        advanced = [f for f in self.fields.values() if f.rule.advanced]
        if plain:
            self._column.addWidget(grid_of(plain))
        if advanced:
            self._fold(advanced)

    def _let_try(self, field: Field) -> None:
        """Offer to try several values of a parameter, and of those of a value inside."""
        menu = TryMenu(field, field.editor.focus_widget(), lambda: self.tries(field.name))
        menu.wanted.connect(lambda: self.tried.emit(field.name))
        if isinstance(field.editor, SpecEditor) and isinstance(inner := field.editor.form, SpecForm):
            inner.tries = lambda name: self.tries(f"{field.name}.{name}")
            inner.tried.connect(lambda name: self.tried.emit(f"{field.name}.{name}"))

    def _fold(self, advanced: list[Field]) -> None:
        folded = grid_of(advanced)
        folded.setVisible(False)
        self._folded, self._more = folded, QToolButton()
        self._more.setText(self.tr("Advanced"))
        self._more.setCheckable(True)
        self._more.setArrowType(Qt.ArrowType.RightArrow)
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setProperty("role", "fold")
        self._more.toggled.connect(self.show_advanced)
        self._column.addWidget(self._more)
        self._column.addWidget(folded)
        if any(self._differs(field) for field in advanced):
            self._more.setChecked(True)

    def _differs(self, field: Field) -> bool:
        """Whether an advanced parameter has been set, so that it must not hide."""
        declared = next(f for f in fields(self._values[0]) if f.name == field.name)
        names = {name for value in self._values for name, _ in value.non_default()}
        return declared.default is not MISSING and field.name in names

    def show_advanced(self, on: bool) -> None:
        if self._folded is not None:
            self._folded.setVisible(on)
            self._more.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
            self._more.setChecked(on)

    def _entered(self, field: Field, value: Any, typing: bool) -> None:
        now = [getattr(shown, field.name) for shown in self._values]
        before = self._before.setdefault(field.name, now)
        try:
            for shown in self._values:
                shown.replace(**{field.name: value})
        except MessageError as error:
            field.complain(error)
            if typing and now != before and len(before) == 1:
                # What the beginning of the text has set is taken back: an error applies nothing.
                self.changed.emit(field.name, before[0], f"{field.name}#{self._typed}")
            return
        field.complain(None)
        self.changed.emit(field.name, value, f"{field.name}#{self._typed}" if typing else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed into a field; then it is for who holds the form."""
        if event.key() == Qt.Key.Key_Escape:
            for field in self.fields.values():
                if field.editor.focus_widget().hasFocus():
                    self._take_back(field)
        super().keyPressEvent(event)

    def _take_back(self, field: Field) -> None:
        now = [getattr(shown, field.name) for shown in self._values]
        before = self._before.pop(field.name, now)
        field.complain(None)
        if before != now and all(value == before[0] for value in before):
            self.changed.emit(field.name, before[0], f"{field.name}#{self._typed}")
            now = before
        if isinstance(field.editor, TextEditor):
            field.editor.show_value(now[0] if all(value == now[0] for value in now) else ..., force=True)

    def _finished(self) -> None:
        self._typed += 1
        self._before = {name: b for name, b in self._before.items() if self.fields[name].editor.is_refused}
        self.finished.emit()


def _alike(one: Param, other: Param | None) -> bool:
    """Whether two kinds take the same values for a parameter, whatever each says of it."""
    return other is not None and replace(one, help="", always=False) == replace(other, help="", always=False)


def grid_of(parts: Sequence[Field]) -> QWidget:
    """Fields under each other, two small ones of a kind side by side; the first always takes the whole width."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    row = place = 0
    while place < len(parts):
        pair = parts[place : place + 2]
        if len(pair) == 2 and all(p.narrow for p in pair) and place:
            grid.addWidget(pair[0], row, 0)
            grid.addWidget(pair[1], row, 1)
            place += 2
        else:
            grid.addWidget(parts[place], row, 0, 1, 2)
            place += 1
        row += 1
    return box


def make_editor(owner: str, name: str, rule: Param, suggest: Suggest = nothing) -> Editor:
    """The editor of a parameter of a kind."""
    if rule.kind == "bool":
        return SwitchEditor(rule)
    if rule.kind == "activation":
        return ChoiceEditor(rule, (*ACTIVATIONS, *rule.choices))
    if rule.kind == "choice":
        return ChoiceEditor(rule, rule.choices)
    dataset = find("dataset", owner) if rule.kind == "text" and name == "path" else None
    if dataset is not None and issubclass(dataset, DatasetSpec):
        return PathEditor(rule, dataset)
    if rule.kind in ("spec", "specs"):
        make_form = partial(SpecForm, suggest=suggest)
        return SpecEditor(rule, make_form) if rule.kind == "spec" else SpecsEditor(rule, make_form)
    if rule.suggests:
        return SuggestEditor(rule, suggest)
    if rule.kind == "float" and rule.category:
        return ScheduledEditor(rule, SpecForm)
    return TextEditor(rule)
