"""Keras' public names, and why some of them are not here: two files that the manual, the messages and a test read.

What is here is nowhere written down: it is what can be asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.specs.closest import closest


@dataclass(frozen=True)
class PublicNames:
    """Names by namespace; why a name, or a whole namespace, is left out; and those still to come."""

    names: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, str]
    not_yet: frozenset[str]

    def reason(self, namespace: str, name: str) -> str:
        """Why a name of Keras' is left out, empty where nothing is said; a namespace's reason counts for all in it."""
        places = [full_name(namespace, name)]
        while "." in places[-1]:
            places.append(places[-1].rpartition(".")[0])
        return next((self.left_out[place] for place in places if place in self.left_out), "")

    def is_keras(self, namespace: str, name: str) -> bool:
        """Whether Keras has the name, or a namespace of that name."""
        return name in self.names.get(namespace, ()) or any(
            space == full_name(namespace, name) or space.startswith(f"{full_name(namespace, name)}.")
            for space in self.names
        )


@cache
def left_out_members() -> Mapping[str, str]:
    """Why members of Keras' central classes are left out, by `Layer.quantize`; see `members.json` for all."""
    given = json.loads((files("resources") / "keras" / "left_out.json").read_text(encoding="utf-8"))
    return {name: group["why"] for group in given["members"] for name in group["names"].split()}


@cache
def members() -> Mapping[str, tuple[str, ...]]:
    """The public members of Keras' central classes, each where it first stands."""
    given = json.loads((files("resources") / "keras" / "members.json").read_text(encoding="utf-8"))
    return {kind: tuple(found) for kind, found in given.items()}


def missing_member(kind: str, name: str) -> AttributeError:
    """The error for an attribute that an object of that class has not: why it is left out, where Keras has it."""
    found = next((why for full, why in left_out_members().items() if full.partition(".")[2] == name), "")
    if found and not name.startswith("_"):
        return AttributeError(f"{kind}.{name} is left out of Layerloom: {found}")
    return AttributeError(f"{kind} has no {name}.")


def full_name(namespace: str, name: str) -> str:
    """`layers.Dense`: what one writes after `keras.`."""
    return f"{namespace}.{name}" if namespace else name


@cache
def public_names() -> PublicNames:
    """What `resources/keras` says; `names.json` has the names of a namespace in one line, `left_out.json` groups them
    by reason, as they are written after `keras.`."""
    folder = files("resources") / "keras"
    names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    given = json.loads((folder / "left_out.json").read_text(encoding="utf-8"))
    left_out = {name: group["why"] for group in given["left_out"] for name in group["names"].split()}
    return PublicNames(
        {space: tuple(line.split()) for space, line in names.items()}, left_out, frozenset(given["not_yet"])
    )


def missing(namespace: str, name: str, known: Iterable[str] = (), otherwise: str = "") -> AttributeError:
    """The error for a name that isn't here: why it is left out, or that it is still to come; for what Keras doesn't
    have either, the sentence `otherwise`, or the name among those `known` that is meant."""
    where = f"keras.{full_name(namespace, name)}"
    if not name.startswith("_"):
        facts = public_names()
        if reason := facts.reason(namespace, name):
            return AttributeError(f"{where} is left out of Layerloom: {reason}")
        if facts.is_keras(namespace, name):
            return AttributeError(f"{where} is not in Layerloom yet.")
    near = closest(name, known)
    return AttributeError(otherwise or f"There is no {where}." + (f" The closest is {near}." if near else ""))
