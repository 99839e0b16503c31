"""A command as one of several processes, begun by an MPI starter: the first leads, the others follow it."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from runtime.cli.trouble import SIGNAL, guarded
from runtime.ranks.ranks import Left, Ranks, join

if TYPE_CHECKING:
    from runtime.cli.jobs import Job
    from runtime.ranks.heartbeat import Heartbeat

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


Command = Callable[[argparse.Namespace], int]
T = TypeVar("T")


def train_as_rank(options: argparse.Namespace, train: Command) -> int:
    """Train together with the other ranks; `train` is what the leading one does, as a process alone would."""
    return run_as_rank(options, train, follow)


def ask_as_rank(options: argparse.Namespace, ask: Command) -> int:
    """Evaluate or predict together with the other ranks: all do the same, each for its samples."""

    def alike(options: argparse.Namespace) -> int:
        try:
            return ask(options)
        except Left:
            return 0  # and the leading rank has said why

    return run_as_rank(options, ask, alike)


def made_by_each(make: Callable[[], T]) -> T:
    """What every rank makes, where it succeeds on all; raises MessageError on the leading one, which alone talks."""
    from runtime.ranks.ranks import ranks as found

    ranks = found()
    if ranks is None:
        return make()
    with contextlib.nullcontext() if ranks.leads else contextlib.redirect_stderr(io.StringIO()):
        return ranks.together(make)


def run_as_rank(options: argparse.Namespace, lead: Command, follow: Command) -> int:
    """Do what the leading rank does, or what follows it. Where a rank fails by itself, it says why and ends at once,
    and the others with it."""
    from runtime.ranks.heartbeat import Heartbeat

    ranks = join()
    where: list[Path] = []
    heartbeat = Heartbeat(ranks, lambda lost: _tell(lost, where, options.json))
    options.ranks, options.where = ranks, where
    if ranks.leads:
        for number in _ending():
            signal.signal(number, _leaving(heartbeat))
        code = guarded(argparse.Namespace(**{**vars(options), "run": lead}))
        if code and not ranks.listening:
            _leave_at_once(code, heartbeat)
    else:
        for number in _ending():  # when to end is the leading rank's to say
            signal.signal(number, signal.SIG_IGN)
        code = guarded(argparse.Namespace(**{**vars(options), "run": follow}))
        if code:
            _leave_at_once(code, heartbeat)
    code = ranks.led(code)
    heartbeat.close()
    return code


def share(job: Job, ranks: Ranks, where: list[Path]) -> None:
    """Tell the other ranks what is to be trained, and wait until all of them can; raises MessageError."""
    from graph.storage.storage import dumps

    experiment = job.experiment
    plan = experiment.document.training.replace(seed=experiment.seed)
    rule = experiment.trainer.optimizer
    where.append(job.run.path)
    ranks.led(
        {
            "document": dumps(replace(experiment.document, training=plan)),
            "folder": experiment.base_folder,
            "optimizer": rule.memory() if rule.batches else None,
            "kept": experiment.kept if job.is_resumed else None,
        }
    )
    ranks.listening = True
    ranks.together(lambda: None)
    ranks.listening = False


def follow(_options: argparse.Namespace) -> int:
    """Train what the leading rank tells; gives 0 where it has the last word."""
    from runtime.ranks.ranks import ranks as found

    ranks = found()
    assert ranks is not None
    told: Any = ranks.led(None)
    if told is None:
        return 0
    try:
        experiment = ranks.together(lambda: _experiment(told))
        plan = experiment.document.training
        experiment.trainer.fit(
            experiment.training, experiment.validation, epochs=plan.epochs, shuffle=plan.shuffle, seed=experiment.seed
        )
    except Left:
        pass  # and the leading rank has said why
    return 0


def _experiment(told: dict[str, Any]) -> Any:
    from graph.storage.storage import loads
    from runtime.training.experiment import Experiment

    experiment = Experiment(loads(told["document"]), told["folder"], kept=told["kept"])
    _ = experiment.memory
    if told["optimizer"] is not None:
        experiment.trainer.recall(told["optimizer"])
    return experiment


def _tell(lost: str, where: list[Path], as_json: bool) -> None:
    """Say that a rank is gone; from a thread, while the others may hold any lock."""
    kept = f" layerloom train --resume {where[0]} goes on from the last checkpoint." if where else ""
    line = (
        json.dumps({"event": "error", "message": lost + kept, "layer": None}) if as_json else f"layerloom: {lost}{kept}"
    )
    os.write(1 if as_json else 2, f"{line}\n".encode())


def _ending() -> list[signal.Signals]:
    return [getattr(signal, name) for name in ENDING if hasattr(signal, name)]


def _leaving(heartbeat: Heartbeat) -> Callable[[int, FrameType | None], None]:
    """What a signal does before and after the training, which has an answer of its own."""

    def leave(number: int, _frame: FrameType | None) -> None:
        heartbeat.abandon()
        os.write(2, b"Interrupted.\n")
        os._exit(SIGNAL + number)

    return leave


def _leave_at_once(code: int, heartbeat: Heartbeat) -> None:
    """End without waiting for the others, which end too then."""
    heartbeat.abandon()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
