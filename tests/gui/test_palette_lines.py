"""The palette's filter takes the lines of quick-add; what the user has saved is renamed and deleted there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from graph.editing.clipboard import copy
from gui.main_window import MainWindow
from tests.gui.person import Person


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_CONFIG_DIR", str(tmp_path))


def titles(window: MainWindow) -> list[str]:
    rows = window.palette_panel.list
    return [rows.item(i).text() for i in range(rows.count())]


def test_enter_in_the_filter_draws_a_line(qtbot: QtBot, make_window: Callable[[str], MainWindow]) -> None:
    window = make_window("quick")
    person, palette = Person(qtbot, window), window.palette_panel
    before = len(window.editing.model.layers)
    person.click(palette.filter)
    person.type("dense 3 rlu")
    person.press(Qt.Key.Key_Return)
    assert "Is it relu?" in palette.trouble.text() and len(window.editing.model.layers) == before
    palette.filter.clear()
    person.type("dense 3 relu > dense 2")
    qtbot.waitUntil(lambda: "dense_2" in palette.about.text())
    assert titles(window) == ["Add this line"]
    person.press(Qt.Key.Key_Return)
    assert len(window.editing.model.layers) == before + 2 and palette.filter.text() == ""
    assert window.editing.undo_text == "Add 2 layers"


def test_a_saved_selection_stands_in_the_palette(qtbot: QtBot, make_window: Callable[[str], MainWindow]) -> None:
    window = make_window("quick")
    editing, palette = window.editing, window.palette_panel
    window.canvas.library.save("my part", copy(editing.document, editing.model_id, list(editing.model.layers)[:2]))
    assert "my part" in titles(window) and "Saved by you" in titles(window)
    palette.library.rename("my part", "yours")
    assert "yours" in titles(window)
    palette.chosen.emit("saved:yours")
    assert editing.undo_text == "Add 2 layers"
    palette.library.delete("yours")
    assert "yours" not in titles(window) and "Saved by you" not in titles(window)


def test_esc_clears_the_filter_then_leaves_it(qtbot: QtBot, make_window: Callable[[str], MainWindow]) -> None:
    window = make_window("quick")
    person, palette = Person(qtbot, window), window.palette_panel
    person.click(palette.filter)
    person.type("lstm")
    person.press(Qt.Key.Key_Escape)
    assert palette.filter.text() == "" and palette.filter.hasFocus()
    person.press(Qt.Key.Key_Escape)
    assert window.canvas.hasFocus()
    palette.filter.setText("lstm")
    window.editing.load(window.editing.document)
    assert palette.filter.text() == ""
