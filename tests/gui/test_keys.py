"""The list of keys and gestures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.keys_dialog import KeysDialog
from gui.main_window import MainWindow


def test_shift_f1_lists_every_key_and_gesture(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    window.activateWindow()
    qtbot.waitUntil(window.canvas.hasFocus)
    qtbot.keyClick(window.canvas, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChild(KeysDialog)
    assert dialog is not None and dialog.isVisible()
    told = [label.text() for label in dialog.findChildren(QLabel)]
    actions = (*window.actions_by_name.all.values(), *window.canvas.actions())
    assert {a.text().replace("&", "") for a in actions if not a.shortcut().isEmpty()} <= set(told)
    assert "Drag from a port" in told and "Ctrl+Return" in told
    dialog.close()


def test_the_list_is_searched(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    window.show_keys()
    dialog = window.findChild(KeysDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.filter, "cut wire")
    seen = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "Cut wires" in seen and "Zoom at the pointer" not in seen
    dialog.close()


def test_themes_and_languages_are_found_by_their_names(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    for typed, found in (("dark", "Theme: Dark"), ("中文", "Language: 中文")):
        window.finder.open()
        window.finder.search.field.insert(typed)  # an input method, since QTest has no keys for it
        first = window.finder.search.list.item(0).data(Qt.ItemDataRole.UserRole)
        assert first.title == found
        window.finder.search.close()
    window.finder.open()
    qtbot.keyClicks(window.finder.search.field, "theme dark")
    qtbot.keyClick(window.finder.search.field, Qt.Key.Key_Return)
    assert window.theme.name == "dark" and window.settings.theme == "dark"
