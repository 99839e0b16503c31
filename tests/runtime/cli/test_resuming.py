"""Trainings of the command line that are ended from outside, and go on from what they left."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.specs.optimizers.adam import Adam
from graph.storage.storage import load, save
from runtime.cli import main
from runtime.cli.steering import Steering
from runtime.files import templates
from runtime.training.experiment import Overrides
from runtime.training.resume.keeper import RunKeeper
from tests.bad_inputs import on_npz, small

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60.0
OFTEN = """
import sys
from runtime.training.resume.keeper import RunKeeper
RunKeeper.SECONDS, RunKeeper.EPOCH_SECONDS, RunKeeper.SHARE = 0.0, 0.0, 1.0
from runtime.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Dropout-free and small, so that a thousand epochs take two seconds."""
    dice = np.random.default_rng(0)
    x, y = dice.normal(size=(300, 3)).astype("float32"), dice.normal(size=(300, 1)).astype("float32")
    document = load(on_npz(tmp_path, small(units=1), x=x, y=y))
    plan = document.training.replace(optimizer=Adam(), epochs=400, batch_size=30, validation_split=0.1, seed=5)
    save(replace(document, training=plan), tmp_path / "p.loom")
    return tmp_path / "p.loom"


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    save(Overrides(epochs=1_000_000).applied(templates.load("layer_in_series")), tmp_path / "long.loom")
    return tmp_path / "long.loom"


def start(*arguments: object, program: tuple[str, ...] = ("-m", "runtime")) -> subprocess.Popen[str]:
    command = [sys.executable, *program, "train", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment)


def train(*arguments: object) -> int:
    return main(["train", *map(str, arguments)])


def until(path: Path, there: bool = True) -> None:
    end = time.monotonic() + SECONDS
    while path.exists() != there:
        assert time.monotonic() < end, path
        time.sleep(0.01)


def same_results(a: Path, b: Path) -> None:
    assert (a / "history.csv").read_text() == (b / "history.csv").read_text()
    assert (a / "weights.h5").read_bytes() == (b / "weights.h5").read_bytes()
    assert sorted(os.listdir(a)) == sorted(os.listdir(b))


def test_a_killed_run_goes_on_to_the_same_end(project: Path, tmp_path: Path) -> None:
    process = start(project, "-o", tmp_path / "killed", program=("-c", OFTEN))
    until(tmp_path / "killed" / "checkpoint-2.state")
    time.sleep(0.2)
    process.kill()
    process.communicate()
    left = sorted(path.name for path in (tmp_path / "killed").iterdir())
    assert process.returncode == -signal.SIGKILL and "weights.h5" not in left
    assert train("--resume", tmp_path / "killed") == 0
    assert train(project, "-o", tmp_path / "whole") == 0
    same_results(tmp_path / "killed", tmp_path / "whole")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_programs_ends_a_training_as_stop_does(
    number: signal.Signals, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    before = signal.getsignal(number)

    def end() -> None:
        until(run / "history.csv")
        os.kill(os.getpid(), number)

    threading.Thread(target=end, daemon=True).start()
    assert train(project, "-o", run) == 128 + number
    assert (
        capsys.readouterr().err
        == f"Stopped; what there is was written to {run}, and --resume {run} goes on from there.\n"
    )
    assert {"weights.h5", "curves.png", "checkpoint.json"} <= set(os.listdir(run))
    assert signal.getsignal(number) is before
    assert train("--resume", run) == 0
    assert "It goes on from epoch" in capsys.readouterr().out
    assert train(project, "-o", tmp_path / "whole") == 0
    same_results(run, tmp_path / "whole")


def test_a_stop_does_not_wait_for_the_validation(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The epoch's row has no numbers of it, and who goes on makes it whole."""
    run, heard = tmp_path / "run", []

    def on_test_batch_end(steering: Steering, batch: int, logs: Any = None) -> None:
        heard.append(batch)
        if len(heard) == 17:
            steering.stop()

    with monkeypatch.context() as stopped:
        stopped.setattr(Steering, "on_test_batch_end", on_test_batch_end)
        save(replace(load(project), training=load(project).training.replace(batch_size=3, epochs=5)), project)
        train(project, "-o", run)
    assert len(heard) == 17 and max(heard) == 9  # ten batches each: the second validation was left at its seventh
    assert (run / "history.csv").read_text().splitlines()[-1].startswith("1,")
    assert len((run / "history.csv").read_text().splitlines()) == 3
    assert train("--resume", run) == 0
    assert train(project, "-o", tmp_path / "whole") == 0
    same_results(run, tmp_path / "whole")


def test_who_breaks_off_is_told_that_the_run_can_go_on(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a second Ctrl+C, which waits for nothing."""
    run = tmp_path / "run"
    with monkeypatch.context() as broken:
        broken.setattr(Steering, "on_train_batch_end", _interrupt)
        assert train(project, "-o", run) == 130
    told = capsys.readouterr().err
    assert told == f"Broken off; --resume {run} goes on from its last checkpoint.\n"
    assert train("--resume", run) == 0


def _interrupt(_steering: Steering, _batch: int, _logs: Any = None) -> None:
    raise KeyboardInterrupt


def test_a_run_that_never_made_a_step_begins(project: Path, tmp_path: Path) -> None:
    """Also with the weights that it was given."""
    assert train(project, "--epochs", 2, "-o", tmp_path / "first") == 0
    given = ("--epochs", 2, "--weights", tmp_path / "first" / "weights.h5")
    assert train(project, *given, "-o", tmp_path / "whole") == 0
    shutil.copytree(tmp_path / "first", tmp_path / "begun")
    process = start(project, *given, "-o", tmp_path / "begun")
    until(tmp_path / "begun" / "checkpoint.json")
    process.kill()
    process.communicate()
    assert (tmp_path / "begun" / "earlier_1" / "weights.h5").exists()
    if (tmp_path / "begun" / "checkpoint.json").exists():  # it may have been quicker
        assert train("--resume", tmp_path / "begun") == 0
    assert (tmp_path / "begun" / "weights.h5").read_bytes() == (tmp_path / "whole" / "weights.h5").read_bytes()


def test_two_trainings_never_share_a_folder(endless: Path, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = endless.parent / "run"
    process = start(endless, "-o", run)
    until(run / "history.csv")
    names = set(os.listdir(run))
    for arguments in ((project, "-o", run), ("--resume", run)):
        assert train(*arguments) == 1
        assert f"Another process is training into {run} right now" in capsys.readouterr().err
    assert names <= set(os.listdir(run)) and not (run / "earlier_1").exists()
    process.kill()
    process.communicate()
    assert train(project, "--epochs", 1, "-o", run) == 0  # a lock ends with its process
    assert (run / "earlier_1" / "history.csv").exists()


def test_runs_that_begin_at_once_get_folders_of_their_own(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("time.strftime", lambda *_given: "now")
    for _ in range(3):
        assert train(project, "--epochs", 1) == 0
    assert sorted(os.listdir("runs")) == ["now_p", "now_p_2", "now_p_3"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Give a FILE, or --resume with a run"),
        (("p.loom", "--resume", "run", "--seed", "1"), "can't be given beside FILE, --seed"),
        (("--resume", "nowhere"), "nowhere is not the folder of a run"),
        (("--resume", "finished"), "finished was finished: there is nothing to resume"),
        (("--resume", "stopped", "--epochs", "0"), "not a whole number"),
        (("--resume", "changed"), "data of changed is no longer what the training began with"),
        (("--resume", "damaged"), "checkpoint-.* is damaged"),
    ],
)
def test_what_cannot_be_resumed_is_said(
    arguments: tuple[str, ...],
    sentence: str,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if "finished" in arguments:
        assert train("p.loom", "--epochs", 1, "-o", "finished") == 0
    for name in {"changed", "damaged"} & set(arguments):
        monkeypatch.setattr(RunKeeper, "EPOCH_SECONDS", -1.0)
        monkeypatch.setattr("runtime.training.resume.checkpoint_files.CheckpointFiles.remove", lambda _self: None)
        assert train("p.loom", "--epochs", 2, "-o", name) == 0
        if name == "changed":
            np.savez("data.npz", x=np.ones((300, 3)), y=np.ones((300, 1)))
        else:
            for path in Path(name).glob("*.state"):
                path.write_bytes(path.read_bytes()[:-7])
    capsys.readouterr()
    assert train(*arguments) in (1, 2)
    assert re.search(sentence, capsys.readouterr().err)


@pytest.mark.parametrize("as_json", [False, True])
def test_an_output_that_nobody_reads_ends_quietly(endless: Path, as_json: bool) -> None:
    run = endless.parent / "run"
    process = start(endless, "-o", run, *(["--json"] if as_json else []))
    assert process.stdout is not None and process.stderr is not None
    while "poch" not in process.stdout.readline():
        pass
    process.stdout.close()
    assert process.wait(SECONDS) == (0 if as_json else 128 + signal.SIGPIPE)
    assert process.stderr.read() == ""
    assert (run / "weights.h5").exists() and (run / "checkpoint.json").exists()


def test_streams_that_are_closed_are_no_trouble(project: Path, tmp_path: Path) -> None:
    command = f'exec "{sys.executable}" -m runtime train "{project}" --epochs 1 -o "{tmp_path}/run" <&- >&- 2>&-'
    code: Any = subprocess.run(
        ["sh", "-c", command], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    ).returncode
    assert code == 0 and (tmp_path / "run" / "weights.h5").exists()


def test_ctrl_c_amidst_imports_is_one_word() -> None:
    """At this moment neither NumPy nor Numba are there."""
    program = (
        "import sys, signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from runtime.cli import main\n"
        "class Interrupts:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'numpy': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupts())\n"
        "main(['summary', 'fully_connected'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, "Interrupted.\n")
