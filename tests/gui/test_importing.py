"""The process that reads a file from elsewhere may crash, hang or be broken off: the window and its document live."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog, QPushButton, QWidget

from gui import importing
from gui.main_window import MainWindow
from runtime.files.documents import Opened
from runtime.imports.apart import ImportJob

MakeWindow = Callable[..., MainWindow]


class Sabotaged(ImportJob):
    """One whose process does something else."""

    deed = ""

    def command(self) -> list[str]:
        return [sys.executable, "-S", "-c", f"import os, signal, time\n{self.deed}"]


class Late(Sabotaged):
    deed = "time.sleep(60)"

    def __post_init__(self) -> None:
        super().__post_init__()
        self.seconds = 1


@pytest.fixture
def window(make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(importing, "QUIETLY_MS", 20)
    window = make_window()
    window.files.reading.opening = importing.open_file
    return window


@pytest.fixture
def model(tmp_path: Path) -> Path:
    layers = [{"class_name": "InputLayer", "config": {"name": "x", "batch_input_shape": [None, 4]}}]
    config = {"class_name": "Sequential", "config": {"name": "net", "layers": layers}}
    (tmp_path / "net.json").write_text(json.dumps(config))
    return tmp_path / "net.json"


def reading(job: type[ImportJob]) -> Callable[[QWidget, Path, bool], Opened | None]:
    return partial(importing.import_file, job=job)


def test_a_file_is_opened_through_the_process(window: MainWindow, model: Path) -> None:
    assert window.files.open(model)
    assert next(iter(window.editing.model.layers.values())).name == "x"


@pytest.mark.skipif(sys.platform == "win32", reason="signals end no process there")
@pytest.mark.parametrize("signal", ["SIGSEGV", "SIGKILL", "SIGABRT"])
def test_a_crash_is_one_sentence(signal: str, window: MainWindow, model: Path) -> None:
    before = window.editing.document
    window.files.reading.opening = reading(
        type("Crash", (Sabotaged,), {"deed": f"os.kill(os.getpid(), signal.{signal})"})
    )
    assert not window.files.open(model)
    box = window.findChild(QMessageBox)
    assert box is not None and f"the process that read it died ({signal})" in box.text()
    box.close()
    assert window.editing.document is before and window.isVisible()


@pytest.fixture
def met() -> Iterator[list[Callable[[QProgressDialog], object]]]:
    """What is done with the dialog once it is there."""
    deeds: list[Callable[[QProgressDialog], object]] = []

    def look() -> None:
        dialog = next((d for d in QApplication.topLevelWidgets() if isinstance(d, QProgressDialog)), None)
        while dialog is not None and dialog.isVisible() and deeds:
            deeds.pop()(dialog)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    yield deeds
    timer.stop()


def test_what_hangs_is_broken_off_and_meanwhile_the_window_is_drawn(
    window: MainWindow, model: Path, met: list[Callable[[QProgressDialog], object]]
) -> None:
    before = window.editing.document
    said: list[str] = []
    met.append(lambda dialog: said.append(dialog.labelText()))
    window.files.reading.opening = reading(Late)
    assert not window.files.open(model)
    box = window.findChild(QMessageBox)
    assert box is not None and "broken off after 1 seconds" in box.text() and said == ["Reading net.json…"]
    box.close()
    assert window.editing.document is before


def test_the_user_breaks_it_off(
    window: MainWindow, model: Path, met: list[Callable[[QProgressDialog], object]]
) -> None:
    before = window.editing.document
    met.append(lambda dialog: dialog.findChild(QPushButton).click())
    window.files.reading.opening = reading(type("Endless", (Sabotaged,), {"deed": "time.sleep(600)"}))
    assert not window.files.open(model)
    assert window.findChild(QMessageBox) is None and window.editing.document is before
