"""Kernels made ready while somebody draws: once for each network, by one process that never gets in the way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from graph.data.data_plan import DataPlan
from graph.document.document import Document, new_document
from graph.editing import edits
from graph.validate import problems
from gui.language import install_language
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.training import warming as warming_module
from gui.training.runs import TrainingRuns
from gui.training.warming import Warming, needs_of
from tests.gui.conftest import fake_command

WARMER = Path(__file__).with_name("fake_warmer.py")
MakeRuns = Callable[[str], TrainingRuns]
COLD_KERNELS = 240_000


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming_module, "QUIET_MS", 10)


@pytest.fixture
def started() -> list[Path]:
    """One entry for every process that was started."""
    return []


@pytest.fixture
def warm(qapp: QApplication, started: list[Path]) -> Iterator[MakeRuns]:
    """Sessions whose warm-up pretends: `quick`, `slow`, `loads` or `fails`."""
    made: list[TrainingRuns] = []

    def make(mode: str) -> TrainingRuns:
        def command(document: Path) -> list[str]:
            started.append(document)
            return [sys.executable, str(WARMER), str(document), mode]

        made.append(TrainingRuns(command=fake_command("slow"), warm_command=command))
        return made[-1]

    yield make
    for training in made:
        training.shut_down()


def with_units(document: Document, units: int) -> Document:
    dense = document.main.layer_named("dense")
    assert dense is not None
    return edits.set_params(document, "m1", dense.id, {"units": units})


def is_over(warming: Warming) -> bool:
    return warming.process_id == 0


def test_what_decides_about_kernels_is_neither_name_nor_place_nor_data(network: Document) -> None:
    dense = network.main.layer_named("dense")
    assert dense is not None
    same = edits.rename_layer(network, "m1", dense.id, "answer")
    same = edits.move(same, "m1", {dense.id: (7, 7)})
    same = replace(same, data=DataPlan(), training=same.training.replace(epochs=99, seed=5))
    assert needs_of(same) == needs_of(network)
    others = (
        with_units(network, 11),
        edits.set_trainable(network, "m1", dense.id, False),
        replace(network, training=network.training.replace(batch_size=7)),
        replace(network, training=network.training.replace(optimizer="adam")),
    )
    assert all(needs_of(other) != needs_of(network) for other in others)


def test_each_network_is_warmed_once(qtbot: QtBot, warm: MakeRuns, started: list[Path], network: Document) -> None:
    warming, other = warm("quick").warming, with_units(network, 11)
    for document, count in ((network, 1), (other, 2), (network, 2), (other, 2)):
        warming.follow(document, ())
        qtbot.wait(60)
        qtbot.waitUntil(lambda: is_over(warming), timeout=15000)
        assert len(started) == count


def test_while_edits_go_on_nothing_begins(
    qtbot: QtBot, warm: MakeRuns, started: list[Path], network: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming_module, "QUIET_MS", 200)
    warming = warm("slow").warming
    for units in range(1, 9):
        warming.follow(with_units(network, units), ())
        qtbot.wait(40)
        assert started == []
    qtbot.waitUntil(lambda: len(started) == 1)


def test_a_newer_network_takes_the_place_of_an_older_one(
    qtbot: QtBot, warm: MakeRuns, started: list[Path], network: Document
) -> None:
    warming = warm("slow").warming
    warming.follow(network, ())
    qtbot.waitUntil(lambda: warming.process_id > 0)
    first = psutil.Process(warming.process_id)
    warming.follow(network, ())
    qtbot.wait(60)
    assert warming.process_id == first.pid
    warming.follow(with_units(network, 11), ())
    qtbot.waitUntil(lambda: warming.process_id not in (0, first.pid))
    assert not first.is_running() and len(started) == 2


def test_a_mistake_starts_nothing_and_ends_nothing(
    qtbot: QtBot, warm: MakeRuns, started: list[Path], network: Document
) -> None:
    warming = warm("slow").warming
    empty = new_document()
    warming.follow(empty, problems(empty))
    loose = edits.disconnect(network, "m1", network.main.outputs[0], 0)
    warming.follow(loose, problems(loose))
    qtbot.wait(60)
    assert started == []
    without_data = replace(network, data=DataPlan())
    found = problems(without_data)
    assert "no-data" in {problem.code for problem in found}
    warming.follow(without_data, found)
    qtbot.waitUntil(lambda: warming.process_id > 0)
    warming.follow(loose, problems(loose))
    qtbot.wait(60)
    assert not is_over(warming)


def test_training_ends_it_and_is_left_alone(
    qtbot: QtBot, warm: MakeRuns, started: list[Path], network: Document
) -> None:
    training = warm("slow")
    training.warming.follow(with_units(network, 11), ())
    qtbot.waitUntil(lambda: training.warming.process_id > 0)
    running = psutil.Process(training.warming.process_id)
    training.warming.follow(network, ())
    training.train(network, "digits", None)
    qtbot.waitUntil(lambda: is_over(training.warming))
    assert not running.is_running()
    qtbot.wait(60)
    assert training.link.is_busy and is_over(training.warming)
    training.link.process.kill()
    qtbot.waitUntil(lambda: not training.link.is_busy)
    qtbot.wait(60)
    assert len(started) == 1, "the training has made its kernels ready"
    training.warming.follow(with_units(network, 11), ())
    qtbot.waitUntil(lambda: len(started) == 2)


@pytest.mark.parametrize("mode", ["fails", "is not there"])
def test_whatever_goes_wrong_nobody_is_told_and_it_is_not_tried_again(
    qtbot: QtBot, warm: MakeRuns, started: list[Path], network: Document, mode: str
) -> None:
    warming = warm(mode).warming
    if mode == "is not there":
        warming.command = lambda document: started.append(document) or ["/nowhere/python"]  # type: ignore[func-returns-value]
    for _ in range(2):
        warming.follow(network, ())
        qtbot.waitUntil(lambda: len(started) == 1 and is_over(warming), timeout=15000)
        qtbot.wait(60)
    assert len(started) == 1 and warming.compiled is None


def test_a_folder_that_cant_be_written_only_means_waiting_later(
    qtbot: QtBot, warm: MakeRuns, started: list[Path], network: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    warming = warm("quick").warming
    monkeypatch.setattr(warming_module, "DOCUMENT", "no/such/folder/document.loom")
    warming.follow(network, ())
    qtbot.wait(60)
    assert started == [] and is_over(warming)


def test_the_status_tells_quietly_what_is_compiled(
    qtbot: QtBot, warm: MakeRuns, theme: Theme, network: Document, qapp: QApplication
) -> None:
    window = MainWindow(Settings(), theme, warm("slow"))
    qtbot.addWidget(window, before_close_func=lambda w: (w.editing.mark_saved(), w.training.shut_down()))
    window.editing.load(network)
    window.show()
    warming, status = window.training.warming, window.training_panel.status
    qtbot.waitUntil(lambda: status.text() == "Preparing kernels… 2 of 4", timeout=15000)
    chinese = install_language(qapp, "zh_CN")
    assert window.status.text() == "正在准备内核… 2 / 4"
    for translator in chinese:
        qapp.removeTranslator(translator)
    process = psutil.Process(warming.process_id)
    window.close()
    assert not process.is_running() and status.text() == ""


def test_what_is_merely_loaded_is_not_mentioned(qtbot: QtBot, warm: MakeRuns, network: Document) -> None:
    warming, seen = warm("loads").warming, list[object]()
    warming.progressed.connect(lambda: seen.append(warming.compiled))
    warming.follow(network, ())
    qtbot.waitUntil(lambda: warming.process_id > 0)
    qtbot.wait(500)
    assert seen == []


def test_the_real_one_fills_the_cache_and_comes_last(
    qtbot: QtBot, theme: Theme, network: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_CACHE_DIR", str(tmp_path))
    training = TrainingRuns()
    window = MainWindow(Settings(), theme, training)
    qtbot.addWidget(window, before_close_func=lambda w: (w.editing.mark_saved(), w.training.shut_down()))
    window.editing.load(network)
    window.show()
    warming = training.warming
    qtbot.waitUntil(lambda: warming.compiled is not None, timeout=COLD_KERNELS)
    if sys.platform != "win32":
        assert psutil.Process(warming.process_id).nice() == 19
    qtbot.waitUntil(lambda: is_over(warming), timeout=COLD_KERNELS)
    made = set(tmp_path.rglob("*.code"))
    assert made
    window.train()
    qtbot.waitUntil(lambda: training.link.state.value == "running", timeout=COLD_KERNELS)
    assert set(tmp_path.rglob("*.code")) == made
