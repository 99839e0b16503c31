"""A learning rate in a form: a number, or a schedule with parameters of its own."""

from __future__ import annotations

from typing import Any

from graph.specs.optimizers.sgd import SGD
from graph.specs.schedules.decay import CosineDecay
from gui.forms.scheduled import ScheduledEditor
from gui.forms.spec_form import SpecForm


def test_a_schedule_begins_with_the_number_and_gives_it_back(qtbot: Any) -> None:
    form = SpecForm()
    qtbot.addWidget(form)
    form.show_values((SGD(learning_rate=0.25),))
    editor = form.fields["learning_rate"].editor
    assert isinstance(editor, ScheduledEditor)
    entered: list[Any] = []
    editor.entered.connect(lambda value, _typing: entered.append(value))
    at = editor.combo.findData("CosineDecay")
    editor.combo.activated.emit(at)
    assert entered == [CosineDecay(initial_learning_rate=0.25)]
    form.show_values((SGD(learning_rate=entered[0]),))
    assert editor.combo.currentIndex() == at
    assert editor.number.widget.isHidden() and not editor.form.isHidden()
    editor.form.fields["decay_steps"].editor.entered.emit(7, False)
    assert entered[1] == CosineDecay(initial_learning_rate=0.25, decay_steps=7)
    editor.combo.activated.emit(0)
    assert entered[2] == 0.25
    form.show_values((SGD(learning_rate=0.25),))
    assert not editor.number.widget.isHidden() and editor.form.isHidden()
