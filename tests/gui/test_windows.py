"""Several windows of one process: each its own document, what is copied in one is pasted in another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from graph.document.document import Document
from graph.storage.storage import save
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.training.runs import TrainingRuns
from gui.windows import Windows
from tests.gui.person import CTRL, SHIFT, Person


@pytest.fixture
def windows(
    qtbot: QtBot,
    theme: Theme,
    make_runs: Callable[[str], TrainingRuns],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Windows]:
    monkeypatch.setenv("LAYERLOOM_CONFIG_DIR", str(tmp_path))

    shown = Windows(lambda: MainWindow(Settings(), theme, make_runs("quick")))
    yield shown
    for window in shown.shown:
        window.editing.mark_saved()
        window.close()


def to_front(qtbot: QtBot, window: MainWindow) -> Person:
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)
    return Person(qtbot, window)


def test_each_window_has_its_document_and_paste_works_between_them(
    qtbot: QtBot, windows: Windows, network: Document, tmp_path: Path
) -> None:
    path = tmp_path / "net.loom"
    save(network, path)
    first = windows.open(path)
    to_front(qtbot, first).press(Qt.Key.Key_N, CTRL | SHIFT)
    assert len(windows.shown) == 2
    second = windows.shown[1]
    assert not second.editing.document.main.layers and second.pos() != first.pos()
    person = to_front(qtbot, first)
    person.press(Qt.Key.Key_A, CTRL)
    person.press(Qt.Key.Key_C, CTRL)
    person = to_front(qtbot, second)
    person.press(Qt.Key.Key_V, CTRL)
    assert len(second.editing.document.main.layers) == len(network.main.layers)
    assert first.editing.document == network and not first.editing.is_modified
    assert windows.front is second


def test_a_closed_window_is_let_go_and_the_others_stay(qtbot: QtBot, windows: Windows, theme: Theme) -> None:
    first, second = windows.open(), windows.open()
    second.close()
    assert first.isVisible() and windows.front is first
    third = windows.open()
    assert windows.shown == [first, third]
    qtbot.wait(50)
    theme.set_mode("dark")
    first.canvas.add_line("dense 3")
    assert len(first.editing.document.main.layers) == 1 and not third.editing.document.main.layers
