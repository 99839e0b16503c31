"""A worker: asks a study for trials, trains so many at once, and tells what came of them."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from graph.document.document import Document
from graph.specs.message import MessageError, say
from graph.specs.sweep import SweepPlan
from runtime.files.run_lock import RunLock
from runtime.files.run_names import WEIGHTS
from runtime.sweeps.folder import SweepError, SweepFolder, read_history
from runtime.sweeps.study import DONE, FAILED, PRUNED, RUNNING, Study, Trial
from runtime.sweeps.table import with_values
from runtime.sweeps.trial_process import ENDED, LOG, Events, TrialProcess
from runtime.training.resume.checkpoint_files import manifest

TRIES = 3
"""How often a training that was killed is taken up again."""
HOPELESS = 5
"""Trials that may fail before any has succeeded."""
BUSY_SECONDS = 60.0
"""How long a training whose sweep was killed may take to notice."""
Tell = Callable[[str, Mapping[str, Any]], None]


class Worker:
    """Trains trials until the study has enough. `tell` is called with "trial" for each that begins or ends and with
    "epoch" for each of their epochs. Raises SweepError where no trial can succeed."""

    def __init__(
        self, folder: SweepFolder, study: Study, document: Document, jobs: int, threads: int, tell: Tell
    ) -> None:
        self._folder, self._study, self._document = folder, study, document
        self._jobs, self._threads, self._tell = jobs, threads, tell
        self._events: Events = SimpleQueue()
        self._running: dict[int, tuple[Trial, TrialProcess]] = {}
        self.stopping = False

    def run(self) -> None:
        """Train; returns when there are enough trials, or all have stopped after `stop`."""
        left = [trial for trial in self._study.trials() if self._is_left(trial)]
        while True:
            while not self.stopping and len(self._running) < self._jobs:
                trial = self._study.take_up(left.pop(0)) if left else self._new()
                if trial is None:
                    break
                self._begin(trial)
            if not self._running:
                return
            self._handle(*self._events.get())

    def stop(self) -> None:
        """End all trainings after the steps under way; the study keeps them for the next worker."""
        self.stopping = True
        for _, process in list(self._running.values()):
            process.stop()

    def kill(self) -> None:
        self.stopping = True
        for _, process in list(self._running.values()):
            process.kill()

    def _is_left(self, trial: Trial) -> bool:
        return trial.state == RUNNING and self._folder.is_gone(trial.worker)

    def _new(self) -> Trial | None:
        """The next trial, None where there are enough."""
        trials = self._study.trials()
        failed = [trial for trial in trials if trial.state == FAILED]
        if len(failed) >= HOPELESS and not any(trial.state in (DONE, PRUNED) for trial in trials):
            raise SweepError(
                say("None of the first {n} trials could be trained. The last said: {reason}", n=len(failed),
                    reason=failed[-1].reason)
            )  # fmt: skip
        return self._study.ask() if len(trials) < self._document.sweep.trials else None

    def _begin(self, trial: Trial) -> None:
        if trial.tries:
            _wait_for(self._folder.trial(trial.number))
            if self._caught_up(trial):
                self._study.prune(trial)
                self._said(trial, PRUNED)
                return
            if self._was_finished(trial):
                self._ended(trial, "")
                return
        try:
            file = self._folder.write_trial(trial.number, trial_document(self._document, trial.values))
        except SweepError:
            raise
        except MessageError as error:
            self._ended(trial, str(error))
            return
        self._running[trial.number] = trial, TrialProcess(trial.number, file, self._threads, self._events)
        self._said(trial, RUNNING)

    def _caught_up(self, trial: Trial) -> bool:
        """Report the epochs that were trained while nobody watched; whether the trial should have ended there."""
        folder = self._folder.trial(trial.number)
        values = read_history(folder).get(self._document.sweep.monitor, [])
        if place := manifest(folder):  # a training that nobody watches stops, and its last epoch may be a part of one
            values = values[: int(place.get("epoch", 0))]
        return any(self._is_bad(trial, epoch, value) for epoch, value in enumerate(values, 1))

    def _is_bad(self, trial: Trial, epoch: int, value: float | None) -> bool:
        """Report the number after an epoch, counted from 1; whether the trial is not worth the epochs that are left."""
        return self._study.report(trial, epoch - 1, value) and epoch < self._document.training.epochs

    def _was_finished(self, trial: Trial) -> bool:
        """Whether a training that somebody else watched has come to its end before it could be told."""
        folder = self._folder.trial(trial.number)
        whole = len(next(iter(read_history(folder).values()), ())) >= self._document.training.epochs
        return whole and (folder / WEIGHTS).is_file() and not manifest(folder)

    def _handle(self, number: int, event: Mapping[str, Any]) -> None:
        trial, process = self._running[number]
        kind = event.get("event")
        if kind == "epoch" and not process.pruned:  # what comes while it stops depends on who is faster
            self._tell("epoch", {"trial": number, "epoch": event["epoch"], "logs": event["logs"]})
            value = event["logs"].get(self._document.sweep.monitor)
            if self._is_bad(trial, event["epoch"], value) and not self.stopping:
                process.pruned = True
                process.stop()
        elif kind == "error":
            process.error = str(event.get("message", ""))
        elif kind == ENDED:
            del self._running[number]
            self._over(trial, process, int(event["code"]))

    def _over(self, trial: Trial, process: TrialProcess, code: int) -> None:
        if process.pruned:
            self._study.prune(trial)
            self._said(trial, PRUNED)
        elif process.error:
            self._ended(trial, process.error)
        elif self.stopping:
            self._said(trial, "stopped")
        elif code == 0:
            self._ended(trial, "")
        elif trial.tries + 1 < TRIES:
            self._begin(self._study.take_up(trial))
        else:
            log = self._folder.trial(trial.number) / LOG
            self._ended(trial, str(say("The training ended with code {code}; see {log}.", code=code, log=str(log))))

    def _ended(self, trial: Trial, reason: str) -> None:
        """A trial is over: it has a number, or a reason why not."""
        monitor = self._document.sweep.monitor
        values = [v for v in read_history(self._folder.trial(trial.number)).get(monitor, ()) if math.isfinite(v)]
        if not reason and not values:
            reason = str(say("Its history has no number {monitor}.", monitor=monitor))
        if reason:
            self._study.fail(trial, reason)
            self._said(trial, FAILED, reason=reason)
            return
        best = max(values) if self._study.is_larger_better else min(values)
        value = best if self._document.sweep.judged_by == "best" else values[-1]
        self._study.done(trial, value)
        self._said(trial, DONE, value=value)

    def _said(self, trial: Trial, state: str, value: float | None = None, reason: str = "") -> None:
        told = {"number": trial.number, "state": state, "values": dict(trial.values), "value": value, "reason": reason}
        self._tell("trial", told)


def trial_document(document: Document, values: Mapping[str, Any]) -> Document:
    """The document of one trial: values instead of ranges, and a seed that makes it the same again; raises
    MessageError."""
    document = with_values(document, values)
    if document.training.seed is None:
        document = replace(document, training=document.training.replace(seed=secrets.randbelow(2**31)))
    return replace(document, sweep=SweepPlan())


def _wait_for(folder: Path) -> None:
    """Wait while a training that nobody watches any more still writes into a folder."""
    until = time.monotonic() + BUSY_SECONDS
    while folder.is_dir() and time.monotonic() < until:
        lock = RunLock(folder)
        try:
            if lock.take():
                lock.release()
                return
        except OSError:
            return
        time.sleep(0.1)
