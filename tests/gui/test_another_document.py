"""Another document in the window: nothing of the last one is left to be seen, and none of its keys is ambiguous."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from graph.document.document import new_document
from graph.storage.storage import save
from gui.language import install_language
from gui.main_window import MainWindow
from gui.training.link import State
from runtime.files import templates
from tests.gui.person import Person

MakeWindow = Callable[..., MainWindow]
Way = Callable[[MainWindow, Path], object]
ALT = Qt.KeyboardModifier.AltModifier


def opened(window: MainWindow, folder: Path) -> object:
    save(new_document("other"), folder / "other.loom")
    return window.files.open(folder / "other.loom")


WAYS: dict[str, Way] = {
    "new": lambda window, folder: window.files.new(),
    "open": opened,
    "template": lambda window, folder: window.files.new_from_template("tweets"),
}


@pytest.fixture
def trained(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    """A window that shows the curves of a training that is over, and of one before for comparison."""
    window = make_window("quick")
    window.workspaces.go("train")
    for _ in range(2):
        window.train()
        qtbot.waitUntil(lambda: window.training.link.state is State.FINISHED, timeout=20000)
    qtbot.waitUntil(lambda: bool(window.training_panel.plots), timeout=10000)
    window.training_panel.runs.item(0).setCheckState(Qt.CheckState.Checked)
    window.editing.select(list(window.editing.model.layers)[:1])
    return window


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_the_last_one_is_left(qtbot: QtBot, trained: MainWindow, tmp_path: Path, way: str) -> None:
    window, panel = trained, trained.training_panel
    qtbot.waitUntil(lambda: panel.bar.value() == 1000, timeout=5000)
    assert panel.plots and panel.runs.isVisible()
    window.editing.mark_saved()
    WAYS[way](window, tmp_path)
    assert window.training.current is None and not window.training.runs
    qtbot.waitUntil(panel.hint.isVisible, timeout=5000)
    assert not panel.plots and not panel.runs.compared() and not panel.runs.isVisible()
    assert panel.bar.value() == 0 and panel.status.text() == "" and not panel.trouble.isVisible()
    assert window.training.link.state is State.IDLE and window.top.train.isEnabled()
    assert not window.editing.selection and window.editing.undo_text is None
    assert window.canvas.canvas.problems == window.checker.found == window.problems.found


def test_its_problems_are_not_marked_on_the_new_one(make_window: MakeWindow) -> None:
    """Ids are the same in every document: a mark that stayed would be on another layer."""
    window = make_window()
    window.editing.apply("No data", lambda d: templates.load("encoder"))
    broken = window.editing.document
    call = next(iter(broken.main.calls))
    window.editing.apply("Cut", broken.with_model(broken.main.__class__(**{**vars(broken.main), "outputs": (call,)})))
    window.checker.check()
    window.editing.load(new_document())
    marks = [box.marks.worst for box in window.canvas.canvas.boxes.values()]
    assert not any(marks) and window.canvas.canvas.problems == window.checker.found


@pytest.mark.parametrize("stop", [True, False])
def test_a_training_under_way_is_asked_about(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, stop: bool
) -> None:
    window = make_window("slow")
    window.train()
    qtbot.waitUntil(lambda: window.training.link.state is State.RUNNING, timeout=20000)
    role = QMessageBox.ButtonRole.AcceptRole if stop else QMessageBox.ButtonRole.RejectRole

    def answer(box: QMessageBox) -> int:
        next(button for button in box.buttons() if box.buttonRole(button) == role).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    document = window.editing.document
    window.files.new()
    assert (window.editing.document is document) is not stop
    assert window.training.link.is_busy is not stop


def test_the_minimap_has_a_key(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    window.activateWindow()
    qtbot.waitUntil(window.canvas.hasFocus)
    person, minimap = Person(qtbot, window), window.canvas.minimap
    assert minimap.isVisible()
    person.press(Qt.Key.Key_M, ALT)
    assert not minimap.isVisible()
    person.press(Qt.Key.Key_M, ALT)
    assert minimap.isVisible()
    person.click(window.palette_panel.filter)
    person.type("m")
    assert minimap.isVisible() and window.palette_panel.filter.text() == "m"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_key_is_that_of_a_menu(qapp: QApplication, make_window: MakeWindow, language: str) -> None:
    translators = install_language(qapp, language)
    window = make_window()
    menus = [QKeySequence.mnemonic(action.text()).toString() for action in window.menus.actions()]
    keys = [key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()]
    for translator in translators:
        qapp.removeTranslator(translator)
    assert all(re.fullmatch(r"Alt\+[A-Z]", menu) for menu in menus) and len(set(menus)) == len(menus)
    assert not set(menus) & set(keys)
