"""One training run as the editor remembers it: every value that was reported, by step, epoch and time."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.specs.message import Message
from runtime.files.run_names import HISTORY

Floats = NDArray[np.float64]
VALIDATION = "val_"


class Growing:
    """A list of numbers that is an array: appending is cheap and reading makes no copy."""

    def __init__(self) -> None:
        self._store = np.empty(256)
        self._length = 0

    def append(self, value: float) -> None:
        if self._length == len(self._store):
            self._store = np.concatenate([self._store, np.empty_like(self._store)])
        self._store[self._length] = value
        self._length += 1

    def __len__(self) -> int:
        return self._length

    def cut(self, length: int) -> None:
        self._length = min(length, self._length)

    @property
    def array(self) -> Floats:
        return self._store[: self._length]


class Series:
    """The values of one name: `loss` per step, `val_loss` per epoch; x as step, epoch and seconds."""

    def __init__(self) -> None:
        self.step, self.epoch, self.seconds, self.value = Growing(), Growing(), Growing(), Growing()

    def add(self, step: float, epoch: float, seconds: float, value: float) -> None:
        for place, number in ((self.step, step), (self.epoch, epoch), (self.seconds, seconds), (self.value, value)):
            place.append(number)

    def cut(self, step: float) -> None:
        """Forget the values of later steps."""
        length = int(np.searchsorted(self.step.array, step, side="right"))
        for place in (self.step, self.epoch, self.seconds, self.value):
            place.cut(length)

    def x(self, axis: str) -> Floats:
        """Where the values stand on an axis: `step`, `epoch` or `time`."""
        return {"step": self.step, "epoch": self.epoch, "time": self.seconds}[axis].array

    @property
    def last(self) -> float | None:
        return float(self.value.array[-1]) if len(self.value) else None


@dataclass
class Run:
    """A run under way or over. `batches` holds what each step reported, `epochs` what each epoch did."""

    name: str
    folder: Path
    epochs_planned: int = 0
    steps_per_epoch: int = 0
    batch_size: int = 0
    epoch: int = 0
    step: int = 0
    steps_before: int = 0
    seconds_before: float = 0.0
    """What was done when the process that trains it now took it up: that says nothing of its pace."""
    memory: int = 0
    """Bytes that the process was forecast to take."""
    state: str = ""
    note: Message | str = ""
    """What a callback said last."""
    batches: dict[str, Series] = field(default_factory=dict)
    epochs: dict[str, Series] = field(default_factory=dict)

    @property
    def metrics(self) -> tuple[str, ...]:
        """The names with a plot of their own, the loss first."""
        names = {n.removeprefix(VALIDATION): None for n in (*self.batches, *self.epochs)}
        return tuple(sorted(names, key=lambda n: (n != "loss", list(names).index(n))))

    @property
    def steps_done(self) -> int:
        return max(0, self.epoch - 1) * self.steps_per_epoch + self.step

    @property
    def steps_planned(self) -> int:
        return self.epochs_planned * self.steps_per_epoch

    @property
    def share_done(self) -> float:
        return min(1.0, self.steps_done / self.steps_planned) if self.steps_planned else 0.0

    def pace(self, seconds: float) -> float:
        """Seconds that a step takes, where the training has taken so many; 0 where nobody knows yet."""
        steps = self.steps_done - self.steps_before
        return max(0.0, seconds - self.seconds_before) / steps if steps > 0 else 0.0

    def go_back(self, epochs: int, steps: int) -> float:
        """Forget what came after so many epochs, and steps of the next one; gives the seconds that had passed then."""
        self.epoch, self.step = epochs + 1, steps
        for found in (self.batches, self.epochs):
            for series in found.values():
                series.cut(self.steps_done)
            for name in [name for name, series in found.items() if not len(series.value)]:
                del found[name]
        kept = (*self.batches.values(), *self.epochs.values())
        seconds = max((float(one.seconds.array[-1]) for one in kept), default=0.0)
        self.steps_before, self.seconds_before = self.steps_done, seconds
        return seconds

    def read_history(self, epochs: int) -> None:
        """Take the first epochs from the file of a run that this editor did not see; raises OSError or ValueError."""
        with (self.folder / HISTORY).open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                number = int(row.pop("epoch")) + 1
                if number <= epochs:
                    self.add_epoch(number, 0.0, {name: float(value) for name, value in row.items() if value})

    def add_batch(self, epoch: int, step: int, seconds: float, logs: dict[str, float]) -> None:
        """Epochs and steps count from 1."""
        self.epoch, self.step = max(1, epoch), step
        at = self.steps_done
        done = self.epoch - 1 + (step / self.steps_per_epoch if self.steps_per_epoch else 0.0)
        for name, value in logs.items():
            self.batches.setdefault(name, Series()).add(at, done, seconds, value)

    def add_epoch(self, epoch: int, seconds: float, logs: dict[str, float]) -> None:
        self.epoch, self.step = max(1, epoch), self.steps_per_epoch
        for name, value in logs.items():
            batches = self.batches.get(name)
            if batches is not None and batches.step.array[-1] < self.steps_done:
                # Not every step is reported; the epoch's value is that of its last step.
                batches.add(self.steps_done, self.epoch, seconds, value)
            self.epochs.setdefault(name, Series()).add(self.steps_done, self.epoch, seconds, value)

    def training(self, metric: str) -> Series | None:
        """The finest record of a metric on the training data."""
        return self.batches.get(metric) or self.epochs.get(metric)

    def validation(self, metric: str) -> Series | None:
        return self.epochs.get(VALIDATION + metric)

    def last(self, metric: str) -> float | None:
        """The newest value: that of the epoch once it is over, else of the step."""
        batch, epoch = self.batches.get(metric), self.epochs.get(metric)
        if batch and epoch and batch.step.array[-1] > epoch.step.array[-1]:
            return batch.last
        return epoch.last if epoch else batch.last if batch else None
