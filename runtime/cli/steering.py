"""Pausing, resuming and stopping a training from another thread or by Ctrl+C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from runtime.training.callbacks.callback import Callback, Logs

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""Signals by which programs are ended: Ctrl+C, kill, a terminal that is closed, Ctrl+Break."""


class StoppedEarly(Exception):
    """The training was stopped while its kernels were still being compiled: there are no results."""


class Steering(Callback):
    """Sits among the callbacks: between two batches it waits while paused, and stops the training when told to.

    `tell` is called with "paused" and "resumed" when it really happens.
    """

    only_looks = True

    def __init__(self, tell: Callable[[str], None] = lambda _event: None) -> None:
        self.tell = tell
        self._go = threading.Event()
        self._go.set()
        self.stopping = False
        self.interrupted = 0
        """The signal that ended the training, 0 where none did."""

    def pause(self) -> None:
        if not self.stopping:
            self._go.clear()

    def resume(self) -> None:
        self._go.set()

    def stop(self) -> None:
        self.stopping = True
        self._go.set()

    def let_go(self) -> None:
        """Nobody will say anything more: a training that is paused would wait for ever, and ends with what there is."""
        if not self._go.is_set():
            self.stop()

    def on_compiling(self, done: int, total: int) -> None:
        if self.stopping:
            raise StoppedEarly

    def wants_results(self) -> bool:
        return False

    def is_leaving(self) -> bool:
        return self.stopping

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._wait()

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._wait()

    def _wait(self) -> None:
        if not self._go.is_set():
            self.tell("paused")
            self._go.wait()
            if not self.stopping:
                self.tell("resumed")
        if self.stopping:
            self.model.stop_training = True

    def resume_state(self) -> dict[str, Any]:
        return {}  # who steers it is of this process alone

    @contextmanager
    def on_interrupt(self) -> Iterator[None]:
        """While this lasts, the first signal that ends programs stops after the step under way, and a second Ctrl+C
        breaks off. What somebody had ignored, as `nohup` does, is."""

        def handle(number: int, _frame: FrameType | None) -> None:
            if self.interrupted and number == signal.SIGINT:
                raise KeyboardInterrupt
            self.interrupted = self.interrupted or number
            self.stop()

        if threading.current_thread() is not threading.main_thread():
            yield  # signals reach the main thread only
            return
        heeded = [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]
        before = [(number, signal.signal(number, handle)) for number in heeded]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)
