"""The whole story: a person draws the fully connected network, gives it data, trains it, and takes everything back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from graph.document.document import Document, Source
from graph.document.nesting import call_order
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input
from graph.storage.storage import dumps, loads
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.training.link import State
from tests.gui.person import CTRL, SHIFT, Person

STEPS = 60
"""More undo steps than a person makes here."""


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[MainWindow]:
    """The editor as it starts: an empty canvas, and the real trainer."""
    made = MainWindow(Settings(), theme)
    qtbot.addWidget(made, before_close_func=lambda w: (w.editing.mark_saved(), w.training.link.shut_down()))
    made.resize(1500, 950)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.canvas.hasFocus)
    yield made
    made.data_reader.close()


def quick_add(person: Person, name: str) -> None:
    """Choose a layer in the open quick-add by typing its name."""
    person.qtbot.waitUntil(person.window.canvas.popup.isVisible)
    person.type(name)
    person.press(Qt.Key.Key_Return)


def draw_the_layers(person: Person) -> None:
    """image → dense → dense_1 → dense_2 → output: each way in which a layer and a wire can be made."""
    corner = person.view.visible_rect().topLeft()

    def at(x: float, y: float) -> QPointF:
        return corner + QPointF(x, y)

    person.click(person.view.viewport(), person.on_canvas(at(150, 130)), double=True)
    quick_add(person, "input")
    person.fill(person.window.inspector.layer.form.fields["shape"].editor.focus_widget(), "784")
    person.drag(person.output_of("input"), at(380, 150))
    quick_add(person, "dense")
    set_dense(person, "64", "relu")
    person.click(person.view.viewport(), person.on_canvas(at(820, 150)))
    person.press(Qt.Key.Key_Tab)
    quick_add(person, "dense")
    set_dense(person, "64", "relu")
    person.drag(person.output_of("dense"), person.input_of("dense_1"))
    palette = person.window.palette_panel
    person.click(palette.filter)
    person.type("dense")
    person.press(Qt.Key.Key_Return)
    move_to(person, "dense_2", at(60, 330))
    set_dense(person, "10", "softmax")
    person.drag(person.output_of("dense_1"), person.box("dense_2").frame().center())
    person.drag(person.output_of("dense_2"), at(420, 390))
    quick_add(person, "output")


def move_to(person: Person, name: str, place: QPointF) -> None:
    head = QPointF(60, 20)
    person.drag(person.box(name).frame().topLeft() + head, place + head)


def set_dense(person: Person, units: str, activation: str) -> None:
    fields = person.window.inspector.layer.form.fields
    person.fill(fields["units"].editor.focus_widget(), units)
    person.choose(fields["activation"].editor.focus_widget(), activation)


def say_what_is_learnt(person: Person) -> None:
    """Loss and metric at the Output, the data set and its columns, the number of epochs."""
    window = person.window
    fields = window.inspector.layer.form.fields
    person.choose(fields["loss"].editor.focus_widget(), "CategoricalCrossentropy")
    person.choose(fields["metrics"].editor.focus_widget(), "Accuracy")
    person.open_page("Data")
    person.choose(window.data.source.kind.combo, "Digits")
    person.qtbot.waitUntil(lambda: len(window.data.columns.model.columns) == 3, timeout=15000)
    for row, column in zip(list(window.data.bindings.rows.values()), ("image", "digit"), strict=True):
        person.choose(row.combo, column)
    person.open_page("Draw")
    person.click(person.view.viewport(), QPoint(person.view.width() - 40, 30))
    plan = window.inspector.plan.form.fields
    person.fill(plan["epochs"].editor.focus_widget(), "3")
    person.fill(plan["validation_split"].editor.focus_widget(), "0.2")


def take_back(person: Person, key: tuple[Qt.Key, Qt.KeyboardModifier], is_over: Callable[[], bool]) -> int:
    """Press undo or redo until nothing is left; how often that was."""
    for count in range(STEPS):
        if is_over():
            return count
        person.press(*key)
    raise AssertionError("there is no end to it")


def test_from_an_empty_canvas_to_a_trained_network_and_back(qtbot: QtBot, window: MainWindow) -> None:
    person, editing = Person(qtbot, window), window.editing
    empty = editing.document
    assert not empty.main.layers
    draw_the_layers(person)
    say_what_is_learnt(person)
    drawn = editing.document
    assert_is_the_network(drawn)
    qtbot.waitUntil(lambda: window.checker.check() == ())

    person.press(Qt.Key.Key_Return, CTRL)
    link = window.training.link
    qtbot.waitUntil(lambda: link.state in (State.FINISHED, State.FAILED), timeout=240000)
    assert link.state is State.FINISHED, link.message
    run = window.training.runs[0]
    losses = run.epochs["loss"].value.array
    assert len(losses) == 3 and losses[0] > losses[1] > losses[2]
    assert run.epochs["val_accuracy"].value.array[-1] > 0.8
    person.open_page("Train")
    qtbot.waitUntil(lambda: "loss" in window.training_panel.plots)
    curve = window.training_panel.plots["loss"].bold
    qtbot.waitUntil(lambda: curve.yData is not None and curve.yData[-1] < 0.6 * curve.yData[0])
    assert editing.document is drawn
    person.open_page("Draw")

    person.click(person.view.viewport(), QPoint(person.view.width() - 40, 30))
    steps = take_back(person, (Qt.Key.Key_Z, CTRL), lambda: editing.undo_text is None)
    assert editing.document == empty and not window.canvas.canvas.boxes
    assert take_back(person, (Qt.Key.Key_Z, CTRL | SHIFT), lambda: editing.redo_text is None) == steps
    assert editing.document == drawn and len(window.canvas.canvas.boxes) == 5


def assert_is_the_network(document: Document) -> None:
    model = document.main
    chain = list(call_order(model))
    layers = [model.layer_of(call) for call in chain]
    assert [layer.spec.kind for layer in layers] == ["Input", "Dense", "Dense", "Dense", "Output"]
    sizes = [(layer.spec.units, layer.spec.activation) for layer in layers if isinstance(layer.spec, Dense)]
    assert sizes == [(64, "relu"), (64, "relu"), (10, "softmax")]
    assert [model.calls[call].inputs for call in chain[1:]] == [(Source(call),) for call in chain[:-1]]
    assert isinstance(layers[0].spec, Input) and layers[0].spec.shape == (784,)
    assert document.training.epochs == 3
    assert loads(dumps(document)) == document
