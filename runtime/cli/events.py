"""Training told as JSON, one object a line, for the program that started it; and what that program may say back."""

from __future__ import annotations

import json
import math
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TextIO

import numpy as np

from graph.specs.message import Message
from runtime.cli.steering import Steering
from runtime.jit.declare import ready_kernels
from runtime.training.callbacks.callback import Callback, Logs

BATCH_SECONDS = 1 / 30


class EventWriter:
    """Writes one JSON object a line, whole lines only, from any thread.

    `unheard` is called when nobody reads any more.
    """

    def __init__(self, stream: TextIO, unheard: Callable[[], None] = lambda: None) -> None:
        self._stream, self._unheard = stream, unheard
        self._lock = threading.Lock()

    def __call__(self, event: str, **values: Any) -> None:
        line = json.dumps({"event": event, **values}, allow_nan=False) + "\n"
        try:
            with self._lock:
                self._stream.write(line)
                self._stream.flush()
        except OSError:
            self._unheard()


class Events(Callback):
    """Reports a training; epochs and steps count from 1. Batches are reported at most thirty times a second."""

    only_looks = True

    def __init__(self, write: EventWriter, about: dict[str, Any]) -> None:
        self._write, self._about = write, about
        self._epoch = 1
        self._reported = self._began = 0.0

    def resume_state(self) -> dict[str, Any]:
        return {}  # what it tells is of this process alone

    def on_compiling(self, done: int, total: int) -> None:
        self._write("compiling", done=done, total=total)

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self._write("started", **self._about)

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._epoch, self._began = epoch + 1, time.monotonic()

    def wants_results(self) -> bool:
        return time.monotonic() - self._reported >= BATCH_SECONDS

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        if logs and self.wants_results():
            self._reported = time.monotonic()
            self._write("batch", epoch=self._epoch, step=batch + 1, logs=plain(logs))

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        seconds = round(time.monotonic() - self._began, 3)
        self._write("epoch", epoch=epoch + 1, logs=plain(logs), seconds=seconds)


def telling(write: EventWriter) -> Callable[[Message], None]:
    """Tells what the training's callbacks say: the sentence, and what it is made of for who shows it in another
    language."""

    def tell(message: Message) -> None:
        args = {name: value if isinstance(value, (int, float)) else str(value) for name, value in message.args.items()}
        finite = {
            name: value if not isinstance(value, float) or math.isfinite(value) else str(value)
            for name, value in args.items()
        }
        write("note", text=str(message).strip(), template=message.template, args=finite)

    return tell


class WarmingEvents(Callback):
    """Reports how far a warm-up is, and how many kernels it had to compile rather than load."""

    def __init__(self, write: EventWriter) -> None:
        self._write = write

    def on_compiling(self, done: int, total: int) -> None:
        self._write("compiling", done=done, total=total, compiled=ready_kernels()["compiled"])


def plain(logs: Logs | None) -> dict[str, float | None]:
    """Logs as numbers that JSON knows: null stands for what is none, or infinite, a mean for several numbers."""
    numbers = {name: float(np.mean(value)) for name, value in (logs or {}).items()}
    return {name: number if math.isfinite(number) else None for name, number in numbers.items()}


def obey(lines: Iterable[str], steering: Steering) -> threading.Thread:
    """Follow `pause`, `resume` and `stop` as they come, in a thread of its own; the end of the input means nothing to a
    training that goes on, and ends one that is paused."""

    def follow() -> None:
        words = {"pause": steering.pause, "resume": steering.resume, "stop": steering.stop}
        try:
            for line in lines:
                words.get(line.strip(), _ignore)()
        except (OSError, ValueError):
            pass  # The input was closed.
        steering.let_go()

    thread = threading.Thread(target=follow, name="layerloom-commands", daemon=True)
    thread.start()
    return thread


def _ignore() -> None:
    """A line that means nothing to us."""
