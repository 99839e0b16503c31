"""What a worker makes of trials that nobody watched for a while."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from runtime.files import templates
from runtime.files.run_names import HISTORY, MANIFEST, WEIGHTS
from runtime.sweeps.study import RUNNING, Trial
from runtime.sweeps.worker import Worker

TRIAL = Trial(0, 0, RUNNING, {}, tries=1)


class Watched:
    """A study that remembers what it is told, in a folder."""

    is_larger_better = False

    def __init__(self, path: Path) -> None:
        self.path, self.told = path, list[float]()

    def trial(self, _number: int) -> Path:
        return self.path

    def report(self, _trial: Trial, _epoch: int, value: float) -> bool:
        self.told.append(value)
        return False


@pytest.fixture
def study(tmp_path: Path) -> Watched:
    (tmp_path / HISTORY).write_text("epoch,loss,val_loss\n1,3.0,3.5\n2,2.0,2.5\n")
    (tmp_path / WEIGHTS).write_bytes(b"")
    return Watched(tmp_path)


@pytest.fixture
def worker(study: Watched) -> Worker:
    document = templates.load("fully_connected")
    document = replace(document, training=document.training.replace(epochs=2))
    anything: Any = study
    return Worker(anything, anything, document, 1, 1, lambda _event, _told: None)


def test_a_training_that_came_to_its_end_counts(worker: Worker, study: Watched) -> None:
    assert not worker._caught_up(TRIAL) and study.told == [3.5, 2.5]
    assert worker._was_finished(TRIAL)


def test_one_that_stopped_within_its_last_epoch_has_it_before_itself(worker: Worker, study: Watched) -> None:
    (study.path / MANIFEST).write_text(json.dumps({"epoch": 1, "step": 7}))
    assert not worker._caught_up(TRIAL) and study.told == [3.5]
    assert not worker._was_finished(TRIAL)
