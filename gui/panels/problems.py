"""All problems of the document: a click goes to the place, a button mends where there is a mend."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from graph.specs.message import MessageError
from graph.validate.problems import ERROR, HINT, Problem
from gui.checking import Checker
from gui.editing import Editing
from gui.icons import icon
from gui.messages import tell
from gui.parts import column, empty, plain, scrolling
from gui.theme import Theme
from gui.translate import text

SIGNS = {ERROR: ("problem", "bad"), HINT: ("help", "muted")}


class ProblemsPanel(QWidget):
    """Lists what is wrong, errors first."""

    located = Signal(str, object)
    """(model, ids) that a problem is about."""
    said = Signal(str)
    """The problem that was gone to, in words."""

    def __init__(self, editing: Editing, checker: Checker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.editing, self.checker, self.theme = editing, checker, theme
        self.found: tuple[Problem, ...] = ()
        self.rows: list[ProblemRow] = []
        self._at = -1
        self._stale = False
        inner = QWidget()
        self.list = QVBoxLayout(inner)
        self.list.setContentsMargins(16, 8, 16, 8)
        self.list.setSpacing(6)
        self.nothing = plain(self.tr("No problems: the document is ready to train."), "muted")
        self.nothing.setContentsMargins(16, 10, 16, 0)
        page = column(self, spacing=0)
        page.addWidget(self.nothing)
        page.addWidget(scrolling(inner), 1)
        checker.checked.connect(self.show_problems)
        theme.changed.connect(self._show_anew)

    def show_problems(self, found: tuple[Problem, ...]) -> None:
        if found != self.found or [p.mend for p in found] != [p.mend for p in self.found]:
            self.found, self._at = found, -1
            self._stale = True
        else:
            self.found = found
            for row, problem in zip(self.rows, found, strict=False):
                row.problem = problem
        self.nothing.setVisible(not found)
        if self._stale and self.isVisible():
            self._rebuild()

    def _show_anew(self) -> None:
        self._stale = True
        if self.isVisible():
            self._rebuild()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale:
            self._rebuild()

    def _rebuild(self) -> None:
        self._stale = False
        empty(self.list)
        self.rows = [ProblemRow(problem, self.place(problem), self.theme) for problem in self.found]
        for row in self.rows:
            row.clicked.connect(self.locate)
            row.mended.connect(self.mend)
            self.list.addWidget(row)
        self.list.addStretch(1)

    def place(self, problem: Problem) -> str:
        """Where it is, in names: `shared_lstm in encoder`."""
        model = self.editing.document.models.get(problem.model)
        if model is None:
            return ""
        call = model.calls.get(problem.call or "")
        layer_id = problem.layer or (call.layer if call else None)
        layer = model.layers.get(layer_id) if layer_id else None
        name = (layer.name or layer.spec.kind) if layer else ""
        if len(self.editing.document.models) == 1:
            return name
        return self.tr("{layer} in {model}").format(layer=name, model=model.name) if name else model.name

    def locate(self, problem: Problem) -> None:
        ids = tuple(i for i in (problem.layer, problem.call) if i)[:1]
        self.located.emit(problem.model, ids)

    def mend(self, problem: Problem) -> None:
        if problem.mend is None:
            return
        try:
            self.editing.apply(text(problem.mend.text), problem.mend.edit)
        except MessageError as error:
            tell(self, text(error)).open()

    def next(self) -> None:
        """Go to the next problem, round and round."""
        self.checker.check()
        if self.found:
            self._at = (self._at + 1) % len(self.found)
            self.locate(self.found[self._at])
            place = f"{self._at + 1}/{len(self.found)}  " if len(self.found) > 1 else ""
            self.said.emit(place + text(self.found[self._at].message))
        else:
            self.said.emit(self.tr("No problems."))

    def show_first_error(self) -> None:
        errors = self.checker.errors()
        if errors:
            self.locate(errors[0])


class ProblemRow(QFrame):
    """One problem: sign, sentence, place, and the button that mends it."""

    clicked = Signal(object)
    mended = Signal(object)

    def __init__(self, problem: Problem, place: str, theme: Theme) -> None:
        super().__init__()
        self.problem = problem
        self.setProperty("role", "field")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name, color = SIGNS.get(problem.severity, ("warning", "warn"))
        sign = QLabel()
        sign.setPixmap(icon(name, theme, color).pixmap(18, 18))
        sign.setAccessibleName(problem.severity)
        sentence = plain(text(problem.message), wrap=True)
        self.setAccessibleName(sentence.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(12)
        row.addWidget(sign)
        row.addWidget(sentence, 1)
        row.addWidget(plain(place, "muted"))
        if problem.mend is not None:
            button = QPushButton(text(problem.mend.text))
            button.clicked.connect(lambda: self.mended.emit(self.problem))
            row.addWidget(button)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit(self.problem)
