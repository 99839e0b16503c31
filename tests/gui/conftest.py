"""A window with a document of its own, and a trainer that only pretends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.digits import Digits
from graph.data.transforms import OneHot, Scale
from graph.document.document import Document, Source, new_document
from graph.editing import edits
from graph.specs.registry import layer_kinds
from gui.editing import Editing
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme, load_fonts
from gui.training.runs import TrainingRuns
from runtime.files.documents import open_path

TRAINER = Path(__file__).with_name("fake_trainer.py")


def small_network() -> Document:
    """Digits → flatten → dense → output, complete with data and a loss."""
    kinds = layer_kinds()
    document = new_document("digits")
    document, image, x = edits.add_layer(document, "m1", kinds["Input"](shape=(28, 28, 1)), name="image")
    document, _, flat = edits.add_layer(document, "m1", kinds["Flatten"](), (200, 0), name="flatten")
    softmax = kinds["Dense"](units=10, activation="softmax")
    document, _, dense = edits.add_layer(document, "m1", softmax, (400, 0), "dense")
    spec = kinds["Output"](loss="categorical_crossentropy", metrics=["accuracy"])
    document, digit, y = edits.add_layer(document, "m1", spec, (600, 0), name="digit")
    for source, call in ((x, flat), (flat, dense), (dense, y)):
        document = edits.connect(document, "m1", Source(source), call, 0)
    plan = DataPlan(Digits()).bind(image, Binding("image", (Scale(),))).bind(digit, Binding("digit", (OneHot(10),)))
    return replace(document, data=plan)


@pytest.fixture
def network() -> Document:
    return small_network()


@pytest.fixture(scope="session", autouse=True)
def shipped_fonts(qapp: object) -> None:
    """All is measured in the fonts that users see, whatever is installed here."""
    load_fonts()


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("light")


@pytest.fixture
def editing(qapp: object, network: Document) -> Editing:
    return Editing(network)


def fake_command(mode: str) -> Callable[[Path, Path], list[str]]:
    return lambda document, run: [sys.executable, str(TRAINER), str(document), str(run), mode]


def nothing_is_warmed(document: Path) -> list[str]:
    return ["no such program"]


@pytest.fixture
def make_runs(qapp: object) -> Iterator[Callable[[str], TrainingRuns]]:
    """Sessions whose trainer pretends: `quick`, `slow`, `flood`, `crash` or `error`."""
    made: list[TrainingRuns] = []

    def make(mode: str) -> TrainingRuns:
        made.append(TrainingRuns(command=fake_command(mode), warm_command=nothing_is_warmed))
        return made[-1]

    yield make
    for runs in made:
        runs.shut_down()


@pytest.fixture
def make_window(
    qtbot: QtBot, theme: Theme, network: Document, make_runs: Callable[[str], TrainingRuns]
) -> Callable[[str], MainWindow]:
    """Windows that show the small network."""

    def make(mode: str = "quick") -> MainWindow:
        window = MainWindow(Settings(), theme, make_runs(mode))
        qtbot.addWidget(window, before_close_func=lambda w: (w.editing.mark_saved(), w.training.link.shut_down()))
        window.files.reading.opening = lambda _window, path, rest: open_path(path, rest)  # at once
        window.editing.load(network)
        window.resize(1400, 880)
        window.show()
        return window

    return make
