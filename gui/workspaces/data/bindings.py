"""What feeds the network: for each Input and Output its columns, the steps on the way, and whether the result fits."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from graph.data.data_plan import Binding, UnknownKind, column_names
from graph.data.facts import DataFacts
from graph.specs.message import MessageError
from graph.specs.params import Param
from graph.validate.problems import ERROR, Problem
from gui.forms.editors import CalmCombo
from gui.forms.nested import SpecsEditor
from gui.forms.spec_form import SpecForm
from gui.parts import Elided, column, empty, plain, tip
from gui.theme import Theme
from gui.translate import shape, text, words
from gui.workspaces.data.feeding import suggested
from runtime.data.binding import Feed
from runtime.data.dataset import Dataset

STEPS = Param("specs", category="step")
translate = QCoreApplication.translate
MOST_LISTED = 16
MOST_IN_MENU = 200


class BindingRow(QFrame):
    """One Input or Output: its columns, its steps, and whether the result fits."""

    changed = Signal(str, object, str)
    """(layer, the binding or None, key of the undo step while typing)."""
    columns_changed = Signal(str, object)
    """(layer, the names of the columns side by side)."""

    def __init__(self, feed: Feed, theme: Theme) -> None:
        super().__init__()
        self.feed, self.theme = feed, theme
        self.binding: Binding | None = None
        self.dataset: Dataset | None = None
        self.facts: DataFacts | None = None
        self.problems: tuple[Problem, ...] = ()
        self.names: tuple[str, ...] = ()
        self.setProperty("role", "card")
        self.title = plain(feed.name, "strong")
        self.needs = plain("", "muted", wrap=True)
        self.listed = QVBoxLayout()
        self.listed.setSpacing(3)
        self.combo = self._combo()
        self.add = QPushButton(self.tr("+ column"))
        self.add.setProperty("link", True)
        self.menu = QMenu(self.add)
        self.menu.aboutToShow.connect(self._list_columns)
        self.add.setMenu(self.menu)
        self.fold = QToolButton()
        self.fold.setProperty("role", "fold")
        self.fold.setCheckable(True)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.toggled.connect(self._unfold)
        self.steps: SpecsEditor | None = None
        self.result = plain("", "muted", wrap=True)
        foot = QHBoxLayout()
        self.fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot.addWidget(self.fold, 1)
        foot.addWidget(self.add)
        page = column(self, (14, 9, 10, 9), 5)
        page.addWidget(self.title)
        page.addWidget(self.needs)
        page.addWidget(self.combo)
        page.addLayout(self.listed)
        page.addLayout(foot)
        self.editor = QVBoxLayout()
        page.addLayout(self.editor)
        page.addWidget(self.result)

    def _combo(self) -> CalmCombo:
        combo = CalmCombo()
        combo.setEditable(True)
        combo.setInsertPolicy(CalmCombo.InsertPolicy.NoInsert)
        combo.setMinimumWidth(80)
        combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setToolTip(self.tr("A column, or several joined by commas, such as 'age, pixel_*'"))
        combo.setAccessibleName(self.tr("Column for {name}").format(name=self.feed.name))
        combo.activated.connect(lambda index: self._choose(combo.itemText(index)))
        edit = combo.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("not connected"))
            edit.editingFinished.connect(lambda: self._choose(combo.currentText()))
        return combo

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.theme.family("output" if self.feed.is_target else "input"))
        painter.drawRoundedRect(QRectF(1, 10, 4, self.height() - 20), 2, 2)
        painter.end()

    def _unfold(self, on: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        if on and self.steps is None:
            self.steps = self._steps_editor()
        if self.steps is not None:
            self.steps.show_value(self.binding.steps if self.binding else ())
            self.steps.widget.setVisible(on and self.binding is not None)

    def _steps_editor(self) -> SpecsEditor:
        """Made when somebody wants to see it: forms take longer than all else here."""
        steps = SpecsEditor(STEPS, SpecForm)
        steps.adder.setPlaceholderText(self.tr("Add a step…"))
        steps.entered.connect(self._set_steps)
        self.editor.addWidget(steps.widget)
        return steps

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
        kind = self.tr("Output") if feed.is_target else self.tr("Input")
        self.needs.setText(f"{kind} · " + self.tr("needs {shape}").format(shape=shape(feed.shape)))
        columns = list(dataset.columns)[:MOST_IN_MENU] if dataset else []
        if [self.combo.itemText(i) for i in range(self.combo.count())] != columns:
            self.combo.clear()
            self.combo.addItems(columns)
        name = binding.column if binding else ""
        if self.combo.currentText() != name:
            self.combo.setCurrentIndex(self.combo.findText(name))
            self.combo.setEditText(name)
            edit = self.combo.lineEdit()
            if edit is not None:
                edit.setCursorPosition(0)
        self._show_columns()
        self.fold.setVisible(binding is not None)
        self.fold.setText(steps_text(binding) if binding else "")
        self.fold.setToolTip(tip(self.fold.text()))
        self.add.setVisible(dataset is not None and not feed.is_target)
        self._unfold(self.fold.isChecked())
        self._judge()

    def _show_columns(self) -> None:
        """Several columns each in a row of its own; one stands in the field alone."""
        names = self._names()
        if names == self.names:
            return
        self.names = names
        empty(self.listed)
        if len(names) < 2:
            return
        for name in names[:MOST_LISTED]:
            row = QFrame()
            row.setProperty("role", "row")
            line = QHBoxLayout(row)
            line.setContentsMargins(9, 1, 2, 1)
            label, remove = Elided(""), QToolButton()
            label.setText(name)
            remove.setText("×")
            remove.setProperty("role", "quiet")
            remove.setToolTip(tip(self.tr("Leave out {column}").format(column=name)))
            remove.setAccessibleName(remove.toolTip())
            remove.clicked.connect(partial(self._leave_out, name))
            line.addWidget(label, 1)
            line.addWidget(remove)
            self.listed.addWidget(row)
        if len(names) > MOST_LISTED:
            self.listed.addWidget(plain(self.tr("and {n} more").format(n=len(names) - MOST_LISTED), "muted"))

    def _names(self) -> tuple[str, ...]:
        if self.binding is None or self.dataset is None:
            return ()
        try:
            return column_names(self.binding.column, tuple(self.dataset.columns))
        except MessageError:
            return ()

    def _leave_out(self, name: str) -> None:
        self.columns_changed.emit(self.feed.layer, tuple(n for n in self.names if n != name))

    def _list_columns(self) -> None:
        """Columns that can stand beside those that are there, listed when somebody asks: there may be thousands."""
        self.menu.clear()
        for name, found in list(self.dataset.columns.items() if self.dataset else ())[:MOST_IN_MENU]:
            if name not in self.names and found.shape[1:] in ((), (1,)):
                action = self.menu.addAction(name.replace("&", "&&"))
                action.triggered.connect(partial(self.columns_changed.emit, self.feed.layer, (*self.names, name)))

    def _judge(self) -> None:
        said, role = self.verdict()
        self.result.setText(said)
        self.result.setVisible(bool(said))
        if self.result.property("role") != role:
            self.result.setProperty("role", role)
            self.result.style().unpolish(self.result)
            self.result.style().polish(self.result)

    def verdict(self) -> tuple[str, str]:
        """What comes out of the steps and whether the layer takes it, with the role of that text."""
        if self.binding is None or self.dataset is None or self.facts is None:
            return "", "muted"
        for problem in self.problems:
            if problem.severity == ERROR:
                return text(problem.message), "error"
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
        return Binding(name, suggested(self.dataset, self.feed, name) if self.dataset else ())

    def _set_steps(self, steps: Any, typing: bool) -> None:
        if self.binding is not None:
            made = Binding(self.binding.column, tuple(s for s in steps if not isinstance(s, str)), self.binding.extra)
            self.changed.emit(self.feed.layer, made, f"binding.{self.feed.layer}" if typing else "")


def steps_text(binding: Binding) -> str:
    """`fill numbers, standardize`."""
    named = [step.kind if isinstance(step, UnknownKind) else words(step.kind) for step in binding.steps]
    return ", ".join(named) or translate("BindingRow", "Steps")


class BindingsList(QWidget):
    """A row for each Input and Output of the root model."""

    changed = Signal(str, object, str)
    columns_changed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.rows: dict[str, BindingRow] = {}
        self.list = QVBoxLayout(self)
        self.list.setContentsMargins(0, 0, 0, 0)
        self.list.setSpacing(8)

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
            self.rows = {feed.layer: BindingRow(feed, self.theme) for feed in feeds}
            for row in self.rows.values():
                row.changed.connect(self.changed)
                row.columns_changed.connect(self.columns_changed)
                self.list.addWidget(row)
        for feed in feeds:
            mine = tuple(p for p in problems if p.layer == feed.layer and p.for_training)
            self.rows[feed.layer].show_binding(feed, bindings.get(feed.layer), dataset, facts, mine)
