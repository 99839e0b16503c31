"""New, open, save and what stands between unsaved changes and their loss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from graph.editing import edits
from graph.storage.storage import load
from gui.crash import CrashGuard
from gui.language import install_language
from gui.main_window import MainWindow
from gui.settings import Settings

MakeWindow = Callable[..., MainWindow]
Button = QMessageBox.StandardButton


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()


@pytest.fixture
def refusals(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that were said instead of doing what was asked."""
    said: list[str] = []
    monkeypatch.setattr(window.files.questions, "refuse", lambda message, _elsewhere=None: said.append(str(message)))
    return said


def change(window: MainWindow) -> None:
    window.editing.apply("Rename", lambda d: edits.rename_model(d, "m1", "changed"))


def answer(window: MainWindow, monkeypatch: pytest.MonkeyPatch, button: Button) -> list[bool]:
    asked: list[bool] = []

    def ask(_name: str) -> Button:
        asked.append(True)
        return button

    monkeypatch.setattr(window.files.questions, "ask", ask)
    return asked


def test_saving_and_opening_again(window: MainWindow, tmp_path: Path) -> None:
    change(window)
    assert window.isWindowModified() and window.top.edited.text() == "— edited"
    assert window.files.save_as(tmp_path / "digits.loom")
    assert not window.isWindowModified() and window.files.name == "digits.loom"
    assert load(tmp_path / "digits.loom") == window.editing.document
    change(window)
    window.editing.mark_saved()
    assert window.files.open(tmp_path / "digits.loom")
    assert window.settings.recent == (tmp_path / "digits.loom",)


def test_undoing_back_to_the_saved_document_is_no_change(window: MainWindow) -> None:
    change(window)
    window.editing.undo()
    assert not window.isWindowModified()


@pytest.mark.parametrize(("button", "goes"), [(Button.Cancel, False), (Button.Discard, True)])
def test_unsaved_changes_are_asked_about(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, button: Button, goes: bool
) -> None:
    change(window)
    asked = answer(window, monkeypatch, button)
    before = window.editing.document
    window.files.new()
    assert asked == [True]
    assert (window.editing.document is not before) is goes


def test_saving_when_asked_keeps_the_changes(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window.files.save_as(tmp_path / "kept.loom")
    change(window)
    answer(window, monkeypatch, Button.Save)
    window.files.new()
    assert load(tmp_path / "kept.loom").main.name == "changed"


def test_a_cancelled_save_dialog_keeps_the_document_open(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    change(window)
    answer(window, monkeypatch, Button.Save)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: ("", ""))
    before = window.editing.document
    window.files.new()
    assert window.editing.document is before


def test_closing_asks_too(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    change(window)
    answer(window, monkeypatch, Button.Cancel)
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()


def test_a_broken_file_is_refused_in_a_sentence(window: MainWindow, refusals: list[str], tmp_path: Path) -> None:
    (tmp_path / "broken.loom").write_text("{", encoding="utf-8")
    before = window.editing.document
    assert not window.files.open(tmp_path / "broken.loom")
    assert not window.files.open(tmp_path / "missing.loom")
    assert window.editing.document is before
    assert len(refusals) == 2 and all(said.startswith(("broken.loom", "missing.loom")) or said for said in refusals)


def test_a_place_that_can_not_be_written_keeps_the_changes(
    window: MainWindow, refusals: list[str], tmp_path: Path
) -> None:
    change(window)
    assert not window.files.save_as(tmp_path / "no" / "such" / "folder" / "x.loom")
    assert window.isWindowModified() and len(refusals) == 1


def test_a_file_dropped_on_the_window_is_opened(window: MainWindow, tmp_path: Path) -> None:
    window.files.save_as(tmp_path / "dropped.loom")
    window.files.new()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "dropped.loom"))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(drop)
    assert window.files.name == "dropped.loom"


def test_a_template_opens_as_an_untitled_document(window: MainWindow, refusals: list[str]) -> None:
    assert window.files.new_from_template("headline")
    assert window.files.path is None and len(window.editing.document.main.outputs) == 2
    assert not window.files.new_from_template("nothing")
    assert len(refusals) == 1


def test_a_template_is_opened_in_the_language_of_the_window(window: MainWindow, qapp: QApplication) -> None:
    used = install_language(qapp, "zh_CN")
    window.files.new_from_template("headline")
    for translator in used:
        qapp.removeTranslator(translator)
    assert window.files.name == "新闻标题：两个输入、两个输出"
    assert [note.text[:2] for note in window.editing.document.main.notes.values()] == ["一则"]
    assert not window.editing.is_modified


def test_settings_survive_a_restart(qapp: object, tmp_path: Path) -> None:
    first = Settings()
    first.theme, first.language = "dark", "zh_CN"
    first.remember(tmp_path / "a.loom")
    first.count_usage("Dense")
    first.store.sync()
    again = Settings()
    assert (again.theme, again.language, again.usage("Dense")) == ("dark", "zh_CN", 1)
    assert again.recent == (tmp_path / "a.loom",)


def test_a_fault_saves_a_copy_and_says_so_without_a_traceback(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, own_settings: Path
) -> None:
    change(window)
    guard = CrashGuard(lambda: window.editing.document, lambda: window)
    try:
        raise RuntimeError("inner trouble")
    except RuntimeError as error:
        guard.handle(type(error), error, error.__traceback__)
    assert guard.copy is not None and load(guard.copy) == window.editing.document
    boxes = window.findChildren(QMessageBox)
    assert boxes and "Traceback" not in boxes[-1].text() + boxes[-1].informativeText()
    assert "inner trouble" in (own_settings / "faults.log").read_text(encoding="utf-8")
    boxes[-1].close()
