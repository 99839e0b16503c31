"""`layerloom submit`: a script for SLURM that does what was asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time

import pytest

from runtime.cli import main
from runtime.cli.training import without_processes
from runtime.ranks.launch import pass_on


def test_the_script_trains_what_was_asked_for_and_goes_on_when_handed_in_again(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    assert (
        main(["submit", "tweets", "--nodes", "4", "--tasks-per-node", "2", "--time", "2:00:00", "--epochs", "3"]) == 0
    )
    assert "sbatch runs/tweets.sbatch" in capsys.readouterr().out
    text = (tmp_path / "runs" / "tweets.sbatch").read_text()
    for line in ("#SBATCH --nodes=4", "#SBATCH --ntasks-per-node=2", "#SBATCH --time=2:00:00"):
        assert line in text.splitlines()
    assert f"set -- tweets --epochs 3 -o {tmp_path / 'runs' / 'tweets'}" in text
    assert 'set -- --resume "$run" --epochs 3' in text


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_the_script_is_one_that_bash_reads(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["submit", "headline", "--nodes", "1", "--dry-run", "-o", "a folder/it's a run"]) == 0
    script = tmp_path / "a folder" / "it's a run.sbatch"
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--nodes", "2", "--time", "soon"], "--time must be"),
        (["--nodes", "none"], "not a whole number"),
        ([], "--nodes"),
    ],
)
def test_what_slurm_would_not_take_is_told_before(tmp_path, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    assert main(["submit", "tweets", *arguments]) != 0
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("given", [["--processes", "3"], ["--processes=3"]])
def test_processes_are_started_with_the_same_words_but_that(given):
    assert without_processes(["train", "x.loom", *given, "--epochs", "2"]) == ["train", "x.loom", "--epochs", "2"]


def test_as_many_processes_are_started_as_the_plan_says_unless_the_command_says_otherwise(tmp_path, monkeypatch):
    started: list[int] = []
    monkeypatch.setattr("runtime.ranks.launch.launch", lambda count, *_: started.append(count) or 0)
    monkeypatch.setattr("runtime.cli.training.train_here", lambda options: started.append(1) or 0)
    path = str(tmp_path / "x.loom")
    assert main(["new", "layer_in_series", path]) == 0 and main(["set", path, "processes=3"]) == 0
    for more in ([], ["--processes", "2"], ["--processes", "1"]):
        assert main(["train", path, *more]) == 0
    assert started == [3, 2, 1]


def test_a_bar_is_passed_on_as_it_is_drawn_and_the_starters_own_words_are_not(capsys):
    reading, writing = os.pipe()
    os.write(writing, "=====\nEpoch 1\n\r\x1b[2K━━ half".encode())
    said: list[str] = []
    with os.fdopen(reading, "rb") as source:
        thread = threading.Thread(target=pass_on, args=(source, sys.stdout, said))
        thread.start()
        while len(said) < 2:
            time.sleep(0.001)  # the bar is there before its line ends
        os.write(writing, b" done\n[mpiexec@here] bad\nend")
        os.close(writing)
        thread.join()
    assert capsys.readouterr().out == "Epoch 1\n\r\x1b[2K━━ half done\nend"
