"""Whatever the command line opens, the editor opens: from the dialog, dropped on the window, or named at the start."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import runtime as keras
from graph.editing import edits
from graph.storage.storage import load
from gui.main_window import MainWindow
from runtime.files.documents import SUFFIXES, open_document
from runtime.files.keras_files import load_weights
from runtime.training.run_folder import RunFolder
from tests.gui.person import CTRL, Person

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()


@pytest.fixture
def refusals(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(window.files.questions, "refuse", lambda message, _elsewhere=None: said.append(str(message)))
    return said


@pytest.fixture
def keras_file(tmp_path: Path) -> Path:
    """A small model with weights that one would recognise."""
    inputs = keras.Input(shape=(4,), name="x")
    hidden = keras.layers.Dense(3, activation="relu", name="hidden")(inputs)
    model = keras.Model(inputs, keras.layers.Dense(1, name="y")(hidden))
    model.compile(optimizer="sgd", loss="mse")
    model.set_weights([np.full(w.shape, 0.5 + i, np.float32) for i, w in enumerate(model.get_weights())])
    path = tmp_path / "model.keras"
    model.save(path)
    return path


def names(window: MainWindow) -> list[str]:
    return [layer.name for layer in window.editing.model.layers.values()][:3]


def launched(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands by which trainings are started."""
    commands: list[list[str]] = []
    launch = window.training.link.process.launch

    def recorded(command: list[str], folder: Path) -> None:
        commands.append(command)
        launch(command, folder)

    monkeypatch.setattr(window.training.link.process, "launch", recorded)
    return commands


def drop(window: MainWindow, path: Path) -> bool:
    """Drag a file from elsewhere over the canvas and let it go."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = window.canvas.viewport()
    entering = QDragEnterEvent(QPoint(300, 200), action, mime, button, keys)
    QApplication.sendEvent(over, entering)
    if not entering.isAccepted():
        return False
    event = QDropEvent(QPointF(300, 200), action, mime, button, keys)
    QApplication.sendEvent(over, event)
    return event.isAccepted()


def test_a_keras_model_is_opened_from_the_dialog(
    qtbot: QtBot, window: MainWindow, keras_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(parent: object, title: str, start: str, kinds: str) -> tuple[str, str]:
        offered.append(kinds)
        return str(keras_file), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    Person(qtbot, window).press(Qt.Key.Key_O, CTRL)
    first = offered[0].split(";;")[0]
    assert all(f"*{suffix}" in first for suffix in SUFFIXES)
    assert names(window) == ["x", "hidden", "y"]
    assert window.editing.document == open_document(str(keras_file)).document
    assert window.files.name == "model.keras" and window.files.path is None
    assert not window.isWindowModified()
    assert window.settings.recent[0] == keras_file


def test_it_is_dropped_on_the_window(window: MainWindow, keras_file: Path, tmp_path: Path) -> None:
    assert drop(window, keras_file)
    assert names(window) == ["x", "hidden", "y"]


def test_what_is_neither_a_model_nor_data_is_answered_by_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    before = window.editing.document
    (tmp_path / "photo.jpg").write_bytes(b"")
    assert drop(window, tmp_path / "photo.jpg")
    box = window.findChild(QMessageBox)
    assert box is not None and "photo.jpg" in box.text()
    box.close()
    assert window.editing.document is before


def test_it_is_saved_beside_and_never_over_the_model(
    window: MainWindow, keras_file: Path, monkeypatch: pytest.MonkeyPatch, refusals: list[str]
) -> None:
    before = keras_file.read_bytes()
    window.files.open(keras_file)
    suggested: list[str] = []

    def choose(parent: object, title: str, start: str, kinds: str) -> tuple[str, str]:
        suggested.append(start)
        return start, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    told: list[str] = []
    window.files.told.connect(told.append)
    assert not window.files.save_as(keras_file)
    assert "model.keras is left as it is" in refusals[0]
    assert window.files.save()
    beside = keras_file.with_suffix(".loom")
    assert suggested == [str(beside)] and window.files.path == beside
    assert load(beside) == window.editing.document
    assert keras_file.read_bytes() == before
    assert told == ["model.loom holds the network. The trained weights stay in model.keras."]


def test_training_starts_from_the_weights_that_it_came_with(
    qtbot: QtBot, window: MainWindow, keras_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    window.files.told.connect(told.append)
    window.files.open(keras_file)
    assert "came with trained weights" in told[0]
    monkeypatch.setattr(window.checker, "errors", tuple)
    commands = launched(window, monkeypatch)
    window.train()
    assert commands[0][-2] == "--weights"
    found = load_weights(commands[0][-1], window.editing.document)
    assert [float(w.flat[0]) for w in found] == [0.5, 1.5, 2.5, 3.5]


@pytest.mark.parametrize(("change", "fits"), [({"units": 5}, False), ({"activation": "tanh"}, True)])
def test_weights_that_fit_no_longer_are_told_of(
    window: MainWindow, keras_file: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], fits: bool
) -> None:
    window.files.open(keras_file)
    hidden = window.editing.model.layer_named("hidden")
    assert hidden is not None
    model = window.editing.model_id
    window.editing.apply("Change", edits.set_params(window.editing.document, model, hidden.id, change))
    monkeypatch.setattr(window.checker, "errors", tuple)
    commands, said = launched(window, monkeypatch), list[str]()
    window.steering.told.connect(said.append)
    window.train()
    assert ("--weights" in commands[0]) is fits
    assert bool(said) is not fits


def test_another_document_has_no_weights(window: MainWindow, keras_file: Path) -> None:
    window.files.open(keras_file)
    assert window.files.trained is not None
    window.files.new()
    assert window.files.trained is None and window.files.place.origin is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing more", b"no archive at all"])
def test_a_bad_file_is_a_sentence_and_the_document_stays(
    window: MainWindow, tmp_path: Path, refusals: list[str], content: bytes
) -> None:
    bad = tmp_path / "bad.keras"
    bad.write_bytes(content)
    before = window.editing.document
    assert not window.files.open(bad)
    assert "bad.keras" in refusals[0] and window.editing.document is before
    assert QApplication.overrideCursor() is None


def test_the_folder_of_a_run_is_opened_with_its_weights(window: MainWindow, keras_file: Path, tmp_path: Path) -> None:
    opened = open_document(str(keras_file))
    run = RunFolder(tmp_path / "run")
    run.save_plan(opened.document)
    assert opened.weights is not None
    run.save_weights(opened.document, opened.weights)
    assert drop(window, tmp_path / "run")
    assert window.files.trained is not None and window.files.path is None
    assert window.files.place.suggestion(window.editing.document.main.name) == tmp_path / "run.loom"


def test_the_command_line_hands_it_to_the_editor(keras_file: Path) -> None:
    program = (
        "import sys; from unittest import mock; from pathlib import Path;"
        "from PySide6.QtWidgets import QApplication; from gui import app;"
        "from gui.main_window import MainWindow; shown = []; keep = MainWindow.__init__;\n"
        "def init(self, *a, **k):\n    keep(self, *a, **k); shown.append(self)\n"
        "MainWindow.__init__ = init; QApplication.exec = lambda *a: 0\n"
        "app.main([sys.argv[1]]); print(shown[0].files.name, len(shown[0].editing.model.layers))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(keras_file)], capture_output=True, text=True, timeout=120, check=True
    )
    assert said.stdout.split() == ["model.keras", "4"]


def test_layers_that_cant_be_read_are_asked_about(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = {"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "x"}}
    strange = {"class_name": "Shuffler", "config": {"name": "strange"}}
    config = {"class_name": "Sequential", "config": {"name": "m", "layers": [start, strange]}}
    path = tmp_path / "model.json"
    path.write_text(json.dumps(config))
    pressed = iter(("Cancel", "Open the rest"))

    def press() -> None:
        (box,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible())
        assert "The layer strange is a Shuffler" in box.text()
        wanted = next(pressed)
        next(button for button in box.buttons() if button.text().replace("&", "") == wanted).click()

    for opened in (False, True):
        QTimer.singleShot(0, press)
        assert window.files.open(path) is opened
    assert names(window)[:2] == ["x", "strange"]
