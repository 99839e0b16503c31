"""What can still be read of a damaged project file, each thing by itself, and in words what is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeGuard

from graph.document.document import Document
from graph.specs.message import Message, MessageError, say
from graph.storage.json_text import BROKEN_LEVELS, DEPTH_LIMIT, SIZE_LIMIT
from graph.storage.migrations import VERSION
from graph.storage.model_json import MODEL_KEYS, StorageError, read_model
from graph.storage.storage import FILE_KEYS, FORMAT, from_json

LISTED = 40
"""Losses that are named one by one."""
STRING = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"')
BETWEEN = re.compile(r"[\s,]*")
WIRE = re.compile(r"[A-Za-z0-9_.-]{1,64}(:[1-9][0-9]{0,5})?")
SIMILAR = 0.6
DEEP = re.compile(rf"[\[{{]{{{DEPTH_LIMIT}}}")


@dataclass(frozen=True)
class Salvaged:
    """What is left of a document, and a sentence for each thing that is not."""

    document: Document
    lost: tuple[Message, ...]


def salvage(text: str) -> Salvaged | None:
    """What can be read of a project file's text; None where that is nothing."""
    lost: list[Message] = []
    content = _Reader(text[:SIZE_LIMIT], lost).read()
    models = content.get("models")
    models = models if isinstance(models, dict) else {}
    kept = {key: model for key, model in models.items() if isinstance(model, dict)}
    kept = {key: mended for key, model in kept.items() if (mended := _mended(key, model, kept, lost)) is not None}
    if not any(model["layers"] for model in kept.values()):
        return None
    root = content.get("root")
    if root not in kept:
        root = next(iter(kept))
        lost.append(say("Which model is the outermost: {name} is taken to be.", name=kept[root]["name"]))
    whole = {key: value for key, value in content.items() if key in FILE_KEYS and key != "checksum"}
    whole |= {"format": FORMAT, "version": VERSION, "root": root, "models": kept}
    return _made(whole, lost)


def _made(content: dict[str, Any], lost: list[Message]) -> Salvaged | None:
    """The document of what is left, without what keeps it from being read."""
    for key in ("", "next_id", "data", "training", "sweep"):
        if key and key in content:
            lost.append(say("What the file says of {key} can't be read.", key=key))
        content.pop(key, None)
        try:
            document = from_json(content)
        except MessageError:
            continue
        shown = lost if len(lost) <= LISTED else [*lost[:LISTED], say("… and {count} more.", count=len(lost) - LISTED)]
        return Salvaged(document, tuple(shown))
    return None


class _Reader:
    """Reads JSON as this program lays it out, a line for each thing, and goes on after what it can't."""

    def __init__(self, text: str, lost: list[Message]) -> None:
        self._text, self._lost = text, lost
        self._decoder = json.JSONDecoder(parse_constant=_refused)

    def read(self) -> dict[str, Any]:
        start = self._text.find("{")
        return self._object(start, 0, "")[0] if start >= 0 else {}

    def _object(self, at: int, level: int, where: str) -> tuple[dict[str, Any], int]:
        """The entries that can be read of the object that begins at a place, and where it ends."""
        found: dict[str, Any] = {}
        at += 1
        while True:
            match = BETWEEN.match(self._text, at)
            at = match.end() if match else at
            if at >= len(self._text):
                self._lose(where or "…", at, say("the file ends there"))
                return found, at
            if self._text[at] == "}":
                return found, at + 1
            key, at = self._entry(at, level, where, found)
            if key is None:
                at = self._next(at, level)

    def _entry(self, at: int, level: int, where: str, found: dict[str, Any]) -> tuple[str | None, int]:
        match = STRING.match(self._text, at)
        name: str = "…"
        try:
            if match is None:
                raise ValueError
            name = json.loads(match.group())
            colon = re.compile(r"\s*:\s*").match(self._text, match.end())
            if colon is None:
                raise ValueError
            place = f"{where}.{name}" if where else name
            if level + 1 < BROKEN_LEVELS and self._text.startswith("{", colon.end()):
                value, end = self._object(colon.end(), level + 1, place)
            else:
                if _is_deep(self._text[colon.end() : colon.end() + 4096]):
                    raise ValueError
                value, end = self._decoder.raw_decode(self._text, colon.end())
            rest = re.compile(r"\s*([,}]|$)").match(self._text, end)
            if rest is None:
                raise ValueError
        except (ValueError, RecursionError):
            self._lose(f"{where}.{name}" if where else name, at, say("it is no JSON"))
            return None, at
        found.setdefault(name, value)
        return name, end

    def _next(self, at: int, level: int) -> int:
        """Where the next entry of an object, or its end, stands after one that can't be read."""
        margin = "  " * (level + 1)
        found = re.compile(rf'\n({margin}(?=")|{margin[2:]}(?=\}}))').search(self._text, at)
        return found.end() if found else len(self._text)

    def _lose(self, what: str, at: int, why: Message) -> None:
        line = self._text.count("\n", 0, at) + 1
        self._lost.append(say("Line {line}: {what} can't be read: {reason}.", line=line, what=what[:80], reason=why))


def _is_deep(text: str) -> bool:
    return len(re.findall(r"[\[{]", text)) > DEPTH_LIMIT and DEEP.search(text) is not None


def _refused(text: str) -> Any:
    raise ValueError(text)


def _mended(
    key: str, given: Mapping[str, Any], models: Mapping[str, Any], lost: list[Message]
) -> dict[str, Any] | None:
    """A model without what can't be read in it."""
    model = _with_known_keys(given)
    own = model.get("name")
    name = own if isinstance(own, str) else key
    whole: dict[str, Any] = {"name": name, "layers": {}, "calls": {}}
    described = _described(models)

    def reads(part: Mapping[str, Any], outside: Container[str] = ()) -> bool:
        try:
            read_model(key, {"name": name, **part}, outside, described)
        except StorageError:
            return False
        return True

    def lose(what: str) -> None:
        lost.append(say("{model}: {what} can't be kept.", model=name, what=what[:80]))

    for layer, value in _items(model, "layers"):
        if reads({"layers": {layer: value}}):
            whole["layers"][layer] = value
        else:
            lose(f"layers.{layer}")
    calls = dict(_items(model, "calls"))
    for call, value in calls.items():
        of = value.get("layer") if isinstance(value, dict) else None
        layers = {of: whole["layers"][of]} if isinstance(of, str) and of in whole["layers"] else {}
        if layers and reads({"layers": layers, "calls": {call: {**value, "inputs": []}}}):
            whole["calls"][call] = value
        else:
            lose(f"calls.{call}")
    _take_dangling_away(whole["calls"], lose)
    for section in ("positions", "notes", "dots"):
        for item, value in _items(model, section):
            if reads({section: {item: value}}):
                whole.setdefault(section, {})[item] = value
            else:
                lose(f"{section}.{item}")
    for section in ("inputs", "outputs"):
        order = model.get(section)
        known = [call for call in order if isinstance(call, str) and call in whole["calls"]] if _listed(order) else []
        if known and reads({**whole, section: known}):
            whole[section] = known
    if not reads(whole):
        lose("…")
        return None
    return whole


def _listed(given: Any) -> TypeGuard[list[Any]]:
    return isinstance(given, list)


def _take_dangling_away(calls: dict[str, Any], lose: Callable[[str], None]) -> None:
    """Leave out wires that start at nothing."""
    for call, value in calls.items():
        given = value.get("inputs", [])
        wires = given if _listed(given) else []
        kept = [
            wire if isinstance(wire, str) and WIRE.fullmatch(wire) and wire.partition(":")[0] in calls else None
            for wire in wires
        ]
        for wire, stays in zip(wires, kept):
            if wire is not None and stays is None:
                lose(f"calls.{call}.inputs: {wire}")
        if kept != given and ("inputs" in value):
            calls[call] = {**value, "inputs": kept}


def _with_known_keys(given: Mapping[str, Any]) -> dict[str, Any]:
    """A model in which a key that is missing is what it has most likely become."""
    found = dict(given)
    for key in MODEL_KEYS:
        strangers = [other for other in found if other not in MODEL_KEYS]
        if key not in found and (near := get_close_matches(key, strangers, 1, SIMILAR)):
            found[key] = found.pop(near[0])
    return found


def _items(model: Mapping[str, Any], section: str) -> Iterator[tuple[str, Any]]:
    given = model.get(section)
    yield from given.items() if isinstance(given, dict) else ()


def _described(models: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for model in models.values():
        for layer, value in _items(model, "layers"):
            if isinstance(value, dict) and "of" not in value:
                found.setdefault(layer, value)
    return found
