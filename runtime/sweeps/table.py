"""The trials of a sweep as rows, best first, and the best written into a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from graph.document.document import Document
from graph.editing.settings import PRESENT, change
from graph.specs.ranges.choices import word
from runtime.sweeps.study import DONE, Trial


def ranked(trials: Sequence[Trial], larger_is_better: bool) -> list[Trial]:
    """Those that were trained to their end first, the best of them at the top; then the others by number."""
    sign = -1 if larger_is_better else 1

    def place(trial: Trial) -> tuple[bool, float, int]:
        done = trial.state == DONE and trial.value is not None
        return (not done, sign * (trial.value or 0.0) if done else 0.0, trial.number)

    return sorted(trials, key=place)


def rows(trials: Sequence[Trial], keys: Sequence[str], monitor: str) -> list[list[str]]:
    """Texts by trial, below a head."""
    head = ["trial", "state", monitor, *keys, "seconds"]
    return [head, *(_row(trial, keys) for trial in trials)]


def _row(trial: Trial, keys: Sequence[str]) -> list[str]:
    value = "" if trial.value is None else f"{trial.value:.6g}"
    seconds = "" if trial.seconds is None else f"{trial.seconds:.1f}"
    return [str(trial.number), trial.state, value, *(shown(trial.values.get(key)) for key in keys), seconds]


def shown(value: Any) -> str:
    """A value in few digits."""
    return f"{value:.4g}" if isinstance(value, float) else "" if value is None else word(value)


def as_csv(trials: Sequence[Trial], keys: Sequence[str], monitor: str) -> str:
    """The table for other programs: every digit, and why a trial failed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["trial", "state", monitor, *keys, "seconds", "reason"])
    for trial in trials:
        values = ["" if key not in trial.values else word(trial.values[key]) for key in keys]
        number = "" if trial.value is None else repr(trial.value)
        writer.writerow([trial.number, trial.state, number, *values, trial.seconds or "", trial.reason])
    return text.getvalue()


def with_values(document: Document, values: Mapping[str, Any]) -> Document:
    """The document with what a trial has tried as its settings; raises MessageError where it has no such settings."""
    absent = [key for key in values if key.rpartition(".")[2] == PRESENT]
    for key in [*(key for key in values if key not in absent), *absent]:  # what is gone can't be changed
        document = change(document, key, values[key])
    return document
