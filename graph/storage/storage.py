"""The project file `.loom`: a document as JSON, saved so that nothing is ever lost."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from graph.data.data_plan import DataPlan
from graph.data.transforms import DataPlanError
from graph.document.document import Document, Model
from graph.specs.message import Message, MessageError, say
from graph.specs.params import SpecError, coerce, params_of
from graph.specs.sweep import SweepPlan
from graph.specs.training import TrainingPlan
from graph.storage.atomic import atomic_file, file_trouble, need_regular
from graph.storage.checksum import KEY, is_as_written, with_checksum
from graph.storage.file_state import FileState, is_unchanged
from graph.storage.json_text import SIZE_LIMIT, JsonError, layout, parse
from graph.storage.migrations import VERSION, migrate
from graph.storage.model_json import (
    Kept,
    StorageError,
    biggest_number,
    expect,
    made_anew,
    models_json,
    read_models,
    rest,
)
from graph.storage.previous import keep_previous, need_room
from graph.storage.value_json import plain, read_setting

FORMAT = "layerloom"
SUFFIX = ".loom"
FILE_KEYS = ("format", "version", "root", "next_id", "models", "training", "data", "sweep", KEY)
"""What is read of a file; what else there is stays in `extra`."""

Path = str | os.PathLike[str]
P = TypeVar("P", TrainingPlan, SweepPlan)


def to_json(document: Document, kept: Kept = made_anew) -> dict[str, Any]:
    """The document as the file's JSON object; keys that a newer version put there come last, as they were.

    `kept` may have the JSON of parts that it was asked for before.
    """
    known = {
        "format": FORMAT,
        "version": newer_version(document) or VERSION,
        "root": document.root,
        "next_id": document.next_id,
        "models": models_json(document.models, kept),
        "training": kept(document.training, _plan_json),
        "data": kept(document.data, DataPlan.to_json),
    }
    if document.sweep != SweepPlan():
        known["sweep"] = kept(document.sweep, _plan_json)
    return known | {key: value for key, value in document.extra.items() if key not in known}


def dumps(document: Document) -> str:
    """The text of the project file; equal documents give equal texts."""
    return layout(with_checksum(to_json(document)))


def from_json(content: Any) -> Document:
    """The document of a file's JSON object; raises StorageError with one sentence."""
    file = expect(content, dict, "the file")
    if file.get("format") != FORMAT:
        raise StorageError(
            say("This is not a Layerloom project: its format is {found!r:.60}.", found=file.get("format"))
        )
    version = file.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise StorageError(
            say("This project names no version that exists. Received: {version!r:.60}.", version=version)
        )
    file = migrate(file)
    if "models" not in file:
        raise StorageError(say("This project is not complete: there are no 'models' in it, which hold the networks."))
    models = expect(file["models"], dict, "models")
    root = expect(file.get("root"), str, "root")
    read = read_models(models, root)
    if root not in read:
        raise StorageError(say("The root model {root!r:.60} is not among the models of the file.", root=root))
    extra = rest(file, *FILE_KEYS)
    if version > VERSION:
        extra["version"] = version
    return Document(
        read,
        root,
        _read_plan(TrainingPlan, "training", file),
        _read_data(file.get("data", {})),
        _next_id(file.get("next_id", 1), read),
        extra,
        _read_plan(SweepPlan, "sweep", file),
    )


def loads(text: str) -> Document:
    """The document of a project file's text; raises StorageError with one sentence.

    What this version doesn't know is kept: unknown keys in `extra`, unreadable layers and values as `UnknownSpec` and
    `UnknownValue`. A wire, call or root that leads nowhere is refused, since dropping it would change the network.
    """
    try:
        return from_json(parse(text))
    except JsonError as error:
        raise StorageError(error.message) from None


@dataclass(frozen=True)
class Loaded:
    """A document, and whether its file was `altered` since a program wrote it: by hand, or because it is damaged."""

    document: Document
    altered: Message | None = None


UNKNOWN: Any = object()
"""That one does not know, or care, what the file holds that is replaced."""


def save(document: Document, path: Path, known: FileState | None = UNKNOWN) -> None:
    """Write the project file, whole or not at all; the previous one is kept beside it. Raises StorageError.

    Where the file is no longer as `known`, ChangedElsewhere is raised, and nothing is written.
    """
    version = newer_version(document)
    if version is not None:
        raise StorageError(
            say(
                "This project was by a newer Layerloom (file version {version}, this one writes {own}) and is open "
                "for reading only, so that nothing in it is lost.",
                version=version,
                own=VERSION,
            )
        )
    try:
        data = dumps(document).encode("utf-8")
        need_room(path, len(data))
        with atomic_file(path, before=partial(_make_way, path, known)) as file:
            file.write(data)
    except OSError as error:
        raise StorageError(file_trouble(error, path)) from error
    except ValueError as error:
        if isinstance(error, MessageError):
            raise
        raise StorageError(say("{path} can't be a file name: {reason}.", path=path, reason=error)) from None


def _make_way(path: Path, known: FileState | None) -> None:
    """Keep what the file holds beside it, before another takes its place."""
    _need_unchanged(path, known)
    keep_previous(path)
    _need_unchanged(path, known)  # at the very last: whoever knows no lock may write at any moment


def _need_unchanged(path: Path, known: FileState | None) -> None:
    if known is not UNKNOWN and not is_unchanged(path, known):
        name = os.path.basename(os.fspath(path))
        raise ChangedElsewhere(say("{name} was changed by another program meanwhile, and left as it is.", name=name))


def load(path: Path) -> Document:
    """The document of a project file; raises StorageError with one sentence that names the file."""
    return load_checked(path).document


def load_checked(path: Path) -> Loaded:
    """The document of a project file, and whether it is as it was written; raises StorageError as `load`."""
    name = os.path.basename(os.fspath(path))
    try:
        content = parse(read_text(path))
        document = from_json(content)
    except MessageError as error:
        if isinstance(error, UnreadableText):
            raise
        raise StorageError(say("{name} can't be opened: {reason}", name=name, reason=error.message)) from None
    if is_as_written(content):
        return Loaded(document)
    return Loaded(document, say("{name} was changed by hand, or is damaged: its checksum is another.", name=name))


def read_text(path: Path, damaged: str = "strict") -> str:
    """The text of a project file; raises UnreadableText with a sentence that names the file.

    `damaged` is what is done where it is no text: "strict" raises, "replace" reads on.
    """
    name = os.path.basename(os.fspath(path))
    try:
        need_regular(path)
        with open(path, "rb") as file:
            content = file.read(4 * SIZE_LIMIT + 1)
        return content.decode("utf-8", damaged)
    except OSError as error:
        raise UnreadableText(file_trouble(error, path)) from error
    except UnicodeDecodeError:
        raise UnreadableText(say("{name} is not a Layerloom project: it is no text in UTF-8.", name=name)) from None
    except ValueError as error:
        raise UnreadableText(say("{name} can't be a file name: {reason}.", name=name, reason=str(error))) from error


class UnreadableText(StorageError):
    """A file is not there, or no text."""


class ChangedElsewhere(StorageError):
    """A file that was to be replaced is no longer what it was."""


def newer_version(document: Document) -> int | None:
    """The file's version where a newer program wrote it: such a document is for reading only. None otherwise."""
    version = document.extra.get("version")
    return version if isinstance(version, int) else None


def as_this_version(document: Document) -> Document:
    """A copy that may be saved: what only the newer version understands is kept in the file, but no longer obeyed."""
    return replace(document, extra={key: value for key, value in document.extra.items() if key != "version"})


def _plan_json(plan: TrainingPlan | SweepPlan) -> dict[str, Any]:
    known = {name: plain(value) for name, value in plan.non_default()}
    return known | {key: value for key, value in plan.extra.items() if key not in known}


def _read_plan(cls: type[P], key: str, file: Mapping[str, Any]) -> P:
    """A plan; a parameter that can't be read stays in `extra` under its name, and its default is used."""
    rules, extra = params_of(cls), {}
    settings: dict[str, Any] = {}
    for name, value in expect(file.get(key, {}), dict, key).items():
        try:
            settings[name] = coerce(key, name, rules[name], read_setting(rules[name], value))
        except (KeyError, SpecError):
            extra[name] = value
    return cls(**settings, extra=extra)


def _read_data(given: Any) -> DataPlan:
    try:
        return DataPlan.from_json(given)
    except DataPlanError as error:
        raise StorageError(error.message) from None


def _next_id(given: Any, models: Mapping[str, Model]) -> int:
    """The number of the next id: the file's, unless ids in it have got ahead of it."""
    number = expect(given, int, "next_id")
    return max(1, number, 1 + biggest_number(models))


__all__ = [
    "FORMAT",
    "SUFFIX",
    "MessageError",
    "StorageError",
    "as_this_version",
    "dumps",
    "from_json",
    "load",
    "loads",
    "newer_version",
    "save",
    "to_json",
]
