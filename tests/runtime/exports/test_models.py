"""A document exported as a model, from the command line too."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def test_operations_in_h5_and_steps_of_data_are_spoken_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "small_resnet", "-o", str(tmp_path / "m.h5")]) == 0
    assert "steps of the data plan are not in it" in capsys.readouterr().out
    assert main(["export", "headline", "-o", str(tmp_path / "m.tflite")]) == 1
    assert "A model is written as F.keras" in capsys.readouterr().err
