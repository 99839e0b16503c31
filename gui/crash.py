"""When the program itself has a fault: the document is copied to a safe place, a log is written, a sentence is said."""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from graph.document.document import Document
from graph.storage.storage import dumps
from gui.messages import tell
from gui.settings import config_folder

LOG_LIMIT = 1 << 20


def emergency_folder() -> Path:
    return config_folder() / "recovered"


class CrashGuard(QObject):
    """Stands in for `sys.excepthook`; one message at a time, however often a fault repeats."""

    happened = Signal(str)

    def __init__(self, document: Callable[[], Document | None], window: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._document, self._window = document, window
        self._showing = False
        self.copy: Path | None = None
        # From whatever thread it comes, the message is shown in the window's.
        self.happened.connect(self._show)

    def install(self) -> None:
        sys.excepthook = self.handle
        threading.excepthook = lambda told: self.handle(
            told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
        )

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log = write_log("".join(traceback.format_exception(kind, error, trace)))
        self.copy = self.save_copy()
        self.happened.emit(str(log) if log else "")

    def save_copy(self) -> Path | None:
        """The document as it is, beside the settings; None where it can't be written."""
        document = self._document()
        if document is None:
            return None
        path = emergency_folder() / f"{time.strftime('%Y-%m-%d_%H-%M-%S')}_{os.getpid()}.loom"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dumps(document), encoding="utf-8")
        except (OSError, ValueError):
            return None
        return path

    def _show(self, log: str) -> None:
        if self._showing:
            return
        self._showing = True
        details = [self.tr("Your document is still open. Save it, to be safe under another name.")]
        if self.copy is not None:
            details.append(self.tr("A copy of it is in {path}.").format(path=self.copy))
        if log:
            details.append(self.tr("What happened is written in {path}.").format(path=log))
        box = tell(self._window(), self.tr("Layerloom has met a fault of its own."), "\n\n".join(details))
        box.finished.connect(self._seen)
        box.open()

    def _seen(self) -> None:
        self._showing = False


def write_log(text: str) -> Path | None:
    """Append to the log, which starts afresh when it has grown large."""
    path = config_folder() / "faults.log"
    try:
        fresh = not path.exists() or path.stat().st_size > LOG_LIMIT
        with path.open("w" if fresh else "a", encoding="utf-8") as log:
            log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{text}\n")
    except OSError:
        return None
    return path
