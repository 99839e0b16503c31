"""What was not saved when the program ended is offered, as a copy, and both versions stay until the user has saved."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from graph.editing import edits
from graph.storage.journal import read
from graph.storage.storage import load, save
from gui.journaling import journal_folder
from gui.main_window import MainWindow
from gui.recovery import LATER, RECOVER, name_of

MakeWindow = Callable[..., MainWindow]


def rename(window: MainWindow, name: str) -> None:
    window.editing.apply(f"Call it {name}", lambda d: edits.rename_model(d, "m1", name))


def journals() -> list[Path]:
    return sorted(journal_folder().glob("*.journal"))


def is_written(window: MainWindow) -> bool:
    left = read(journals()[0]) if journals() else None
    return left is not None and left.document == window.editing.document


def killed(window: MainWindow) -> Path:
    """The journal that the window wrote, as if its process had been killed now."""
    window.journaling.flush()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (file,) = journals()
    host, _, *rest = file.name.split("-")
    dead = file.with_name("-".join([host, str(gone.pid), *rest]))
    dead.write_bytes(file.read_bytes())
    window.journaling.close()
    window.files.guard.close()
    window.editing.mark_saved()
    return dead


def test_every_edit_is_in_the_journal_at_once(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    qtbot.wait(20)
    assert journals() == []
    for name in ("one", "two", "three"):
        rename(window, name)
        qtbot.waitUntil(lambda: is_written(window), timeout=1000)


def test_closing_and_another_document_leave_no_journal(make_window: MakeWindow, tmp_path: Path) -> None:
    window = make_window()
    rename(window, "changed")
    window.journaling.flush()
    assert len(journals()) == 1
    window.files.save_as(tmp_path / "a.loom")
    window.journaling.flush()
    assert read(journals()[0]) is None
    window.files.new()
    window.journaling.flush()
    assert journals() == []
    rename(window, "again")
    window.journaling.flush()
    window.editing.mark_saved()
    window.close()
    assert journals() == []


def test_an_untitled_document_is_offered_at_the_next_start(make_window: MakeWindow, qtbot: QtBot) -> None:
    first = make_window()
    rename(first, "mine")
    document, left_file = first.editing.document, killed(first)
    second = make_window()
    assert second.recovery.offer()
    dialog = second.recovery.dialog
    assert dialog is not None and "Call it mine" in dialog.list.item(0).text()
    qtbot.mouseClick(dialog.wanted, Qt.MouseButton.LeftButton)
    assert second.editing.document == document
    assert second.files.path is None and second.isWindowModified() and "recovered" in second.files.name
    assert not left_file.exists()
    (own,) = journals()
    left = read(own)
    assert left is not None and left.document == document, "should this one die too, it is offered again"


def test_a_crash_amid_the_recovery_loses_nothing(make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_window()
    rename(first, "mine")
    document = first.editing.document
    killed(first)
    second = make_window()
    monkeypatch.setattr(second.files, "show_copy", lambda *given: (_ for _ in ()).throw(RuntimeError))
    second.recovery.offer()
    assert second.recovery.dialog is not None
    left = second.recovery.dialog.chosen()
    assert left is not None
    with pytest.raises(RuntimeError):
        second.recovery.recover(left)
    found = [read(file) for file in journals()]
    assert document in [left.document for left in found if left is not None]
    second.recovery.dialog.reject()


@pytest.mark.parametrize("answer", [RECOVER, LATER])
def test_opening_the_file_offers_its_edits_and_keeps_both(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: int
) -> None:
    path = tmp_path / "digits.loom"
    first = make_window()
    first.files.save_as(path)
    on_disk = path.read_bytes()
    rename(first, "mine")
    document, left_file = first.editing.document, killed(first)
    second = make_window()
    monkeypatch.setattr(second.recovery, "ask", lambda left, document: answer)
    assert second.files.open(path)
    assert path.read_bytes() == on_disk
    if answer == RECOVER:
        assert second.editing.document == document and second.files.path is None
        assert second.files.folder == tmp_path, "relative paths of data still start there"
        assert second.files.place.suggestion("").name == "digits-recovered.loom"
    else:
        assert second.editing.document == load(path) and second.files.path == path
        assert left_file.exists(), "it is offered again"


def test_the_question_says_what_the_edits_were(make_window: MakeWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "digits.loom"
    first = make_window()
    first.files.save_as(path)
    rename(first, "<b>mine</b>")
    left = read(killed(first))
    assert left is not None and name_of(left) == "digits.loom"
    second = make_window()
    said: list[str] = []

    def look() -> None:
        box = second.findChildren(QMessageBox)[-1]
        said.extend([box.text(), box.informativeText()])
        assert box.textFormat() is Qt.TextFormat.PlainText
        box.buttons()[-1].click()

    from PySide6.QtCore import QTimer

    QTimer.singleShot(100, look)
    second.recovery.ask(left, load(path))
    assert "digits.loom" in said[0] and "The model digits is called <b>mine</b>." in said[1]


def test_saving_elsewhere_lets_relative_paths_lead_to_the_same_data(make_window: MakeWindow, tmp_path: Path) -> None:
    from dataclasses import replace

    from graph.data.data_plan import DataPlan
    from graph.data.data_sets.csv_file import CsvFile

    (tmp_path / "other").mkdir()
    window = make_window()
    with_data = replace(window.editing.document, data=DataPlan(CsvFile(path="iris.csv")))
    save(with_data, tmp_path / "a.loom")
    window.files.open(tmp_path / "a.loom")
    window.files.save_as(tmp_path / "other" / "b.loom")
    text = (tmp_path / "other" / "b.loom").read_text(encoding="utf-8")
    assert json.loads(text)["data"]["dataset"]["path"] == "../iris.csv"
