"""`layerloom submit`: a script for SLURM that does what was asked for."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from runtime.cli import main
from runtime.cli.training import without_processes


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
