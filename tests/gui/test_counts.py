"""How much a hand does from the empty canvas to a training: every click, drag and key is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from graph.document.document import Document
from graph.editing.grouping import ungroup
from graph.inference.following import infer
from graph.layers.core.nested_model import NestedModel
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.training.runs import TrainingRuns
from runtime.files.templates import load
from tests.gui.person import CTRL, NONE, Person


class Counting(Person):
    """A person whose doings are counted; keys that are held, such as Ctrl, count as well."""

    count = 0

    def click(self, widget: QWidget, at: QPoint | None = None, double: bool = False) -> None:
        self.count += 2 if double else 1
        super().click(widget, at, double)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        self.count += 1 + bin(keys.value).count("1")
        super().press(key, keys)

    def type(self, text: str) -> None:
        self.count += len(text)
        super().type(text)

    def line(self, text: str) -> None:
        self.qtbot.waitUntil(self.window.canvas.popup.isVisible)
        self.type(text)
        self.press(Qt.Key.Key_Return)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, make_runs: Callable[[str], TrainingRuns]) -> Iterator[MainWindow]:
    """The editor as it starts: an empty canvas."""
    made = MainWindow(Settings(), theme, make_runs("quick"))
    qtbot.addWidget(made, before_close_func=lambda w: (w.editing.mark_saved(), w.training.link.shut_down()))
    made.resize(1500, 950)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.canvas.hasFocus)
    yield made
    made.data_reader.close()


def flat(document: Document) -> Document:
    """Without nested models."""
    for key, layer in tuple(document.main.layers.items()):
        if isinstance(layer.spec, NestedModel):
            document, _ = ungroup(document, document.root, key)
    return document


def weights_of(document: Document) -> list[tuple[int, ...]]:
    return sorted(w.shape for found in infer(document).weights.values() for w in found)


def specs_of(document: Document) -> list[str]:
    kept = [layer.spec for layer in document.main.layers.values() if layer.spec.kind not in ("Input", "Output")]
    return sorted(repr(spec) for spec in kept)


@pytest.mark.parametrize(
    ("template", "lines", "most"),
    [
        ("small_resnet", ("dig 32>c32,64 3r>p3>res64*2>c64 3r>gmp>d256r>drop>out",), 60),
        ("headline", ("hea.h>emb10000 512>lstm32>out.2", "@l|cat a>d64r*3>out"), 60),
        ("tweets", ("tw>lstm64>out",), 20),
    ],
)
def test_from_the_empty_canvas_to_a_training(
    qtbot: QtBot, window: MainWindow, template: str, lines: tuple[str, ...], most: int
) -> None:
    """The network has the layers of the template, its data and its losses; nothing but these keys was pressed."""
    hand = Counting(qtbot, window)
    hand.press(Qt.Key.Key_Tab)
    for line in lines:
        hand.line(line)
    drawn, wanted = flat(window.editing.document), load(template)
    assert specs_of(drawn) == specs_of(wanted)
    if template != "tweets":  # its texts are longer in the template
        assert weights_of(drawn) == weights_of(wanted)
    assert type(drawn.data.dataset) is type(wanted.data.dataset)
    qtbot.waitUntil(lambda: not window.checker.errors() and window.data_reader.facts is not None, timeout=30000)
    hand.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(window.training.runs))
    assert window.training.runs and hand.count <= most, hand.count
