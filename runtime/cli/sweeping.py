"""`layerloom sweep`: one project trained many times with other settings."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from graph.specs.message import MessageError, say
from runtime.cli.opening import UsageError
from runtime.cli.options import FILE, Commands, add_json, count, seed
from runtime.cli.trouble import SIGNAL

if TYPE_CHECKING:
    from graph.document.document import Document
    from runtime.sweeps.folder import SweepFolder
    from runtime.sweeps.worker import Worker

SAMPLERS, PRUNERS, MODES = ("tpe", "random", "grid"), ("median", "hyperband", "none"), ("auto", "min", "max")


def add_command(commands: Commands) -> None:
    command = commands.add_parser("sweep", help="train a project many times with other settings, and find the best")
    command.add_argument("file", metavar="FILE", nargs="?", help=FILE)
    command.add_argument(
        "ranges",
        nargs="*",
        metavar="KEY=RANGE",
        help="what is tried, such as dense.units=16..128:16, optimizer.learning_rate=1e-4..0.1:log, "
        "dense.activation=relu,tanh or dropout.present=true,false; else the project's own ranges",
    )
    command.add_argument("--trials", type=count, metavar="N", help="trainings in all (20)")
    command.add_argument("--jobs", type=count, metavar="N", help="trainings at once (1)")
    command.add_argument("--monitor", metavar="NAME", help="the number of the history that is judged by (val_loss)")
    command.add_argument("--mode", choices=MODES, help="whether it is better when it is small or large")
    command.add_argument("--judged-by", choices=("last", "best"), help="the last epoch (default) or the best one")
    command.add_argument("--sampler", choices=SAMPLERS, help="how values are chosen (tpe)")
    command.add_argument("--pruner", choices=PRUNERS, help="which trainings are ended early (median)")
    command.add_argument("--epochs", type=count, metavar="N", help="passes over the data in each training")
    command.add_argument("--seed", type=seed, metavar="N", help="the same seed chooses the same values")
    command.add_argument("--threads", type=count, metavar="N", help="processor cores for each training")
    command.add_argument("-o", "--output", type=Path, metavar="SWEEP", help="the folder for all trials (sweeps/…)")
    command.add_argument(
        "--resume", type=Path, metavar="SWEEP", help="go on with a sweep, or work on it beside others that do"
    )
    command.add_argument("--storage", metavar="URL", help="a database for the trials, as Optuna names it: sqlite:///…")
    add_json(command, "tell the progress as JSON, one object a line; reads stop")
    command.set_defaults(run=run_sweep)


def run_sweep(options: argparse.Namespace) -> int:
    from runtime.cli.sweep_progress import JsonProgress, Lines
    from runtime.sweeps.study import Study
    from runtime.sweeps.worker import Worker

    folder, document = _taken_up(options) if options.resume is not None else _begun(options)
    plan = document.sweep
    jobs = options.jobs or plan.jobs
    threads = options.threads or max(1, (os.cpu_count() or 1) // jobs)
    study = Study(folder, document, folder.storage(options.storage))
    tell = JsonProgress(study, document) if options.json else Lines(study, document)
    tell.begin(folder.path, jobs)
    folder.join()
    worker = Worker(folder, study, document, jobs, threads, tell)
    if options.json:
        _obey(worker)
    try:
        with _on_interrupt(worker) as ended:
            worker.run()
    finally:
        folder.leave()
    tell.end(folder.path, worker.stopping)
    return SIGNAL + ended[0] if ended else 0


def _begun(options: argparse.Namespace) -> tuple[SweepFolder, Document]:
    """A new sweep of FILE; raises MessageError."""
    from runtime.cli.foreign import bound, opened_and_told
    from runtime.sweeps.folder import SweepFolder
    from runtime.training.run_folder import new_run_path

    if options.file is None:
        raise UsageError(say("What is to be trained? Give a FILE, or --resume with a sweep that was begun."))
    opened = opened_and_told(options.file)
    document = _planned(bound(opened.document, opened), options)
    _check(document)
    folder = SweepFolder(options.output or new_run_path(opened.name, Path("sweeps")))
    folder.begin(document, opened.folder)
    return folder, folder.document()


def _planned(document: Document, options: argparse.Namespace) -> Document:
    """The document with the sweep that the options ask for."""
    from graph.editing.settings import SettingError, setting
    from graph.specs.ranges.reading import RangeError, read_range

    ranges = []
    for text in options.ranges:
        key, equals, values = text.partition("=")
        if not equals:
            raise UsageError(
                say("A range is written KEY=RANGE, such as dense.units=16..128. Received: {text}.", text=text)
            )
        try:
            ranges.append(read_range(key.strip(), values, setting(document, key.strip()).rule))
        except (SettingError, RangeError) as error:
            raise UsageError(error.message) from None
    names = ("trials", "jobs", "monitor", "mode", "judged_by", "sampler", "pruner", "seed")
    changes: dict[str, Any] = {name: value for name in names if (value := getattr(options, name)) is not None}
    if ranges:
        changes["ranges"] = tuple(ranges)
    document = replace(document, sweep=document.sweep.replace(**changes))
    if options.epochs is not None:
        document = replace(document, training=document.training.replace(epochs=options.epochs))
    return document


def _check(document: Document) -> None:
    """Raise MessageError where the sweep could not be run."""
    from graph.validate.sweep import sweep_objections
    from runtime.training.experiment import ready_program

    if not document.sweep.ranges:
        raise UsageError(
            say(
                "What is to be tried? Give ranges, such as dense.units=16..128 or "
                "optimizer.learning_rate=1e-4..0.1:log."
            )
        )
    for text, mend in sweep_objections(document):
        raise MessageError(say("{problem} To mend it: {mend}.", problem=text, mend=mend.text) if mend else text)
    ready_program(document)


SETTLED = {
    "file": "FILE",
    "ranges": "KEY=RANGE",
    "monitor": "--monitor",
    "mode": "--mode",
    "judged_by": "--judged-by",
    "sampler": "--sampler",
    "pruner": "--pruner",
    "epochs": "--epochs",
    "seed": "--seed",
    "output": "-o",
}
"""What a sweep that goes on has settled already."""


def _taken_up(options: argparse.Namespace) -> tuple[SweepFolder, Document]:
    """A sweep that was begun before; raises MessageError."""
    from runtime.sweeps.folder import SweepFolder

    given = [flag for name, flag in SETTLED.items() if getattr(options, name) not in (None, [])]
    if given:
        raise UsageError(
            say(
                "A sweep goes on as it began: --resume can't be given beside {given}. Only --trials, --jobs and "
                "--threads may be others.",
                given=", ".join(given),
            )
        )
    folder = SweepFolder(options.resume)
    document = folder.document()
    if options.trials is not None and options.trials != document.sweep.trials:
        document = replace(document, sweep=document.sweep.replace(trials=options.trials))
        folder.change(document)
    return folder, document


def _obey(worker: Worker) -> None:
    """Follow `stop` as it comes, in a thread of its own."""

    def follow() -> None:
        for line in sys.stdin:
            if line.strip() == "stop":
                worker.stop()

    threading.Thread(target=follow, name="layerloom-commands", daemon=True).start()


@contextmanager
def _on_interrupt(worker: Worker) -> Iterator[list[int]]:
    """While this lasts, a signal that ends programs stops all trainings after their steps, and a second one at once.
    Gives the signals that came."""
    came: list[int] = []

    def handle(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        if len(came) > 1:
            worker.kill()
        else:
            worker.stop()

    before = [(number, signal.signal(number, handle)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield came
    finally:
        for number, handler in before:
            signal.signal(number, handler)
