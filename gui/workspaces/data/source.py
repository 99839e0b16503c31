"""Where the data comes from: the file, how it is read, what to change of that, and where to drop another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from graph.data.data_plan import UnknownKind
from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.message import Message
from graph.specs.params import Param, params_of
from gui.canvas.captions import bytes_text, number_text
from gui.choices import value_text
from gui.data_source import OpenedData
from gui.forms.nested import SpecEditor
from gui.forms.spec_form import SpecForm
from gui.parts import column, plain
from gui.theme import Theme
from gui.translate import label, text
from gui.workspaces.data.words import percent

OTHER_LETTERS = "cp1252"
"""How older programs in western countries store letters: each sequence of bytes is a text."""
DATASET = Param("spec", nullable=True, category="dataset")


class SourceCard(QFrame):
    """Name, size and reading of the data set. *Change* unfolds the form of its kind."""

    entered = Signal(object, bool)
    """(another data set or the name of a kind, whether somebody is typing)."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "source")
        self._spec: DatasetSpec | None = None
        self.name = plain("", "strong", wrap=True)
        self.about = plain("", "muted", wrap=True)
        self.reading = plain("", "muted", wrap=True)
        self.trouble = plain("", "error", wrap=True)
        self.notes = plain("", "muted", wrap=True)
        self.change = QPushButton(self.tr("Change"))
        self.change.setProperty("link", True)
        self.change.setCheckable(True)
        self.change.setToolTip(self.tr("How it is read: marks, letters, header; or another kind of data"))
        self.kind = SpecEditor(DATASET, SpecForm)
        self.kind.combo.setAccessibleName(self.tr("Data set"))
        self.kind.entered.connect(self.entered)
        self.change.toggled.connect(self._unfold)
        self.letters = QPushButton(self.tr("Read it as {encoding}").format(encoding=OTHER_LETTERS))
        self.letters.setProperty("mend", True)
        self.letters.clicked.connect(self._read_otherwise)
        self.letters.hide()
        last = QHBoxLayout()
        last.addWidget(self.reading, 1)
        last.addWidget(self.change, 0, Qt.AlignmentFlag.AlignBottom)
        page = column(self, (12, 9, 12, 9), 3)
        for widget in (self.name, self.about, self.notes, self.trouble, self.letters):
            page.addWidget(widget)
        page.addLayout(last)
        page.addWidget(self.kind.widget)
        self.kind.widget.hide()

    def _read_otherwise(self) -> None:
        if self._spec is not None:
            self.entered.emit(self._spec.replace(encoding=OTHER_LETTERS), False)

    def _unfold(self, on: bool) -> None:
        self.kind.widget.setVisible(on)

    def show_progress(self, what: Message, share: float) -> None:
        """Say how far a reading is that takes long."""
        self.about.setText(f"{text(what)}: {percent(share)}")

    def show_source(self, spec: DatasetSpec | UnknownKind | None, opened: OpenedData, is_busy: bool) -> None:
        self.kind.show_value(spec if isinstance(spec, DatasetSpec) else None)
        self.name.setText(_name_of(spec) or self.tr("No data yet"))
        self.change.setVisible(spec is not None)
        self.kind.widget.setVisible(spec is None or self.change.isChecked())
        summary = None if is_busy else opened.summary
        if is_busy and spec is not None:
            self.about.setText(self.tr("Reading the data…"))
        elif summary is not None:
            parts = [
                self.tr("{n} samples").format(n=number_text(summary.rows)),
                self.tr("{n} columns").format(n=number_text(len(summary.columns))),
                bytes_text(_file_size(opened) or summary.size).replace(" ", "\u00a0"),
            ]
            self.about.setText(" · ".join(parts))
        else:
            self.about.setText(
                "" if spec is not None else self.tr("A table, pictures, arrays, or one made for trying out")
            )
        self.about.setVisible(bool(self.about.text()))
        self.notes.setText(text(summary.description) if summary else "")
        self.notes.setVisible(summary is not None and bool(summary.description))
        trouble = None if is_busy else opened.trouble
        self.trouble.setText(text(trouble) if trouble else "")
        self.trouble.setVisible(trouble is not None)
        self.reading.setText(_reading(spec))
        self._spec = spec if isinstance(spec, DatasetSpec) else None
        self.letters.setVisible(trouble is not None and _are_other_letters(spec, trouble))
        self.setProperty("chosen", spec is not None)
        self.style().unpolish(self)
        self.style().polish(self)


def _are_other_letters(spec: DatasetSpec | UnknownKind | None, trouble: Message) -> bool:
    """Whether a table can't be read because of how its letters are stored, and may be read otherwise."""
    encoding = params_of(spec).get("encoding") if isinstance(spec, DatasetSpec) else None
    if encoding is None or OTHER_LETTERS not in encoding.choices or getattr(spec, "encoding", "") == OTHER_LETTERS:
        return False
    return "encoding" in trouble.args


def _name_of(spec: DatasetSpec | UnknownKind | None) -> str:
    """The file's name, else the kind's."""
    if not isinstance(spec, DatasetSpec):
        return spec.kind if spec is not None else ""
    paths = [Path(path).name for path in spec.paths() if path]
    return ", ".join(paths) or spec.kind


def _file_size(opened: OpenedData) -> int:
    """Bytes of the files that are read; of folders nothing is known."""
    if not isinstance(opened.spec, DatasetSpec):
        return 0
    paths = [Path(opened.folder or ".", Path(path).expanduser()) for path in opened.spec.paths()]
    if any(state is None for state in opened.identity) or len(paths) != len(opened.identity):
        return 0
    suffixes = opened.spec.suffixes
    sizes = [state[1] for path, state in zip(paths, opened.identity, strict=True) if state and path.suffix in suffixes]
    return sum(sizes)


def _reading(spec: Any) -> str:
    """How it is read, in brief: each choice as it stands, what is found out by itself left unsaid."""
    if not isinstance(spec, DatasetSpec):
        return ""
    given = {name: value for name, value in spec.non_default() if name not in ("path", "paths")}
    return " · ".join(f"{label(name)}: {value_text(value)}" for name, value in given.items())


class DropZone(QFrame):
    """Says that files may be dropped, and opens them by a click as well."""

    wanted = Signal(bool)
    """Whether a folder is to be chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.file = QPushButton(self.tr("Open a file…"))
        self.folder = QPushButton(self.tr("Open a folder…"))
        for button, is_folder in ((self.file, False), (self.folder, True)):
            button.setProperty("link", True)
            button.clicked.connect(lambda _=False, on=is_folder: self.wanted.emit(on))
        said = plain(self.tr("+  Drop a file or folder anywhere"), "muted", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self.file, self.folder):
            buttons.addWidget(button)
        page = QVBoxLayout(self)
        page.setContentsMargins(3, 8, 3, 6)
        page.setSpacing(2)
        page.addWidget(said)
        page.addLayout(buttons)
        theme.changed.connect(self.update)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colors.line, 1, Qt.PenStyle.DashLine))
        painter.setBrush(self.theme.colors.field)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 8, 8)
        painter.end()


def section(title: str, *widgets: QWidget) -> QWidget:
    """Widgets beneath a title."""
    box = QWidget()
    page = column(box, spacing=7)
    page.addWidget(plain(title, "section"))
    for widget in widgets:
        page.addWidget(widget)
    return box
