"""A sweep in the editor: ranges are typed, trials appear, the best is set in the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from graph.editing.settings import setting
from graph.specs.ranges.choices import Choices
from graph.specs.ranges.numbers import IntRange
from gui.forms.trying import TryMenu
from gui.main_window import MainWindow
from gui.workspaces.pages import TRAIN
from runtime.files.templates import load

MakeWindow = Callable[[str], MainWindow]


def opened(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    window = make_window("quick")
    document = load("fully_connected")
    plan = document.training.replace(epochs=1)
    window.editing.load(replace(document, training=plan, sweep=document.sweep.replace(trials=2, jobs=2)))
    window.workspaces.go(TRAIN)
    window.train_page.tabs.setCurrentWidget(window.sweep)
    qtbot.waitUntil(lambda: window.sweep.isVisible() and not window.sweep.is_stale)
    return window


def fill(field: QLineEdit, text: str) -> None:
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def add_range(window: MainWindow, key: str, values: str) -> None:
    QTest.mouseClick(window.sweep.ranges.add, Qt.MouseButton.LeftButton)
    row = window.sweep.ranges.rows[-1]
    fill(row.key, key)
    fill(row.values, values)


def test_ranges_are_typed_and_are_steps_of_undo(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = opened(qtbot, make_window)
    add_range(window, "dense.units", "8..16:8")
    add_range(window, "dense.activation", "relu,tanh")
    found = (
        IntRange(of="dense.units", low=8, high=16, step=8),
        Choices(of="dense.activation", values=("relu", "tanh")),
    )
    assert window.editing.document.sweep.ranges == found
    window.editing.undo()
    qtbot.waitUntil(lambda: len(window.sweep.ranges.rows) == 1)
    assert window.editing.document.sweep.ranges == found[:1]


def test_what_can_t_be_tried_says_why_and_stays_as_it_was_typed(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = opened(qtbot, make_window)
    add_range(window, "dense.unit", "3..5")
    row = window.sweep.ranges.rows[0]
    assert "dense.units" in row.error.text() and row.typed == ("dense.unit", "3..5")
    assert window.editing.document.sweep.ranges == ()
    window.sweep.start.click()
    assert window.sweep.trouble.isVisible() and not window.sweeping.is_busy
    fill(row.key, "dense.units")
    assert not row.error.isVisible() and window.editing.document.sweep.ranges


def test_trials_appear_and_the_best_is_set_in_the_document(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = opened(qtbot, make_window)
    add_range(window, "dense.units", "[8, 16]")
    QTest.mouseClick(window.sweep.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.sweeping.is_busy, timeout=120_000)
    sweep = window.sweeping.sweep
    assert window.sweeping.message is None and sweep is not None
    assert [trial.state for trial in sweep.trials.values()] == ["done", "done"]
    qtbot.waitUntil(lambda: window.sweep.model.rowCount() == 2)
    assert {run.folder for run in window.training.runs} == {sweep.trial_folder(0), sweep.trial_folder(1)}
    worse = sweep.done[-1]
    window.sweep.table.selectRow(1)
    QTest.mouseClick(window.sweep.write, Qt.MouseButton.LeftButton)
    assert setting(window.editing.document, "dense.units").value == worse.values["dense.units"]
    picture = window.sweep.picture
    place = next(points for trial, points in picture._lines() if trial is sweep.done[0]).at(0)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(round(place.x()) + 1, round(place.y())))
    assert window.sweep._chosen() == sweep.done[0]


def test_a_field_s_menu_begins_a_range_with_what_one_would_try(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = opened(qtbot, make_window)
    window.editing.select(["l4"])
    window.inspector.refresh()
    field = window.inspector.layer.form.fields["units"]
    menu = field.findChild(TryMenu)
    assert menu is not None
    shown = menu.menu(field.editor.focus_widget())
    shown.actions()[-1].trigger()
    row = window.sweep.ranges.rows[-1]
    assert row.typed == ("dense.units", "32..128")
    QTest.keyClick(row.values, Qt.Key.Key_Return)
    assert window.editing.document.sweep.ranges == (IntRange(of="dense.units", low=32, high=128),)
    assert not window.inspector.layer.form.tries("kernel_initializer")
    assert window.train_page.plan.tries("optimizer.learning_rate")
