"""The progress that `fit` prints, in Keras' format (keras/src/utils/progbar.py): verbose 1 a live bar, 2 a line an
epoch."""

from __future__ import annotations

import sys
import time
from typing import Any

from runtime.training.callbacks.callback import Callback, Logs
from runtime.training.progbar import Progbar, over


class ProgressBar(Callback):
    """Prints epochs as Keras does; the compiling of kernels is shown as a line of its own while it lasts."""

    wants_outputs = False
    only_looks = True

    def __init__(self, verbose: int = 1, target: str = "train") -> None:
        self.verbose = verbose
        self.target = target
        self.steps: int | None = None
        self.epochs = 1
        self._bar, self._done = Progbar(None, verbose=0), 0
        self._drawn, self._shown, self._compiled = 0.0, 0, False

    def resume_state(self) -> dict[str, Any]:
        return {}  # what it shows is of this process alone

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self.steps, self.epochs = params.get("steps"), params.get("epochs") or 1
        self._drawn = time.perf_counter()

    def on_compiling(self, done: int, total: int) -> None:
        now = time.perf_counter()
        if self.verbose == 1 and (now - self._drawn > 0.2 or (done == total and self._compiled)):
            self._drawn, self._compiled = now, True
            self._over(f"Compiling kernels, first run only, {done} of {total}")
        if done == total and self._compiled:
            self._over("")
            sys.stdout.write("\r")
            self._compiled, self._shown = False, 0

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._start()
        if self.verbose and self.epochs > 1:
            print(f"Epoch {epoch + 1}/{self.epochs}", flush=True)

    def wants_results(self) -> bool:
        return self._bar.due

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
        self._bar, self._done = Progbar(self.steps, verbose=self.verbose, stateless_metrics=()), 0

    def _step(self, done: int, logs: Logs) -> None:
        self._done = done
        if self._bar.due and (logs or self.target == "predict"):
            self._bar.update(done, logs.items(), finalize=False)

    def _finish(self, logs: Logs) -> None:
        if self.steps is None:
            self.steps = self._bar.target = self._done
        self._bar.update(min(self._done, self.steps), logs.items(), finalize=True)

    def _over(self, text: str) -> None:
        sys.stdout.write(over(text, self._shown))
        sys.stdout.flush()
        self._shown = len(text)


class ProgbarLogger(ProgressBar):
    """The same as a callback that somebody gives: `fit`, `evaluate` and `predict` then print no other."""

    def __init__(self) -> None:
        super().__init__(1, "test")

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        verbose = params.get("verbose", 1)
        self.verbose = 1 if verbose == "auto" else int(verbose)

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.target = "train"

    def on_train_end(self, logs: Logs | None = None) -> None:
        self.target = "test"
