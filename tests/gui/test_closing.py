"""Closing the window while a network trains asks first, and keeps what was answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.training.link import State


def answer(qtbot: QtBot, text: str, asked: list[str]) -> None:
    """Click a button of the question that is about to be asked."""

    def click() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, click)
            return
        asked.append(box.text())
        qtbot.mouseClick(next(b for b in box.buttons() if b.text() == text), Qt.MouseButton.LeftButton)

    QTimer.singleShot(20, click)


def test_a_training_goes_on_or_is_stopped_as_one_answers(
    qtbot: QtBot, make_window: Callable[[str], MainWindow]
) -> None:
    window, asked = make_window("slow"), list[str]()
    link = window.training.link
    window.train()
    qtbot.waitUntil(lambda: link.state is State.RUNNING, timeout=15000)
    answer(qtbot, "Go on training", asked)
    assert not window.close()
    assert window.isVisible() and link.state is State.RUNNING
    answer(qtbot, "Stop the training", asked)
    assert window.close()
    assert not window.isVisible() and not link.is_busy
    assert asked == ["The network is still training. Stop it?"] * 2
