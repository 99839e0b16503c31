"""What is to be trained: a document from its beginning, or a run from its last checkpoint."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.specs.message import Message, MessageError, say
from graph.storage.storage import SUFFIX, load
from graph.views.summary_text import shown
from runtime.cli.foreign import bound, continued, continued_from, opened_and_told
from runtime.cli.opening import UsageError
from runtime.files.documents import is_run, open_path
from runtime.files.run_names import DOCUMENT, WEIGHTS

if TYPE_CHECKING:
    from runtime.training.experiment import Experiment
    from runtime.training.run_folder import RunFolder

SETTLED = {
    "file": "FILE",
    "seed": "--seed",
    "batch_size": "--batch-size",
    "data": "--data",
    "class_weight": "--class-weight",
    "callback": "--callback",
    "no_callbacks": "--no-callbacks",
    "weights": "--weights",
    "output": "-o",
}
"""What a run that is resumed has settled already."""


LOOKED_AT = 16 << 20
"""Bytes of each column that are looked at for warnings before a training; `check` looks at all."""


@dataclass
class Job:
    """An experiment with the folder of its results. `state` is the checkpoint that it goes on from, None at the
    beginning; `known` is kept with every checkpoint."""

    experiment: Experiment
    run: RunFolder
    name: str
    state: dict[str, Any] | None
    known: dict[str, Any]
    is_resumed: bool = False


def planned_processes(options: argparse.Namespace) -> int:
    """In how many processes a document's plan wants to be trained; 1 where it can't be read, which is said later."""
    place = Path(options.resume or options.file or "")
    path = place / DOCUMENT if is_run(place) else place
    if path.suffix != SUFFIX:
        return 1  # neither templates nor other programs' models say so
    try:
        return load(path).training.processes or 1
    except MessageError:
        return 1


def begun(options: argparse.Namespace) -> Job:
    """A training of FILE from its beginning; raises MessageError."""
    from graph.storage.data_paths import relocated
    from runtime.training.experiment import Experiment, Overrides
    from runtime.training.resume.data_mark import data_mark
    from runtime.training.run_folder import RunFolder, new_run

    if options.file is None:
        raise UsageError(say("What is to be trained? Give a FILE, or --resume with a run that was interrupted."))
    opened = opened_and_told(options.file)
    plan = Overrides(options.epochs, options.batch_size, options.seed, options.threads, options.data)
    plan = replace(plan, callbacks=tuple(options.callback), own_callbacks=not options.no_callbacks)
    plan = replace(plan, class_weight=options.class_weight)
    experiment = Experiment(bound(plan.applied(opened.document), opened), opened.folder)
    _tell_warnings(experiment, not options.json)
    weights = opened.weights
    if options.weights is not None:
        from runtime.files.keras_files import load_weights

        weights = load_weights(options.weights, experiment.document)
    if weights is not None:
        experiment.network.weights.set(weights)
    if options.weights is None:
        continued(experiment, opened)
    else:
        continued_from(experiment, options.weights)
    _ = experiment.class_weight, experiment.memory  # what would not fit is refused before anything is written
    run = new_run(opened.name) if options.output is None else RunFolder(options.output)
    known = {"data": data_mark(experiment.training, experiment.validation)}
    try:
        run.save_plan(relocated(experiment.document, opened.folder, run.path))
        if experiment.kept is not None:
            run.save_kept(experiment.kept)
        rule = experiment.trainer.optimizer
        start = {"epoch": 0, "step": 0, "begins": True, "seed": experiment.seed, "weights": weights}
        run.checkpoint.write({**start, **known, "optimizer": rule.memory() if rule.batches else None})
    except BaseException:
        run.close()
        raise
    return Job(experiment, run, opened.name, None, known)


def _tell_warnings(experiment: Experiment, aloud: bool) -> None:
    """Say on standard error what the data makes doubtful; raises ExperimentError for what would spoil the training."""
    from graph.validate import problems
    from graph.validate.problems import WARNING, errors
    from runtime.data.document_facts import document_facts
    from runtime.training.experiment import ExperimentError, with_mend

    document, kept = experiment.document, experiment.kept
    facts = None if kept is None else document_facts(document, most=LOOKED_AT, opened=kept.like)
    found = problems(document, facts)
    if wrong := errors(found):
        raise ExperimentError(with_mend(wrong[0]))
    for problem in found if aloud else ():
        if problem.severity == WARNING:
            print(shown(f"warning: {with_mend(problem)}"), file=sys.stderr)


def resumed(options: argparse.Namespace) -> Job:
    """A run from its last checkpoint; raises MessageError where it can't go on."""
    from runtime.training.run_folder import RunFolder

    path: Path = options.resume
    given = [flag for name, flag in SETTLED.items() if getattr(options, name) not in (None, [], False)]
    if given:
        raise UsageError(
            say(
                "A run goes on as it began: --resume can't be given beside {given}. Only --epochs and --threads may "
                "be others.",
                given=", ".join(given),
            )
        )
    if not is_run(path):
        raise UsageError(say("{path} is not the folder of a run: it has no document.loom.", path=str(path)))
    run = RunFolder(path, resumed=True)
    try:
        return _taken_up(run, options)
    except BaseException:
        run.close()
        raise


def _taken_up(run: RunFolder, options: argparse.Namespace) -> Job:
    from runtime.training.experiment import Experiment, Overrides
    from runtime.training.resume.data_mark import data_mark
    from runtime.training.run_folder import kept_in

    state = run.checkpoint.read()
    if state is None:
        raise MessageError(_nothing_to_resume(run.path))
    done = state["epoch"] + (state["step"] > 0)
    if options.epochs is not None and options.epochs < done:
        raise UsageError(
            say(
                "{run} is in its epoch {done} already, so it can't end with epoch {epochs}.",
                run=str(run.path),
                done=done,
                epochs=options.epochs,
            )
        )
    opened = open_path(run.path)
    document = Overrides(epochs=options.epochs, threads=options.threads).applied(opened.document)
    if options.epochs is not None:
        run.save_plan(document)
    seeded = replace(document, training=document.training.replace(seed=int(state["seed"])))
    experiment = Experiment(seeded, run.path, kept=kept_in(run.path))
    known = {"data": data_mark(experiment.training, experiment.validation)}
    if state["data"] != known["data"]:
        raise MessageError(
            say(
                "The data of {run} is no longer what the training began with, so it can't go on as if nothing had "
                "happened. Bring the data back, or train anew.",
                run=str(run.path),
            )
        )
    if state.get("begins"):
        if state["weights"] is not None:
            experiment.network.weights.set(state["weights"])
        if state["optimizer"] is not None:
            experiment.trainer.recall(state["optimizer"])
        state = None
    return Job(experiment, run, opened.name, state, known, is_resumed=True)


def _nothing_to_resume(path: Path) -> Message:
    if (path / WEIGHTS).is_file():
        return say(
            "{run} was finished: there is nothing to resume. To train it further: "
            "layerloom train {run} --weights {weights}.",
            run=str(path),
            weights=str(path / WEIGHTS),
        )
    return say("{run} was ended before its first step: there is nothing to resume. Train it anew.", run=str(path))
