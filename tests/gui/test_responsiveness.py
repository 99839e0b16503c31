"""The window never waits: not while kernels are compiled, not while a model trains, not when the training is killed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.training.link import State
from gui.training.run import Run
from runtime.files import templates

HANG = 1.0
"""Seconds after which a person takes a window for dead, and what no machine is too busy for. How short the longest
waits are is shown by `benchmarks.editor`."""
TICK_MS = 5
COLD_KERNELS = 240_000
"""Milliseconds that compiling every kernel of the network may take on a busy machine."""


def clock() -> float:
    """Seconds that passed for this thread, without those for which a busy machine let it stand in the queue."""
    delays = Path("/proc/thread-self/schedstat")
    waited = int(delays.read_text().split()[1]) / 1e9 if delays.exists() else 0.0
    return time.perf_counter() - waited


class Pulse(QObject):
    """A timer that ticks every 5 ms and remembers the longest time that the event loop left it waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.longest, self.beats = 0.0, 0
        self._last = clock()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = clock()
        self._timer.start(TICK_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = clock()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.beats += 1


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The editor on the digits template, with the real trainer, drawn as users see it."""
    theme = Theme("dark")
    made = MainWindow(Settings(), theme)
    qtbot.addWidget(made, before_close_func=lambda w: (w.editing.mark_saved(), w.training.link.shut_down()))
    document = templates.load("fully_connected")
    made.editing.load(replace(document, training=document.training.replace(epochs=40)))
    made.resize(1440, 900)
    made.show()
    qtbot.waitUntil(lambda: made.data_reader.facts is not None, timeout=15000)
    qtbot.wait(300)
    yield made
    made.data_reader.close()


def test_the_window_stays_awake_while_kernels_compile_and_a_model_trains(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_CACHE_DIR", str(tmp_path / "no kernels yet"))
    link, pulse, seen = window.training.link, Pulse(), set[State]()
    link.state_changed.connect(seen.add)
    window.workspaces.go("train")
    pulse.start()
    window.train()
    qtbot.waitUntil(lambda: not link.is_busy, timeout=COLD_KERNELS)
    pulse.stop()
    assert link.state is State.FINISHED, link.message
    assert {State.COMPILING, State.RUNNING} <= seen
    assert link.compiled[0] == link.compiled[1] > 0
    assert pulse.beats > 100
    assert pulse.longest < HANG


def test_the_window_stays_awake_while_kernels_are_made_ready(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_CACHE_DIR", str(tmp_path / "no kernels yet"))
    warming, pulse = window.training.warming, Pulse()
    pulse.start()
    window.editing.apply("Use", lambda d: replace(d, training=d.training.replace(batch_size=48)))
    qtbot.waitUntil(lambda: warming.compiled is not None, timeout=COLD_KERNELS)
    qtbot.waitUntil(lambda: warming.process_id == 0, timeout=COLD_KERNELS)
    pulse.stop()
    assert pulse.beats > 100
    assert pulse.longest < HANG


def has_points(run: Run) -> bool:
    """A run that goes on from its beginning has no curves until its first steps are told."""
    return "loss" in run.batches and len(run.batches["loss"].value) > 1


def test_killing_the_training_leaves_editor_and_document_as_they_were(qtbot: QtBot, window: MainWindow) -> None:
    window.workspaces.go("train")
    document, undo = window.editing.document, window.editing.undo_text
    window.train()
    link, run = window.training.link, window.training.runs[0]
    qtbot.waitUntil(lambda: link.state is State.RUNNING and run.steps_done > 20, timeout=COLD_KERNELS)
    psutil.Process(link.process.process_id).kill()
    qtbot.waitUntil(lambda: not link.is_busy, timeout=15000)
    assert link.state is State.FAILED
    said = window.training_panel.trouble
    assert said.isVisible()
    assert "ended from outside or crashed" in said.text() and "document is as it was" in said.text()
    assert window.editing.document is document and window.editing.undo_text == undo
    assert len(run.batches["loss"].value) > 0
    assert window.top.train.isEnabled() and not window.top.stop.isEnabled()
    assert "Resume goes on" in said.text() and window.training_panel.resume.isVisible()
    window.training_panel.resume.click()
    qtbot.waitUntil(lambda: link.state is State.RUNNING and has_points(run), timeout=COLD_KERNELS)
    assert window.training.runs == [run] and not window.training_panel.resume.isVisible()
    loss = run.batches["loss"]
    assert (np.diff(loss.step.array) > 0).all() and (np.diff(loss.seconds.array) >= 0).all()
    link.stop()
    qtbot.waitUntil(lambda: link.state is State.STOPPED, timeout=COLD_KERNELS)
    assert [found.folder for found in window.training.interrupted()] == [run.folder]
    window.train()
    qtbot.waitUntil(lambda: link.state is State.RUNNING, timeout=COLD_KERNELS)
    link.stop()
    qtbot.waitUntil(lambda: link.state is State.STOPPED, timeout=30000)
