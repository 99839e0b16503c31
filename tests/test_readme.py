"""What the README says can be done can be done: its commands, its listing, its links and pictures."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.cli import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAM = ".venv/bin/layerloom "


def commands() -> list[list[str]]:
    lines = (line.strip() for line in README.splitlines() if line.startswith("    "))
    return [shlex.split(line.removeprefix(PROGRAM)) for line in lines if line.startswith(PROGRAM)]


def test_the_commands_work_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"{k}.{i},{i % 7}.5,{'ab'[k]}\n" for k in range(2) for i in range(20))
    (tmp_path / "iris.csv").write_text(f"length,width,species\n{rows}", encoding="utf-8")
    *run, opens_the_editor = commands()
    assert [words[0] for words in run] == [
        "templates",
        "new",
        "data",
        "new",
        "check",
        "summary",
        "plot",
        "warm",
        "train",
        "evaluate",
        "predict",
        "export",
        "sweep",
        "trials",
    ]
    assert {words[0]: main(words) for words in run} == {words[0]: 0 for words in run}
    assert opens_the_editor == ["digits.loom"]
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"digits.svg", "digits.py", "predictions.csv", "runs/digits/history.csv", "runs/digits/weights.h5"} <= made
    assert "Total params" in capsys.readouterr().out


def test_the_listing_runs() -> None:
    listing = README.split("## From Python")[1].split("`fit`")[0].replace("\n    ", "\n").strip()
    done = subprocess.run([sys.executable, "-c", listing], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "2,410" in done.stdout  # 64 · 32 + 32 + 32 · 10 + 10 weights


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_and_pictures_are_there(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
