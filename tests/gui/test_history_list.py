"""The undo history as a list: every step has its name, and a click goes there and back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.history_list import HistoryList
from gui.main_window import MainWindow


def texts(history: HistoryList) -> list[str]:
    return [history.list.item(i).text() for i in range(history.list.count())]


def click(history: HistoryList, row: int) -> None:
    item = history.list.visualItemRect(history.list.item(row))
    QTest.mouseClick(history.list.viewport(), Qt.MouseButton.LeftButton, pos=item.center())


def test_a_click_goes_to_a_step_and_back(qtbot: QtBot, make_window: Callable[[str], MainWindow]) -> None:
    window = make_window("quick")
    editing, start = window.editing, window.editing.document
    window.show_history_list()
    history = window.findChild(HistoryList)
    assert history is not None and texts(history) == ["As it was opened"]
    for line in ("dense 2", "dense 3", "dense 4 > dense 5"):
        window.canvas.add_line(line)
    whole = editing.document
    assert texts(history)[1:] == ["Add dense_1", "Add dense_2", "Add 2 layers"] and history.list.currentRow() == 3
    click(history, 1)
    assert len(editing.model.layers) == len(start.main.layers) + 1 and editing.undo_text == "Add dense_1"
    assert len(texts(history)) == 4 and history.list.currentRow() == 1
    click(history, 3)
    assert editing.document is whole
    click(history, 0)
    assert editing.document is start and editing.undo_text is None
    window.canvas.add_line("lstm 3")
    assert texts(history)[1:] == ["Add lstm"]
