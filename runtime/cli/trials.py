"""`layerloom trials`: what a sweep has tried, as a table, a picture, or set in a project."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.specs.message import MessageError, say
from graph.views.summary_text import shown
from runtime.cli.opening import UsageError
from runtime.cli.options import Commands, add_json, seed
from runtime.cli.outputs import add_force, need_free, remember

if TYPE_CHECKING:
    from graph.document.document import Document
    from runtime.sweeps.study import Study, Trial


def add_command(commands: Commands) -> None:
    command = commands.add_parser("trials", help="show the trials of a sweep, the best first")
    command.add_argument("sweep", metavar="SWEEP", type=Path, help="the folder of a sweep")
    command.add_argument(
        "-o", "--output", type=Path, metavar="F", help="write a table (.csv) or picture (.png, .svg, .pdf)"
    )
    command.add_argument("--write", type=Path, metavar="FILE", help="set the best trial's values in this .loom project")
    command.add_argument("--trial", type=seed, metavar="N", help="this trial instead of the best")
    command.add_argument("--storage", metavar="URL", help="where the trials are kept, if not in the folder")
    add_json(command)
    add_force(command)
    command.set_defaults(run=run_trials)


def run_trials(options: argparse.Namespace) -> int:
    from runtime.cli.sweep_progress import trial_json
    from runtime.sweeps.folder import SweepFolder
    from runtime.sweeps.study import Study
    from runtime.sweeps.table import as_csv, ranked, rows

    if options.output is not None:
        need_free(options.output, options.force)
    elif options.force:
        raise UsageError(say("--force is about the file of -o, which is not given."))
    folder = SweepFolder(options.sweep)
    document = folder.document()
    study = Study(folder, document, folder.storage(options.storage))
    trials = ranked(study.trials(), study.is_larger_better)
    keys, monitor = [getattr(found, "of", "") for found in document.sweep.ranges], document.sweep.monitor
    if options.json:
        print(json.dumps({"monitor": monitor, "trials": [trial_json(trial) for trial in trials]}, allow_nan=False))
    elif options.write is None and options.output is None:
        _print_table(rows(trials, keys, monitor))
    if options.output is not None:
        _write_results(options.output, document, trials, as_csv(trials, keys, monitor), study.is_larger_better)
        remember(options.output)
    if options.write is not None:
        _write_back(options.write, _chosen(trials, options.trial, study), options.json)
    return 0


def _print_table(table: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    for row in table:
        print(shown("  ".join(text.rjust(width) for text, width in zip(row, widths)).rstrip()))


def _write_results(path: Path, document: Document, trials: Sequence[Trial], table: str, larger: bool) -> None:
    from graph.storage.atomic import atomic_write, file_trouble
    from runtime.sweeps.picture import FORMATS, parallel_coordinates

    try:
        if path.suffix.lower() == ".csv":
            atomic_write(path, table.encode("utf-8"))
        elif path.suffix.lower().removeprefix(".") in FORMATS:
            parallel_coordinates(document, trials, path, larger_is_better=larger)
        else:
            raise UsageError(
                say("A table ends in .csv, a picture in .png, .svg or .pdf. Received: {path}.", path=str(path))
            )
    except OSError as error:
        raise MessageError(file_trouble(error, path)) from None


def _chosen(trials: Sequence[Trial], number: int | None, study: Study) -> Trial:
    if number is None:
        best = study.best()
        if best is None:
            raise MessageError(say("No trial of this sweep has been trained to its end yet."))
        return best
    found = next((trial for trial in trials if trial.number == number), None)
    if found is None:
        raise UsageError(
            say("There is no trial {number}. There are {n}, counted from 0.", number=number, n=len(trials))
        )
    return found


def _write_back(file: Path, trial: Trial, quiet: bool) -> None:
    from graph.storage.storage import load, save
    from runtime.sweeps.table import shown as short
    from runtime.sweeps.table import with_values

    save(with_values(load(file), trial.values), file)
    if not quiet:
        settings = ", ".join(f"{key}={short(value)}" for key, value in trial.values.items())
        print(shown(f"Set in {file}, as in trial {trial.number}: {settings}"))
