"""Settings: the keys of all commands are found, changed, taken over, reset and remembered; and what else there is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.settings_dialog import SettingsDialog
from tests.gui.person import CTRL, Person

Make = Callable[[str], MainWindow]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("LAYERLOOM_THREADS", "")


def to_front(qtbot: QtBot, window: MainWindow) -> None:
    """Keys go to the canvas."""
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)


def opened(qtbot: QtBot, window: MainWindow) -> SettingsDialog:
    to_front(qtbot, window)
    Person(qtbot, window).press(Qt.Key.Key_Comma, CTRL)
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None and dialog.isVisible()
    dialog.tabs.setCurrentWidget(dialog.keys)
    return dialog


def choose(dialog: SettingsDialog, name: str) -> None:
    rows = dialog.keys.list
    found = [rows.topLevelItem(i) for i in range(rows.topLevelItemCount())]
    rows.setCurrentItem(next(item for item in found if item.data(0, Qt.ItemDataRole.UserRole) == name))


def press(dialog: SettingsDialog, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    dialog.keys.edit.setFocus()
    QTest.keyClick(dialog.keys.edit, key, held)
    QTest.qWait(10)


def test_a_key_is_changed_used_and_remembered(qtbot: QtBot, make_window: Make) -> None:
    window = make_window("quick")
    dialog = opened(qtbot, window)
    choose(dialog, "canvas.tidy")
    press(dialog, Qt.Key.Key_T, CTRL | Qt.KeyboardModifier.AltModifier)
    dialog.keys.set.click()
    tidy = window.bindings.commands()["canvas.tidy"]
    assert tidy.shortcut() == QKeySequence("Ctrl+Alt+T")
    dialog.close()
    other = make_window("quick")
    assert other.bindings.commands()["canvas.tidy"].shortcut() == QKeySequence("Ctrl+Alt+T")
    other.bindings.reset_all()
    assert other.bindings.commands()["canvas.tidy"].shortcut() == QKeySequence("Ctrl+L")
    assert other.settings.keys("canvas.tidy") is None


def test_a_key_that_another_command_has_is_said_and_taken_over_only_if_wanted(qtbot: QtBot, make_window: Make) -> None:
    window = make_window("quick")
    dialog, commands = opened(qtbot, window), window.bindings.commands()
    choose(dialog, "canvas.tidy")
    press(dialog, Qt.Key.Key_G, CTRL)
    assert "belong to Make a model of the selection" in dialog.keys.told.text()
    assert commands["canvas.group"].shortcut() == QKeySequence("Ctrl+G")
    dialog.keys.set.click()
    assert commands["canvas.tidy"].shortcut() == QKeySequence("Ctrl+G")
    assert commands["canvas.group"].shortcuts() == []
    choose(dialog, "canvas.group")
    dialog.keys.reset.click()
    assert commands["canvas.group"].shortcut() == QKeySequence("Ctrl+G")
    assert commands["canvas.tidy"].shortcuts() == []


def test_commands_are_found_by_title_and_by_key(qtbot: QtBot, make_window: Make) -> None:
    dialog = opened(qtbot, make_window("quick"))
    rows = dialog.keys.list

    def shown() -> list[str]:
        every = [rows.topLevelItem(i) for i in range(rows.topLevelItemCount())]
        return [item.text(0) for item in every if not item.isHidden()]

    dialog.keys.filter.setText("tidy")
    assert shown() == ["Tidy"]
    dialog.keys.filter.setText("ctrl+shift+g")
    assert shown() == ["Dissolve model"]


def test_no_two_commands_share_a_key_as_shipped(make_window: Make) -> None:
    commands = make_window("quick").bindings.commands()
    keys = [key.toString() for action in commands.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


def test_every_command_is_found_by_its_words(qtbot: QtBot, make_window: Make) -> None:
    window = make_window("quick")
    window.finder.open()
    titles = {finding.title for finding in window.finder.search.findings}
    assert {"Theme: Dark", "Language: 中文", "Settings", "Undo History", "Export Picture", "Print"} <= titles
    window.finder.search.close()


def test_threads_are_told_to_what_trains(qtbot: QtBot, make_window: Make) -> None:
    window = make_window("quick")
    dialog = opened(qtbot, window)
    dialog.threads.activated.emit(2)
    assert os.environ["LAYERLOOM_THREADS"] == "2" and window.settings.threads == 2
    dialog.threads.activated.emit(0)
    assert "LAYERLOOM_THREADS" not in os.environ


def test_the_next_problem_is_said(qtbot: QtBot, make_window: Make) -> None:
    window = make_window("quick")
    said: list[str] = []
    window.problems.said.connect(said.append)
    to_front(qtbot, window)
    Person(qtbot, window).press(Qt.Key.Key_F8)
    assert said == ["No problems."]
    window.canvas.add_line("dense 4")
    window.checker.check()
    to_front(qtbot, window)
    Person(qtbot, window).press(Qt.Key.Key_F8)
    assert "waits for a wire" in said[-1] or "feeds" in said[-1]
