"""A training as another program drives it: events out, pause, resume and stop in; interrupted, killed, diverging."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.specs.optimizers.sgd import SGD
from graph.storage.storage import load, save
from runtime.cli import main
from runtime.cli.bars import Bars, values_text
from runtime.cli.events import BATCH_SECONDS, Events, EventWriter, obey
from runtime.cli.steering import Steering, StoppedEarly
from runtime.files import templates
from runtime.training.callbacks.callback import Callback
from runtime.training.experiment import Overrides
from runtime.training.run_folder import HistoryFile, WeightSaver, new_run_path
from tests.bad_inputs import on_npz, small

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60.0
Event = dict[str, Any]


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A project that would train for hours, each epoch in a moment."""
    save(Overrides(epochs=1_000_000).applied(templates.load("layer_in_series")), tmp_path / "long.loom")
    return tmp_path / "long.loom"


def start(project: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "runtime", "train", str(project), "-o", str(project.parent / "run"), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment)


def events(process: subprocess.Popen[str]) -> Iterator[Event]:
    assert process.stdout is not None
    return (json.loads(line) for line in process.stdout)


def until(stream: Iterator[Event], name: str) -> Event:
    return next(event for event in stream if event["event"] == name)


def tell(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{word}\n")
    process.stdin.flush()


def test_events_tell_a_whole_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    run = tmp_path / "run"
    assert main(["train", "layer_in_series", "--epochs", "2", "-o", str(run), "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    names = [event["event"] for event in found]
    assert names[0] == "compiling" and found[0].keys() == {"event", "done", "total"}
    started = found[names.index("started")]
    assert (started["epochs"], started["steps"], started["samples"]) == (2, 50, 1600)
    assert started["metrics"] == ["loss", "mean_absolute_error"]
    batch = found[names.index("batch")]
    assert (batch["epoch"], batch["step"]) == (1, 1) and set(batch["logs"]) == set(started["metrics"])
    epochs = [event for event in found if event["event"] == "epoch"]
    assert [event["epoch"] for event in epochs] == [1, 2] and "val_loss" in epochs[0]["logs"]
    assert epochs[0]["seconds"] >= 0
    assert found[-1] == {"event": "finished", "run": str(run)}


def test_an_error_is_an_event_that_names_the_layer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "nothing.loom", "--json"]) == 1
    captured = capsys.readouterr()
    event = json.loads(captured.out)
    assert event["event"] == "error" and "nothing.loom" in event["message"] and captured.err == ""


def test_pause_resume_and_stop(endless: Path) -> None:
    process = start(endless, "--json")
    stream = events(process)
    until(stream, "epoch")
    tell(process, "pause")
    until(stream, "paused")
    tell(process, "nonsense")
    tell(process, "resume")
    until(stream, "resumed")
    until(stream, "epoch")
    tell(process, "stop")
    until(stream, "stopped")
    finished = until(stream, "finished")
    assert process.wait(SECONDS) == 0
    assert {"history.csv", "weights.h5", "curves.png"} <= {path.name for path in Path(finished["run"]).iterdir()}


def test_a_paused_training_stops(endless: Path) -> None:
    process = start(endless, "--json")
    stream = events(process)
    until(stream, "epoch")
    tell(process, "pause")
    until(stream, "paused")
    tell(process, "stop")
    assert [event["event"] for event in stream if event["event"] not in ("epoch", "batch")] == ["stopped", "finished"]
    assert process.wait(SECONDS) == 0


def test_ctrl_c_keeps_what_there_is(endless: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = endless.parent / "run"
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job starts with it ignored

    def interrupt() -> None:
        while not (run / "history.csv").exists():
            time.sleep(0.01)
        signal.raise_signal(signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    assert main(["train", str(endless), "-o", str(run)]) == 130
    told = f"Stopped; what there is was written to {run}, and --resume {run} goes on from there.\n"
    assert capsys.readouterr().err == told
    assert (run / "weights.h5").exists() and len((run / "history.csv").read_text().splitlines()) > 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_killed_run_keeps_its_history(endless: Path) -> None:
    process = start(endless, "--json")
    until(events(process), "epoch")
    process.kill()
    process.communicate(timeout=SECONDS)
    rows = (endless.parent / "run" / "history.csv").read_text().splitlines()
    assert rows[0].startswith("epoch,loss") and rows[1].startswith("0,")


def test_a_training_that_nobody_listens_to_ends_and_is_saved(endless: Path) -> None:
    process = start(endless, "--json")
    until(events(process), "epoch")
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(SECONDS) == 0
    assert (endless.parent / "run" / "weights.h5").exists()
    assert process.stderr is not None and process.stderr.read() == ""


class Model:
    stop_training = False


def test_batches_are_told_at_most_thirty_times_a_second() -> None:
    out = io.StringIO()
    watcher = Events(EventWriter(out), {})
    watcher.on_epoch_begin(0)
    begin = time.monotonic()
    for batch in range(2_000):
        watcher.on_train_batch_end(batch, {"loss": 1.0})
    allowed = 2 + (time.monotonic() - begin) / BATCH_SECONDS
    assert 1 <= len(out.getvalue().splitlines()) <= allowed


def test_a_stop_while_kernels_are_compiled_ends_at_once() -> None:
    steering = Steering()
    steering.on_compiling(1, 9)
    steering.stop()
    with pytest.raises(StoppedEarly):
        steering.on_compiling(2, 9)


def test_a_pause_holds_the_training_between_two_batches() -> None:
    told: list[str] = []
    steering = Steering(told.append)
    steering.set_model(Model())
    steering.pause()
    worker = threading.Thread(target=steering.on_train_batch_end, args=(0,))
    worker.start()
    worker.join(0.2)
    assert worker.is_alive() and told == ["paused"]
    steering.resume()
    worker.join(SECONDS)
    assert not worker.is_alive() and told == ["paused", "resumed"] and not steering.model.stop_training


def test_commands_come_line_by_line_and_others_are_passed_over() -> None:
    steering = Steering()
    obey(["pause\n", "dance\n", "\n", "stop\n"], steering).join(SECONDS)
    assert steering.stopping


@pytest.mark.parametrize(("lines", "ends"), [(["pause\n"], True), (["pause\n", "resume\n"], False), ([], False)])
def test_a_paused_training_ends_when_nobody_can_resume_it_any_more(lines: list[str], ends: bool) -> None:
    steering = Steering()
    obey(lines, steering).join(SECONDS)
    assert steering.stopping == ends


def test_a_loss_that_left_the_range_of_numbers_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = load(on_npz(tmp_path, small(units=1), x=np.ones((8, 3)), y=np.ones((8, 1))))
    plan = document.training.replace(optimizer=SGD(learning_rate=1e30), epochs=3)
    save(replace(document, training=plan), tmp_path / "wild.loom")
    assert main(["train", str(tmp_path / "wild.loom"), "-o", str(tmp_path / "run")]) == 1
    assert "learning rate" in capsys.readouterr().err
    assert (tmp_path / "run" / "history.csv").exists()


def test_where_there_is_no_terminal_each_epoch_is_a_line() -> None:
    out = io.StringIO()
    bars = Bars(out)
    bars.set_params({"epochs": 12, "steps": 3})
    bars.on_compiling(1, 2)
    bars.on_train_begin()
    for epoch in range(2):
        bars.on_epoch_begin(epoch)
        bars.on_train_batch_end(0, {"loss": 2.0})
        bars.on_epoch_end(epoch, {"val_loss": 0.00012, "loss": 0.5, "accuracy": 0.25})
    bars.on_train_end()
    lines = out.getvalue().splitlines()
    assert lines[0] == "Epoch  1/12 · 0.0 s · loss 0.5000  accuracy 0.2500  val_loss 1.200e-04"
    assert len(lines) == 2


def test_what_is_left_of_a_resumed_epoch_goes_by_the_steps_made_since(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("runtime.cli.bars.time.monotonic", lambda: now)
    out = io.StringIO()
    bars = Bars(out)
    bars.set_params({"epochs": 2, "steps": 100})
    bars.on_train_begin()
    bars.on_epoch_begin(0)
    now = 101.0
    bars.on_train_batch_end(90, {"loss": 2.0})
    now = 105.0
    bars.on_train_batch_end(94, {"loss": 2.0})
    assert out.getvalue() == "About 1:40 an epoch, 1:45 left.\n"


def test_values_begin_with_the_loss() -> None:
    assert values_text({"a_loss": 2, "accuracy": 1, "loss": 3, "val_loss": 4}).split()[::2] == [
        "a_loss",
        "loss",
        "accuracy",
        "val_loss",
    ]


def test_history_rows_appear_as_epochs_end(tmp_path: Path) -> None:
    rows = HistoryFile(tmp_path / "history.csv", lambda message: pytest.fail(str(message)))
    rows.on_epoch_end(0, {"loss": 0.5, "accuracy": 1.0})
    assert (tmp_path / "history.csv").read_text() == "epoch,accuracy,loss\n0,1.0,0.5\n"
    rows.on_epoch_end(1, {"loss": 0.25})
    rows.on_train_end()
    assert (tmp_path / "history.csv").read_text().splitlines()[2] == "1,,0.25"


def test_weights_are_saved_when_the_last_time_is_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[int] = []
    saver: Callback = WeightSaver(lambda: saved.append(1), lambda message: pytest.fail(str(message)))
    saver.on_epoch_end(0)
    assert saved == []
    monkeypatch.setattr("runtime.training.run_folder.SAVE_SECONDS", -1.0)
    saver.on_epoch_end(1)
    assert saved == [1]


def test_two_runs_in_one_second_get_two_folders(tmp_path: Path) -> None:
    first = new_run_path("a", tmp_path)
    first.mkdir()
    assert new_run_path("a", tmp_path) != first
