"""Calm messages: a sentence in plain text, never markup, since names and files are quoted in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from graph.specs.message import MessageError
from graph.storage.atomic import file_trouble
from gui.translate import text


class PlainBox(QMessageBox):
    """A message box whose informative text, too, is shown as it is."""

    def setInformativeText(self, text: str) -> None:
        super().setInformativeText(text)
        label = self.findChild(QLabel, "qt_msgbox_informativelabel")
        if label is not None:
            label.setTextFormat(Qt.TextFormat.PlainText)


def tell(parent: QWidget | None, sentence: str, details: str = "") -> QMessageBox:
    """A message box ready to be shown by `open()` or `exec()`; it deletes itself when closed."""
    box = PlainBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Layerloom")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setText(sentence)
    if details:
        box.setInformativeText(details)
    return box


def choice(box: QMessageBox, titles: tuple[tuple[str, str], ...]) -> str:
    """Ask for one of several things; each button has a title and what it stands for, the last one also for Escape."""
    answer = [titles[-1][1]]  # the box is gone once it is closed
    for number, (title, meaning) in enumerate(titles):
        last = number == len(titles) - 1
        role = QMessageBox.ButtonRole.RejectRole if last else QMessageBox.ButtonRole.ActionRole
        button = box.addButton(title, role)
        button.clicked.connect(partial(answer.__setitem__, 0, meaning))
        if last:
            box.setEscapeButton(button)
        if not number:
            box.setDefaultButton(button)
    box.exec()
    return answer[0]


def written(parent: QWidget, path: Path, write: Callable[[], object]) -> bool:
    """Whether a file could be written; where it couldn't, a message says why."""
    try:
        write()
    except MessageError as error:
        tell(parent, text(error)).open()
    except OSError as error:
        tell(parent, text(file_trouble(error, path))).open()
    else:
        return True
    return False
