"""`layerloom train`: a document from its first step to a folder of results."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.specs.message import Message, MessageError, say
from graph.validate.memory import bytes_text
from runtime.cli import INTERRUPTED
from runtime.cli.callback_words import callback
from runtime.cli.jobs import Job, begun, planned_processes, resumed
from runtime.cli.opening import UsageError
from runtime.cli.options import FILE, Commands, add_json, add_plan_options, count, seed
from runtime.cli.priority import give_way
from runtime.cli.trouble import PIPE, SIGNAL, silence
from runtime.ranks.ranks import is_launched, ranks

if TYPE_CHECKING:
    from runtime.cli.steering import Steering
    from runtime.training.callbacks.callback import Callback, History
    from runtime.training.experiment import Experiment


def add_command(commands: Commands) -> None:
    command = commands.add_parser("train", help="train a project and write history, weights and curves")
    command.add_argument("file", metavar="FILE", nargs="?", help=FILE)
    command.add_argument("--epochs", type=count, metavar="N", help="passes over the data")
    command.add_argument("--seed", type=seed, metavar="N", help="the same seed gives the same result")
    add_plan_options(command)
    command.add_argument(
        "--callback",
        type=callback,
        action="append",
        default=[],
        metavar="C",
        help="watch the training as well by a callback, written as in Python: 'EarlyStopping(patience=3)'; its "
        "files lie in the folder of the run; repeatable",
    )
    command.add_argument(
        "--class-weight", metavar="W", help="how much each class counts: balanced, or such as '0: 1, 1: 2.5'"
    )
    command.add_argument("--no-callbacks", action="store_true", help="leave out the callbacks of the project itself")
    command.add_argument(
        "--weights", type=Path, metavar="F.h5", help="weights to start from: weights.h5 of a run, or .keras"
    )
    command.add_argument("-o", "--output", type=Path, metavar="RUN", help="the folder for the results (runs/…)")
    command.add_argument(
        "--resume", type=Path, metavar="RUN", help="go on with a run that was stopped or killed, as if it hadn't been"
    )
    command.add_argument(
        "--processes",
        type=count,
        metavar="N",
        help="share every batch out among N processes, by MPI (layerloom[mpi]); else as the plan says",
    )
    add_json(command, "tell the progress as JSON, one object a line; reads pause, resume and stop")
    command.set_defaults(run=run_train)


def run_train(options: argparse.Namespace) -> int:
    processes = options.processes or (1 if is_launched() else planned_processes(options))
    if processes > 1:
        return _start_processes(options, processes)
    if is_launched():
        from runtime.cli.joint_training import train_as_rank

        return train_as_rank(options, train_here)
    return train_here(options)


def train_here(options: argparse.Namespace) -> int:
    """Train in this process; where it leads others, they are told."""
    if options.json:
        give_way()
    together = ranks()
    try:
        job = resumed(options) if options.resume is not None else begun(options)
    except BaseException:
        if together is not None:
            together.led(None)
            together.listening = True
        raise
    try:
        if together is not None:
            from runtime.cli.joint_training import share

            share(job, together, options.where)
        return train_with_events(job) if options.json else train_with_bars(job)
    except KeyboardInterrupt:  # a second Ctrl+C: nobody waits for the step under way
        there = (
            "there is nothing to go on from" if job.run.checkpoint.is_empty else f"{going_on(job)} its last checkpoint"
        )
        end_sentence(f"Broken off; {there}.")
        return INTERRUPTED
    finally:
        job.run.close()


def _start_processes(options: argparse.Namespace, processes: int) -> int:
    """The same command in several processes; raises MessageError."""
    from runtime.ranks.launch import launch

    if is_launched():
        raise UsageError(
            say("--processes starts the processes itself, so it can't be given to one that mpiexec has started.")
        )
    lost = (
        "A process was killed, so all were ended. What was written is whole; --resume goes on from the last checkpoint."
    )
    return launch(processes, without_processes(options.given), lost)


def without_processes(arguments: Sequence[str]) -> list[str]:
    """The command line without the option that has been followed."""
    left, rest = [], iter(arguments)
    for word in rest:
        if word == "--processes":
            next(rest, None)
        elif not word.startswith("--processes="):
            left.append(word)
    return left


def train_with_bars(job: Job) -> int:
    """Train under a progress bar; Ctrl+C and other ends stop after the step under way and keep what there is."""
    from runtime.cli.bars import Bars
    from runtime.cli.steering import Steering

    steering, run = Steering(), job.run
    bars = Bars(unseen=lambda: unseen(steering))
    say_to(steering, f"Training {job.name}: {_size_text(job.experiment)}.")
    if job.state is not None:
        say_to(steering, f"It goes on from epoch {job.state['epoch'] + 1}, after {job.state['step']} of its steps.")
    if run.moved is not None:
        say_to(steering, f"The results of an earlier run are kept in {run.moved}.")
    with steering.on_interrupt(), contextlib.closing(bars):
        history = fit(job, (steering, bars), steering, bars.note)
        if history is not None:
            save(job, history, steering)
    if history is None:
        there = "there are no results" if job.state is None else "the run is as it was"
        print(f"Stopped before the first step; {there}.", file=sys.stderr)
        return INTERRUPTED if not steering.interrupted else SIGNAL + steering.interrupted
    if steering.interrupted:
        end_sentence(f"Stopped; what there is was written to {run.path}, and {going_on(job)} there.")
        return SIGNAL + steering.interrupted
    if steering.stopping:
        return SIGNAL + PIPE
    say_to(steering, f"Wrote history, weights and curves to {run.path}.")
    return 0


def train_with_events(job: Job) -> int:
    """Train for a program that reads JSON lines and may write pause, resume and stop."""
    from runtime.cli.events import Events, EventWriter, obey, telling
    from runtime.cli.steering import Steering

    steering = Steering()
    # Without a listener the training ends, and what there is gets saved.
    write = EventWriter(sys.stdout, steering.stop)
    steering.tell = write
    obey(sys.stdin, steering)
    watchers = (steering, Events(write, about(job)))
    with steering.on_interrupt():
        history = fit(job, watchers, steering, telling(write))
        if history is not None:
            save(job, history, steering)
    if steering.stopping:
        write("stopped")
    write("finished", run=str(job.run.path))
    return SIGNAL + steering.interrupted if steering.interrupted else 0


def fit(job: Job, watchers: Sequence[Callback], steering: Steering, note: Callable[[Message], None]) -> History | None:
    """Train, write the history as it grows and keep checkpoints; None where it was stopped before the first step.

    What the document's callbacks have to say goes to `note`, at the end also why one of them ended the training.
    """
    from runtime.cli.steering import StoppedEarly
    from runtime.files.run_names import HISTORY
    from runtime.training.plan_callbacks import plan_callbacks
    from runtime.training.resume.keeper import RunKeeper
    from runtime.training.run_folder import HistoryFile, WeightSaver

    experiment, run = job.experiment, job.run
    rows = HistoryFile(run.path / HISTORY, note)
    saver = WeightSaver(lambda: run.save_weights(experiment.document, experiment.weights), note)
    keeper = RunKeeper(run.checkpoint, note, lambda: steering.stopping, job.state, job.known)
    plan = experiment.document.training
    # First, since what they add to the results is shown and kept with them.
    planned = plan_callbacks(experiment.document, run.path, note)
    try:
        with contextlib.closing(rows):
            history = experiment.trainer.fit(
                experiment.training,
                experiment.validation,
                epochs=plan.epochs,
                shuffle=plan.shuffle,
                seed=experiment.seed,
                class_weight=experiment.class_weight,
                callbacks=(*planned, rows, saver, *watchers, keeper),
            )
    except StoppedEarly:
        return None
    for watcher in planned:
        if watcher.ended is not None:
            note(watcher.ended)
    return history


def save(job: Job, history: History, steering: Steering) -> None:
    """Write weights and curves; raises MessageError where that can't be, or where the training ended because a number
    was not finite. The checkpoint of a training that was not stopped is no longer needed then."""
    run, trouble = job.run, job.experiment.trainer.trouble
    run.save_weights(job.experiment.document, job.experiment.weights)
    run.save_curves(history.history)
    if trouble is not None:
        raise MessageError(say("{trouble} What was written to {run} is whole.", trouble=trouble, run=str(run.path)))
    if not steering.stopping:
        run.checkpoint.remove()


def say_to(steering: Steering, line: str) -> None:
    """Print a line; where nobody reads any more, the training ends, and what there is gets saved."""
    try:
        print(line, flush=True)
    except OSError:
        unseen(steering)


def unseen(steering: Steering) -> None:
    """Nobody reads what is printed: end the training, and print no more."""
    steering.stop()
    silence(sys.stdout)


def going_on(job: Job) -> str:
    return f"--resume {job.run.path} goes on from"


def end_sentence(line: str) -> None:
    """Print a line on standard error, if anybody reads it: a terminal may be gone."""
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)


def about(job: Job) -> dict[str, Any]:
    """What a program wants to know before the first step."""
    experiment = job.experiment
    plan = experiment.document.training
    at = job.state or {"epoch": 0, "step": 0}
    done = {"epochs_done": at["epoch"], "steps_done": at["step"]} if job.is_resumed else {}
    return done | {
        "epochs": plan.epochs,
        "steps": experiment.training.steps,
        "samples": experiment.training.rows,
        "batch_size": plan.batch_size,
        "validation_samples": experiment.validation.rows if experiment.validation else 0,
        "metrics": metric_names(experiment),
        "memory": experiment.memory,
    }


def metric_names(experiment: Experiment) -> list[str]:
    """The names that the history will have, those of the validation left out."""
    from runtime.training.objective import Scores

    return sorted(Scores(experiment.program, experiment.training.targets).results())


def _size_text(experiment: Experiment) -> str:
    held = f", {experiment.validation.rows:,} for validation" if experiment.validation else ""
    weights = sum(owned.weight.size for owned in experiment.program.weights)
    memory, together = bytes_text(experiment.memory), ranks()
    each = "" if together is None else f" in each of {together.count} processes"
    return f"{experiment.training.rows:,} samples{held}, {weights:,} weights, about {memory} of memory{each}"
