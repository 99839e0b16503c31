"""What keeps checkpoints: a callback that says when one is due, and a thread that writes it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from graph.specs.message import Message, MessageError, say
from runtime.training.callbacks.callback import Callback
from runtime.training.resume.checkpoint_files import CheckpointFiles

State = dict[str, Any]


class Keeper(Callback):
    """Base of what keeps checkpoints. The training asks `found` before it begins, and after each batch and epoch
    whether one is due; it is kept when every callback has been told of the batch or epoch.

    A state is written by a thread while the training goes on; of several that wait only the newest is. What can't be
    written is told once, and the checkpoint before stays.
    """

    only_looks = True

    def __init__(self, files: CheckpointFiles, warn: Callable[[Message], None]) -> None:
        self.files = files
        self.seconds = 0.0
        """How long the last writing took."""
        self.failed = False
        """Whether a number that is not finite has ended the training."""
        self._warn, self._warned = warn, False
        self._lock = threading.Lock()
        self._waiting: State | None = None
        self._thread: threading.Thread | None = None

    def found(self) -> State | None:
        """What the training goes on from, None where it begins; raises MessageError."""
        return self.files.read()

    def due(self, _done: int) -> bool:
        """Whether to keep the state after a batch, `_done` being those of its epoch."""
        return False

    def due_at_end(self) -> bool:
        """Whether to keep the state after an epoch."""
        return False

    def resume_state(self) -> State:
        return {}

    @property
    def is_busy(self) -> bool:
        """Whether a state is being written."""
        return self._thread is not None and self._thread.is_alive()

    def keep(self, state: State) -> None:
        """Write a state that nobody changes any more."""
        with self._lock:
            self._waiting = state
            if not self.is_busy:
                self._thread = threading.Thread(target=self._work, name="layerloom-checkpoint", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while (state := self._next()) is not None:
            began = time.monotonic()
            self._write(state)
            self.seconds = time.monotonic() - began

    def _next(self) -> State | None:
        """What is to be written; where there is nothing, the thread is taken to be over."""
        with self._lock:
            state, self._waiting = self._waiting, None
            if state is None:
                self._thread = None
            return state

    def _write(self, state: Mapping[str, Any]) -> None:
        try:
            self.files.write(state)
        except MessageError as error:
            if not self._warned:
                self._warned = True
                self._warn(self._goes_on(error.message))

    def _goes_on(self, trouble: Message) -> Message:
        if self.files.is_empty:
            return say(
                "{trouble} The training goes on; until there is room again, it can't be resumed.", trouble=trouble
            )
        return say(
            "{trouble} The training goes on; until there is room again, it can be resumed only from its "
            "last checkpoint.",
            trouble=trouble,
        )

    def finish(self) -> None:
        """Wait until all is written."""
        thread = self._thread
        if thread is not None:
            thread.join()


class RunKeeper(Keeper):
    """Keeps a run of the command line every few seconds, and where `stopping` says that somebody ended it. `state` is
    what it goes on from, `known` what is kept with every state."""

    SECONDS = 10.0
    """At most so much is lost when a process is killed, and as much again as it takes to write a checkpoint."""
    EPOCH_SECONDS = 2.0
    """The age from which on a checkpoint is made anew when an epoch ends."""
    SHARE = 0.05
    """Of the time, at most, goes into writing."""

    def __init__(
        self,
        files: CheckpointFiles,
        warn: Callable[[Message], None],
        stopping: Callable[[], bool],
        state: State | None,
        known: State,
    ) -> None:
        super().__init__(files, warn)
        self._stopping, self._state, self._known = stopping, state, known
        self._last = time.monotonic()
        self._kept_last = False

    def found(self) -> State | None:
        return self._state

    def due(self, _done: int) -> bool:
        if self._stopping():
            first, self._kept_last = not self._kept_last, True
            return first
        return self._is_old(self.SECONDS)

    def due_at_end(self) -> bool:
        return self._is_old(self.EPOCH_SECONDS)

    def _is_old(self, seconds: float) -> bool:
        return time.monotonic() - self._last >= max(seconds, self.seconds / self.SHARE) and not self.is_busy

    def keep(self, state: State) -> None:
        super().keep({**state, **self._known})
        self._last = time.monotonic()
