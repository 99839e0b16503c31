"""The progress that `fit` prints, in Keras' format (keras/src/utils/progbar.py): verbose 1 a live bar, 2 a line an
epoch."""

from __future__ import annotations

import sys
import time
from typing import Any, TextIO

import numpy as np

from runtime.training.callbacks.callback import Callback, Logs

WIDTH = 20
REFRESH = 0.05


class ProgressBar(Callback):
    """Prints epochs as Keras does; the compiling of kernels is shown as a line of its own while it lasts."""

    def __init__(self, verbose: int = 1, target: str = "train", stream: TextIO | None = None) -> None:
        self.verbose = verbose
        self.target = target
        self.stream = stream or sys.stdout
        self.steps: int | None = None
        self.epochs = 1
        self._begin = self._drawn = 0.0
        self._shown = 0
        self._compiled = False

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self.steps, self.epochs = params.get("steps"), params.get("epochs") or 1

    def on_compiling(self, done: int, total: int) -> None:
        now = time.perf_counter()
        if self.verbose == 1 and (now - self._drawn > 0.2 or (done == total and self._compiled)):
            self._drawn, self._compiled = now, True
            self._over(f"Compiling kernels, first run only, {done} of {total}")
        if done == total and self._compiled:
            self._over("")
            self._compiled = False

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._start()
        if self.verbose and self.epochs > 1:
            self._write(f"Epoch {epoch + 1}/{self.epochs}\n")

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._step(batch + 1, logs or {})

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self._finish(logs or {})

    def on_test_begin(self, logs: Logs | None = None) -> None:
        if self.target == "test":
            self._start()

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        if self.target == "test":
            self._step(batch + 1, logs or {})

    def on_test_end(self, logs: Logs | None = None) -> None:
        if self.target == "test":
            self._finish(logs or {})

    def on_predict_begin(self, logs: Logs | None = None) -> None:
        self._start()

    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._step(batch + 1, {})

    def on_predict_end(self, logs: Logs | None = None) -> None:
        self._finish({})

    def _start(self) -> None:
        self._begin, self._shown, self._done = time.perf_counter(), 0, 0

    def _step(self, done: int, logs: Logs) -> None:
        self._done = done
        now = time.perf_counter()
        if self.verbose == 1 and now - self._drawn > REFRESH and done != self.steps:
            self._drawn = now
            left = (now - self._begin) / done * ((self.steps or done) - done)
            self._over(self._bar(done) + f" \x1b[1m{duration(left)}\x1b[0m {self._speed(done)}{values(logs, 1)}")

    def _finish(self, logs: Logs) -> None:
        seconds = time.perf_counter() - self._begin
        if self.verbose == 1:
            text = f" \x1b[1m{duration(seconds)}\x1b[0m {self._speed(self._done)}{values(logs, 1)}"
            self._over(self._bar(self._done) + text)
            self._write("\n")
        elif self.verbose == 2:
            self._write(
                f"{self._count(self._done)} - {duration(seconds)} - {self._speed(self._done)}{values(logs, 2)}\n"
            )
        self._shown = 0

    def _count(self, done: int) -> str:
        total = self.steps
        return f"{done:{len(str(total))}d}/{total}" if total else f"{done}/Unknown"

    def _bar(self, done: int) -> str:
        return bar(self._count(done), done / (self.steps or done or 1), WIDTH)

    def _speed(self, done: int) -> str:
        return speed((time.perf_counter() - self._begin) / max(done, 1), "step")

    def _over(self, text: str) -> None:
        self._write(over(text, self._shown))
        self._shown = len(text)

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


class ProgbarLogger(ProgressBar):
    """The same as a callback that somebody gives: `fit`, `evaluate` and `predict` then print no other."""

    def __init__(self) -> None:
        super().__init__(1, "test")

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self.verbose = params.get("verbose", 1)

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.target = "train"

    def on_train_end(self, logs: Logs | None = None) -> None:
        self.target = "test"


def bar(count: str, share: float, width: int) -> str:
    """How far something is, in front of a bar that is filled by that share."""
    filled = min(int(width * share), width)
    return f"\x1b[1m{count}\x1b[0m \x1b[32m{'━' * filled}\x1b[0m\x1b[37m{'━' * (width - filled)}\x1b[0m"


def speed(each: float, unit: str) -> str:
    """Keras' way: `2s/step`, `13ms/step`, `480us/step`."""
    if each >= 1 or each == 0:
        return f"{each:.0f}s/{unit}"
    return f"{each * 1e3:.0f}ms/{unit}" if each >= 1e-3 else f"{each * 1e6:.0f}us/{unit}"


def over(text: str, shown: int) -> str:
    """What draws a text over the line of `shown` signs drawn before."""
    return "\b" * shown + "\r" + text + " " * max(0, shown - len(text))


def duration(seconds: float) -> str:
    """Keras' way: `3s`, `1:05`, `1:02:03`."""
    whole = int(seconds)
    if whole > 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}" if whole > 60 else f"{whole}s"


def values(logs: Logs, verbose: int) -> str:
    """` - accuracy: 0.9123 - loss: 0.3456`."""
    text = ""
    for name, several in logs.items():
        value = float(np.mean(several))  # of several numbers Keras prints the mean
        small = abs(value) <= 1e-3 if verbose == 1 else value <= 1e-3
        text += f" - {name}: {value:.4e}" if small else f" - {name}: {value:.4f}"
    return text
