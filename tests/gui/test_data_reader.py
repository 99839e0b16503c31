"""What is known of the data: found in a thread, kept while the data is the same, and never at an edit's cost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import gui.data_reader
import gui.data_source
from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.csv_file import CsvFile
from graph.data.data_sets.npz_file import NpzFile
from graph.data.facts import ColumnFacts
from graph.data.transforms import Integer, OneHot, Scale, Standardize
from graph.document.document import Document, Source, new_document
from graph.editing import edits
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.layers.reshaping.reshape import Flatten
from gui.main_window import MainWindow
from runtime.cli.documents import _all_problems
from runtime.files import templates
from runtime.files.documents import Opened

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()


class Readings:
    """Counts what is read, and on which threads."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.threads: set[int] = set()
        self.opened = self.measured = 0
        open_dataset, measure = gui.data_source.open_dataset, gui.data_reader.measure

        def opening(*given: object) -> object:
            self.opened += 1
            self.threads.add(threading.get_ident())
            return open_dataset(*given)  # type: ignore[arg-type]

        def measuring(*given: object, **named: object) -> object:
            self.measured += 1
            self.threads.add(threading.get_ident())
            return measure(*given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(gui.data_source, "open_dataset", opening)
        monkeypatch.setattr(gui.data_reader, "measure", measuring)


def known(window: MainWindow, count: int) -> Callable[[], bool]:
    """Whether that many Inputs and Outputs have been looked into."""

    def is_known() -> bool:
        facts = window.data_reader.facts
        return facts is not None and len(facts.columns) + len(facts.troubles) == count

    return is_known


def test_edits_that_leave_the_data_alone_read_nothing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Readings(monkeypatch)
    window.editing.load(templates.load("tweets"))
    qtbot.waitUntil(known(window, 3), timeout=20000)
    assert (read.opened, read.measured) == (1, 3)
    facts = window.data_reader.facts
    lstm = window.editing.model.layer_named("shared_lstm")
    assert lstm is not None and not window.data.isVisible()
    for units in range(60, 70):
        window.editing.apply("Units", edits.set_params(window.editing.document, "m1", lstm.id, {"units": units}))
    window.canvas.add("Dense", window.canvas.visible_rect().center())
    window.editing.undo()
    window.checker.check()
    qtbot.wait(150)
    assert (read.opened, read.measured) == (1, 3)
    assert window.data_reader.facts is facts is window.checker.facts
    assert read.threads and threading.get_ident() not in read.threads


def test_only_what_is_bound_anew_is_read_and_undo_remembers(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Readings(monkeypatch)
    qtbot.waitUntil(known(window, 2), timeout=10000)
    before = read.measured
    image = window.editing.model.layer_named("image")
    assert image is not None
    bound = Binding("image", (Standardize(),))
    window.editing.apply("Steps", lambda d: replace(d, data=d.data.bind(image.id, bound)))
    assert window.data_reader.facts is not None and image.id not in window.data_reader.facts.columns
    qtbot.waitUntil(known(window, 2), timeout=10000)
    assert read.measured == before + 1
    window.editing.undo()
    assert known(window, 2)()
    qtbot.wait(50)
    assert read.measured == before + 1


def test_a_hidden_data_panel_sleeps_and_shows_the_newest_when_it_is_opened(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(known(window, 2), timeout=10000)
    window.workspaces.go("draw")
    digit = window.editing.model.layer_named("digit")
    assert digit is not None
    window.editing.apply("Unbind", lambda d: replace(d, data=d.data.bind(digit.id, None)))
    assert window.data.is_stale
    window.workspaces.go("data")
    assert not window.data.is_stale
    assert window.data.bindings.rows[digit.id].combo.currentText() == ""


def test_a_file_that_comes_later_is_seen_when_one_comes_back_to_the_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "late.npz"
    window.editing.apply("Data", lambda d: replace(d, data=DataPlan(NpzFile(path=str(path)))))
    qtbot.waitUntil(lambda: "unreadable-data" in codes(window), timeout=10000)
    np.savez(path, x=np.zeros((8, 4), np.float32))
    window.data_reader.look_again()
    qtbot.waitUntil(lambda: "unreadable-data" not in codes(window), timeout=10000)
    assert window.data_reader.source.now.dataset is not None
    opened = window.data_reader.source.now
    window.data_reader.look_again()
    qtbot.wait(100)
    assert window.data_reader.source.now is opened


def codes(window: MainWindow) -> list[str]:
    return [problem.code for problem in window.checker.check()]


# What training would refuse is a problem before


def network(
    *layers: object, data: DataPlan | None = None, x: Binding | None = None, y: Binding | None = None
) -> Document:
    """A chain of layers; `x` and `y` are what its Input and its Output are fed with."""
    document = new_document()
    calls, ids = [], []
    for number, spec in enumerate(layers):
        document, layer, call = edits.add_layer(document, "m1", spec, (200 * number, 0))  # type: ignore[arg-type]
        if calls:
            document = edits.connect(document, "m1", Source(calls[-1]), call, 0)
        calls.append(call)
        ids.append(layer)
    plan = (data or DataPlan()).bind(ids[0], x).bind(ids[-1], y)
    return replace(document, data=plan)


@pytest.fixture
def archive(tmp_path: Path) -> DataPlan:
    """Twenty samples of several kinds."""
    numbers = np.arange(20)
    np.savez(
        tmp_path / "data.npz",
        x=np.linspace(0, 1, 80, dtype=np.float32).reshape(20, 4),
        gap=np.where(numbers == 17, np.nan, 1.0).astype(np.float32),
        k=numbers % 3,
        whole=(numbers % 3).astype(np.float32),
        late=np.where(numbers == 19, 7, 0),
        y=np.linspace(0, 1, 20, dtype=np.float32),
        half=numbers / 2,
    )
    return DataPlan(NpzFile(path=str(tmp_path / "data.npz")))


DENSE = (Input(shape=(4,)), Dense(units=1, activation="sigmoid"), Output(loss="mse"))
CLASSES = (Input(shape=(4,)), Dense(units=3, activation="softmax"), Output(loss="sparse_categorical_crossentropy"))
TABLE = (Input(shape=(1,)), Embedding(input_dim=3, output_dim=2), Flatten(), Dense(units=1), Output(loss="mse"))
FAULTS = {
    "a column that is not there": (DENSE, Binding("z"), Binding("y")),
    "a target that is not there": (DENSE, Binding("x"), Binding("z")),
    "a pattern without a match": (DENSE, Binding("z_*"), Binding("y")),
    "a missing value in a late row": (
        (Input(shape=(1,)), Dense(units=1), Output(loss="mse")),
        Binding("gap"),
        Binding("y"),
    ),
    "one-hot of fractions": (CLASSES, Binding("x"), Binding("half", (OneHot(3),))),
    "one-hot of too few classes": (CLASSES, Binding("x"), Binding("k", (OneHot(2),))),
    "fractions as integers": (CLASSES, Binding("x"), Binding("half", (Integer(),))),
    "a class beyond the last, in the last row": (CLASSES, Binding("x"), Binding("late")),
    "class numbers as floats": (CLASSES, Binding("x"), Binding("whole")),
    "indices as floats": (TABLE, Binding("whole"), Binding("y")),
    "an index past the table, in the last row": (TABLE, Binding("late"), Binding("y")),
    "a shape that does not fit": (DENSE, Binding("k"), Binding("y")),
    "a target of another shape": (DENSE, Binding("x"), Binding("x")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_training_would_refuse_is_a_problem_while_the_panel_is_hidden(
    qtbot: QtBot, window: MainWindow, archive: DataPlan, fault: str
) -> None:
    layers, x, y = FAULTS[fault]
    document = network(*layers, data=archive, x=x, y=y)
    refused = _all_problems(Opened(document, Path("."), "name"))
    assert any(problem.severity == "error" for problem in refused), "training takes it"
    window.workspaces.go("draw")
    window.editing.load(document)
    qtbot.waitUntil(known(window, 2), timeout=10000)
    assert window.checker.errors(), fault
    window.train()
    assert not window.training.runs


@pytest.mark.parametrize(
    ("layers", "x", "y"),
    [
        (DENSE, Binding("x", (Scale(),)), Binding("y")),
        (CLASSES, Binding("x"), Binding("k")),
        (CLASSES, Binding("x"), Binding("whole", (Integer(),))),
        (TABLE, Binding("k"), Binding("y")),
        ((Input(shape=(1,)), Dense(units=1), Output(loss="mse")), Binding("y"), Binding("y")),
        ((*CLASSES[:2], Output(loss="categorical_crossentropy")), Binding("x"), Binding("k", (OneHot(),))),
    ],
)
def test_what_training_takes_is_no_problem(
    qtbot: QtBot, window: MainWindow, archive: DataPlan, layers: tuple[object, ...], x: Binding, y: Binding
) -> None:
    document = network(*layers, data=archive, x=x, y=y)
    assert not [p for p in _all_problems(Opened(document, Path("."), "name")) if p.severity == "error"]
    window.editing.load(document)
    qtbot.waitUntil(known(window, 2), timeout=10000)
    assert window.checker.errors() == ()


def test_data_kept_for_validation_is_judged_as_well(
    qtbot: QtBot, window: MainWindow, archive: DataPlan, tmp_path: Path
) -> None:
    held = tmp_path / "held.csv"
    held.write_text("y\n0\n1\n", encoding="utf-8")
    document = network(
        *DENSE, data=replace(archive, validation=CsvFile(path=str(held))), x=Binding("x"), y=Binding("y")
    )
    window.editing.load(document)
    qtbot.waitUntil(lambda: "unreadable-column" in codes(window), timeout=10000)
    found = next(p for p in window.checker.check() if p.code == "unreadable-column")
    assert "'x'" in str(found.message) and "y" in str(found.message)


def test_a_number_that_comes_as_a_float_is_mended_by_a_step(
    qtbot: QtBot, window: MainWindow, archive: DataPlan
) -> None:
    window.editing.load(network(*CLASSES, data=archive, x=Binding("x"), y=Binding("whole")))
    qtbot.waitUntil(lambda: "float-indices" in codes(window), timeout=10000)
    problem = next(p for p in window.checker.check() if p.code == "float-indices")
    window.problems.mend(problem)
    qtbot.waitUntil(known(window, 2), timeout=10000)
    assert window.checker.errors() == ()


def test_facts_are_those_of_all_rows(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    values = np.zeros((5000, 2), np.float32)
    values[4999, 1] = 9
    np.savez(tmp_path / "many.npz", x=values)
    plan = DataPlan(NpzFile(path=str(tmp_path / "many.npz")))
    document = network(Input(shape=(2,)), Dense(units=1), Output(loss="mse"), data=plan, x=Binding("x"))
    window.editing.load(document)
    qtbot.waitUntil(known(window, 1), timeout=10000)
    assert window.data_reader.facts is not None
    (found,) = window.data_reader.facts.columns.values()
    assert found == ColumnFacts((2,), "float32", 0.0, 9.0, False, True, sums=(0.0, 9.0), seen=5000)
