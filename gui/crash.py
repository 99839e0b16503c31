"""When the program itself has a fault: the document is copied to a safe place, a log is written, a sentence is said."""

from __future__ import annotations

import atexit
import faulthandler
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
from graph.storage.processes import has_ended, own_name
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
    """Append to the log; once it has grown large it becomes the older one, and another begins."""
    path = config_folder() / "faults.log"
    try:
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(_older(path))
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{text}\n")
    except OSError:
        return None
    return path


def _older(path: Path) -> Path:
    return path.with_name("faults.older.log")


def log_files() -> tuple[Path, ...]:
    """What was written of faults, the newest file first."""
    path = config_folder() / "faults.log"
    return tuple(found for found in (path, _older(path)) if found.is_file())


def native_folder() -> Path:
    return config_folder() / "native"


def watch_native() -> None:
    """Let a fault in a library, which ends the process at once, write where it was."""
    try:
        native_folder().mkdir(parents=True, exist_ok=True)
        file = (native_folder() / f"{own_name()}.txt").open("wb", buffering=0)
    except OSError:
        return
    faulthandler.enable(file)  # it holds the file, which stays open as long as the process runs

    def done() -> None:
        faulthandler.disable()
        file.close()
        Path(file.name).unlink(missing_ok=True)

    atexit.register(done)


def native_faults() -> tuple[str, ...]:
    """What faults in libraries wrote that ended earlier processes; it goes into the log."""
    found = []
    for path in sorted(native_folder().glob("*.txt")):
        try:
            if has_ended(path.name):
                text = path.read_text(encoding="utf-8", errors="replace")
                path.unlink()
                if text.strip():
                    write_log(text)
                    found.append(text)
        except OSError:
            continue
    return tuple(found)
