"""Rules about the callbacks of a training plan: each finds what it watches, and writes where it may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from graph.document.document import Document
from graph.inference.history import history_directions, validates
from graph.specs.callbacks.callback import CallbackSpec, Objection, Surroundings
from graph.specs.message import say
from graph.validate.check import Check, Rule
from graph.validate.problems import ERROR, HINT, WARNING, Mend, Problem


def idle_callbacks(check: Check) -> Iterator[Problem]:
    """A callback that would not do what it says: it watches what is not there, or contradicts the optimizer."""
    document, plan = check.document, check.document.training
    if not plan.callbacks:
        return
    around = Surroundings(history_directions(document), plan.optimizer, plan.epochs, validates(document))
    for place, callback in _known(document):
        for objection in callback.objections(around):
            severity = ERROR if objection.is_error else HINT
            mend = _mend(place, objection)
            yield Problem("idle-callback", severity, objection.message, document.root, mend=mend, for_training=True)


def _known(document: Document) -> Iterator[tuple[int, CallbackSpec]]:
    """The callbacks that can be read, each with its place in the list."""
    for place, callback in enumerate(document.training.callbacks):
        if isinstance(callback, CallbackSpec):
            yield place, callback


def _mend(place: int, objection: Objection) -> Mend | None:
    if objection.mend is None:
        return None
    return Mend(objection.mend, partial(_changed, place=place, own=objection.own, plan=objection.plan))


def _changed(document: Document, place: int, own: Mapping[str, Any], plan: Mapping[str, Any]) -> Document:
    training = document.training
    callbacks = list(training.callbacks)
    callbacks[place] = callbacks[place].replace(**own)
    return replace(document, training=replace(training, callbacks=tuple(callbacks), **plan))


def wild_paths(check: Check) -> Iterator[Problem]:
    """A callback that would write outside the folder of the run: whoever opens a document did not choose that."""
    for place, callback in _known(check.document):
        if not callback.writes:
            continue
        path = str(getattr(callback, callback.writes))
        inner = inside(path)
        if inner == path:
            continue
        text = say(
            "{callback} would write to {path!r:.120}. In a project its {parameter} is a name in the folder of the "
            "run's results, without .. and without a drive.",
            callback=callback.kind,
            path=path,
            parameter=callback.writes,
        )
        mend = None
        if inner:
            objection = Objection(text, say("Write to {path}", path=inner), own={callback.writes: inner})
            mend = _mend(place, objection)
        yield Problem("wild-path", ERROR, text, check.document.root, mend=mend, for_training=True)


def inside(path: str) -> str:
    """The path itself where it stays in the folder that it starts from, on any system; else its last part."""
    posix, windows = PurePosixPath(path), PureWindowsPath(path)
    escapes = (
        posix.is_absolute()
        or bool(windows.anchor)
        or ".." in windows.parts
        or path.startswith("~")
        or "\0" in path
        or not posix.parts
    )
    if not escapes:
        return path
    name = windows.name.replace("\0", "")
    return name if name not in ("", "..", ".") and not name.startswith("~") and ":" not in name else ""


def shared_files(check: Check) -> Iterator[Problem]:
    """Two callbacks that write the same file."""
    seen: dict[str, str] = {}
    for _, callback in _known(check.document):
        if not callback.writes:
            continue
        path = str(getattr(callback, callback.writes))
        if path in seen:
            text = say(
                "{first} and {second} both write to {path!r:.120}: give one of them another name.",
                first=seen[path],
                second=callback.kind,
                path=path,
            )
            yield Problem("shared-file", WARNING, text, check.document.root, for_training=True)
        seen[path] = callback.kind


RULES: tuple[Rule, ...] = (idle_callbacks, wild_paths, shared_files)
