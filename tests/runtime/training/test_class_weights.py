"""Weights of classes in a plan: read, computed from the samples trained on, given to training, written into scripts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.specs.class_weight import BALANCED, class_weights
from graph.specs.params import SpecError
from graph.specs.training import TrainingPlan
from graph.storage.storage import load
from runtime.cli import main

RARE = "a,b,y\n" + "".join(f"{i % 13},{i % 7},{'rare' if i % 8 == 3 else 'often'}\n" for i in range(160))


@pytest.mark.parametrize(
    ("text", "meant"),
    [("", None), (" Balanced ", BALANCED), ("0: 1, 1:2.5", {0: 1.0, 1: 2.5}), ("{3: 1e-2}", {3: 0.01})],
)
def test_weights_are_read(text: str, meant: Any) -> None:
    assert class_weights(text) == meant
    TrainingPlan(class_weight=text)


@pytest.mark.parametrize("text", ["even", "1", "0:", "0: a", "-1: 2", "0: 1, 0: 2", "0: inf", "[1, 2]", "0: 1.2.3"])
def test_what_is_no_weight_is_one_sentence(text: str) -> None:
    with pytest.raises(SpecError, match="class_weight is balanced, or a weight for each class"):
        TrainingPlan(class_weight=text)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rare.csv").write_text(RARE)
    did("new", "rare.loom", "--data", "rare.csv", "--target", "y", "--split", "end:.25")
    return tmp_path


def did(*arguments: str, code: int = 0) -> None:
    assert main(list(arguments)) == code, arguments


def weights_after(run: str, *more: str) -> list[np.ndarray]:
    from runtime.files.keras_files import load_weights

    did("train", "rare.loom", "--epochs", "2", "-o", run, *more)
    return load_weights(Path(run) / "weights.h5", load(Path(run) / "document.loom"))


def test_balanced_is_what_the_numbers_of_the_training_part_say(project: Path) -> None:
    balanced = weights_after("balanced", "--class-weight", "balanced")
    rare = sum(i % 8 == 3 for i in range(120))
    given = weights_after("given", "--class-weight", f"0: {120 / (2 * (120 - rare))!r}, 1: {120 / (2 * rare)!r}")
    plain = weights_after("plain")
    for a, b in zip(balanced, given, strict=True):
        np.testing.assert_array_equal(a, b)
    assert any((a != b).any() for a, b in zip(balanced, plain, strict=True))
    assert load(Path("balanced") / "document.loom").training.class_weight == BALANCED


def test_weights_need_classes_and_a_single_output(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "q.csv").write_text("a,y\n" + "".join(f"{i},{i / 7}\n" for i in range(40)))
    did("new", "q.loom", "--data", "q.csv", "--target", "y")
    did("train", "q.loom", "-o", "r", "--class-weight", "balanced", code=1)
    assert "class_weight balanced needs classes, but the targets hold fractions" in capsys.readouterr().err
    did("train", "headline", "-o", "r", "--class-weight", "balanced", code=1)
    assert "class_weight works for models with one output. This one has 2" in capsys.readouterr().err
    assert not Path("r").exists()


def test_a_script_weighs_as_training_does(project: Path) -> None:
    did("set", "rare.loom", "class_weight=balanced", "epochs=2", "shuffle=false")
    did("export", "rare.loom", "-o", "rare.py")
    script = (project / "rare.py").read_text()
    assert "class_weight=class_weight" in script
    spied = script.replace("model.fit(", "print(class_weight); model.fit(").replace(
        "import keras", "import runtime as keras"
    )
    (project / "rare.py").write_text(spied.replace("from keras import", "from runtime import"))
    made = subprocess.run([sys.executable, "rare.py"], capture_output=True, text=True, check=True)
    rare = sum(i % 8 == 3 for i in range(120))
    shown = made.stdout.splitlines()[0] if made.stdout.startswith("{") else made.stdout
    assert f"1: {120 / (2 * rare)}" in shown, made.stdout[:300]
