"""Callbacks in the inspector: added, set, reordered and removed by the forms that every kind has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from graph.document.document import Document
from graph.specs.message import Message
from gui.editing import Editing
from gui.forms.editors import SuggestEditor
from gui.forms.nested import SpecsEditor
from gui.panels.inspector import Inspector
from gui.panels.plan_page import PlanForm
from gui.training.protocol import event_of, message
from runtime.files import templates


@pytest.fixture
def editing() -> Editing:
    return Editing(templates.load("fully_connected"))


@pytest.fixture
def callbacks(qtbot: QtBot, editing: Editing) -> Iterator[SpecsEditor]:
    inspector = Inspector(editing)
    qtbot.addWidget(inspector)
    inspector.show()
    editor = inspector.plan.form.fields["callbacks"].editor
    assert isinstance(editor, SpecsEditor)
    yield editor
    inspector.close()


def kinds(document: Document) -> list[str]:
    return [callback.kind for callback in document.training.callbacks]


def add(callbacks: SpecsEditor, kind: str) -> None:
    callbacks.adder.activated.emit(callbacks.adder.findData(kind))


def test_they_are_added_set_reordered_and_removed_and_each_is_an_undo_step(
    editing: Editing, callbacks: SpecsEditor
) -> None:
    add(callbacks, "EarlyStopping")
    add(callbacks, "ModelCheckpoint")
    assert kinds(editing.document) == ["EarlyStopping", "ModelCheckpoint"]
    callbacks.rows[1].up.click()
    assert kinds(editing.document) == ["ModelCheckpoint", "EarlyStopping"]
    callbacks.rows[1].form.fields["patience"].editor.entered.emit(3, False)  # type: ignore[attr-defined]
    assert editing.document.training.callbacks[1].patience == 3
    callbacks.rows[0].remove.click()
    assert kinds(editing.document) == ["EarlyStopping"]
    for _ in range(3):
        editing.undo()
    assert kinds(editing.document) == ["EarlyStopping", "ModelCheckpoint"]


def test_what_is_watched_is_chosen_among_what_the_plan_gives(editing: Editing, callbacks: SpecsEditor) -> None:
    add(callbacks, "EarlyStopping")
    monitor = callbacks.rows[0].form.fields["monitor"].editor  # type: ignore[attr-defined]
    assert isinstance(monitor, SuggestEditor)
    shown = [monitor.combo.itemText(place) for place in range(monitor.combo.count())]
    assert shown == ["loss", "accuracy", "val_loss", "val_accuracy"]
    monitor.combo.activated.emit(1)
    assert editing.document.training.callbacks[0].monitor == "accuracy"
    monitor.entered.emit("val_acc", False)
    assert monitor.field.text() == "val_acc"  # typed, and none of them: a problem, but not lost
    editing.apply("Split", lambda d: replace(d, training=d.training.replace(validation_split=0.0)))
    assert monitor.combo.count() == 2


def test_what_a_callback_says_can_be_said_in_any_language() -> None:
    event = event_of(b'{"event": "note", "text": "Epoch 3", "template": "Epoch {epoch}", "args": {"epoch": 3}}')
    assert event is not None
    assert message(event) == Message("Epoch {epoch}", {"epoch": 3})


def test_processes_where_no_mpi_is_are_said_to_need_it(
    qtbot: QtBot, editing: Editing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.panels.plan_page.is_possible", lambda: False)
    form = PlanForm(editing)
    qtbot.addWidget(form)
    for count, told in ((2, True), (1, False)):
        plan = editing.document.training.replace(processes=count)
        editing.apply("Change", replace(editing.document, training=plan))
        form.refresh()
        assert ("layerloom[mpi]" in form.fields["processes"].error.text()) is told
