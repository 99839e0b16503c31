"""What several places say of a document, they say of the same: how many problems there are, and which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from graph.data.data_plan import DataPlan
from graph.data.data_sets.npz_file import NpzFile
from graph.document.document import Document
from graph.editing import edits
from graph.validate.problems import Counts
from gui.canvas.captions import bytes_text
from gui.canvas.overlays.totals_pill import problem_text
from gui.main_window import MainWindow
from gui.translate import text
from tests.gui.person import CTRL, Person

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    made = make_window()
    qtbot.waitUntil(lambda: made.data_reader.facts is not None and len(made.data_reader.facts.columns) == 2)
    qtbot.waitUntil(lambda: made.checker.check() == ())
    return made


def assert_all_say_the_same(window: MainWindow) -> Counts:
    """The line on the canvas, the tab's title, the list, and whether one may train."""
    found = window.checker.check()
    said = Counts(*(sum(p.severity == level for p in found) for level in ("error", "warning", "hint")))
    assert window.canvas.canvas.problem_counts() == said
    assert window.canvas.pill.text.startswith(problem_text(said))
    tab = window.tabs.tabText(window.tabs.indexOf(window.problems))
    assert tab == (f"Problems ({said.all})" if said.all else "Problems")
    assert window.problems.found == found
    assert window.problems.nothing.isHidden() == bool(said.all)
    assert bool(window.checker.errors()) == bool(said.errors)
    return said


def set_batch(person: Person, size: str) -> None:
    person.fill(person.window.inspector.plan.form.fields["batch_size"].editor.focus_widget(), size)


def test_a_hint_is_counted_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    person = Person(qtbot, window)
    set_batch(person, "6000")
    qtbot.waitUntil(lambda: bool(window.checker.found))
    assert assert_all_say_the_same(window) == Counts(hints=1)
    assert window.canvas.pill.text.startswith("1 hint")


def test_a_column_that_is_missing_is_said_everywhere_and_forbids_to_train(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    np.savez(tmp_path / "other.npz", image=np.zeros((100, 28, 28, 1), np.uint8))
    other = NpzFile(path=str(tmp_path / "other.npz"))
    window.editing.apply("Data", lambda d: replace(d, data=d.data.with_dataset(other)))
    qtbot.waitUntil(lambda: bool(window.checker.errors()), timeout=10000)
    said = assert_all_say_the_same(window)
    assert said.errors == 1 and window.canvas.pill.text.startswith("1 problem")
    (problem,) = window.checker.errors()
    assert "There is no column 'digit'" in text(problem.message)
    person = Person(qtbot, window)
    person.press(Qt.Key.Key_Return, CTRL)
    assert not window.training.runs and window.tabs.currentWidget() is window.problems
    assert problem.layer in window.editing.selection
    person.open_page("Data")
    assert problem.layer is not None
    assert window.data.bindings.rows[problem.layer].result.text() == text(problem.message)


def worse(name: str) -> Callable[[Document], Document]:
    """Edits that make problems of each severity."""

    def edit(document: Document) -> Document:
        main = document.main
        layer = {layer.name: layer.id for layer in main.layers.values()}
        if name == "data":
            return replace(document, data=DataPlan())
        if name == "frozen":
            return edits.set_trainable(document, main.id, layer["dense"], False)
        if name == "loss":
            return edits.set_params(document, main.id, layer["digit"], {"loss": None})
        if name == "target":
            return edits.set_params(document, main.id, layer["dense"], {"units": 7})
        if name == "batch":
            return replace(document, training=document.training.replace(batch_size=5000))
        return edits.remove(document, main.id, {layer["flatten"]})

    return edit


@pytest.mark.parametrize(
    "edited", ["data", "frozen", "loss", "target", "batch", "gap", "data gap", "frozen batch loss"]
)
def test_every_count_follows_edits_and_undo(qtbot: QtBot, window: MainWindow, edited: str) -> None:
    for name in edited.split():
        window.editing.apply(name, worse(name))
        qtbot.wait(60)
        assert assert_all_say_the_same(window).all
    for _ in edited.split():
        window.editing.undo()
        qtbot.wait(60)
        assert_all_say_the_same(window)


def test_the_memory_on_the_canvas_is_the_forecast_before_training(window: MainWindow) -> None:
    plan, facts = window.editing.document.training, window.data_reader.facts
    forecast = window.canvas.canvas.totals.process_bytes(plan.optimizer, plan.batch_size, facts)
    without = window.canvas.canvas.totals.process_bytes(plan.optimizer, plan.batch_size)
    assert bytes_text(forecast) != bytes_text(without)
    assert window.canvas.pill.text.endswith(bytes_text(forecast))
