"""Training as people see it in a terminal: one bar for the epoch under way, one line for each that is over."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any, TextIO

import numpy as np

from graph.specs.message import Message
from graph.views.summary_text import shown
from runtime.jit.declare import ready_kernels
from runtime.ranks.ranks import TERMINAL
from runtime.training.callbacks.callback import Callback, Logs
from runtime.training.progbar import duration

TELL_AFTER, TELL_FROM = 2.0, 20.0
"""Seconds of training after which a forecast is worth something, and for how long a training it is told as a line."""
DRAW_SECONDS = 0.1
"""How long a bar stays as it is."""
COMPILING, LOADING = "Compiling kernels, first run only", "Loading kernels"


class Bars(Callback):
    """A live bar with the time that is left; where the output is no terminal, only the line for each epoch. `unseen` is
    called when nobody reads any more."""

    only_looks = True

    def __init__(self, stream: TextIO | None = None, unseen: Callable[[], None] = lambda: None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        class Terminal(Console):
            """Tells when nobody reads any more, instead of ending the program."""

            def on_broken_pipe(self) -> None:
                self.quiet = True
                unseen()

        self._stream = stream or sys.stdout
        width = os.environ.get(TERMINAL, "")
        shape: dict[str, Any] = {"force_terminal": True, "width": int(width)} if width.isdigit() else {}
        self._console = Terminal(file=self._stream, highlight=False, soft_wrap=True, **shape)
        self._live = self._console.is_terminal
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[values]}"),
            console=self._console,
            transient=True,
            auto_refresh=self._live,
            refresh_per_second=10,
        )
        self._task = self._bar.add_task("", total=None, values="", visible=False)
        self._began = self._epoch_began = self._drawn = 0.0
        self._epoch = self._first = 0
        self._told = False
        self._before: int | None = None
        """Steps of the first epoch that were made before: where a run is resumed, they say nothing of its pace."""

    def resume_state(self) -> dict[str, Any]:
        return {}  # what it shows is of this process alone

    def on_compiling(self, done: int, total: int) -> None:
        self._start()
        what = COMPILING if ready_kernels()["compiled"] else LOADING
        text = f"{what}, {done} of {total}"
        self._bar.update(self._task, description=text, completed=done, total=total, visible=done < total)

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self._start()
        self._began = time.monotonic()

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        if not self._first:
            self._first = epoch + 1
        self._epoch, self._epoch_began = epoch + 1, time.monotonic()
        self._bar.update(
            self._task, description=self._title, completed=0, total=self.params.get("steps"), values="", visible=True
        )

    def wants_results(self) -> bool:
        return self._live and time.monotonic() - self._drawn >= DRAW_SECONDS

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        if self._before is None:
            self._before = batch
        if (self._told and not self._live) or (self._live and not (logs and self.wants_results())):
            return
        left, each = self._left(batch + 1)
        if self._live:
            self._drawn = time.monotonic()
            pace = f"{duration(left)} left" + (f", {duration(each)} an epoch" if each >= 1 else "")
            self._bar.update(self._task, completed=batch + 1, values=f"{pace} · {values_text(logs)}")
        elif not self._told and time.monotonic() - self._began > TELL_AFTER:
            self._told = True
            if left > TELL_FROM:
                self._console.print(f"About {duration(each)} an epoch, {duration(left)} left.", markup=False)

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        seconds = time.monotonic() - self._epoch_began
        self._console.print(f"{self._title} · {seconds:.1f} s · {values_text(logs)}", markup=False)

    def on_train_end(self, logs: Logs | None = None) -> None:
        self.close()

    def note(self, message: Message) -> None:
        """A line of its own, above the bar."""
        self._console.print(shown(str(message).strip()), markup=False)

    def close(self) -> None:
        """Take the bar away."""
        if self._live:
            self._bar.stop()

    def _start(self) -> None:
        if self._live and not self._bar.live.is_started:
            self._bar.start()

    @property
    def _title(self) -> str:
        epochs = self.params.get("epochs", 1)
        return f"Epoch {self._epoch:{len(str(epochs))}}/{epochs}"

    def _left(self, step: int) -> tuple[float, float]:
        """Seconds until the last epoch is over, and that an epoch takes, at the pace so far."""
        steps = self.params.get("steps") or step
        done = (self._epoch - self._first) * steps + step
        total = (self.params.get("epochs", 1) - self._first + 1) * steps
        each = (time.monotonic() - self._began) / (done - (self._before or 0))
        return each * (total - done), each * steps


def values_text(logs: Logs | None) -> str:
    """`loss 0.3456  accuracy 0.9123  val_loss 0.4012`: the loss first, validation last."""
    order = sorted(logs or {}, key=lambda name: (name.startswith("val_"), not name.endswith("loss"), name))
    return "  ".join(f"{shown(name)} {number_text(float(np.mean((logs or {})[name])))}" for name in order)


def number_text(value: float) -> str:
    return f"{value:.4f}" if abs(value) >= 1e-3 or value == 0 else f"{value:.3e}"
