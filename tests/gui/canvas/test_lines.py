"""Lines of quick-add on the canvas: drawn behind what is selected, shown before, and said what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from graph.data.data_plan import DataPlan
from graph.data.data_sets.csv_file import CsvFile
from graph.document.document import Document, new_document
from graph.editing.clipboard import copy
from graph.layers.core.ends import Input
from gui.canvas import CanvasView
from gui.canvas.block_form import BlockForm
from gui.canvas.items.ghost import GhostItem
from gui.library import Library, LibraryError
from runtime.data.dataset import ColumnSummary, DatasetSummary

Show = Callable[[Document], CanvasView]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_CONFIG_DIR", str(tmp_path))


def wires(view: CanvasView) -> list[tuple[str, str]]:
    model = view.editing.model
    return [(model.layer_of(s.call).name, model.layer_of(call).name) for s, call, _ in model.wires()]


def rows(view: CanvasView) -> list[str]:
    return [view.popup.list.item(i).text() for i in range(view.popup.list.count())]


def ghosts(view: CanvasView) -> list[GhostItem]:
    return [item for item in view.canvas.items() if isinstance(item, GhostItem)]


def test_a_line_makes_layers_behind_the_selected_one_and_takes_the_next(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse = hand(view)
    view.editing.select({net.layer["x"]})
    mouse.key(Qt.Key.Key_Tab)
    mouse.type("dense 32 relu > drop .3")
    mouse.key(Qt.Key.Key_Return)
    assert wires(view) == [("x", "dense"), ("dense", "dropout")]
    assert view.popup.isVisible() and view.popup.field.text() == ""
    assert view.editing.undo_text == "Add 2 layers"
    mouse.type("dense 10 softmax")
    mouse.key(Qt.Key.Key_Return)
    assert wires(view)[-1] == ("dropout", "dense_1") and view.editing.undo_text == "Add dense_1"
    mouse.key(Qt.Key.Key_Escape)
    assert not view.popup.isVisible() and QApplication.focusWidget() is view
    view.editing.undo()
    view.editing.undo()
    assert view.editing.document is net.document


def test_the_ghost_shows_what_will_come_with_shapes(show: Show, hand: Any, net: Any, qtbot: QtBot) -> None:
    view = show(net.document)
    view.editing.select({net.layer["x"]})
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Tab)
    mouse.type("dense 32 > dense 10")
    qtbot.waitUntil(lambda: bool(ghosts(view)))
    (ghost,) = ghosts(view)
    assert {line.text for box in ghost.boxes.values() for line in box.layout.values} == {"32", "10"}
    assert "dense 32 → dense_1 10" in view.popup.about.text() and "behind x" in view.popup.about.text()
    assert view.editing.document is net.document
    assert view.canvas.hit(next(iter(ghost.boxes.values())).frame().center()).box is None
    mouse.key(Qt.Key.Key_Escape)
    assert not ghosts(view)


def test_what_is_wrong_is_said_and_the_line_stays(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Tab)
    mouse.type("dense 32 rlu")
    mouse.key(Qt.Key.Key_Return)
    assert view.editing.document is net.document and view.popup.field.text() == "dense 32 rlu"
    assert view.popup.trouble.text() == "rlu is not understood. Is it relu?" and view.popup.trouble.isVisible()


def test_tab_completes_kinds_and_parameters(show: Show, hand: Any) -> None:
    view = show(new_document())
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Tab)
    mouse.type("conv2")
    mouse.key(Qt.Key.Key_Tab)
    assert view.popup.field.text() == "conv2d "
    assert rows(view)[:2] == ["filters", "kernel_size"]
    mouse.type("64 3 sa")
    mouse.key(Qt.Key.Key_Tab)
    mouse.type("re")
    assert rows(view)[0] == "relu"
    mouse.key(Qt.Key.Key_Down)
    mouse.key(Qt.Key.Key_Return)
    assert view.popup.field.text() == "conv2d 64 3 same relu "
    mouse.key(Qt.Key.Key_Return)
    (layer,) = view.editing.model.layers.values()
    assert dict(layer.spec.non_default())["padding"] == "same"


def test_a_join_goes_back_to_where_quick_add_was_opened(show: Show, hand: Any, nets: Any) -> None:
    view = show(nets().add("x", Input(shape=(9, 9, 4)), 0, 0).document)
    view.editing.select(set(view.editing.model.layers))
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Tab)
    for line in ("conv 4 3 same relu *2 | add", "conv 4 3 same | add"):
        mouse.type(line)
        mouse.key(Qt.Key.Key_Return)
    assert wires(view) == [
        ("x", "conv2d"),
        ("conv2d", "conv2d_1"),
        ("conv2d_1", "add"),
        ("x", "add"),
        ("add", "conv2d_2"),
        ("conv2d_2", "add_1"),
        ("add", "add_1"),
    ]


def test_short_names_and_chinese_find_kinds(show: Show, hand: Any) -> None:
    view = show(new_document())
    mouse = hand(view)
    for typed, first in (("bn", "BatchNormalization"), ("卷积", "Conv2D"), ("fc", "Dense"), ("res", "Residual")):
        mouse.key(Qt.Key.Key_Tab)
        view.popup.field.setText(typed)  # the test's keyboard has no Chinese
        assert rows(view)[0] == first
        mouse.key(Qt.Key.Key_Escape)


def test_a_block_asks_for_its_parameters_first(show: Show, hand: Any, nets: Any, qtbot: QtBot) -> None:
    view = show(nets().add("x", Input(shape=(9, 9, 3)), 0, 0).document)
    view.editing.select(set(view.editing.model.layers))
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Tab)
    mouse.type("residual")
    mouse.key(Qt.Key.Key_Return)
    form = view.findChild(BlockForm)
    assert form is not None and form.isVisible()
    form._changed("filters", 8, "")
    assert "residual 8" in form.line.text()
    form.accept()
    assert wires(view) == [("x", "residual")]
    assert "residual" in {model.name for model in view.editing.document.models.values()}


def test_what_was_saved_is_offered_and_drawn(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    view.library.save("my head", copy(net.document, "m1", [net.layer["a"], net.layer["b"]]))
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Tab)
    mouse.type("my")
    assert rows(view)[0] == "my head"
    mouse.key(Qt.Key.Key_Return)
    assert len(view.editing.model.layers) == len(net.document.main.layers) + 2


def test_up_recalls_the_selected_layer_as_a_line(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    view.editing.select({net.layer["a"]})
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Tab)
    mouse.key(Qt.Key.Key_Up)
    assert view.popup.field.text() == "dense 64 relu"


def test_a_line_behind_a_dropped_wire(show: Show, hand: Any, net: Any) -> None:
    view = show(net.document)
    mouse = hand(view)
    mouse.drag(view.canvas.port(net.call["x"], 0, "out").scenePos(), QPointF(420, 420))
    mouse.type("dense 5 tanh > dense 2")
    mouse.key(Qt.Key.Key_Return)
    assert wires(view) == [("x", "dense"), ("dense", "dense_1")]


def test_what_is_saved_survives_files_that_are_damaged(tmp_path: Path, net: Any) -> None:
    library = Library(tmp_path / "mine")
    assert library.names() == ()
    kept = library.save(" a/b: head. ", copy(net.document, "m1", [net.layer["a"]]))
    assert library.names() == (kept,) == ("a b head",)
    (tmp_path / "mine" / "bad.loompart").write_bytes(b"\xff{}")
    (tmp_path / "mine" / "other.loompart").write_text('{"format": "rubbish"}', encoding="utf-8")
    assert set(library.texts()) == {kept} and set(library.names()) == {kept, "bad", "other"}
    for name, said in (("bad", "can't be read"), ("other", "is damaged"), ("gone", "can't be read")):
        with pytest.raises(LibraryError, match=said):
            library.text(name)
    with pytest.raises(LibraryError, match="already"):
        library.rename(kept, "BAD")
    assert library.rename(kept, "tail") == "tail" and library.text("tail")
    library.delete("tail")
    assert set(library.names()) == {"bad", "other"}
    with pytest.raises(LibraryError, match="needs a name"):
        library.save(" / ", "")


def test_data_that_is_open_names_columns(show: Show, hand: Any) -> None:
    view = show(new_document())
    columns = [ColumnSummary("width", (), "float32", 0, 1, 9, (), True, ())]
    columns += [ColumnSummary("species", (), "int32", 0, 2, 9, ("a", "b", "c"), True, ())]
    view.lines.know(DatasetSummary("iris", "", 9, 9, False, tuple(columns), ()))
    view.editing.apply("data", replace(new_document(), data=DataPlan(CsvFile(path="iris.csv"))))
    mouse = hand(view)
    mouse.key(Qt.Key.Key_Tab)
    mouse.type("width > dense 8 relu > out")
    mouse.key(Qt.Key.Key_Return)
    found = view.editing.document
    assert [b.column for b in found.data.bindings.values()] == ["width", "species"]
    assert any(getattr(layer.spec, "units", 0) == 3 for layer in found.main.layers.values())
