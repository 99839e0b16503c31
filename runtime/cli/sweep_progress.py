"""A sweep under way: as lines for people, as JSON for programs."""

from __future__ import annotations

import json
import math
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.document.document import Document
from graph.views.summary_text import shown
from runtime.sweeps.study import DONE, RUNNING, Study, Trial
from runtime.sweeps.table import shown as short


class Lines:
    """A sweep as people see it: a line for each training that is over."""

    def __init__(self, study: Study, document: Document) -> None:
        self._study, self._plan = study, document.sweep

    def begin(self, path: Path, jobs: int) -> None:
        print(shown(f"Sweep of {self._plan.trials} trials, {jobs} at once, into {path}."), flush=True)
        there = [trial for trial in self._study.trials() if trial.state != RUNNING]
        if there:
            print(f"{len(there)} of them are there already.", flush=True)

    def __call__(self, event: str, about: Mapping[str, Any]) -> None:
        if event != "trial" or about["state"] == RUNNING:
            return
        settings = ", ".join(f"{key}={short(value)}" for key, value in about["values"].items())
        number = f"trial {about['number']:>3}"
        if about["state"] == DONE:
            best = self._study.best()
            mark = "  ← best so far" if best is not None and best.number == about["number"] else ""
            line = f"{number}: {self._plan.monitor} {about['value']:.6g}  {settings}{mark}"
        else:
            reason = f": {about['reason']}" if about["reason"] else ""
            line = f"{number}: {about['state']}  {settings}{reason}"
        print(shown(line), flush=True)

    def end(self, path: Path, stopped: bool) -> None:
        best = self._study.best()
        if best is not None:
            print(f"The best is trial {best.number}: {self._plan.monitor} {best.value:.6g}.")
            print(shown(f"layerloom trials {path} shows all, and --write FILE sets its values in a project."))
        if stopped:
            print(shown(f"Stopped; --resume {path} goes on."), file=sys.stderr, flush=True)


class JsonProgress:
    """A sweep for a program that reads JSON lines."""

    def __init__(self, study: Study, document: Document) -> None:
        self._study, self._document = study, document

    def begin(self, path: Path, jobs: int) -> None:
        plan, trials = self._document.sweep, [trial_json(trial) for trial in self._study.trials()]
        keys = [getattr(found, "of", "") for found in plan.ranges]
        about = {"path": str(path), "jobs": jobs, "trials": plan.trials, "monitor": plan.monitor, "keys": keys}
        self("sweep", about | {"larger_is_better": self._study.is_larger_better, "known": trials})

    def __call__(self, event: str, about: Mapping[str, Any]) -> None:
        try:
            print(json.dumps({"event": event, **about}, allow_nan=False), flush=True)
        except OSError:
            os.kill(os.getpid(), signal.SIGTERM)  # nobody reads any more: end all trainings, keeping them

    def end(self, _path: Path, stopped: bool) -> None:
        self("finished", {"stopped": stopped})


def trial_json(trial: Trial) -> dict[str, Any]:
    value = trial.value if trial.value is None or math.isfinite(trial.value) else None
    told = {"number": trial.number, "state": trial.state, "values": dict(trial.values), "value": value}
    return told | {"reason": trial.reason, "seconds": trial.seconds}
