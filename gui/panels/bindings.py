"""The mapping: what each Input and Output is fed with, and the steps on the way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from graph.data.data_plan import Binding
from graph.data.facts import DataFacts
from graph.specs.message import MessageError
from graph.specs.params import Param
from graph.validate.problems import ERROR, Problem
from gui.forms.editors import CalmCombo
from gui.forms.nested import SpecsEditor
from gui.forms.spec_form import SpecForm
from gui.parts import column, empty, plain
from gui.translate import shape, text
from runtime.data.binding import Feed, suggest
from runtime.data.dataset import Dataset

STEPS = Param("specs", category="step")


class BindingRow(QFrame):
    """One Input or Output: its column, its steps, and whether the result fits."""

    changed = Signal(str, object, str)
    """(layer, the binding or None, key of the undo step while typing)."""

    def __init__(self, feed: Feed) -> None:
        super().__init__()
        self.feed = feed
        self.binding: Binding | None = None
        self.dataset: Dataset | None = None
        self.facts: DataFacts | None = None
        self.problems: tuple[Problem, ...] = ()
        self.setProperty("role", "field")
        kind = self.tr("Output") if feed.is_target else self.tr("Input")
        self.title = plain(feed.name)
        self.needs = plain("", "muted")
        self.combo = CalmCombo()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(CalmCombo.InsertPolicy.NoInsert)
        self.combo.setMinimumWidth(150)
        self.combo.setToolTip(self.tr("A column, or several joined by commas, such as 'age, pixel_*'"))
        self.combo.setAccessibleName(self.tr("Column for {name}").format(name=feed.name))
        self.combo.activated.connect(lambda index: self._choose(self.combo.itemText(index)))
        edit = self.combo.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("not connected"))
            edit.editingFinished.connect(lambda: self._choose(self.combo.currentText()))
        self.steps = SpecsEditor(STEPS, SpecForm)
        self.steps.adder.setPlaceholderText(self.tr("Add a step…"))
        self.steps.entered.connect(self._set_steps)
        self.result = plain("", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(10)
        for widget in (self.title, plain(kind, "muted"), self.needs):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(plain("←", "muted"))
        head.addWidget(self.combo)
        page = column(self, (12, 8, 10, 8), 6)
        page.addLayout(head)
        page.addWidget(self.steps.widget)
        page.addWidget(self.result)

    def show_binding(
        self,
        feed: Feed,
        binding: Binding | None,
        dataset: Dataset | None,
        facts: DataFacts | None,
        problems: tuple[Problem, ...],
    ) -> None:
        """Show what is bound now, what is known of the data that is open, and what is wrong there."""
        self.feed, self.binding, self.dataset, self.facts, self.problems = feed, binding, dataset, facts, problems
        self.needs.setText(self.tr("needs {shape}").format(shape=shape(feed.shape)))
        columns = list(dataset.columns) if dataset else []
        if [self.combo.itemText(i) for i in range(self.combo.count())] != columns:
            self.combo.clear()
            self.combo.addItems(columns)
        name = binding.column if binding else ""
        if self.combo.currentText() != name:
            self.combo.setCurrentIndex(self.combo.findText(name))
            self.combo.setEditText(name)
        self.steps.show_value(binding.steps if binding else ())
        self.steps.widget.setVisible(binding is not None)
        self._judge()

    def _judge(self) -> None:
        said, role = self.verdict()
        self.result.setText(said)
        self.result.setVisible(bool(said))
        self.result.setProperty("role", role)
        self.result.style().unpolish(self.result)
        self.result.style().polish(self.result)

    def verdict(self) -> tuple[str, str]:
        """What comes out of the steps and whether the layer takes it, with the role of that text."""
        if self.binding is None or self.dataset is None or self.facts is None:
            return "", "muted"
        for problem in self.problems:
            return text(problem.message), "error" if problem.severity == ERROR else "muted"
        result = self.facts.columns.get(self.feed.layer)
        if result is None:
            return self.tr("Reading the data…"), "muted"
        found = self.dataset.column(self.binding.column)
        given = f"{shape(found.shape[1:])} {found.dtype} → {shape(result.shape)} {result.dtype}"
        return given, "ok"

    def _choose(self, name: str) -> None:
        name = name.strip()
        if name == (self.binding.column if self.binding else ""):
            return
        self.changed.emit(self.feed.layer, self._bound(name) if name else None, "")

    def _bound(self, name: str) -> Binding:
        """A column with the steps that it usually needs here."""
        try:
            return Binding(name, suggest(self.dataset.column(name), self.feed) if self.dataset else ())
        except MessageError:
            return Binding(name)

    def _set_steps(self, steps: Any, typing: bool) -> None:
        if self.binding is not None:
            made = Binding(self.binding.column, tuple(s for s in steps if not isinstance(s, str)), self.binding.extra)
            self.changed.emit(self.feed.layer, made, f"binding.{self.feed.layer}" if typing else "")


class BindingsList(QWidget):
    """A row for each Input and Output of the root model."""

    changed = Signal(str, object, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, BindingRow] = {}
        self.list = QVBoxLayout(self)
        self.list.setContentsMargins(0, 0, 0, 0)
        self.list.setSpacing(8)
        self.list.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_feeds(
        self,
        feeds: tuple[Feed, ...],
        bindings: dict[str, Binding],
        dataset: Dataset | None,
        facts: DataFacts | None,
        problems: tuple[Problem, ...],
    ) -> None:
        known = [(f.layer, f.name, f.is_target) for f in feeds]
        if known != [(r.feed.layer, r.feed.name, r.feed.is_target) for r in self.rows.values()]:
            empty(self.list)
            self.rows = {feed.layer: BindingRow(feed) for feed in feeds}
            for row in self.rows.values():
                row.changed.connect(self.changed)
                self.list.addWidget(row)
        for feed in feeds:
            mine = tuple(p for p in problems if p.layer == feed.layer and p.for_training)
            self.rows[feed.layer].show_binding(feed, bindings.get(feed.layer), dataset, facts, mine)
