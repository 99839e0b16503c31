"""The page of all of Keras' public names: which are here, and why the others are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from types import ModuleType

from graph.keras.public_names import PublicNames, full_name, left_out_members, members, public_names

INTERFACE = "runtime"
"""What is imported as `keras`. It stands above this package, which knows it by name alone, as a reader of the manual
does."""
TITLE = "Keras' names"
INTRODUCTION = """\
Every public name of Keras 3.15.1, under the namespace in which it stands there. What is here has Keras' parameters and
their order. Whoever asks for a name that is left out gets an `AttributeError` with the reason given here."""


def is_here(name: str) -> bool:
    """Whether `keras.<name>` can be asked for; a module counts where Keras has a namespace of that name."""
    at = import_module(INTERFACE)
    for part in name.split("."):
        try:
            at = getattr(at, part)
        except AttributeError:
            return False
    return not isinstance(at, ModuleType) or name in public_names().names


def keras_names(here: Callable[[str], bool] = is_here) -> str:
    """The page as Markdown."""
    facts = public_names()
    whole = [space for space in facts.names if space and facts.reason(*_split(space))]
    lines = [f"# {TITLE}", "", INTRODUCTION, "", "| namespace | names | here |", "|---|---|---|"]
    sections: list[str] = []
    for space, names in facts.names.items():
        if space in whole:
            continue
        found = [name for name in names if here(full_name(space, name))]
        lines.append(f"| `keras{'.' if space else ''}{space}` | {len(names)} | {len(found)} |")
        sections += ["", *_section(facts, space, names, found)]
    lines += ["", *_left_out_namespaces(facts, whole)]
    return "\n".join([*lines, *sections, *_members()]) + "\n"


def _members() -> Iterator[str]:
    """What the central classes have: a subclass' own members alone."""
    reasons = left_out_members()
    for kind, names in members().items():
        yield ""
        yield f"## Members of keras.{kind}"
        yield ""
        yield f"Here: {_listed(name for name in names if f'{kind}.{name}' not in reasons)}"
        yield from _grouped({name: reasons[f"{kind}.{name}"] for name in names if f"{kind}.{name}" in reasons})


def _grouped(given: Mapping[str, str]) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for name, reason in given.items():
        groups.setdefault(reason, []).append(name)
    if groups:
        yield from ("", "Left out:", "")
    for reason, names in groups.items():
        yield f"- {_listed(names)}: {reason}"


def _split(full: str) -> tuple[str, str]:
    space, _, name = full.rpartition(".")
    return space, name


def _left_out_namespaces(facts: PublicNames, whole: Sequence[str]) -> Iterator[str]:
    yield "## Namespaces left out"
    yield ""
    reasons: dict[str, list[str]] = {}
    for space in whole:
        reasons.setdefault(facts.reason(*_split(space)), []).append(space)
    for reason, spaces in reasons.items():
        yield f"- {_listed(f'keras.{space}' for space in spaces)}: {reason}"


def _section(facts: PublicNames, space: str, names: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    yield f"## keras{'.' if space else ''}{space}"
    yield ""
    if found:
        yield f"Here: {_listed(found)}"
    left_out, later = {}, []
    for name in names:
        if name in found:
            continue
        if reason := facts.reason(space, name):
            left_out[name] = reason
        else:
            later.append(name)
    yield from _grouped(left_out)
    if later:
        yield ""
        yield f"Not yet: {_listed(later)}"


def _listed(names: Sequence[str] | Iterator[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
