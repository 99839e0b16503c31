"""`layerloom train`: a document from its first step to a folder of results."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.specs.message import Message, MessageError, say
from runtime.cli.callback_words import callback
from runtime.cli.foreign import bound, continued, opened_and_told
from runtime.cli.options import Commands, add_file, add_json, add_plan_options, count, seed
from runtime.cli.priority import give_way
from runtime.cli.trouble import INTERRUPTED
from runtime.files.documents import Opened

if TYPE_CHECKING:
    from runtime.cli.steering import Steering
    from runtime.training.callbacks.callback import Callback, History
    from runtime.training.experiment import Experiment
    from runtime.training.run_folder import RunFolder


def add_command(commands: Commands) -> None:
    command = commands.add_parser("train", help="train a project and write history, weights and curves")
    add_file(command)
    command.add_argument("--epochs", type=count, metavar="N", help="passes over the data")
    command.add_argument("--seed", type=seed, metavar="N", help="the same seed gives the same result")
    add_plan_options(command)
    command.add_argument(
        "--callback",
        type=callback,
        action="append",
        default=[],
        metavar="C",
        help="watch the training as well by a callback, written as in Python: 'EarlyStopping(patience=3)'; repeatable",
    )
    command.add_argument("--no-callbacks", action="store_true", help="leave out the callbacks of the project itself")
    command.add_argument(
        "--weights", type=Path, metavar="F.h5", help="weights to start from: weights.h5 of a run, or .keras"
    )
    command.add_argument("-o", "--output", type=Path, metavar="RUN", help="the folder for the results (runs/…)")
    add_json(command, "tell the progress as JSON, one object a line; reads pause, resume and stop")
    command.set_defaults(run=run_train)


def run_train(options: argparse.Namespace) -> int:
    from graph.storage.data_paths import relocated
    from runtime.training.experiment import Experiment, Overrides
    from runtime.training.run_folder import RunFolder, new_run_path

    if options.json:
        give_way()
    opened = opened_and_told(options.file)
    plan = Overrides(options.epochs, options.batch_size, options.seed, options.threads, options.data)
    plan = replace(plan, callbacks=tuple(options.callback), own_callbacks=not options.no_callbacks)
    experiment = Experiment(bound(plan.applied(opened.document), opened), opened.folder)
    weights = opened.weights
    if options.weights is not None:
        from runtime.files.keras_files import load_weights

        weights = load_weights(options.weights, experiment.document)
    if weights is not None:
        experiment.network.weights.set(weights)
    if options.weights is None:
        continued(experiment, opened)
    run = RunFolder(options.output or new_run_path(opened.name))
    run.save_plan(relocated(experiment.document, opened.folder, run.path))
    return train_with_events(experiment, run) if options.json else train_with_bars(experiment, run, opened)


def train_with_bars(experiment: Experiment, run: RunFolder, opened: Opened) -> int:
    """Train under a progress bar; Ctrl+C stops after the step under way and keeps what there is."""
    from runtime.cli.bars import Bars
    from runtime.cli.steering import Steering

    bars, steering = Bars(), Steering()
    print(f"Training {opened.name}: {_size_text(experiment)}.")
    if run.moved is not None:
        print(f"The results of an earlier run are kept in {run.moved}.")
    with contextlib.closing(bars):
        history = fit(experiment, run, (steering, bars), steering, bars.note)
    if history is None:
        print("Stopped before the first step; there are no results.", file=sys.stderr)
        return INTERRUPTED
    save(experiment, run, history)
    if steering.interrupted:
        print(f"Stopped; what there is was written to {run.path}.", file=sys.stderr)
        return INTERRUPTED
    print(f"Wrote history, weights and curves to {run.path}.")
    return 0


def train_with_events(experiment: Experiment, run: RunFolder) -> int:
    """Train for a program that reads JSON lines and may write pause, resume and stop."""
    from runtime.cli.events import Events, EventWriter, obey, telling
    from runtime.cli.steering import Steering

    steering = Steering()
    # Without a listener the training ends, and what there is gets saved.
    write = EventWriter(sys.stdout, steering.stop)
    steering.tell = write
    obey(sys.stdin, steering)
    watchers = (steering, Events(write, about(experiment)))
    history = fit(experiment, run, watchers, steering, telling(write))
    if history is not None:
        save(experiment, run, history)
    if steering.stopping:
        write("stopped")
    write("finished", run=str(run.path))
    return INTERRUPTED if steering.interrupted else 0


def fit(
    experiment: Experiment,
    run: RunFolder,
    watchers: Sequence[Callback],
    steering: Steering,
    note: Callable[[Message], None],
) -> History | None:
    """Train and write the history as it grows; None where it was stopped before the first step.

    What the document's callbacks have to say goes to `note`, at the end also why one of them ended the training.
    """
    from runtime.cli.steering import StoppedEarly
    from runtime.files.run_names import HISTORY
    from runtime.training.plan_callbacks import plan_callbacks
    from runtime.training.run_folder import HistoryFile, WeightSaver

    rows = HistoryFile(run.path / HISTORY)
    saver = WeightSaver(lambda: run.save_weights(experiment.document, experiment.weights))
    plan = experiment.document.training
    # First, since what they add to the results is shown and kept with them.
    planned = plan_callbacks(experiment.document, run.path, note)
    try:
        with steering.on_interrupt(), contextlib.closing(rows):
            history = experiment.trainer.fit(
                experiment.training,
                experiment.validation,
                epochs=plan.epochs,
                shuffle=plan.shuffle,
                seed=experiment.seed,
                callbacks=(*planned, rows, saver, *watchers),
            )
    except StoppedEarly:
        return None
    for watcher in planned:
        if watcher.ended is not None:
            note(watcher.ended)
    return history


def save(experiment: Experiment, run: RunFolder, history: History) -> None:
    """Write weights and curves; raises MessageError where the training ended because a number was not finite."""
    run.save_weights(experiment.document, experiment.weights)
    run.save_curves(history.history)
    if experiment.trainer.trouble is not None:
        raise MessageError(
            say("{trouble} What was written to {run} is whole.", trouble=experiment.trainer.trouble, run=str(run.path))
        )


def about(experiment: Experiment) -> dict[str, Any]:
    """What a program wants to know before the first step."""
    plan = experiment.document.training
    return {
        "epochs": plan.epochs,
        "steps": experiment.training.steps,
        "samples": experiment.training.rows,
        "batch_size": plan.batch_size,
        "validation_samples": experiment.validation.rows if experiment.validation else 0,
        "metrics": metric_names(experiment),
    }


def metric_names(experiment: Experiment) -> list[str]:
    """The names that the history will have, those of the validation left out."""
    from runtime.training.objective import Scores

    return sorted(Scores(experiment.program, experiment.training.targets).results())


def _size_text(experiment: Experiment) -> str:
    held = f", {experiment.validation.rows:,} for validation" if experiment.validation else ""
    weights = sum(owned.weight.size for owned in experiment.program.weights)
    return f"{experiment.training.rows:,} samples{held}, {weights:,} weights"
