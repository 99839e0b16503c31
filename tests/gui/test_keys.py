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
