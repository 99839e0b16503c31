"""The code is edited, and the network follows; what can't be followed is marked, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.csv_file import CsvFile
from graph.document.document import Document
from gui.main_window import MainWindow
from gui.panels.code_reading import outcome_of
from runtime.files import templates

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    window = make_window()
    window.editing.load(templates.load("fully_connected"))
    window.code.show_script()
    return window


def typed(window: MainWindow, old: str, new: str) -> None:
    """Change the code, and let the network follow without the pause and the thread."""
    panel = window.code
    panel.code.setPlainText(panel.code.toPlainText().replace(old, new, 1))
    panel.follow(outcome_of(window.editing.document, panel.shown, panel.code.toPlainText()))


def units(document: Document) -> list[int]:
    return [layer.spec.units for layer in document.main.layers.values() if hasattr(layer.spec, "units")]


def test_a_number_is_changed_and_undone(window: MainWindow) -> None:
    before = window.editing.document
    typed(window, "Dense(64", "Dense(48")
    assert units(window.editing.document) == [48, 64, 10]
    assert window.editing.document.main.positions == before.main.positions
    text = window.code.code.toPlainText()
    window.code.refresh()
    assert window.code.code.toPlainText() == text and not window.code.is_unfollowed
    window.editing.undo()
    window.code.refresh()
    assert window.editing.document is before and "Dense(48" not in window.code.code.toPlainText()


@pytest.mark.parametrize(
    ("new", "line"),
    [("Dense(unknown", "unknown"), ("Dense((64", "Python"), ("Dens(64", "Dens"), ("Dense(-64", "units")],
)
def test_what_cannot_be_followed_is_marked_and_kept(window: MainWindow, new: str, line: str) -> None:
    before = window.editing.document
    typed(window, "Dense(64", new)
    panel = window.code
    assert window.editing.document is before
    assert panel.code.extraSelections() and line in panel.trouble.text() and "Line" in panel.trouble.text()
    panel.refresh()
    assert new in panel.code.toPlainText()
    panel.discard()
    assert new not in panel.code.toPlainText() and not panel.code.extraSelections()


def test_typing_is_read_after_a_pause(window: MainWindow, qtbot: Any) -> None:
    panel = window.code
    panel.code.setPlainText(panel.code.toPlainText().replace("Dense(64", "Dense(32", 1))
    assert panel.reading.pause.isActive() and units(window.editing.document) == [64, 64, 10]
    qtbot.waitUntil(lambda: units(window.editing.document) == [32, 64, 10], timeout=20000)


def test_a_form_is_chosen_and_a_notebook_written(window: MainWindow, tmp_path: Path) -> None:
    window.code.form.setCurrentIndex(1)
    assert "load_data" not in window.code.code.toPlainText()
    assert window.code.save(tmp_path / "net.ipynb") and (tmp_path / "net.ipynb").exists()


def test_a_script_saved_elsewhere_finds_the_data(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "code").mkdir()
    (tmp_path / "project" / "rows.csv").write_text("a,b\n1,2\n")
    bound = dict.fromkeys(window.editing.document.data.bindings, Binding("a"))
    data = DataPlan(CsvFile(path="rows.csv"), bound)
    assert window.files.save_as(tmp_path / "project" / "p.loom")
    window.editing.apply("Choose the data set", lambda d: replace(d, data=data))
    assert '"rows.csv"' in str(window.code.script())
    assert window.code.save(tmp_path / "code" / "train.py")
    assert '"../project/rows.csv"' in (tmp_path / "code" / "train.py").read_text(encoding="utf-8")


def test_code_is_pasted_onto_the_canvas(window: MainWindow) -> None:
    code = "a = Input((8,))\nx = Dense(4, name='pasted')(a)\n"
    QGuiApplication.clipboard().setText(code)
    window.canvas.commands.exchange.paste()
    assert "pasted" in [layer.name for layer in window.editing.document.main.layers.values()]
