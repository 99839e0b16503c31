"""Commands on data: what is in a file, and documents that are made for it or bound to it."""

from __future__ import annotations

import argparse
import ast
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.document.document import Document
from graph.specs.message import Message, MessageError, say
from graph.views.summary_text import shown
from runtime.cli.callback_words import call_of
from runtime.cli.changing import changed_in_place
from runtime.cli.opening import UsageError
from runtime.cli.options import Commands, add_json

if TYPE_CHECKING:
    from graph.data.data_sets.data_set import DatasetSpec
    from graph.data.transforms import Transform
    from runtime.data.dataset import ColumnSummary


def add_commands(commands: Commands) -> None:
    command = commands.add_parser("data", help="show what is in a table, an archive of arrays or a folder of pictures")
    command.add_argument("path", metavar="DATA", type=Path, help="a file or folder")
    command.add_argument(
        "reading",
        nargs="*",
        metavar="KEY=VALUE",
        help="how to read it, such as delimiter=semicolon or kind=TimeWindows",
    )
    add_json(command)
    command.set_defaults(run=run_data)

    command = commands.add_parser("bind", help="say which column feeds an Input or Output of a project")
    command.add_argument("file", metavar="FILE", type=Path, help="a .loom project")
    command.add_argument(
        "bindings",
        nargs="+",
        metavar="NAME=COLUMN[:STEPS]",
        help="such as 'x=age, fare:FillNumbers(by=\"median\"), Standardize'; without steps the usual ones",
    )
    command.add_argument("--data", type=Path, metavar="DATA", help="the file or folder to take the columns from")
    command.set_defaults(run=run_bind, json=False)

    command = commands.add_parser("set", help="change the plan, the reading of the data or a layer of a project")
    command.add_argument("file", metavar="FILE", type=Path, help="a .loom project")
    command.add_argument(
        "changes", nargs="+", metavar="KEY=VALUE", help="such as epochs=5, data.decimal=comma or dense.units=32"
    )
    command.set_defaults(run=run_set, json=False)


def run_data(options: argparse.Namespace) -> int:
    from runtime.data.readers.reader import open_dataset

    spec, _ = read_as(options.path, options.reading)
    summary = open_dataset(spec).describe()
    if options.json:
        columns = [_column_json(column) for column in summary.columns]
        notes = [str(note) for note in summary.notes]
        print(json.dumps({"kind": spec.kind, "rows": summary.rows, "columns": columns, "notes": notes}))
        return 0
    print(shown(f"{summary.name}: {summary.rows:,} rows, {spec.kind}"))
    width = max(len(column.name) for column in summary.columns)
    for column in summary.columns:
        shape = f" {column.shape}" if column.shape else ""
        gaps = f", {column.missing:,} missing" if column.missing else ""
        print(shown(f"{column.name:{min(width, 40)}}  {_kind(column)}{shape}{gaps}; {', '.join(column.preview[:5])} …"))
    for note in summary.notes:
        print(shown(str(note)))
    return 0


def _kind(column: ColumnSummary) -> str:
    if column.classes:
        names = ", ".join(column.classes[:6]) + (", …" if len(column.classes) > 6 else "")
        return f"{len(column.classes)} classes ({names})"
    extent = "" if column.low is None or column.high is None else f" {_figure(column.low)} … {_figure(column.high)}"
    return f"{column.dtype}{extent}"


def _figure(number: float) -> str:
    """A whole number with all its digits."""
    return f"{number:.0f}" if number == round(number, 0) and abs(number) < 1e15 else f"{number:g}"


def _column_json(column: ColumnSummary) -> dict[str, Any]:
    return {
        "name": column.name,
        "shape": list(column.shape),
        "dtype": column.dtype,
        "low": column.low,
        "high": column.high,
        "missing": column.missing,
        "classes": list(column.classes),
        "preview": list(column.preview),
    }


def read_as(data: Path, reading: Sequence[str]) -> tuple[DatasetSpec, DatasetSpec | None]:
    """The data set in a file or folder, read as `KEY=VALUE` say, and that for validation; `kind` is its kind."""
    from runtime.data.readers.reader import guess_sets, path_kinds

    given = dict(pairs(reading))
    name = given.pop("kind", None)
    kind = next((known for known in path_kinds() if known.kind == name), None)
    if name is not None and kind is None:
        known = ", ".join(sorted(known.kind for known in path_kinds()))
        raise UsageError(say("There is no kind of data set {name!r}. There are: {known}.", name=name, known=known))
    spec, held_out = guess_sets(data.absolute(), kind)
    if kind is not None and not isinstance(spec, kind):
        raise UsageError(say("{path} can't be read as {kind}.", path=data.name, kind=kind.kind))
    return spec.replace(**given), None if held_out is None else held_out.replace(**given)


def document_for(
    data: Path, file: Path, target: str, ignore: Sequence[str], reading: Sequence[str] = (), learn: str | None = None
) -> tuple[Document, tuple[Message, ...]]:
    """A document made for a data set, and what one should know of it; raises MessageError."""
    from runtime.data.first_network import first_network
    from runtime.data.readers.reader import open_dataset

    spec, held_out = read_as(data, reading)
    dataset = open_dataset(spec)
    if learn == "classes" and not dataset.column(target).classes:
        texts = getattr(spec, "text_columns", None)
        if texts is None:
            raise UsageError(say("{name} can't be read as classes from {data}.", name=target, data=data.name))
        given = {"text_columns": f"{texts}, {target}" if texts else target}
        spec, held_out = spec.replace(**given), None if held_out is None else held_out.replace(**given)
        dataset = open_dataset(spec)
    started = first_network(dataset, near(spec, file), target, ignore, learn == "quantity")
    notes = started.notes
    if learn is None and not dataset.columns[target].classes:
        other = "quantity" if started.classes else "classes"
        notes += (say("To learn {name} otherwise, give --learn {other}.", name=target, other=other),)
    return validated_by(started.document, held_out, file), notes


def validated_by(document: Document, held_out: DatasetSpec | None, file: Path) -> Document:
    """The document with a data set to validate with, if there is one: then nothing of the other is kept for that."""
    if held_out is None:
        return document
    data = replace(document.data, validation=near(held_out, file))
    return replace(document, data=data, training=document.training.replace(validation_split=0.0))


def near(spec: DatasetSpec, file: Path) -> DatasetSpec:
    """The data set with its path as the document writes it: relative where it lies in the document's folder."""
    path = Path(spec.paths()[0]) if spec.paths() else None
    folder = file.absolute().parent
    return spec.replace(path=str(path.relative_to(folder))) if path and path.is_relative_to(folder) else spec


def run_bind(options: argparse.Namespace) -> int:
    with changed_in_place(options.file) as changing:
        changing.document = _bound(changing.document, options)
    return 0


def _bound(document: Document, options: argparse.Namespace) -> Document:
    from graph.data.data_plan import Binding
    from graph.inference.program import flatten
    from runtime.data.binding import suggest
    from runtime.data.model_data import input_feeds, target_feeds
    from runtime.data.readers.reader import guess_sets, open_dataset

    if options.data is not None:
        spec, held_out = guess_sets(options.data.absolute())
        document = replace(document, data=document.data.with_dataset(near(spec, options.file)))
        document = validated_by(document, held_out, options.file)
    dataset = open_dataset(document.data.dataset, options.file.absolute().parent)
    program = flatten(document)
    feeds = {feed.name: feed for feed in (*input_feeds(program), *target_feeds(program, _all_bound(document)))}
    for text in options.bindings:
        name, column, steps = _binding(text)
        if name not in feeds:
            raise UsageError(
                say("There is no Input or Output {name!r}. There are: {names}.", name=name, names=", ".join(feeds))
            )
        found = dataset.column(column)
        binding = Binding(column, suggest(found, feeds[name]) if steps is None else steps)
        document = replace(document, data=document.data.bind(feeds[name].layer, binding))
        told = ", ".join(step.kind for step in binding.steps) or "as it is"
        print(shown(f"{name} ← {column}: {told}"))
    return document


def _all_bound(document: Document) -> Any:
    """A plan that binds every Output, so that those without a loss are offered too."""
    from graph.data.data_plan import Binding

    plan = document.data
    for call in document.main.outputs:
        plan = plan.bind(document.main.calls[call].layer, Binding("?"))
    return plan


def _binding(text: str) -> tuple[str, str, tuple[Transform, ...] | None]:
    """`NAME=COLUMN[:STEPS]`; raises UsageError."""
    name, equals, rest = text.partition("=")
    column, colon, steps = rest.partition(":")
    if not equals or not column.strip():
        raise UsageError(say("A binding is written NAME=COLUMN or NAME=COLUMN:STEPS. Received: {text}.", text=text))
    return name.strip(), column.strip(), _steps(steps) if colon else None


def _steps(text: str) -> tuple[Transform, ...]:
    """`FillNumbers(by="median"), Standardize`: read, never run."""
    from graph.specs.registry import make_value

    try:
        tree = ast.parse(f"({text},)" if text.strip() else "()", mode="eval").body
        assert isinstance(tree, ast.Tuple)
        found = []
        for part in tree.elts:
            name, args, given = call_of(part)
            if args:
                raise ValueError
            found.append(make_value("step", {"kind": name, **given}, "steps"))
    except MessageError:
        raise
    except (SyntaxError, ValueError, AssertionError, RecursionError):
        raise UsageError(
            say('Steps are written as in FillNumbers(by="mean"), Standardize. Received: {text}.', text=text[:80])
        ) from None
    return tuple(found)


def run_set(options: argparse.Namespace) -> int:
    from graph.editing.settings import SettingError, change
    from graph.storage.storage import load, save

    document = load(options.file)
    try:
        for key, value in pairs(options.changes).items():
            document = change(document, key, value)
    except SettingError as error:
        raise UsageError(error.message) from None
    save(document, options.file)
    return 0


def pairs(texts: Sequence[str]) -> Mapping[str, Any]:
    """`KEY=VALUE` by key; a value that reads as JSON is that, any other a text."""
    found: dict[str, Any] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            raise UsageError(say("Changes are written KEY=VALUE. Received: {text}.", text=text))
        try:
            found[key.strip()] = json.loads(value)
        except ValueError:
            found[key.strip()] = value
    return found
