"""F1: what a kind of layer is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from graph.document.document import Document
from gui.main_window import MainWindow


def test_f1_shows_the_kind_of_the_selected_layer_then_any_other(
    qtbot: QtBot, make_window: Callable[..., MainWindow], network: Document
) -> None:
    window = make_window()
    window.activateWindow()
    qtbot.waitUntil(window.canvas.hasFocus)
    dense = network.main.layer_named("dense")
    assert dense is not None
    window.editing.select((dense.id,))
    qtbot.keyClick(window.canvas, Qt.Key.Key_F1)
    help = window.help.reference_window
    assert help is not None and help.isVisible()
    shown = help.page.toPlainText()
    assert shown.startswith("Dense") and "keras.layers.Dense" in shown and "size of the output" in shown.lower()
    qtbot.keyClicks(help.filter, "embed")
    assert help.page.toPlainText().startswith("Embedding")
    qtbot.keyClick(help.filter, Qt.Key.Key_Down)
    help.close()
