"""Names come from files: whatever they look like, they are shown as they are, in every widget and tip."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QWidget

from graph.data.data_plan import DataPlan
from graph.data.data_sets.csv_file import CsvFile
from graph.editing import edits
from gui.main_window import MainWindow
from gui.messages import tell
from gui.parts import plain, tip

GUI = Path(__file__).parents[2] / "gui"
HOSTILE = (
    "<img src='file:///etc/hostname'>",
    "<table><tr><td>x",
    "<b>bold</b> & co",
    "a\n<i>b</i>",
    "&lt;b&gt;",
    "&copy;",
)
TIPS = {"setToolTip", "setStatusTip", "setWhatsThis", "showText"}
LITERAL = {"tr", "translate", "tip", "toolTip", "objectName"}


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(GUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called == name:
                    yield f"{path.relative_to(GUI)}:{node.lineno}", node


def is_safe(node: ast.expr) -> bool:
    """Whether a text is written out in the source, or goes through `tip`."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Call):
        return (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in LITERAL
    if isinstance(node, ast.BinOp):
        return is_safe(node.left) and is_safe(node.right)
    if isinstance(node, ast.IfExp):
        return is_safe(node.body) and is_safe(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return all(isinstance(part, ast.Constant) or isinstance(part.value, ast.BinOp) for part in node.values)  # type: ignore[attr-defined]
    return False


@pytest.mark.parametrize("name", sorted(TIPS))
def test_every_tip_is_written_out_or_made_plain(name: str) -> None:
    unsafe = [where for where, call in calls(name) if not any(is_safe(given) for given in call.args)]
    assert unsafe == []


def test_every_label_says_that_its_text_is_plain() -> None:
    made = [where for where, call in calls("QLabel") if call.args and not is_safe(call.args[0])]
    assert [where for where in made if not where.startswith("parts.py")] == []


def test_message_boxes_are_made_in_one_place() -> None:
    assert {where.split(":")[0] for where, _ in calls("QMessageBox")} == set()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tip_shows_the_very_text(qapp: object, text: str) -> None:
    made = tip(text)
    shown = made
    if GuiQt.mightBeRichText(made):
        document = QTextDocument()
        document.setHtml(made)
        shown = document.toPlainText()
    assert shown == text


@pytest.mark.parametrize("text", HOSTILE)
def test_boxes_and_labels_show_the_very_text(qapp: object, text: str) -> None:
    box = tell(None, text, text)
    labels = [label for label in box.findChildren(QLabel) if label.text() == text]
    assert len(labels) == 2 and {label.textFormat() for label in (*labels, plain(text))} == {Qt.TextFormat.PlainText}
    box.setInformativeText(text + "!")
    assert [label.textFormat() for label in box.findChildren(QLabel) if label.text() == text + "!"] == [
        Qt.TextFormat.PlainText
    ]
    box.deleteLater()


def test_a_window_full_of_hostile_names_shows_no_markup(make_window: Callable[..., MainWindow], tmp_path: Path) -> None:
    window = make_window()
    evil = HOSTILE[0]
    document = window.editing.document
    for layer in document.main.layers:
        document = edits.rename_layer(document, "m1", layer, f"{evil}{layer}")
    document = edits.rename_model(document, "m1", evil)
    window.editing.load(replace(document, data=DataPlan(CsvFile(path=str(tmp_path / f"{evil.replace('/', '_')}.csv")))))
    window.settings.remember(tmp_path / "<b>x</b>.loom")
    window.actions_by_name.refresh_recent()
    for layer in document.main.layers:
        window.editing.select([layer])
        for widget in window.findChildren(QWidget):
            if isinstance(widget, QLabel) and "<img" in widget.text():
                assert widget.textFormat() is Qt.TextFormat.PlainText, widget.text()
            assert "<img" not in widget.toolTip() and "<b>" not in widget.toolTip(), widget.toolTip()
    for action in window.findChildren(QAction):
        assert "<b>" not in action.toolTip() + action.statusTip()
