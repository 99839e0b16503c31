"""A block's parameters, asked for before it is put on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from graph.quick_add.writing import line_of
from graph.specs.registry import kinds
from gui.forms.spec_form import SpecForm
from gui.parts import column, plain
from gui.translate import sentence

WIDTH = 380


class BlockForm(QDialog):
    """Shows the form of a block's kind; `draw` is given the line that stands for what was chosen."""

    def __init__(self, kind: str, draw: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(kind)
        self._draw = draw
        self.block = kinds("block")[kind]()
        self.form = SpecForm()
        self.form.show_values((self.block,))
        self.form.changed.connect(self._changed)
        self.line = plain("", "muted", wrap=True)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Add"))
        for button in buttons.buttons():
            button.setIcon(button.icon().__class__())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = column(self, (20, 16, 20, 16), 12)
        page.addWidget(plain(sentence(self.block.caption), "muted", wrap=True))
        page.addWidget(self.form)
        page.addWidget(self.line)
        page.addStretch(1)
        page.addWidget(buttons)
        self.setMinimumWidth(WIDTH)
        self._say()

    def _changed(self, name: str, value: Any, _merge: str) -> None:
        self.block = self.block.replace(**{name: value})
        self.form.show_values((self.block,))
        self._say()

    def _say(self) -> None:
        """The line that would draw the same in quick-add."""
        self.line.setText(self.tr("In quick-add: {line}").format(line=line_of(self.block)))

    def accept(self) -> None:
        super().accept()
        self._draw(line_of(self.block) or self.block.kind)
