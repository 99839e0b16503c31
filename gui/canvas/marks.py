"""Problems as the canvas marks them: the worst of a box, of each port, and what the tooltip says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.document.document import Model
from graph.inference.shapes import ModelShapes
from graph.validate.problems import ERROR, HINT, WARNING, Problem
from gui.translate import text

PortKey = tuple[str, int]
ORDER = ("", HINT, WARNING, ERROR)


@dataclass(frozen=True)
class Marks:
    """What is wrong at one box. `worst` is "error", "warning", "hint" or empty."""

    worst: str = ""
    texts: tuple[str, ...] = ()
    ports: Mapping[PortKey, str] = field(default_factory=dict)
    port_texts: Mapping[PortKey, tuple[str, ...]] = field(default_factory=dict)


def joined(marks: Iterable[Marks]) -> Marks:
    """The marks of several problems as one."""
    worst = ""
    texts: tuple[str, ...] = ()
    ports: dict[PortKey, str] = {}
    port_texts: dict[PortKey, tuple[str, ...]] = {}
    for mark in marks:
        worst = max(worst, mark.worst, key=ORDER.index)
        texts += tuple(line for line in mark.texts if line not in texts)
        for key, level in mark.ports.items():
            ports[key] = max(ports.get(key, ""), level, key=ORDER.index)
            port_texts[key] = (*port_texts.get(key, ()), *mark.port_texts.get(key, ()))
    return Marks(worst, texts, ports, port_texts)


def failures_as_marks(shapes: ModelShapes) -> dict[str, Marks]:
    """Marks by call for what shape inference could not make fit."""
    return {call: Marks(ERROR, (text(error),)) for call, error in shapes.failures.items()}


def problems_as_marks(model: Model, problems: Iterable[Problem]) -> dict[str, Marks]:
    """Marks by call where a problem names one, else by layer."""
    found: dict[str, list[Marks]] = {}
    for problem in problems:
        place = problem.call if problem.call in model.calls else problem.layer
        if problem.model == model.id and place is not None:
            found.setdefault(place, []).append(mark_of(problem))
    return {place: joined(marks) for place, marks in found.items()}


def mark_of(problem: Problem) -> Marks:
    """The mark of one problem."""
    lines = (text(problem.message),)
    if problem.call is None or problem.port is None:
        return Marks(problem.severity, lines)
    port = (problem.call, problem.port)
    return Marks(problem.severity, lines, {port: problem.severity}, {port: lines})
