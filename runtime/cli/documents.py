"""Commands on documents: templates, new, check, summary, plot, export."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.document.document import Document
from graph.specs.message import Message, MessageError, say
from graph.storage.atomic import file_trouble
from graph.storage.data_paths import relocated
from graph.storage.document_lock import locked
from graph.storage.salvage import salvage
from graph.storage.storage import SUFFIX, read_text, save
from graph.validate.problems import ERROR, Problem
from graph.views.summary_text import shown
from runtime.cli.data import document_for, near, read_as, validated_by
from runtime.cli.foreign import opened_and_told
from runtime.cli.opening import UsageError
from runtime.cli.options import Commands, add_file, add_json, add_rest
from runtime.cli.outputs import add_force, need_folder, need_free, remember
from runtime.files import templates
from runtime.files.documents import Opened
from runtime.files.model_endings import MODEL_ENDINGS, ending_of

PICTURES = (".png", ".svg", ".pdf")


def add_commands(commands: Commands) -> None:
    command = commands.add_parser("templates", help="list the templates")
    add_json(command)
    command.set_defaults(run=run_templates)

    command = commands.add_parser("new", help="make a project from a template, or for data")
    command.add_argument(
        "template",
        metavar="TEMPLATE",
        nargs="?",
        help="its name: see layerloom templates; left out, a network for the data",
    )
    command.add_argument("file", metavar="FILE", type=Path, help="the project to make, which must not exist yet")
    command.add_argument("--data", type=Path, metavar="DATA", help="a table, archive or folder to learn from")
    command.add_argument("--target", metavar="COLUMN", help="the column to be learnt")
    command.add_argument(
        "--read", action="append", default=[], metavar="KEY=VALUE", help="how to read the data, as in layerloom data"
    )
    command.add_argument("--ignore", action="append", default=[], metavar="COLUMNS", help="columns to leave out")
    command.add_argument(
        "--learn",
        choices=("classes", "quantity"),
        help="what the target is, for a network made for the data; left out, as it seems",
    )
    command.add_argument(
        "--split", metavar="HOW:SHARE", help="what is kept for validation: end, shuffled or stratified, such as end:.1"
    )
    command.set_defaults(run=run_new, json=False)

    command = commands.add_parser("check", help="find what is wrong with a project")
    add_file(command)
    add_json(command)
    command.set_defaults(run=run_check)

    command = commands.add_parser("summary", help="print the layers, shapes and numbers of weights")
    add_file(command)
    add_rest(command)
    command.add_argument("--flat", action="store_true", help="leave nested models closed")
    command.add_argument("--show-trainable", action="store_true", help="say of each layer whether it is trained")
    add_json(command)
    command.set_defaults(run=run_summary)

    command = commands.add_parser("plot", help="draw the network as a picture")
    add_file(command)
    add_rest(command)
    command.add_argument("-o", "--output", type=Path, required=True, metavar="F.png", help="a .png, .svg or .pdf file")
    command.add_argument("--show-shapes", action="store_true", help="with the shapes of inputs and outputs")
    command.add_argument("--show-dtype", action="store_true", help="with number types")
    command.add_argument("--show-layer-names", action="store_true", help="with the layers' names")
    command.add_argument("--show-layer-activations", action="store_true", help="with activations")
    command.add_argument("--show-trainable", action="store_true", help="with whether a layer is trained")
    command.add_argument("--expand-nested", action="store_true", help="with nested models opened")
    add_force(command)
    command.set_defaults(run=run_plot, json=False)

    command = commands.add_parser("salvage", help="save what can still be read of a damaged project")
    command.add_argument("file", metavar="FILE", type=Path, help="a .loom project")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="NEW.loom", help="the project to make")
    command.set_defaults(run=run_salvage, json=False)

    command = commands.add_parser("export", help="write a model for Keras and others, or code")
    add_file(command)
    command.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="F",
        help=f"a project: F.loom; a model: F{', F'.join(MODEL_ENDINGS)}; code: F.py, F.ipynb, or a folder to make",
    )
    command.add_argument(
        "--form",
        choices=("training", "architecture", "weights", "pytorch"),
        default="training",
        help="of code: all that trains the network (training), the network alone, or with its weights; or the same "
        "network in PyTorch, its weights in a .safetensors beside it",
    )
    add_force(command)
    command.set_defaults(run=run_export, json=False)


def run_templates(options: argparse.Namespace) -> int:
    if options.json:
        found = [{"name": t.name, "title": str(t.title), "about": str(t.about)} for t in templates.TEMPLATES]
        print(json.dumps(found))
        return 0
    width = max(map(len, templates.names()))
    for template in templates.TEMPLATES:
        print(f"{template.name:{width}}  {template.about}")
    return 0


def run_new(options: argparse.Namespace) -> int:
    path = options.file if options.file.suffix else options.file.with_suffix(SUFFIX)
    if path.exists():
        raise UsageError(say("{path} exists already and was left as it is. Give another name.", path=str(path)))
    notes: tuple[Message, ...] = ()
    if options.template is not None:
        if options.learn is not None:
            raise UsageError(
                say("--learn is for a network made for the data: the template's Output says what it learns.")
            )
        document = templates.load(options.template)
        if options.data is not None:
            from runtime.data.onto_network import onto_network

            spec, held_out = read_as(options.data, options.read)
            document = replace(document, data=document.data.with_dataset(near(spec, path)))
            document, notes = onto_network(document, path.absolute().parent, options.target, options.ignore)
            document = validated_by(document, held_out, path)
    elif options.data is None or options.target is None:
        raise UsageError(say("Name a template, or give --data and --target to make a network for data."))
    else:
        document, notes = document_for(options.data, path, options.target, options.ignore, options.read, options.learn)
    if options.split is not None:
        document = replace(document, training=document.training.replace(**_split(options.split)))
    save(document, path)
    for note in notes:
        print(shown(str(note)), file=sys.stderr)
    print(f"Made {path}.")
    return 0


def _split(text: str) -> dict[str, Any]:
    how, _, share = text.partition(":")
    try:
        return {"validation_from": how, "validation_split": float(share or 0.2)}
    except ValueError:
        raise UsageError(
            say("A split is written HOW:SHARE, as in stratified:.2. Received: {text}.", text=text)
        ) from None


def run_check(options: argparse.Namespace) -> int:
    opened = opened_and_told(options.file, rest=True)
    found = _all_problems(opened)
    if opened.gap is not None:
        said = say("The network is not whole: {gap}", gap=opened.gap)
        found = (Problem("script", ERROR, said, opened.document.root), *found)
    failed = any(problem.severity == ERROR for problem in found)
    if options.json:
        entries = [_problem_json(opened.document, problem) for problem in found]
        print(json.dumps({"ok": not failed, "problems": entries}))
    else:
        for problem in found:
            print(shown(f"{problem.severity}: {_where(opened.document, problem)}{problem.message}{_mend(problem)}"))
        print("No problems." if not found else "It can't be trained as it is." if failed else "It can be trained.")
    return 1 if failed else 0


def _all_problems(opened: Opened) -> tuple[Problem, ...]:
    """The problems of the document, and where it has no errors, what is wrong with its data."""
    from graph.validate import problems
    from runtime.data.document_facts import document_facts
    from runtime.data.memory import available_bytes
    from runtime.training.experiment import Experiment

    found = problems(opened.document)
    if any(problem.severity == ERROR for problem in found):
        return found
    dataset, trouble = None, None
    try:
        kept = Experiment(opened.document, opened.folder).kept
        dataset = None if kept is None else kept.like
    except MessageError as error:
        trouble = Problem("training", ERROR, error.message, opened.document.root, for_training=True)
    facts = document_facts(opened.document, opened.folder, opened=dataset)
    found = problems(opened.document, facts, available_bytes())
    known = trouble is None or any(problem.severity == ERROR for problem in found)
    return found if known or trouble is None else (trouble, *found)


def _where(document: Document, problem: Problem) -> str:
    model = document.models.get(problem.model)
    if model is None or problem.model == document.root:
        return ""
    return f"in the model {model.name}: "


def _mend(problem: Problem) -> str:
    return f" (mend: {problem.mend.text})" if problem.mend else ""


def _problem_json(document: Document, problem: Problem) -> dict[str, object]:
    model = document.models.get(problem.model)
    layer = model.layers.get(problem.layer) if model and problem.layer else None
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": str(problem.message),
        "model": model.name if model else None,
        "layer": layer.name if layer else None,
        "call": problem.call,
        "port": problem.port,
        "mend": str(problem.mend.text) if problem.mend else None,
    }


def run_summary(options: argparse.Namespace) -> int:
    from graph.views.summary import summary
    from graph.views.summary_text import summary_text

    document = opened_and_told(options.file, options.rest).document
    table = summary(document, expand_nested=not options.flat, show_trainable=options.show_trainable)
    if options.json:
        from runtime.cli.summary_json import summary_json

        print(json.dumps(summary_json(table)))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        print(summary_text(table, width), end="")
    return 0


def run_plot(options: argparse.Namespace) -> int:
    if options.output.suffix.lower() not in PICTURES:
        raise UsageError(
            say(
                "A plot can be written as {known}. Received: {path}.",
                known=", ".join(PICTURES),
                path=options.output.name,
            )
        )
    from runtime.files.figures import plot

    need_free(options.output, options.force)
    document = opened_and_told(options.file, options.rest).document
    flags = ("shapes", "dtype", "layer_names", "layer_activations", "trainable")
    shown_parts = {f"show_{flag}": getattr(options, f"show_{flag}") for flag in flags}
    if not any(shown_parts.values()):
        shown_parts |= {"show_shapes": True, "show_layer_names": True}
    try:
        plot(document, options.output, expand_nested=options.expand_nested, **shown_parts)
    except OSError as error:
        raise UsageError(file_trouble(error, options.output)) from None
    remember(options.output)
    print(f"Drew {options.output}.")
    return 0


def run_salvage(options: argparse.Namespace) -> int:
    path = options.output
    if path.exists():
        raise UsageError(say("{path} exists already and was left as it is. Give another name.", path=str(path)))
    left = salvage(read_text(options.file, "replace"))
    if left is None:
        raise UsageError(say("Nothing of {path} can be read.", path=str(options.file)))
    for message in left.lost:
        print(shown(str(message)))
    save(left.document, path)
    count = sum(len(model.layers) for model in left.document.models.values())
    print(f"Made {path} of the {count} layers that can be read.")
    return 0


def run_export(options: argparse.Namespace) -> int:
    from runtime.files.code_files import NOTEBOOK, SCRIPT, write_code

    path = options.output
    need_free(path, options.force)
    opened = opened_and_told(options.file)
    if path.suffix == SUFFIX:
        with locked(path):
            save(relocated(opened.document, opened.folder, path.absolute().parent), path)
        remember(path)
        print(f"Wrote {path}.")
        return 0
    torch = options.form == "pytorch"
    if torch and path.suffix != SCRIPT:
        raise UsageError(say("A module for PyTorch is written as F.py. Received: {path}.", path=path.name))
    is_model = ending_of(path) is not None or torch
    if not is_model and path.suffix not in (SCRIPT, NOTEBOOK, ""):
        raise UsageError(
            say(
                "A model is written as F{models}, code as F.py, F.ipynb, or a folder without an ending. Received: "
                "{path}.",
                models=", F".join(MODEL_ENDINGS),
                path=path.name,
            )
        )
    need_folder(path)
    if is_model:
        from runtime.exports.models import export_model
        from runtime.exports.optimizer_states import state_at

        beside_it = [path.with_suffix(".safetensors")] if torch else []
        for file in beside_it:
            need_free(file, options.force)
        missing = export_model(opened.document, path, opened.trained(), state_at(opened))
        remember(path, *beside_it)
        print(f"Wrote {path}.")
        for message in missing:
            print(shown(str(message)))
        return 0
    try:
        written = write_code(
            opened.document,
            opened.folder,
            path,
            options.form,
            opened.trained(),
            before=lambda file: need_free(file, options.force),
        )
    except OSError as error:
        raise UsageError(file_trouble(error, path)) from None
    remember(*written.files)
    names = ", ".join(file.name for file in written.beside)
    beside = f" and {names} {'in' if not path.suffix else 'beside'} it" if names else ""
    print(f"Wrote {path}{beside}.")
    if written.missing is not None:
        print(shown(str(written.missing)))
    return 0
