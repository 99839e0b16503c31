"""Writes every edit into the journal at once, in a thread of its own, so that a process that dies loses none."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from graph.document.document import Document
from graph.storage.journal import About, Journal
from graph.storage.model_json import StorageError
from gui.editing import Editing
from gui.settings import config_folder

SNAPSHOT_SECONDS = 120
QUIET_SECONDS, LONGEST_SECONDS = 0.2, 1.0
"""What was written is brought to the disk after a pause, and at the latest after so long."""
CLOSING_SECONDS = 5
WAITING_SECONDS = 0.25
"""How long a step waits for the one before to be written: it takes some ms, unless the disk hardly answers."""
UNWRITABLE = (OSError, ValueError, StorageError)


def journal_folder() -> Path:
    return config_folder() / "journal"


@dataclass(frozen=True)
class State:
    """All that a journal says of a document at one moment. `number` tells one opened document from the next."""

    number: int
    step: int
    document: Document
    edit: str
    saved: bool
    about: About


class Journaling(QObject):
    """Keeps the journal of the edited document; an edit costs the window no more than handing over a reference."""

    failed = Signal(str)
    """Why edits can't be kept, said once."""

    def __init__(self, editing: Editing, about: Callable[[], About], parent: QObject) -> None:
        super().__init__(parent)
        self._editing, self._about = editing, about
        self._writer = Writer(journal_folder(), self.failed.emit)
        self._of = editing.number
        # Once more when the step is done: opening a file changes the document first and its name then.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._hand_over)
        editing.history_changed.connect(self._note)

    def _note(self) -> None:
        if self._editing.number == self._of:
            self._hand_over()
        self._soon.start()

    def _hand_over(self) -> None:
        editing = self._editing
        self._of = editing.number
        saved = not editing.is_modified
        edit = editing.undo_text or ""
        self._writer.write(State(editing.number, editing.step, editing.document, edit, saved, self._about()))

    def flush(self) -> None:
        """Wait until all edits are on the disk."""
        self._hand_over()
        self._writer.wait()

    @property
    def is_kept(self) -> bool:
        """Whether the document, as it is now, stands in the journal."""
        return self._writer.has_all

    def close(self) -> None:
        """The document was left on purpose: nothing is to be recovered."""
        self._soon.stop()
        self._writer.close()


class Writer:
    """The thread, which begins with the first edit: it writes the newest state, and brings it to the disk."""

    def __init__(self, folder: Path, failed: Callable[[str], None]) -> None:
        self._folder, self._failed = folder, failed
        self._wanted: State | None = None
        self._done: State | None = None
        self._changed = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None
        self._journal = Journal(folder)
        self._snapshot_at = 0.0
        self._has_failed = False

    def write(self, state: State) -> None:
        if self._thread is None:
            if state.saved:
                return  # nothing could be lost yet
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        with self._changed:
            before = self._wanted
            if before is not None and before.step != state.step:
                self._changed.wait_for(lambda: self._done is before, WAITING_SECONDS)
            self._wanted = state
            self._changed.notify_all()

    def wait(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._done is self._wanted, CLOSING_SECONDS)

    @property
    def has_all(self) -> bool:
        return self._wanted is not None and self._done is self._wanted and self._journal.is_open

    def close(self) -> None:
        if self._thread is None:
            return
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(CLOSING_SECONDS)

    def _run(self) -> None:
        began = 0.0
        while True:
            with self._changed:
                pause = min(QUIET_SECONDS, max(0.0, began + LONGEST_SECONDS - time.monotonic())) if began else None
                more = self._changed.wait_for(lambda: self._closing or self._wanted is not self._done, pause)
                state, closing = self._wanted, self._closing
            if closing or state is None:
                break
            if more:
                began = began or time.monotonic()
                self._attempt(partial(self._take, state))
            if not more or time.monotonic() > began + LONGEST_SECONDS:
                self._attempt(self._journal.flush)
                began = 0.0
            with self._changed:
                self._done = state
                self._changed.notify_all()
        try:
            self._journal.end()
        except OSError:
            pass  # the folder is gone, and the journal with it

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except UNWRITABLE as error:
            self._journal.abandon()
            if not self._has_failed:
                self._has_failed = True
                self._failed(str(error))

    def _take(self, state: State) -> None:
        """Write one state; a document of its own gets a journal of its own."""
        before, journal = self._done, self._journal
        if before is not None and before.number != state.number:
            journal.end()
            self._journal = journal = Journal(self._folder)
        if not journal.is_open:
            if state.saved:
                return
            fresh = True
        else:
            fresh = (before is not None and before.about != state.about) or time.monotonic() > self._snapshot_at
        if fresh:
            journal.begin(state.document, state.about, state.saved, state.edit)
            self._snapshot_at = time.monotonic() + SNAPSHOT_SECONDS
            self._has_failed = False
        elif before is None or before.document is not state.document or before.saved != state.saved:
            journal.add(state.document, state.edit, state.saved)
