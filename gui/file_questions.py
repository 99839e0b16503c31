"""What is asked and said about files: unsaved changes, what can't be read, what could not be saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from graph.specs.message import Message, MessageError
from graph.storage.atomic import file_trouble
from gui.messages import tell
from gui.translate import text
from runtime.files.keras_archive import UnreadableFile

LISTED = 12
"""Layers that a question names."""


class FileQuestions(QObject):
    """The dialogs about the files of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window = window

    def ask(self, name: str) -> QMessageBox.StandardButton:
        """What shall become of unsaved changes."""
        box = tell(self.window, self.tr("Save the changes to {name}?").format(name=name))
        box.setInformativeText(self.tr("Otherwise they are lost."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        return QMessageBox.StandardButton(box.exec())

    def refuse(self, message: Message | MessageError, elsewhere: Callable[[], object] | None = None) -> None:
        """Say why something can't be; what could not be saved there may be saved `elsewhere`."""
        box = tell(self.window, text(message))
        if elsewhere is not None:
            button = box.addButton(self.tr("Save elsewhere…"), QMessageBox.ButtonRole.AcceptRole)
            button.clicked.connect(lambda: elsewhere())
            box.addButton(QMessageBox.StandardButton.Cancel)
        box.open()

    def attempt(self, step: Callable[[], object], path: Path, elsewhere: Callable[[], object] | None = None) -> bool:
        """Do something with a file; where that fails say why, and give False."""
        try:
            step()
        except MessageError as error:
            self.refuse(error, elsewhere)
            return False
        except OSError as error:
            self.refuse(file_trouble(error, path), elsewhere)
            return False
        return True

    def wants_rest(self, error: UnreadableFile) -> bool:
        """Say which layers can't be read and why; whether the others shall be opened."""
        count = len(error.layers)
        said = self.tr("Layers of this model that can't be read: {count}.").format(count=count)
        reasons = _listed([text(reason) for _, reason in error.layers[: LISTED + 1]])
        note = self.tr("Each stands as a box that keeps what the file says of it; it can't be trained.")
        box = tell(self.window, "\n".join([said, "", *reasons, "", note]))
        wanted: list[bool] = []  # the box is gone once it is closed
        rest = box.addButton(self.tr("Open the rest"), QMessageBox.ButtonRole.AcceptRole)
        rest.clicked.connect(lambda: wanted.append(True))
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return bool(wanted)

    def tell_notes(self, name: str, notes: Sequence[Message]) -> None:
        """Say what of a script could not be followed."""
        box = tell(self.window, self.tr("Not all of {name} could be followed.").format(name=name))
        box.setInformativeText("\n".join(_listed([text(note) for note in notes[: LISTED + 1]])))
        box.open()


def _listed(lines: list[str]) -> list[str]:
    return lines if len(lines) <= LISTED else [*lines[:LISTED], "…"]
