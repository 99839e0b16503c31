"""A disk that fills at any moment: the training goes on, is told once, and the checkpoint before stays whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.specs.message import Message, MessageError
from runtime.files.run_names import MANIFEST, STATES
from runtime.training.callbacks.callback import Callback
from runtime.training.resume.checkpoint_files import CheckpointFiles
from runtime.training.resume.keeper import Keeper, RunKeeper
from runtime.training.run_folder import HistoryFile, WeightSaver

CALLS = ("open", "write", "fsync", "replace")
"""What the writer of files asks of the system."""


class Disk:
    """Fails from the `first` call of the writer on, `lasting` calls long."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, first: int, lasting: int = 10**9) -> None:
        self.calls = 0
        self._span = range(first, first + lasting)
        for name in CALLS:
            monkeypatch.setattr(f"graph.storage.atomic.os.{name}", self._failing(getattr(os, name)))

    def _failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **given: Any) -> Any:
            self.calls += 1
            if self.calls - 1 in self._span:
                raise OSError(errno.ENOSPC, "No space left on device")
            return call(*args, **given)

        return called


def state(number: int) -> dict[str, Any]:
    return {"epoch": number, "step": 0, "weights": np.full(5000, number)}


@pytest.mark.parametrize("generations", [1, 2])
def test_the_checkpoint_before_stays_whatever_fails(
    generations: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as counted:
        disk = Disk(counted, 10**9)
        CheckpointFiles(tmp_path / "count", generations).write(state(0))
    assert disk.calls >= 10
    for n in range(disk.calls):
        folder = tmp_path / str(n)
        files = CheckpointFiles(folder, generations)
        files.write(state(1))
        files.write(state(2))
        with monkeypatch.context() as full:
            Disk(full, n, 1)
            try:
                files.write(state(3))
                failed = False
            except MessageError as error:
                failed = True
                assert "The disk is full" in str(error)
        for reader in (files, CheckpointFiles(folder)):
            found = reader.read()
            assert found is not None and found["epoch"] in ((2, 3) if failed else (3,))
            assert (found["weights"] == found["epoch"]).all()
        assert set(os.listdir(folder)) <= {MANIFEST, *STATES}  # nothing half written is left
        files.write(state(4))
        found = CheckpointFiles(folder).read()
        assert found is not None and found["epoch"] == 4


def test_what_is_not_written_is_told_once_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Message] = []
    keeper = RunKeeper(CheckpointFiles(tmp_path), told.append, lambda: False, None, {"data": 1})
    keeper.keep(state(1))
    keeper.finish()
    with monkeypatch.context() as full:
        Disk(full, 0)
        for number in (2, 3):
            keeper.keep(state(number))
            keeper.finish()
    assert len(told) == 1 and "resumed only from its last checkpoint" in str(told[0])
    found = CheckpointFiles(tmp_path).read()
    assert found is not None and found["epoch"] == 1
    keeper.keep(state(4))
    keeper.finish()
    found = CheckpointFiles(tmp_path).read()
    assert found is not None and (found["epoch"], found["data"]) == (4, 1)


def test_nobody_is_told_of_a_file_or_a_checkpoint_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Message] = []
    keeper = Keeper(CheckpointFiles(tmp_path), told.append)
    Disk(monkeypatch, 0)
    keeper.keep(state(1))
    keeper.finish()
    assert "it can't be resumed" in str(told[0]) and "old file" not in str(told[0])


def test_of_several_states_that_wait_only_the_newest_is_written(tmp_path: Path) -> None:
    keeper = Keeper(CheckpointFiles(tmp_path), lambda message: pytest.fail(str(message)))
    for number in range(50):
        keeper.keep(state(number))
    keeper.finish()
    found = CheckpointFiles(tmp_path).read()
    assert found is not None and found["epoch"] == 49 and not keeper.is_busy


def test_a_history_that_cannot_be_written_is_whole_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Message] = []
    rows = HistoryFile(tmp_path / "history.csv", told.append)
    with monkeypatch.context() as full:
        Disk(full, 0)
        rows.on_epoch_end(0, {"loss": 0.5})
        rows.on_epoch_end(1, {"loss": 0.25})
    assert len(told) == 1 and not (tmp_path / "history.csv").exists()
    rows.on_epoch_end(2, {"loss": 0.125})
    rows.close()
    assert (tmp_path / "history.csv").read_text() == "epoch,loss\n0,0.5\n1,0.25\n2,0.125\n"


def test_weights_that_cannot_be_saved_end_no_training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.training.run_folder.SAVE_SECONDS", -1.0)
    told: list[Message] = []

    def full() -> None:
        raise MessageError("The disk is full.")

    saver: Callback = WeightSaver(full, told.append)
    saver.on_epoch_end(0)
    saver.on_epoch_end(1)
    assert [str(message) for message in told] == ["The disk is full. The training goes on."]
