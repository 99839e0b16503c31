"""The way from the root model to the one in view; each step is a button that goes back to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from gui.editing import Editing
from gui.parts import plain


class Breadcrumb(QFrame):
    """Shown only inside a nested model: at the root there is nowhere to go back to."""

    def __init__(self, parent: QWidget, editing: Editing) -> None:
        super().__init__(parent)
        self.editing = editing
        self.setProperty("role", "card")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 3, 6, 3)
        self._row.setSpacing(2)
        editing.path_changed.connect(lambda _path: self.show_path())
        editing.changed.connect(lambda _before, _after: self.show_path())
        self._texts: tuple[str, ...] = ()
        self.show_path()

    def show_path(self) -> None:
        path = self.editing.path
        texts = tuple(self.editing.document.models[model].name for model in path)
        if texts != self._texts:
            self._texts = texts
            self._fill()
        self.setVisible(len(path) > 1)

    def _fill(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for i, (model, name) in enumerate(zip(self.editing.path, self._texts, strict=True)):
            if i:
                between = plain("›", "muted")
                self._row.addWidget(between)
            if model == self.editing.model_id:
                here = plain(name)
                here.setStyleSheet("font-weight: 600; padding: 4px 8px;")
                self._row.addWidget(here)
                continue
            button = QPushButton(name.replace("&", "&&"), self)
            button.setFlat(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, to=model: self.editing.enter(to))
            self._row.addWidget(button)
        self.adjustSize()
