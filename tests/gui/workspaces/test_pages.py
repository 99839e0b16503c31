"""The pages of the window: switched by mouse and keys, each where it was left, each apart if that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.training.link import State
from tests.gui.person import CTRL, Person

MakeWindow = Callable[..., MainWindow]
Drop = Callable[[QWidget, Path], bool]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    made = make_window("slow")
    made.activateWindow()
    qtbot.waitUntil(made.canvas.hasFocus)
    return made


def test_keys_and_the_switch_change_pages_and_each_stays_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    person, pages = Person(qtbot, window), window.workspaces
    layer = window.editing.model.layer_named("dense")
    assert layer is not None
    window.editing.select({layer.id})
    window.canvas.camera.zoom_by(1.25)
    zoom = window.canvas.zoom
    for key, name in ((Qt.Key.Key_2, "data"), (Qt.Key.Key_3, "train"), (Qt.Key.Key_1, "draw")):
        person.press(key, CTRL)
        assert pages.front == name and window.switch.segments[name].isChecked()
    person.open_page("Data")
    assert pages.front == "data" and window.data.isVisible() and not window.canvas.isVisible()
    person.open_page("Draw")
    assert window.canvas.zoom == zoom and window.editing.selection == {layer.id}
    assert window.canvas.hasFocus()


def test_the_old_keys_of_the_pages_still_work(qtbot: QtBot, window: MainWindow) -> None:
    person = Person(qtbot, window)
    person.press(Qt.Key.Key_1, ALT)
    assert window.workspaces.front == "train"
    person.press(Qt.Key.Key_2, ALT)
    assert window.workspaces.front == "data"
    below = (window.summary, window.plot, window.code, window.problems)
    for key, page in zip((Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6), below, strict=True):
        person.press(key, ALT)
        assert window.workspaces.front == "draw" and window.tabs.currentWidget() is page


def test_a_page_becomes_a_window_with_the_same_keys_and_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    pages = window.workspaces
    pages.go("data")
    pages.set_detached("data", True)
    apart = pages.windows["data"]
    assert window.data.window() is apart and window.data.isVisible() and pages.front in ("draw", "train")
    person = Person(qtbot, window)
    apart.activateWindow()
    qtbot.waitUntil(apart.isActiveWindow)
    apart.setFocus()
    person.press(Qt.Key.Key_3, CTRL)
    assert pages.front == "train"
    qtbot.waitUntil(lambda: not window.data.is_stale)
    apart.close()
    assert not pages.windows and window.data.window() is window and pages.front == "data"
    assert list(pages.pages) == [
        next(n for n, w in pages.pages.items() if w.page is pages.widget(i)) for i in range(pages.count())
    ]


def test_the_last_page_stays_in_the_window(window: MainWindow) -> None:
    for name in ("data", "train", "draw"):
        window.workspaces.set_detached(name, True)
    assert list(window.workspaces.windows) == ["data", "train"]
    window.workspaces.close_windows()
    assert window.workspaces.count() == 3


def test_a_training_that_starts_leaves_the_page_and_shows_in_the_bar(qtbot: QtBot, window: MainWindow) -> None:
    person = Person(qtbot, window)
    person.press(Qt.Key.Key_Return, CTRL)
    link = window.training.link
    qtbot.waitUntil(lambda: link.state is State.RUNNING and link.run is not None and link.run.steps_done > 3)
    assert window.workspaces.front == "draw"
    qtbot.waitUntil(lambda: "epoch" in window.top.told.text() and (window.switch.segments["train"].share or 0) > 0)
    person.open_page("Train")
    assert window.top.told.text() == ""
    qtbot.waitUntil(lambda: "epoch" in window.training_panel.status.text() and bool(window.training_panel.plots))
    link.stop()
    qtbot.waitUntil(lambda: link.state is State.STOPPED)
    assert window.switch.segments["train"].share is None


def test_who_wants_to_sees_the_train_page_at_once(window: MainWindow) -> None:
    window.actions_by_name.all["show_training"].trigger()
    assert window.settings.shows_training
    window.train()
    assert window.workspaces.front == "train"
    window.actions_by_name.all["show_training"].trigger()
    assert not window.settings.shows_training


def test_what_ends_a_training_is_said_on_the_page_in_front(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window("error")
    window.train()
    qtbot.waitUntil(lambda: window.training.link.state is State.FAILED)
    assert window.hint.text() == "The loss of output is NaN after step 3." and window.hint.isVisible()
    assert "Failed" in window.top.told.text()


def test_a_table_dropped_on_any_page_becomes_the_data(window: MainWindow, drop_on: Drop, tmp_path: Path) -> None:
    table = tmp_path / "small.csv"
    table.write_text("a,b\n1,x\n2,y\n3,x\n", encoding="utf-8")
    for target in (window, window.canvas.viewport()):
        window.workspaces.go("draw")
        assert drop_on(window, table) or target is not window
        assert window.workspaces.front == "data"
        assert getattr(window.editing.document.data.dataset, "path", "") == str(table)


def test_what_is_no_data_is_a_sentence(window: MainWindow, drop_on: Drop, tmp_path: Path) -> None:
    other = tmp_path / "thing.xyz"
    other.write_bytes(b"\0\1")
    before = window.editing.document
    drop_on(window, other)
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert boxes and "thing.xyz" in boxes[0].text() and window.editing.document is before
    boxes[0].close()


@pytest.mark.parametrize("width", [800, 1024, 1440])
def test_the_bar_keeps_its_parts_apart_at_any_width(qtbot: QtBot, window: MainWindow, width: int) -> None:
    window.resize(width, 700)
    QApplication.processEvents()
    top = window.top
    parts = [top.menus, top.place, top.switch, top.search, top.train, top.pause, top.stop]
    edges = [(p.mapTo(top, QPoint(0, 0)).x(), p.width()) for p in parts]
    assert all(x + wide <= following for (x, wide), (following, _) in pairwise(edges))
    assert edges[-1][0] + edges[-1][1] <= top.width() == window.width()
