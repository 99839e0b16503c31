"""A document exported as a model, from the command line too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import runtime as keras
from runtime.cli import main
from runtime.exports import models
from runtime.files.model_endings import MODEL_ENDINGS, TORCH, ending_of


def test_every_ending_has_its_writer() -> None:
    assert tuple(models.WRITERS) == (*MODEL_ENDINGS, TORCH)
    assert [ending_of(Path(f"x{ending.upper()}")) for ending in MODEL_ENDINGS] == list(MODEL_ENDINGS)


@pytest.mark.parametrize("ending", MODEL_ENDINGS)
def test_a_template_is_exported(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "headline", "-o", str(tmp_path / f"m{ending}")]) == 0
    assert (tmp_path / f"m{ending}").stat().st_size > 1000
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Wrote") and len(said) > 1


def test_steps_of_data_are_spoken_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "small_resnet", "-o", str(tmp_path / "m.h5")]) == 0
    assert "steps of the data plan are not in it" in capsys.readouterr().out
    assert main(["export", "headline", "-o", str(tmp_path / "m.tflite")]) == 1
    assert "A model is written as F.keras" in capsys.readouterr().err


def test_what_the_optimizer_keeps_goes_from_file_to_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The training that goes on from the copy is the one that goes on from the file."""
    rng = np.random.default_rng(0)
    x, y = rng.random((24, 4), np.float32), rng.random((24, 1), np.float32)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "tanh"), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.05), "mse")
    model.fit(x, y, epochs=2, verbose=0, shuffle=False)
    model.save(tmp_path / "a.keras")
    assert main(["export", str(tmp_path / "a.keras"), "-o", str(tmp_path / "b.keras")]) == 0
    assert "state of" not in capsys.readouterr().out
    both = [keras.saving.load_model(tmp_path / f"{name}.keras") for name in "ab"]
    for each in both:
        each.fit(x, y, epochs=3, verbose=0, shuffle=False)
    for a, b in zip(*(each.get_weights() for each in both), strict=True):
        np.testing.assert_array_equal(a, b)
    assert main(["export", str(tmp_path / "a.keras"), "-o", str(tmp_path / "b.h5")]) == 0
    assert "The state of the optimizer is not in it: a .keras has it" in capsys.readouterr().out
