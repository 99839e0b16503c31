"""Training in a process of its own: it is watched, paused, stopped and killed, and the editor stays as it was."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from graph.document.document import Document
from graph.editing import edits
from gui.curves.metric_plot import MetricPlot
from gui.main_window import MainWindow
from gui.panels.front_run import FrontRun, result_text
from gui.training.link import State
from gui.training.run import Run
from gui.training.runs import TrainingRuns

MakeRuns = Callable[[str], TrainingRuns]
MakeWindow = Callable[[str], MainWindow]


def until(qtbot: QtBot, training: TrainingRuns, state: State, timeout: int = 15000) -> None:
    qtbot.waitUntil(lambda: training.link.state is state, timeout=timeout)


def test_a_run_is_recorded_and_finishes(qtbot: QtBot, make_runs: MakeRuns, network: Document) -> None:
    training = make_runs("quick")
    training.train(network, "digits.loom", None)
    until(qtbot, training, State.FINISHED)
    run = training.runs[0]
    assert run.metrics == ("loss", "accuracy")
    assert len(run.batches["loss"].value) == 40 and len(run.epochs["val_loss"].value) == 2
    assert run.steps_done == 40 and run.share_done == 1.0
    losses = run.epochs["loss"].value.array
    assert losses[1] < losses[0]
    assert (run.folder / "document.loom").exists()


def test_a_training_that_is_left_before_it_stops_is_no_failure(
    qtbot: QtBot, make_runs: MakeRuns, network: Document
) -> None:
    training = make_runs("slow")
    training.train(network, "digits", None)
    until(qtbot, training, State.RUNNING)
    training.link.shut_down(0)
    qtbot.wait(100)
    assert training.link.state is State.STOPPED and training.link.message is None


def test_pause_resume_and_stop_keep_the_history(qtbot: QtBot, make_runs: MakeRuns, network: Document) -> None:
    training = make_runs("slow")
    training.train(network, "digits", None)
    until(qtbot, training, State.RUNNING)
    run = training.runs[0]
    qtbot.waitUntil(lambda: run.steps_done > 5)
    training.link.pause()
    until(qtbot, training, State.PAUSED)
    qtbot.wait(100)
    held, seconds = run.steps_done, training.link.seconds
    qtbot.wait(200)
    assert run.steps_done == held and training.link.seconds == seconds
    training.link.resume()
    qtbot.waitUntil(lambda: run.steps_done > held)
    training.link.stop()
    until(qtbot, training, State.STOPPED)
    assert len(run.batches["loss"].value) > held


def test_a_killed_process_leaves_everything_as_it_was(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window("slow")
    window.workspaces.go("train")
    before = window.editing.document
    window.train()
    until(qtbot, window.training, State.RUNNING)
    psutil.Process(window.training.link.process.process_id).kill()
    until(qtbot, window.training, State.FAILED)
    assert window.editing.document is before
    assert "crashed" in window.training_panel.trouble.text()
    assert window.training_panel.trouble.isVisible()
    assert window.top.train.isEnabled()


def test_what_the_process_complains_of_is_shown_with_its_layer(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window("error")
    window.train()
    until(qtbot, window.training, State.FAILED)
    assert window.training_panel.trouble.text() == "The loss of output is NaN after step 3."
    layer = window.editing.model.layer_named("dense")
    assert layer is not None and window.editing.selection == {layer.id}


def test_a_process_that_ends_early_is_a_failure_with_a_sentence(
    qtbot: QtBot, make_runs: MakeRuns, network: Document
) -> None:
    training = make_runs("crash")
    training.train(network, "digits", None)
    until(qtbot, training, State.FAILED)
    assert "exit code 7" in str(training.link.message)


def test_a_program_that_is_not_there_is_a_failure_with_a_sentence(qtbot: QtBot, network: Document) -> None:
    training = TrainingRuns(command=lambda document, run: ["/nowhere/python"])
    training.train(network, "digits", None)
    until(qtbot, training, State.FAILED)
    assert "could not be started" in str(training.link.message)


def test_training_is_refused_while_an_error_stands(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window("quick")
    call = next(c for c in window.editing.model.calls.values() if c.inputs)
    window.editing.apply("Disconnect", lambda d: edits.disconnect(d, "m1", call.id, 0))
    window.train()
    assert window.training.link.state is State.IDLE
    assert window.tabs.currentWidget() is window.problems
    assert window.editing.selection


def test_the_window_draws_less_often_than_values_flood_in(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, draws, beats = make_window("flood"), 0, 0
    drawn = MetricPlot.redraw

    def counted(plot: MetricPlot) -> None:
        nonlocal draws
        draws += 1
        drawn(plot)

    def beat() -> None:
        nonlocal beats
        beats += 1

    monkeypatch.setattr(MetricPlot, "redraw", counted)
    window.workspaces.go("train")
    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(5)
    window.train()
    qtbot.waitUntil(lambda: window.training.runs[0].steps_done > 0, timeout=30000)
    begin, draws = time.monotonic(), 0
    qtbot.waitUntil(lambda: window.training.runs[0].steps_done > 400, timeout=30000)
    seconds = time.monotonic() - begin
    timer.stop()
    plots = len(window.training_panel.plots)
    assert plots == 2
    assert 0 < draws / plots <= 30 * seconds + 5
    assert beats > 20


def test_earlier_runs_can_be_compared(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window("quick")
    window.workspaces.go("train")
    for count in (1, 2):
        window.train()
        qtbot.waitUntil(lambda n=count: len(window.training.runs) == n, timeout=30000)  # type: ignore[misc]
        until(qtbot, window.training, State.FINISHED)
    panel = window.training_panel
    assert panel.runs.count() == 1
    panel.runs.item(0).setCheckState(Qt.CheckState.Checked)
    assert panel.shown_runs() == [window.training.runs[1], window.training.runs[0]]
    qtbot.waitUntil(lambda: all(len(plot.thin) == 1 for plot in panel.plots.values()), timeout=30000)


def test_what_comes_while_plots_are_drawn_is_drawn_on_all_of_them(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window("quick")
    window.workspaces.go("train")
    for count in (1, 2):
        window.train()
        qtbot.waitUntil(lambda n=count: len(window.training.runs) == n, timeout=30000)  # type: ignore[misc]
        until(qtbot, window.training, State.FINISHED)
    panel = window.training_panel
    qtbot.waitUntil(lambda: len(panel.plots) == 2 and not panel._due and not panel._frame.isActive(), timeout=30000)
    panel.redraw()  # the first of two
    panel.runs.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: all(len(plot.thin) == 1 for plot in panel.plots.values()), timeout=30000)


def test_a_run_goes_back_to_where_it_is_taken_up(tmp_path: Path) -> None:
    run = Run("r", tmp_path, epochs_planned=4, steps_per_epoch=3)
    for epoch in (1, 2):
        for step in (1, 2, 3):
            run.add_batch(epoch, step, epoch + step / 10, {"loss": 1.0, "late": 1.0} if epoch == 2 else {"loss": 1.0})
        run.add_epoch(epoch, epoch + 0.5, {"loss": 1.0, "val_loss": 2.0})
    assert run.go_back(1, 1) == 2.1 and (run.epoch, run.step, run.steps_done) == (2, 1, 4)
    assert run.batches["loss"].step.array.tolist() == [1, 2, 3, 4] and len(run.epochs["val_loss"].value) == 1
    assert run.go_back(0, 0) == 0.0 and run.batches == {} and run.epochs == {}


def test_the_pace_of_a_run_that_is_taken_up_is_that_of_the_steps_since(tmp_path: Path) -> None:
    run = Run("r", tmp_path, epochs_planned=4, steps_per_epoch=10)
    run.add_epoch(1, 0.0, {"loss": 1.0})
    assert run.go_back(1, 0) == 0.0 and run.pace(1.0) == 0.0
    run.add_batch(2, 5, 10.0, {"loss": 1.0})
    assert run.steps_done == 15 and run.pace(10.0) == 2.0


def test_the_past_of_a_run_is_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "history.csv").write_text("epoch,loss,val_loss\n0,0.5,\n1,0.25,0.75\n2,0.1,0.2\n")
    run = Run("r", tmp_path, epochs_planned=4, steps_per_epoch=3)
    run.read_history(2)
    assert run.epochs["loss"].value.array.tolist() == [0.5, 0.25] and run.epochs["loss"].step.array.tolist() == [3, 6]
    assert run.epochs["val_loss"].value.array.tolist() == [0.75]


def test_the_run_in_front_tells_its_newest_values(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window("quick")
    window.workspaces.go("train")
    (card,) = window.train_page.findChildren(FrontRun)
    assert card.isHidden() and "Press Train" in window.train_page.curves.hint.text()
    window.train()
    assert "Press Train" not in window.train_page.curves.hint.text()  # it does already
    until(qtbot, window.training, State.FINISHED)
    run = window.training.runs[0]
    qtbot.waitUntil(lambda: card.isVisible() and "epoch 2 / 2" in card.about.text(), timeout=10000)
    shown = card.values._shown
    assert shown[0][1:] == ("training", "validation") and [row[0] for row in shown[1:]] == ["loss", "accuracy"]
    assert float(shown[1][2]) == pytest.approx(run.epochs["val_loss"].last, abs=0.001)
    assert result_text(run).startswith("val_loss 0.")
