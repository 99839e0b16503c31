"""Two windows and other programs on one file: nobody's edits are lost, and it is asked in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from graph.editing import edits
from graph.storage.storage import dumps, load, save
from gui.guard import COPY, OVERWRITE, READ, THEIRS
from gui.main_window import MainWindow

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "digits.loom"


@pytest.fixture
def window(make_window: MakeWindow, path: Path) -> MainWindow:
    made = make_window()
    assert made.files.save_as(path)
    return made


def rename(window: MainWindow, name: str) -> None:
    window.editing.apply("Rename", lambda d: edits.rename_model(d, "m1", name))


def button_of(box: QMessageBox, title: str) -> QAbstractButton:
    return next(button for button in box.buttons() if button.text() == title)


def press(title: str, seen: list[str]) -> None:
    """Press a button of the message that is about to be asked."""

    def now() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend([box.text(), box.informativeText()])
        button_of(box, title).click()

    QTimer.singleShot(150, now)


def from_outside(path: Path, name: str) -> None:
    save(edits.rename_model(load(path), "m1", name), path)


@pytest.mark.parametrize("answer", [COPY, READ, ""])
def test_a_file_that_another_window_has_opens_as_is_chosen(
    make_window: MakeWindow, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    second = make_window()
    asked: list[object] = []
    monkeypatch.setattr("gui.guard.choice", lambda box, titles: asked.append(box.text()) or answer)
    assert second.files.open(path) is bool(answer)
    assert "open in another window" in str(asked[0])
    if answer == COPY:
        assert second.files.path is None and second.files.folder == path.parent
    if answer == READ:
        assert "reading only" in second.files.name
        monkeypatch.setattr("gui.files.QFileDialog.getSaveFileName", lambda *given: (str(path), ""))
        refused: list[str] = []
        monkeypatch.setattr(
            second.files.questions, "refuse", lambda message, _elsewhere=None: refused.append(str(message))
        )
        rename(second, "second")
        assert not second.files.save() and "open in another window" in refused[0]
    window.close()
    third = make_window()
    assert third.files.open(path) and third.files.path == path


@pytest.mark.parametrize("answer", [COPY, THEIRS, OVERWRITE, ""])
def test_what_another_program_saved_is_not_overwritten_without_asking(
    window: MainWindow, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    rename(window, "mine")
    from_outside(path, "theirs")
    monkeypatch.setattr(window.files.guard, "ask_before_saving", lambda path, document: answer)
    copy = tmp_path / "copy.loom"
    monkeypatch.setattr("gui.files.QFileDialog.getSaveFileName", lambda *given: (str(copy), ""))
    assert window.files.save() is (answer in (COPY, OVERWRITE))
    assert load(path).main.name == ("mine" if answer == OVERWRITE else "theirs")
    if answer == OVERWRITE:
        assert load(path.with_name("digits.loom.bak")).main.name == "theirs"
    if answer == COPY:
        assert load(copy).main.name == "mine"
    assert window.editing.document.main.name == ("theirs" if answer == THEIRS else "mine")
    assert window.editing.is_modified is (answer == "")


def test_a_change_is_seen_at_once_and_said_in_words(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    from_outside(path, "theirs")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox), timeout=5000)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert "The model digits is called theirs." in box.informativeText()
    button_of(box, "Take theirs").click()
    assert window.editing.document.main.name == "theirs" and not window.editing.is_modified


def test_ones_own_saving_is_no_change_from_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    seen: list[bool] = []
    window.files.guard.changed_elsewhere.connect(lambda: seen.append(True))
    for name in "ab":
        rename(window, name)
        assert window.files.save()
        qtbot.wait(400)
    assert seen == []


def test_a_damaged_file_offers_what_is_left_of_it(make_window: MakeWindow, path: Path, qtbot: QtBot) -> None:
    window = make_window()
    text = dumps(window.editing.document)
    path.write_text(text[: int(0.8 * len(text))], encoding="utf-8")
    seen: list[str] = []
    press("Open what there is", seen)
    window.files.open(path)
    assert "digits.loom can't be opened" in seen[0] and "Layers that can be read: 4" in seen[1]
    assert window.files.path is None and len(window.editing.document.main.layers) == 4
    assert path.read_text(encoding="utf-8") == text[: int(0.8 * len(text))]


@pytest.mark.parametrize(("button", "name"), [("Open what there is", "by hand"), ("Open the version before", "digits")])
def test_a_file_changed_by_hand_says_so_and_opens(make_window: MakeWindow, path: Path, button: str, name: str) -> None:
    window = make_window()
    document = window.editing.document
    save(document, path)
    save(document, path)
    path.write_text(dumps(document).replace('"name": "digits"', '"name": "by hand"'), encoding="utf-8")
    seen: list[str] = []
    press(button, seen)
    assert window.files.open(path)
    assert "changed by hand" in seen[0] and "The model digits is called by hand." in seen[1]
    assert window.editing.document.main.name == name and window.editing.is_modified
    assert window.files.save()
    assert load(path).main.name == name
