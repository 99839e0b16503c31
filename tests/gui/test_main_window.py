"""The window as a whole: palette, search, data, panels that follow the document, themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from graph.data.data_sets.csv_file import CsvFile
from graph.data.data_sets.digits import Digits
from graph.document.document import Source, new_document
from graph.editing import edits
from graph.layers.core.dense import Dense
from graph.quick_add.ranking import search
from gui.forms.values import number, pairs, read, shown, sizes
from gui.main_window import MainWindow
from runtime.files.templates import load

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()


def test_the_palette_finds_and_adds(qtbot: QtBot, window: MainWindow) -> None:
    palette, count = window.palette_panel, len(window.editing.model.layers)
    palette.filter.setFocus()
    qtbot.keyClicks(palette.filter, "conv2dtr")
    assert palette.list.item(0).text() == "Conv2DTranspose"
    qtbot.keyClick(palette.filter, Qt.Key.Key_Return)
    assert len(window.editing.model.layers) == count + 1
    assert window.editing.undo_text is not None and palette.filter.text() == ""
    assert window.settings.usage("Conv2DTranspose") == 1


def test_families_of_the_palette_fold_and_stay_so(
    qtbot: QtBot, window: MainWindow, make_window: Callable[..., MainWindow]
) -> None:
    def shown(of: MainWindow) -> list[str]:
        found = of.palette_panel.list
        return [found.item(i).text() for i in range(found.count()) if not found.item(i).isHidden()]

    assert "Dense" in shown(window) and "Conv2D" not in shown(window)
    found = window.palette_panel.list
    (header,) = found.findItems("Convolution", Qt.MatchFlag.MatchExactly)
    qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualItemRect(header).center())
    assert "Conv2D" in shown(window)
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Left)
    assert "Conv2D" not in shown(window)
    qtbot.keyClick(found, Qt.Key.Key_Right)
    assert "Conv2D" in shown(make_window())
    qtbot.keyClicks(window.palette_panel.filter, "lstm")
    assert shown(window)[0] == "LSTM"


def test_models_of_the_document_are_in_the_palette(window: MainWindow) -> None:
    window.palette_panel.new_model.click()
    assert len(window.editing.path) == 2
    window.editing.leave()
    texts = [window.palette_panel.list.item(i).text() for i in range(window.palette_panel.list.count())]
    assert texts[-2:] == ["Models", "model"]


def test_the_search_finds_layers_actions_and_kinds(qtbot: QtBot, window: MainWindow) -> None:
    window.finder.open()
    qtbot.keyClicks(window.finder.search.field, "flatten")
    qtbot.keyClick(window.finder.search.field, Qt.Key.Key_Return)
    layer = window.editing.model.layer_named("flatten")
    assert layer is not None and window.editing.selection == {layer.id}
    window.finder.open()
    window.finder.search.field.setText("undo")
    assert window.finder.search.list.count() >= 0
    window.finder.search.close()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("conv2d", "Conv2D"),
        ("dense", "Dense"),
        ("pool", "MaxPooling2D"),
        ("em", "Embedding"),
        ("c2t", "Conv2DTranspose"),
    ],
)
def test_ranking(query: str, first: str) -> None:
    names = ["Conv2DTranspose", "Conv2D", "Dense", "MaxPooling2D", "GlobalMaxPooling2D", "Embedding"]
    assert search(query, names, str)[0] == first


def test_ties_go_to_what_is_used_more() -> None:
    assert search("max", ["MaxA", "MaxB"], str, lambda name: name == "MaxB") == ["MaxB", "MaxA"]


@pytest.mark.parametrize(
    ("kind", "nullable", "typed", "value"),
    [
        ("int", False, "64", 64),
        ("int", True, "", None),
        ("float", False, "1e-3", 0.001),
        ("float", False, "1/4", 0.25),
        ("float", False, "x", "x"),
        ("ints", False, "3 × 5", (3, 5)),
        ("shape", False, "(None, 28)", (None, 28)),
        ("shape", False, "28, abc", "28, abc"),
        ("text", False, " a ", " a "),
        ("any", False, "[1]", [1]),
    ],
)
def test_what_is_typed(kind: str, nullable: bool, typed: str, value: object) -> None:
    assert read(kind, nullable, typed) == value


@pytest.mark.parametrize("value", [0.1, 1 / 255, 1e-7, 3, -2.5])
def test_numbers_are_shown_as_they_are_read(value: float) -> None:
    assert number(shown(value)) == value


def test_sizes_are_shown_as_they_are_read() -> None:
    assert sizes(shown((None, 28, 1))) == (None, 28, 1)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("2", 2), ("1, 2", [1, 2]), (shown(((1, 0), (2, 3))), [[1, 0], [2, 3]]), ("(1, 0),", "(1, 0),"), ("one", "one")],
)
def test_pairs_are_typed_as_numbers_or_in_brackets(typed: str, value: object) -> None:
    assert pairs(typed) == value


def test_the_data_panel_shows_columns_and_what_they_feed(qtbot: QtBot, window: MainWindow) -> None:
    window.workspaces.go("data")
    qtbot.waitUntil(lambda: len(window.data.columns.model.columns) == 3, timeout=10000)
    assert window.data.columns.model.columns[0].name == "image"
    window.data.columns.choose_named("image")
    qtbot.waitUntil(lambda: bool(window.data.columns.way.samples.images), timeout=10000)
    image = window.editing.document.main.layer_named("image")
    assert image is not None
    row = window.data.bindings.rows[image.id]
    qtbot.waitUntil(lambda: row.verdict() == ("28 × 28 × 1 uint8 → 28 × 28 × 1 float32", "ok"), timeout=10000)


def test_a_column_brings_the_steps_it_needs(qtbot: QtBot, window: MainWindow) -> None:
    window.workspaces.go("data")
    qtbot.waitUntil(lambda: window.data_reader.source.now.dataset is not None, timeout=10000)
    digit = window.editing.document.main.layer_named("digit")
    assert digit is not None
    row = window.data.bindings.rows[digit.id]
    row._choose("")
    assert digit.id not in window.editing.document.data.bindings
    window.data.bindings.rows[digit.id]._choose("digit")
    assert [s.kind for s in window.editing.document.data.bindings[digit.id].known_steps()] == ["OneHot"]
    window.editing.undo()
    window.editing.undo()
    assert digit.id in window.editing.document.data.bindings


def test_bad_data_is_a_sentence_beside_the_data_set(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.workspaces.go("data")
    window.data._apply("Data", CsvFile(path=str(tmp_path / "missing.csv")))
    qtbot.waitUntil(lambda: window.data.source.trouble.text() != "", timeout=10000)
    assert "missing.csv" in window.data.source.trouble.text()
    window.data._apply("Data", Digits(size="8x8"))
    qtbot.waitUntil(lambda: window.data.source.trouble.text() == "", timeout=10000)


def test_hidden_panels_wait_until_they_are_seen(qtbot: QtBot, window: MainWindow) -> None:
    window.show_below(window.summary)
    assert window.summary.tree.topLevelItemCount() == 3
    window.workspaces.go("train")
    window.editing.apply("Rename", lambda d: edits.rename_model(d, "m1", "other"))
    assert window.summary.is_stale and window.code.is_stale
    window.show_below(window.code)
    assert not window.code.is_stale and "import keras" in window.code.code.toPlainText()


def test_the_summary_counts_apart_what_leads_to_no_output(window: MainWindow) -> None:
    flat = window.editing.model.layer_named("flatten")
    assert flat is not None
    source = Source(next(iter(window.editing.model.calls_of(flat.id))).id)
    document, _, call = edits.add_layer(window.editing.document, "m1", Dense(units=1))
    window.editing.apply("Add", edits.connect(document, "m1", source, call, 0))
    window.show_below(window.summary)
    window.summary.bring_up_to_date()
    assert "785 more in layers that lead to no output" in window.summary.totals.text()


def test_the_summary_keeps_the_rows_that_an_edit_leaves_as_they_are(qtbot: QtBot, window: MainWindow) -> None:
    tree, editing = window.summary.tree, window.editing
    editing.load(load("autoencoder"))
    window.show_below(window.summary)

    def shown() -> list[QTreeWidgetItem]:
        window.summary.bring_up_to_date()
        return [item for i in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(i)) is not None]

    before = shown()
    assert [item.text(0) for item in before] == ["img", "encoder", "decoder"]
    before[1].setExpanded(True)  # Only now one looks inside.
    assert before[1].childCount() == 7 and before[2].childCount() == 0
    decoder = editing.model.layer_named("decoder")
    assert decoder is not None
    editing.apply("rename", edits.rename_layer(editing.document, editing.model_id, decoder.id, "other"))
    after = shown()
    assert [item.text(0) for item in after] == ["img", "encoder", "other"]
    assert after[:2] == before[:2] and after[1].isExpanded()
    editing.undo()
    editing.enter(editing.model.layers[decoder.id].spec.model)  # type: ignore[attr-defined]
    inner = next(layer for layer in editing.model.layers.values() if layer.spec.kind == "Reshape")
    window.summary.nested.setChecked(True)
    assert [item.childCount() for item in shown()] == [0, 7, 7]
    editing.apply("rename", edits.rename_layer(editing.document, editing.model_id, inner.id, "square"))
    decoder_row = shown()[2]
    assert "square" in [decoder_row.child(i).text(0) for i in range(7)] and decoder_row.isExpanded()
    editing.load(new_document())
    assert not shown()


def test_problems_are_listed_located_and_mended(qtbot: QtBot, window: MainWindow) -> None:
    digit = window.editing.model.layer_named("digit")
    assert digit is not None
    window.editing.apply("Loss", lambda d: edits.set_params(d, "m1", digit.id, {"loss": None}))
    window.show_below(window.problems)
    window.checker.check()
    assert window.problems.rows and window.tabs.tabText(3).startswith("Problems (")
    window.problems.next()
    assert window.editing.selection
    mendable = [p for p in window.problems.found if p.mend is not None]
    for problem in mendable[:1]:
        window.problems.mend(problem)
        window.checker.check()
        assert problem.code not in [p.code for p in window.problems.found]


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_plot_is_saved_as_a_file(window: MainWindow, tmp_path: Path, suffix: str) -> None:
    window.show_below(window.plot)
    assert window.plot.view.drawing is not None
    assert window.plot.save(tmp_path / f"network{suffix}")
    assert (tmp_path / f"network{suffix}").stat().st_size > 1000


def test_the_script_is_saved_as_a_file(window: MainWindow, tmp_path: Path) -> None:
    assert window.code.save(tmp_path / "model.py")
    assert "keras.Model" in (tmp_path / "model.py").read_text(encoding="utf-8")


def test_dark_and_light_change_at_once(window: MainWindow) -> None:
    window.set_theme("dark")
    assert window.theme.name == "dark" and window.settings.theme == "dark"
    window.set_theme("light")


def test_a_slash_in_a_text_field_is_a_slash(qtbot: QtBot, window: MainWindow) -> None:
    name = window.inspector.plan.name
    name.setFocus()
    qtbot.keyClicks(name, "/")
    assert name.text().endswith("/")


def test_data_that_only_this_program_can_make_is_saved_beside_the_script(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.code.data_saved, timeout=10000) as saved:
        assert window.code.save(tmp_path / "model.py")
    assert saved.args == [None]
    assert (tmp_path / "digits_data.npz").exists()
    assert "digits_data.npz" in (tmp_path / "model.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [1024, 1440])
def test_nothing_moves_when_the_title_changes(qtbot: QtBot, window: MainWindow, width: int) -> None:
    window.resize(width, 800)
    qtbot.wait(20)
    seen = set()
    for name, edited in (("a", False), ("a", True), ("a name that is too long for any bar " * 3, True)):
        window.top.show_name(name, edited)
        qtbot.wait(1)
        seen.add((window.menus.geometry().getRect(), window.switch.x(), window.top.train.x()))
        assert window.top.name.text().startswith("a")
    assert len(seen) == 1


def test_every_action_of_the_menus_has_its_place(window: MainWindow) -> None:
    menus = [action.text().replace("&", "") for action in window.menus.actions()]
    assert menus == ["File", "Edit", "View", "Model", "Train", "Help"]
    window.actions_by_name._list_templates()
    assert len(window.actions_by_name.templates.actions()) == 9


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = [
        key.toString() for action in window.findChildren(QAction) for key in action.shortcuts() if not key.isEmpty()
    ]
    assert sorted(keys) == sorted(set(keys))
