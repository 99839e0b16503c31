"""One editor for each kind of parameter. An editor shows a value and says what was entered; it judges nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QToolButton, QWidget

from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.message import MessageError
from graph.specs.params import Param, coerce
from gui.choices import choice_text
from gui.forms.form import Suggest
from gui.forms.switch import Switch
from gui.forms.values import number, read, shown


class CalmCombo(QComboBox):
    """A choice that the wheel doesn't change while the panel is being scrolled, and as narrow as it must be."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMinimumWidth(64)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Editor(QObject):
    """A widget for one parameter: `show_value` displays, `entered` says (value, whether more typing may follow)."""

    entered = Signal(object, bool)
    finished = Signal()
    """Typing has ended: what is typed next is an undo step of its own."""

    def __init__(self, rule: Param, widget: QWidget) -> None:
        super().__init__(widget)
        self.rule = rule
        self.widget = widget

    is_refused = False
    """What was entered is nothing that the parameter can be."""

    def show_value(self, value: Any) -> None:
        """Display a value without announcing it; `Ellipsis` stands for values that differ."""

    def focus_widget(self) -> QWidget:
        return self.widget


class NumberField(QLineEdit):
    """A field in which the arrow keys step numbers, by ten with Shift."""

    def __init__(self, rule: Param) -> None:
        super().__init__()
        self.rule = rule
        self.setMinimumWidth(40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        value = number(self.text())
        if step is None or isinstance(value, str) or self.rule.kind not in ("int", "float"):
            super().keyPressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step *= 10
        stepped = value + step * (1 if self.rule.kind == "int" else 0.1 if self.rule.high == 1 else 1)
        low = self.rule.low if self.rule.low is not None else stepped
        high = self.rule.high if self.rule.high is not None else stepped
        self.setText(shown(type(value)(round(min(max(stepped, low), high), 12))))
        self.textEdited.emit(self.text())


class TextEditor(Editor):
    """Numbers, sizes and texts: whatever is typed."""

    def __init__(self, rule: Param, field: QLineEdit | None = None) -> None:
        self.field = field or NumberField(rule)
        super().__init__(rule, self.field)
        if rule.nullable:
            self.field.setPlaceholderText(self.tr("none"))
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(self._finished)
        self._value: Any = None

    def _typed(self, typed: str) -> None:
        self.entered.emit(read(self.rule.kind, self.rule.nullable, typed), True)

    def _finished(self) -> None:
        """What the field says is what the document holds, but for what was refused: that stays, to be mended."""
        if self._value is not ... and not self.is_refused:
            self.show_value(self._value, force=True)
        self.finished.emit()

    def show_value(self, value: Any, force: bool = False) -> None:
        self._value = value
        if value is ...:
            self.field.clear()
            self.field.setPlaceholderText(self.tr("several values"))
            return
        if force or not (self.field.hasFocus() and self._means(value)):
            text = shown(value)
            if text != self.field.text():
                self.field.setText(text)

    def _means(self, value: Any) -> bool:
        """Whether what stands in the field is a way to write the value."""
        try:
            meant = coerce("", "", self.rule, read(self.rule.kind, self.rule.nullable, self.field.text()))
        except MessageError:
            return False
        return bool(meant == value) and type(meant) is type(value)


class PathEditor(TextEditor):
    """The path of a data set, typed or chosen: a folder, or a file that ends as the kind says."""

    def __init__(self, rule: Param, kind: type[DatasetSpec]) -> None:
        self.box = QWidget()
        field = QLineEdit()
        super().__init__(rule, field)
        self.widget, self.kind = self.box, kind
        row = QHBoxLayout(self.box)
        row.setContentsMargins(0, 0, 0, 0)
        button = QToolButton()
        button.setText("…")
        button.setToolTip(self.tr("Choose a folder") if kind.takes_folder else self.tr("Choose a file"))
        button.clicked.connect(self._choose)
        row.addWidget(field, 1)
        row.addWidget(button)

    def focus_widget(self) -> QWidget:
        return self.field

    def _choose(self) -> None:
        start = str(Path(self.field.text()).parent) if self.field.text() else ""
        title = self.tr("Choose data")
        if self.kind.takes_folder:
            chosen = QFileDialog.getExistingDirectory(self.box, title, start)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self.box, title, start, self._filter())
        if chosen:
            self.field.setText(chosen)
            self.entered.emit(chosen, False)

    def _filter(self) -> str:
        """The file dialog's filter; of a kind that takes any file, none."""
        endings = " ".join(f"*{suffix}" for suffix in self.kind.suffixes)
        return f"{self.tr('Data')} ({endings})" if endings else ""


class SuggestEditor(TextEditor):
    """A text that is typed, or chosen among those that are offered just now."""

    def __init__(self, rule: Param, suggest: Suggest) -> None:
        self.combo = CalmCombo()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setCompleter(None)  # type: ignore[arg-type]
        field = self.combo.lineEdit()
        assert field is not None
        super().__init__(rule, field)
        self.widget = self.combo
        self._suggest = suggest
        self.combo.activated.connect(lambda index: self.entered.emit(self.combo.itemText(index), False))

    def show_value(self, value: Any, force: bool = False) -> None:
        offered = [*self.rule.choices, *self._suggest(self.rule.suggests)]
        if offered != [self.combo.itemText(place) for place in range(self.combo.count())]:
            typed = self.field.text()
            self.combo.clear()
            self.combo.addItems(offered)
            self.field.setText(typed)
        super().show_value(value, force)
        typed = self.field.text()
        self.combo.setCurrentIndex(self.combo.findText(typed))
        self.field.setText(typed)  # what is none of the offered has no place, but is there


class SwitchEditor(Editor):
    def __init__(self, rule: Param) -> None:
        self.switch = Switch()
        super().__init__(rule, self.switch)
        self.switch.clicked.connect(lambda on: self.entered.emit(bool(on), False))

    def show_value(self, value: Any) -> None:
        self.switch.setChecked(value is True)


class ChoiceEditor(Editor):
    """One of several texts, and none where that is allowed."""

    def __init__(self, rule: Param, choices: tuple[str, ...]) -> None:
        self.combo = CalmCombo()
        super().__init__(rule, self.combo)
        self.choices: tuple[str | None, ...] = (None, *choices) if rule.nullable else choices
        for choice in self.choices:
            self.combo.addItem(self.tr("none") if choice is None else choice_text(choice), choice)
        self.combo.setPlaceholderText(self.tr("several values"))
        self.combo.activated.connect(lambda index: self.entered.emit(self.combo.itemData(index), False))

    def show_value(self, value: Any) -> None:
        self.combo.setCurrentIndex(-1 if value is ... else self.combo.findData(value))
