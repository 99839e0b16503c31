"""File › Export Model…"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from graph.editing import edits
from gui.exporting import export_kinds
from gui.main_window import MainWindow
from runtime.files import templates
from runtime.files.keras_files import load_keras, save_keras
from runtime.files.model_endings import MODEL_ENDINGS, TORCH

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    window = make_window()
    window.editing.load(templates.load("headline"))
    return window


def test_every_kind_can_be_chosen() -> None:
    assert set(export_kinds().values()) | {".hdf5"} == {*MODEL_ENDINGS, TORCH}


def test_a_kind_of_the_dialog_is_written(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = next(name for name, ending in export_kinds().items() if ending == ".weights.h5")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), kind))
    said: list[str] = []
    window.exporting.told.connect(said.append)
    assert window.exporting.export()
    assert (tmp_path / "mine.weights.h5").is_file()
    assert said[0].startswith("mine.weights.h5 is written. It was not trained yet")


def test_the_weights_that_a_file_came_with_are_written(window: MainWindow, tmp_path: Path) -> None:
    document = window.editing.document
    assert window.exporting.export(tmp_path / "first.keras")
    _, weights, _ = load_keras(tmp_path / "first.keras")
    save_keras(tmp_path / "own.keras", document, [w + 1 for w in weights])
    assert window.files.open(tmp_path / "own.keras") and window.exporting.export(tmp_path / "again.keras")
    _, found, _ = load_keras(tmp_path / "again.keras")
    assert all(np.array_equal(a, b + 1) for a, b in zip(found, weights, strict=True))


def test_what_has_no_output_is_refused(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(window.files.questions, "refuse", lambda message, _elsewhere=None: said.append(str(message)))
    window.editing.apply("Delete", lambda d: edits.remove(d, d.root, d.main.outputs))
    assert not window.exporting.export(tmp_path / "m.keras")
    assert "no output" in said[0] and not list(tmp_path.iterdir())
