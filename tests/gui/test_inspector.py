"""The inspector: made from specs alone, each change one undo step, bad input changes nothing and says why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from graph.document.document import Layer
from graph.editing import edits
from graph.specs.losses.regression import MeanSquaredError
from graph.specs.optimizers.adam import Adam
from graph.specs.optimizers.sgd import SGD
from graph.specs.params import params_of
from graph.specs.registry import layer_kinds
from graph.specs.spec import Spec
from gui.editing import Editing
from gui.forms.nested import SpecEditor, SpecsEditor
from gui.forms.spec_form import Field, SpecForm
from gui.forms.switch import Switch
from gui.panels.inspector import Inspector


@pytest.fixture
def inspector(qtbot: QtBot, editing: Editing) -> Inspector:
    made = Inspector(editing)
    qtbot.addWidget(made)
    made.resize(300, 900)
    made.show()
    return made


def layer(inspector: Inspector, name: str) -> Layer:
    found = inspector.editing.model.layer_named(name)
    assert found is not None
    return found


def select(inspector: Inspector, *names: str) -> None:
    inspector.editing.select([layer(inspector, name).id for name in names])


def field(inspector: Inspector, name: str) -> Field:
    return inspector.layer.form.fields[name]


def retype(qtbot: QtBot, field: Field, text: str) -> None:
    widget = field.editor.focus_widget()
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(widget, text)


def test_it_shows_the_layer_its_calls_and_its_weights(inspector: Inspector) -> None:
    select(inspector, "dense")
    page = inspector.layer
    assert page.kind.text() == "Dense" and page.name.text() == "dense"
    assert page.calls.count() == 1
    texts = [page.weights.grid.itemAt(i).widget().text() for i in range(page.weights.grid.count())]  # type: ignore[attr-defined,union-attr]
    assert texts[:4] == ["kernel", "784 × 10", "bias", "10"]


def test_typing_is_one_undo_step(qtbot: QtBot, inspector: Inspector) -> None:
    select(inspector, "dense")
    before = inspector.editing.document
    retype(qtbot, field(inspector, "units"), "128")
    assert layer(inspector, "dense").spec.units == 128  # type: ignore[attr-defined]
    assert inspector.editing.undo_text == "Change units of dense"
    inspector.editing.undo()
    assert inspector.editing.document is before
    assert field(inspector, "units").editor.focus_widget().text() == "10"  # type: ignore[attr-defined]


def test_typing_again_later_is_another_step(qtbot: QtBot, inspector: Inspector) -> None:
    select(inspector, "dense")
    retype(qtbot, field(inspector, "units"), "32")
    qtbot.keyClick(field(inspector, "units").editor.focus_widget(), Qt.Key.Key_Return)
    retype(qtbot, field(inspector, "units"), "64")
    inspector.editing.undo()
    assert layer(inspector, "dense").spec.units == 32  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["0", "-3", "many", "2.5", ""])
def test_bad_input_says_why_and_changes_nothing(qtbot: QtBot, inspector: Inspector, typed: str) -> None:
    select(inspector, "dense")
    before = inspector.editing.document
    units = field(inspector, "units")
    units.editor.entered.emit(typed, True)
    assert inspector.editing.document is before
    assert units.error.isVisible() and units.error.text().startswith(
        "Dense: units must be a whole number of 1 or more."
    )
    assert units.error.textFormat() == Qt.TextFormat.PlainText


def test_arrow_keys_step_numbers(qtbot: QtBot, inspector: Inspector) -> None:
    select(inspector, "dense")
    widget = field(inspector, "units").editor.focus_widget()
    qtbot.keyClick(widget, Qt.Key.Key_Up)
    qtbot.keyClick(widget, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert layer(inspector, "dense").spec.units == 1  # type: ignore[attr-defined]


def test_a_switch_and_a_choice(qtbot: QtBot, inspector: Inspector) -> None:
    select(inspector, "dense")
    switch = field(inspector, "use_bias").editor.widget
    assert isinstance(switch, Switch)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert layer(inspector, "dense").spec.use_bias is False  # type: ignore[attr-defined]
    combo = field(inspector, "activation").editor.focus_widget()
    combo.activated.emit(combo.findData("tanh"))  # type: ignore[attr-defined]
    assert layer(inspector, "dense").spec.activation == "tanh"  # type: ignore[attr-defined]


def test_a_shape_is_typed_as_sizes(qtbot: QtBot, inspector: Inspector) -> None:
    select(inspector, "image")
    retype(qtbot, field(inspector, "shape"), "14, 28, None")
    assert layer(inspector, "image").spec.shape == (14, 28, None)  # type: ignore[attr-defined]


def test_loss_and_metrics_live_on_the_output(inspector: Inspector) -> None:
    select(inspector, "digit")
    loss = field(inspector, "loss").editor
    assert isinstance(loss, SpecEditor)
    loss.combo.activated.emit(loss.combo.findData("MeanSquaredError"))
    assert layer(inspector, "digit").spec.loss == MeanSquaredError()  # type: ignore[attr-defined]
    metrics = field(inspector, "metrics").editor
    assert isinstance(metrics, SpecsEditor)
    metrics.adder.activated.emit(metrics.adder.findData("MeanAbsoluteError"))
    assert [m.kind for m in layer(inspector, "digit").spec.metrics] == ["Accuracy", "MeanAbsoluteError"]  # type: ignore[attr-defined]
    metrics.rows[0].remove.click()
    assert [m.kind for m in layer(inspector, "digit").spec.metrics] == ["MeanAbsoluteError"]  # type: ignore[attr-defined]


def test_a_nested_spec_has_a_form_of_its_own(inspector: Inspector) -> None:
    optimizer = inspector.plan.form.fields["optimizer"].editor
    assert isinstance(optimizer, SpecEditor)
    optimizer.combo.activated.emit(optimizer.combo.findData("SGD"))
    optimizer.form.fields["momentum"].editor.entered.emit(0.9, False)
    assert inspector.editing.document.training.optimizer == SGD(momentum=0.9)
    inspector.editing.undo()
    assert inspector.editing.document.training.optimizer == SGD()


def test_renaming_and_freezing(qtbot: QtBot, inspector: Inspector) -> None:
    select(inspector, "dense")
    inspector.layer.name.selectAll()
    qtbot.keyClicks(inspector.layer.name, "head")
    assert layer(inspector, "head").name == "head"
    qtbot.mouseClick(inspector.layer.trainable, Qt.MouseButton.LeftButton)
    assert layer(inspector, "head").trainable is False
    inspector.editing.undo()
    inspector.editing.undo()
    assert layer(inspector, "dense").trainable is True


def test_several_layers_change_together(inspector: Inspector) -> None:
    kinds = layer_kinds()
    inspector.editing.apply("Add", lambda d: edits.add_layer(d, "m1", kinds["Dense"](units=3), name="other")[0])
    select(inspector, "dense", "other")
    several = inspector.several
    assert several.form.fields["units"].editor.focus_widget().placeholderText() == "several values"  # type: ignore[attr-defined]
    several.form.fields["units"].editor.entered.emit(7, False)
    assert [layer(inspector, name).spec.units for name in ("dense", "other")] == [7, 7]  # type: ignore[attr-defined]
    inspector.editing.undo()
    assert [layer(inspector, name).spec.units for name in ("dense", "other")] == [10, 3]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", sorted(layer_kinds()))
def test_every_kind_of_layer_has_a_form(qtbot: QtBot, kind: str) -> None:
    cls: type[Spec] = layer_kinds()[kind]
    form = SpecForm(hidden=("model",))
    qtbot.addWidget(form)
    given: list[tuple[str, object]] = []
    form.changed.connect(lambda name, value, merge: given.append((name, value)))
    for spec in [cls(**example.params) for example in cls.examples] or [cls("m1")]:  # type: ignore[call-arg]
        given.clear()
        form.show_values((spec,))
        assert form.fields.keys() == params_of(cls).keys() - {"model"}
        for name, part in form.fields.items():
            part.editor.entered.emit(getattr(spec, name), False)
        assert given == [(name, getattr(spec, name)) for name in form.fields]


def test_a_refused_entry_applies_nothing_and_stays_with_its_sentence(qtbot: QtBot, inspector: Inspector) -> None:
    select(inspector, "dense")
    before, steps = inspector.editing.document, inspector.editing.undo_text
    units = field(inspector, "units")
    retype(qtbot, units, "64.5")
    assert inspector.editing.document is before and inspector.editing.undo_text == steps
    qtbot.keyClick(units.editor.focus_widget(), Qt.Key.Key_Return)
    assert units.editor.focus_widget().text() == "64.5"  # type: ignore[attr-defined]
    assert not units.error.isHidden() and "64.5" in units.error.text()
    inspector.editing.apply("Rename", lambda d: edits.rename_layer(d, d.root, layer(inspector, "dense").id, "other"))
    assert units.editor.focus_widget().text() == "64.5"  # type: ignore[attr-defined]
    retype(qtbot, units, "65")
    assert layer(inspector, "other").spec.units == 65 and units.error.isHidden()


def test_what_was_refused_of_one_layer_is_not_said_of_another(qtbot: QtBot, inspector: Inspector) -> None:
    editing = inspector.editing
    editing.apply("Add", lambda d: edits.add_layer(d, d.root, layer(inspector, "dense").spec, (0, 0), "twin")[0])
    select(inspector, "dense")
    retype(qtbot, field(inspector, "units"), "many")
    assert not field(inspector, "units").error.isHidden()
    select(inspector, "twin")
    assert field(inspector, "units").error.isHidden()
    assert field(inspector, "units").editor.focus_widget().text() == "10"  # type: ignore[attr-defined]


def test_what_was_refused_of_one_kind_is_not_taken_back_of_another(qtbot: QtBot) -> None:
    form, given = SpecForm(), list[object]()
    qtbot.addWidget(form)
    form.show_values((SGD(learning_rate=0.5),))
    for name in ("learning_rate", "momentum"):
        form.fields[name].editor.entered.emit("much", True)
    form.show_values((Adam(),))
    form.changed.connect(lambda name, value, merge: given.append((name, value)))
    with qtbot.waitActive(form):
        form.show()
    rate = form.fields["learning_rate"].editor
    rate.focus_widget().setFocus()
    qtbot.keyClick(rate.focus_widget(), Qt.Key.Key_Escape)
    rate.finished.emit()
    assert given == []


def test_one_number_means_all(qtbot: QtBot, inspector: Inspector) -> None:
    pool = layer_kinds()["MaxPooling2D"]
    inspector.editing.apply("Add", lambda d: edits.add_layer(d, d.root, pool(), (0, 0), "pool")[0])
    select(inspector, "pool")
    size = field(inspector, "pool_size")
    retype(qtbot, size, "3")
    assert layer(inspector, "pool").spec.pool_size == (3, 3)
    assert size.editor.focus_widget().text() == "3"  # type: ignore[attr-defined]
    qtbot.keyClick(size.editor.focus_widget(), Qt.Key.Key_Return)
    assert size.editor.focus_widget().text() == "3, 3"  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["200", "rubbish", "2x"])
def test_esc_takes_back_what_was_typed_and_leaves(qtbot: QtBot, inspector: Inspector, typed: str) -> None:
    select(inspector, "dense")
    before, units = inspector.editing.document, field(inspector, "units")
    retype(qtbot, units, typed)
    with qtbot.waitSignal(inspector.left):
        qtbot.keyClick(units.editor.focus_widget(), Qt.Key.Key_Escape)
    assert inspector.editing.document == before and inspector.editing.undo_text is None
    assert units.editor.focus_widget().text() == "10" and not units.error.text()  # type: ignore[attr-defined]
    qtbot.keyClick(inspector.layer.name, Qt.Key.Key_X)
    inspector.layer.name.setFocus()
    qtbot.keyClick(inspector.layer.name, Qt.Key.Key_Escape)
    assert inspector.editing.document == before


def test_esc_takes_back_the_name_of_what_had_none(qtbot: QtBot, inspector: Inspector) -> None:
    digit = layer(inspector, "digit").id
    inspector.editing.apply("Rename", lambda d: edits.rename_layer(d, d.root, digit, ""))
    inspector.editing.select([digit])
    before = inspector.editing.document
    inspector.layer.name.setFocus()
    qtbot.keyClicks(inspector.layer.name, "one")
    assert layer(inspector, "one").id == digit
    qtbot.keyClick(inspector.layer.name, Qt.Key.Key_Escape)
    assert inspector.editing.document == before and inspector.layer.name.text() == ""
