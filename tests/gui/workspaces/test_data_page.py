"""From a file to a trained network, and what the Data page shows, offers and mends on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from graph.data.data_sets.npy_files import NpyFiles
from graph.document.document import new_document
from graph.layers.core.ends import Input, Output
from gui.language import install_language
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.training.link import State
from gui.workspaces.data.found import Button, Finding, FoundCard
from gui.workspaces.data.words import figure
from runtime.data.column import ArrayColumn
from tests.gui.person import Person

MakeWindow = Callable[..., MainWindow]
MakeData = Callable[[str], Path]
Drop = Callable[[QWidget, Path], bool]


class CountingPerson(Person):
    """Counts what the hand does: each click, each choice, each file dropped."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window)
        self.acts = 0

    def click(self, widget: QWidget, at: QPoint | None = None, double: bool = False) -> None:
        self.acts += 1
        super().click(widget, at, double)


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow) -> Iterator[MainWindow]:
    """An empty document on the Data page."""
    made = make_window("quick")
    made.editing.load(new_document())
    made.workspaces.go("data")
    yield made
    made.data.close_overview()


def open_data(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.data.take(path)
    overview = window.data.overview
    qtbot.waitUntil(lambda: overview.dataset is not None and overview.is_whole, timeout=30000)
    qtbot.waitUntil(lambda: overview.proposal is not None and overview.parts is not None, timeout=30000)


@pytest.fixture
def real_window(qtbot: QtBot, theme: Theme) -> Iterator[MainWindow]:
    made = MainWindow(Settings(), theme)
    qtbot.addWidget(made, before_close_func=lambda w: (w.editing.mark_saved(), w.training.link.shut_down()))
    made.resize(1400, 900)
    made.show()
    yield made
    made.data.close_overview()
    made.data_reader.close()


@pytest.mark.parametrize(
    ("data", "target", "acts"),
    [("iris", "species", 3), ("passengers", "survived", 3), ("decimal commas", "preis", 3), ("pictures", "label", 3)],
)
def test_a_drop_and_two_clicks_lead_from_a_file_to_a_trained_network(
    qtbot: QtBot, request: pytest.FixtureRequest, make_data: MakeData, drop_on: Drop, data: str, target: str, acts: int
) -> None:
    window: MainWindow = request.getfixturevalue("real_window" if data == "iris" else "window")
    person = CountingPerson(qtbot, window)
    path = make_data(data)
    window.workspaces.go("draw")
    person.acts += 1
    assert drop_on(window, path)
    assert window.workspaces.front == "data"
    card = window.data.proposal
    qtbot.waitUntil(lambda: card.isVisible() and card.draw.isEnabled(), timeout=30000)
    assert card.target.currentText() == target
    qtbot.waitUntil(lambda: window.data.overview.is_whole and window.data.overview.parts is not None, timeout=30000)
    qtbot.wait(100)  # until nothing moves any more
    person.reveal(card.draw)
    person.click(card.draw)
    assert window.workspaces.front == "draw" and window.canvas.canvas.boxes
    count = len(window.editing.document.data.bindings)
    reader = window.data_reader
    qtbot.waitUntil(lambda: reader.facts is not None and len(reader.facts.columns) == count, timeout=30000)
    assert window.checker.errors() == ()
    person.click(window.top.train)
    link = window.training.link
    qtbot.waitUntil(lambda: link.state in (State.FINISHED, State.FAILED), timeout=240000)
    assert link.state is State.FINISHED, link.message
    if data == "iris":
        assert window.training.runs[0].epochs["val_accuracy"].value.array[-1] > 0.8
    assert person.acts == acts


def test_columns_are_told_with_kind_gaps_range_and_use(qtbot: QtBot, window: MainWindow, make_data: MakeData) -> None:
    open_data(qtbot, window, make_data("passengers"))
    header, model = window.data.columns.table.header, window.data.columns.model
    told = {model.columns[k].name: header.told(k).split("\n") for k in range(model.columnCount())}
    assert told["age"][1:] == ["number", told["age"][2], "40 gaps", "use"] and "…" in told["age"][2]
    assert told["survived"] == ["survived", "class", "no · yes", "to be learnt"]
    assert told["name"][1:3] == ["text", "200 texts"]
    assert told["cabin"][3] == "150 gaps"
    titles = [finding.said for finding in window.data.found.findings]
    assert "age has 40 gaps" in titles and "cabin has 150 gaps" in titles
    assert "rows 0, 5, 10 …" in window.data.found.findings[titles.index("age has 40 gaps")].below


def test_gaps_that_nothing_fills_are_mended_by_one_click(qtbot: QtBot, window: MainWindow, make_data: MakeData) -> None:
    open_data(qtbot, window, make_data("passengers"))
    person = Person(qtbot, window)
    window.data.make_network()
    window.workspaces.go("data")
    layer = next(i for i, b in window.editing.document.data.bindings.items() if "age" in b.column)
    row = window.data.bindings.rows[layer]
    assert row.steps is None
    person.reveal(row.fold)
    person.click(row.fold)
    assert row.steps is not None and row.steps.rows[0].title.text() == "FillNumbers"
    person.reveal(row.steps.rows[0].remove)
    person.click(row.steps.rows[0].remove)
    qtbot.waitUntil(lambda: bool(window.checker.errors()), timeout=20000)
    qtbot.waitUntil(lambda: any(card.buttons for card in window.data.found.cards), timeout=20000)
    card = next(card for card in window.data.found.cards if card.buttons)
    assert card.finding.column == "age" and card.finding.severity == "error"
    assert not [f for f in window.data.found.findings if f.key == "unreadable-column"]
    person.reveal(card.buttons[0])
    person.click(card.buttons[0])
    assert window.editing.document.data.bindings[layer].steps[0].kind == "FillNumbers"
    qtbot.waitUntil(lambda: window.checker.errors() == (), timeout=20000)
    window.editing.undo()
    window.editing.undo()
    assert window.editing.document.data.bindings[layer].steps[0].kind == "FillNumbers"


def test_a_column_left_out_and_taken_in_keeps_the_input_as_wide_as_its_data(
    qtbot: QtBot, window: MainWindow, make_data: MakeData
) -> None:
    open_data(qtbot, window, make_data("iris"))
    window.data.make_network()
    window.workspaces.go("data")
    (layer,) = [i for i, found in window.editing.document.main.layers.items() if isinstance(found.spec, Input)]
    row = window.data.bindings.rows[layer]
    row.columns_changed.emit(layer, tuple(n for n in row.names if n != "sepal_width"))
    spec = window.editing.document.main.layers[layer].spec
    assert isinstance(spec, Input) and spec.shape == (3,) and "sepal_width" not in row.names
    qtbot.waitUntil(lambda: window.checker.errors() == () and window.data_reader.facts is not None, timeout=20000)
    window.data._ask_use("sepal_width", QPoint(0, 0))
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    titles = {action.text(): action for action in menu.actions()}
    name = window.editing.document.main.layers[layer].name
    titles[f"use for {name} as well"].trigger()
    menu.close()
    assert window.editing.document.main.layers[layer].spec.shape == (4,)  # type: ignore[attr-defined]
    assert window.data.uses()["sepal_width"].role == "input"


def test_a_category_gets_an_input_of_its_own(qtbot: QtBot, window: MainWindow, make_data: MakeData) -> None:
    from gui.workspaces.data.feeding import add_input

    open_data(qtbot, window, make_data("passengers"))
    window.data.make_network()
    document = add_input(window.editing.document, ArrayColumn("town", np.zeros(200, np.int32), ("a", "b", "c")))
    joins = [c for c in document.main.calls.values() if document.main.layer_of(c.id).spec.kind == "Concatenate"]
    before = [c for c in window.editing.document.main.calls.values() if c.id == joins[0].id]
    assert len(joins[0].inputs) == len(before[0].inputs) + 1
    added = document.main.layer_named("town")
    assert added is not None and isinstance(added.spec, Input) and added.spec.shape == (3,)


def test_the_way_of_a_column_is_shown_step_by_step(qtbot: QtBot, window: MainWindow, make_data: MakeData) -> None:
    open_data(qtbot, window, make_data("passengers"))
    window.data.make_network()
    window.workspaces.go("data")
    columns = window.data.columns
    columns.choose_named("age")
    shown = columns.way.stops
    qtbot.waitUntil(
        lambda: [s.title for s in shown.shown] == ["as it is", "fill numbers", "standardize"], timeout=20000
    )
    last = shown.shown[-1].look
    assert last.missing == 0 and last.mean == pytest.approx(0, abs=0.05) and last.spread == pytest.approx(1, abs=0.05)
    assert columns.way.title.text() == "age, as the network gets it"


def test_rows_are_sorted_and_filtered_in_the_thread(qtbot: QtBot, window: MainWindow, make_data: MakeData) -> None:
    open_data(qtbot, window, make_data("passengers"))
    columns, person = window.data.columns, Person(qtbot, window)
    columns.choose_named("age")
    person.click(columns.sorting)
    qtbot.waitUntil(lambda: columns.model.order is not None, timeout=10000)
    dataset = window.data.overview.dataset
    assert dataset is not None
    ages = dataset.columns["age"].block(0, 200)
    order = columns.model.order
    assert order is not None and ages[order][0] == np.nanmin(ages) and np.isnan(ages[order][-40:]).all()
    person.fill(columns.filter, "> 40")
    qtbot.waitUntil(lambda: columns.model.count == int((ages > 40).sum()), timeout=10000)
    assert "that are like that" in columns.place.text()
    person.fill(columns.filter, "nonsense")
    qtbot.waitUntil(lambda: "'nonsense' is no number" in columns.filter.toolTip(), timeout=10000)
    columns.filter.clear()
    person.click(columns.sorting)
    person.click(columns.sorting)
    qtbot.waitUntil(lambda: columns.model.order is None and columns.model.count == 200, timeout=10000)


def test_ten_million_rows_are_scrolled_without_being_read(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    np.lib.format.open_memmap(tmp_path / "x.npy", "w+", np.float32, (10_000_000,))[9_999_999] = 7
    threads: set[int] = set()
    block = ArrayColumn.block

    def watched(column: ArrayColumn, start: int, stop: int) -> object:
        if not column.in_memory:
            threads.add(threading.get_ident())
        return block(column, start, stop)

    monkeypatch.setattr(ArrayColumn, "block", watched)
    window.data._apply("Data", NpyFiles(path=str(tmp_path)))
    columns = window.data.columns
    qtbot.waitUntil(lambda: columns.model.count == 10_000_000, timeout=20000)
    columns.table.bar.setValue(columns.table.bar.maximum())
    last = columns.model.index(columns.model.rowCount() - 1, 0)
    qtbot.waitUntil(lambda: last.data() == "7", timeout=20000)
    assert columns.place.text().replace("\u202f", "").endswith("– 10000000 of 10000000")
    assert columns.model.rowCount() < 100 and threading.get_ident() not in threads


def test_the_parts_are_counted_with_their_classes(qtbot: QtBot, window: MainWindow, make_data: MakeData) -> None:
    open_data(qtbot, window, make_data("iris"))
    window.data.make_network()
    window.workspaces.go("data")
    split = window.data.split
    made = window.editing.document.training
    assert (made.validation_from, made.validation_split) == ("stratified", 0.2)
    even = pytest.approx(1 / 3, abs=0.01)
    qtbot.waitUntil(lambda: {s.validation == even for s in split.bars.parts.shares} == {True}, timeout=20000)
    parts = window.data.overview.parts
    assert parts is not None and (parts.training, parts.validation) == (120, 30)
    assert [(s.name, round(s.training, 2), round(s.validation, 2)) for s in parts.shares] == [
        (name, 0.33, 0.33) for name in ("setosa", "versicolor", "virginica")
    ]
    person = Person(qtbot, window)
    person.choose(split.form.fields["validation_from"].editor.focus_widget(), "end")
    qtbot.waitUntil(lambda: split.bars.parts.shares[0].validation != split.bars.parts.shares[0].training)
    shares = {share.name: share.validation for share in split.bars.parts.shares}
    assert shares["virginica"] == 1.0 and shares["setosa"] == 0.0


def test_the_keyboard_reaches_columns_rows_and_uses(qtbot: QtBot, window: MainWindow, make_data: MakeData) -> None:
    open_data(qtbot, window, make_data("passengers"))
    columns, person = window.data.columns, Person(qtbot, window)
    view = columns.table.view
    columns.choose_named("survived")
    view.setCurrentIndex(columns.model.index(0, 1))
    view.setFocus()
    person.press(Qt.Key.Key_Right)
    assert columns.name == "class"
    person.press(Qt.Key.Key_PageDown)
    assert columns.model.first == columns.table.fitting
    person.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert columns.model.first == 200 - columns.model.rowCount()
    person.press(Qt.Key.Key_Return)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    assert [action.text() for action in menu.actions()] == ["learn this column"]
    menu.actions()[0].trigger()
    menu.close()
    assert window.data.proposal.target.currentText() == "class"


def test_names_from_files_are_shown_as_they_are(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "<b>bold<b>.csv"
    lines = ["<i>a</i>,<b>y</b>", *(f"{k},{k % 2}" for k in range(30)), ",1"]
    path.write_text("\n".join(lines), encoding="utf-8")
    open_data(qtbot, window, path)
    labels = [label for label in window.data.findChildren(QLabel) if "<" in label.text()]
    assert labels and all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_in_a_small_window(
    qtbot: QtBot, qapp: QApplication, make_window: MakeWindow, make_data: MakeData, language: str
) -> None:
    translators = install_language(qapp, language)
    window = make_window("quick")
    window.editing.load(new_document())
    window.workspaces.go("data")
    window.resize(1024, 700)
    open_data(qtbot, window, make_data("passengers"))
    window.data.make_network()
    window.workspaces.go("data")
    qtbot.wait(100)
    for translator in translators:
        qapp.removeTranslator(translator)
    assert (window.width(), window.height()) == (1024, 700)
    mend = Button("Keep a share of each class for validation", lambda: None)
    assert FoundCard(Finding("error", "No", buttons=(mend,)), window.theme).minimumSizeHint().width() < 200
    row = next(iter(window.data.bindings.rows.values()))
    row.result.setText("There is no column 'image'. " * 4)
    window.data.columns.table.view.hide()
    window.resize(1024, 900)  # as on another page: the table learns its size when it is seen again
    window.data.columns.table.view.show()
    qtbot.wait(50)
    table = window.data.columns.table
    assert table.model.fitting == table.fitting
    assert row.result.height() >= row.result.heightForWidth(row.result.width())
    window.resize(1024, 700)
    for row in window.data.bindings.rows.values():
        assert row.width() <= row.parentWidget().parentWidget().width()

    def cards() -> tuple[QWidget, ...]:
        return window.data.source, window.data.split, *window.data.found.cards

    qtbot.waitUntil(lambda: not any(card.isHidden() for card in cards()))  # new ones are shown a moment later
    for card in cards():
        assert card.width() >= card.minimumSizeHint().width()
    assert any(isinstance(found.spec, Output) for found in window.editing.document.main.layers.values())
    window.data.close_overview()


def test_letters_of_another_kind_are_read_by_one_click(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "alt.csv"
    path.write_bytes("größe;ort\n1,5;Köln\n2,5;Ulm\n3,5;Köln\n".encode("cp1252"))
    window.data.take(path)
    card = window.data.source
    qtbot.waitUntil(card.letters.isVisible, timeout=20000)
    Person(qtbot, window).click(card.letters)
    qtbot.waitUntil(lambda: window.data.overview.is_whole and window.data.overview.dataset is not None, timeout=20000)
    assert list(window.data.overview.looks) == ["größe", "ort"] and not card.letters.isVisible()
    assert card.reading.text() == "Encoding: cp1252"
    assert any("'1,5' is read as 1.5" in finding.said for finding in window.data.found.findings)


def test_whole_and_long_numbers_are_never_written_as_powers() -> None:
    thousands = figure(5050.0, 3)
    assert thousands.replace("\u202f", "") == "5050" and "e" not in figure(1234567.25) + figure(82176.0)
    assert (figure(0.123456), figure(-3.0), figure(float("inf"))) == ("0.12346", "-3", "inf")
