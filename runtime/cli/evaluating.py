"""`layerloom evaluate` and `layerloom predict`: what a trained network says of data."""

from __future__ import annotations

import argparse
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.specs.message import say
from graph.views.summary_text import shown
from runtime.cli.foreign import bound, opened_and_told
from runtime.cli.joint_training import ask_as_rank, made_by_each
from runtime.cli.opening import UsageError
from runtime.cli.options import Commands, add_file, add_json, add_plan_options
from runtime.cli.outputs import add_force, need_folder, need_free, remember
from runtime.ranks.ranks import is_launched, leads

if TYPE_CHECKING:
    from runtime.ops.op import Array
    from runtime.training.experiment import Experiment


def add_commands(commands: Commands) -> None:
    command = commands.add_parser("evaluate", help="loss and metrics of a trained network")
    _add_common(command)
    command.add_argument(
        "--all", action="store_true", help="on every sample of the data, not only on those kept for validation"
    )
    add_json(command)
    command.set_defaults(run=run_evaluate)

    command = commands.add_parser("predict", help="what a trained network answers")
    _add_common(command)
    command.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="F.csv",
        help="a table, or a .npz with one array for each Output, in the unit of its column; NAME_class has the most "
        "likely classes by name",
    )
    add_force(command)
    command.set_defaults(run=run_predict, json=False)


def _add_common(command: argparse.ArgumentParser) -> None:
    add_file(command)
    command.add_argument("--weights", type=Path, metavar="F.h5", help="trained weights: of a run, .keras or .h5")
    add_plan_options(command)


def _experiment(options: argparse.Namespace, targets: bool, everything: bool) -> Experiment:
    """The document with the trained weights; raises MessageError."""
    from runtime.files.keras_files import load_weights
    from runtime.training.experiment import Experiment, Overrides, ready_program
    from runtime.training.run_folder import kept_in

    opened = opened_and_told(options.file)
    ready_program(opened.document, training=False)
    weights = load_weights(options.weights, opened.document) if options.weights else opened.trained()
    if weights is None:
        raise UsageError(say("{file} holds no trained weights. Give them by --weights.", file=options.file))
    document = opened.document
    if document.data.validation is not None:  # then all other samples were trained on
        document = replace(document, training=document.training.replace(validation_split=0.0))
    if everything:
        document = replace(document, data=replace(document.data, validation=None))
    overrides = Overrides(batch_size=options.batch_size, threads=options.threads, held_out=options.data)
    document = bound(overrides.applied(document), opened, targets=targets)
    everything = everything or document.data.validation is not None
    kept = None if opened.weight_file is None else kept_in(opened.folder)
    experiment = Experiment(document, opened.folder, targets=targets, everything=everything, kept=kept)
    experiment.network.weights.set(weights)
    return experiment


def run_evaluate(options: argparse.Namespace) -> int:
    return ask_as_rank(options, _evaluate) if is_launched() else _evaluate(options)


def _evaluate(options: argparse.Namespace) -> int:
    import numpy as np

    from runtime.cli.events import plain

    experiment = made_by_each(lambda: _experiment(options, targets=True, everything=options.all))
    samples = experiment.held_out
    logs = {name: float(np.mean(value)) for name, value in experiment.trainer.evaluate(samples).items()}
    if not leads():
        return 0
    is_kept = experiment.validation is not None and options.data is None and not options.all
    kept = "validation" if is_kept else "all"
    if options.json:
        print(json.dumps({"samples": samples.rows, "part": kept, "logs": plain(logs)}))
        return 0
    print(f"{samples.rows:,} {'samples kept for validation' if kept == 'validation' else 'samples'}")
    width = max(map(len, logs), default=0)
    for name, value in logs.items():
        print(f"{shown(name):{width}}  {value:.6g}")
    return 0


def run_predict(options: argparse.Namespace) -> int:
    return ask_as_rank(options, _predict) if is_launched() else _predict(options)


def _predict(options: argparse.Namespace) -> int:
    import numpy as np

    from runtime.cli.prediction_table import csv_bytes, need_row
    from runtime.data.answers import answers, class_names
    from runtime.files.keras_files import write
    from runtime.training.joint.shared_predicting import predict_jointly

    ending = options.output.suffix.lower()
    if ending not in (".npz", ".csv"):
        raise UsageError(say("Predictions go to a .csv or .npz file. Received: {path}.", path=options.output.name))
    need_folder(options.output)
    need_free(options.output, options.force)
    experiment = made_by_each(lambda: _experiment(options, targets=False, everything=True))
    names = experiment.network.output_names
    for output, name in zip(experiment.program.outputs, names, strict=True) if ending == ".csv" else ():
        need_row(name, experiment.program.values[output.value].shape)  # told before the work is done
    results = predict_jointly(experiment.trainer, experiment.held_out)
    if not leads():
        return 0
    arrays: dict[str, Array] = {}
    classes: dict[str, Array] = {}
    for output, name, result in zip(experiment.program.outputs, names, results, strict=True):
        arrays |= answers(name, result, output.layer, output.spec, experiment.kept)
        named = class_names(result, output.layer, output.spec, experiment.kept)
        if named is not None:
            classes[name] = named
    if ending == ".csv":
        write(options.output, csv_bytes(arrays, classes, experiment.files))
    else:
        arrays |= {f"{name}_classes": named for name, named in classes.items()}
        arrays |= {"file": np.array(experiment.files)} if experiment.files and "file" not in arrays else {}
        write(options.output, npz_bytes(arrays))
    remember(options.output)
    shapes = ", ".join(f"{shown(name)} {array.shape}" for name, array in arrays.items())
    print(f"Wrote {options.output}: {shapes}.")
    return 0


def npz_bytes(arrays: Mapping[str, Array]) -> bytes:
    """The bytes of a `.npz` archive; unlike `numpy.savez` it takes any name, `file` too."""
    import numpy as np

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(f"{name.replace('/', '_')}.npy", member.getvalue())
    return buffer.getvalue()
