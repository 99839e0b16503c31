"""Reading a file for the window, with a question wherever it can't be read whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from graph.document.document import Document
from graph.storage.model_json import StorageError
from graph.storage.storage import UnreadableText
from gui.damaged import ask_of_damaged, rest_of
from gui.file_questions import FileQuestions
from gui.importing import open_file
from runtime.files.documents import Opened
from runtime.files.keras_archive import UnreadableFile


class FileReading:
    """Reads files of every kind; `show_rest` is handed what can be read of a damaged project."""

    def __init__(self, questions: FileQuestions, show_rest: Callable[[Document, Path], None]) -> None:
        self._questions, self._show_rest = questions, show_rest
        self.opening: Callable[[QWidget, Path, bool], Opened | None] = open_file

    def read(self, path: Path) -> Opened | None:
        """What the file holds, or None once it was said why it can't be read."""
        found: list[Opened | None] = []
        refused: list[UnreadableFile] = []
        damaged: list[StorageError] = []

        def read() -> None:
            try:
                found.append(self.opening(self._questions.window, path, False))
            except UnreadableFile as error:
                refused.append(error)
            except UnreadableText:
                raise
            except StorageError as error:
                damaged.append(error)

        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._questions.attempt(read, path)
        finally:
            QGuiApplication.restoreOverrideCursor()
        if refused:
            return self._rest_of_model(path, refused[0])
        if damaged:
            self._rest_of_project(path, damaged[0])
        return found[0] if found else None

    def _rest_of_model(self, path: Path, error: UnreadableFile) -> Opened | None:
        """Ask whether a model is to be opened though some of its layers can't be read."""
        if not self._questions.wants_rest(error):
            return None
        found: list[Opened | None] = []
        self._questions.attempt(lambda: found.append(self.opening(self._questions.window, path, True)), path)
        return found[0] if found else None

    def _rest_of_project(self, path: Path, error: StorageError) -> None:
        rest = rest_of(path)
        if not rest:
            self._questions.refuse(error)
        elif (document := ask_of_damaged(self._questions.window, rest, error)) is not None:
            self._show_rest(document, path)
