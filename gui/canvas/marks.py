"""Problems as the canvas marks them: the worst of a box, of each port, and what the tooltip says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.document import Model
from graph.shapes import ModelShapes
from gui.translate import text

PortKey = tuple[str, int]


@dataclass(frozen=True)
class Marks:
    """What is wrong at one box. `worst` is "error", "warning" or empty."""

    worst: str = ""
    texts: tuple[str, ...] = ()
    ports: Mapping[PortKey, str] = field(default_factory=dict)
    port_texts: Mapping[PortKey, tuple[str, ...]] = field(default_factory=dict)

    @staticmethod
    def none() -> Marks:
        return NONE

    @staticmethod
    def joined(marks: Iterable[Marks]) -> Marks:
        """The marks of several problems as one."""
        worst = ""
        texts: tuple[str, ...] = ()
        ports: dict[PortKey, str] = {}
        port_texts: dict[PortKey, tuple[str, ...]] = {}
        for mark in marks:
            worst = min(filter(None, (worst, mark.worst)), default="")
            texts = (*texts, *mark.texts)
            for key, level in mark.ports.items():
                ports[key] = min(ports.get(key, level), level)
                port_texts[key] = (*port_texts.get(key, ()), *mark.port_texts.get(key, ()))
        return Marks(worst, texts, ports, port_texts)


NONE = Marks()


def failures_as_marks(model: Model, shapes: ModelShapes) -> dict[str, Marks]:
    """Marks by call for what shape inference could not make fit."""
    return {call: Marks("error", (text(error),)) for call, error in shapes.failures.items()}


def problems_as_marks(model: Model, problems: Iterable[object]) -> dict[str, Marks]:
    return {}


def levels(problems: Iterable[object]) -> tuple[int, int]:
    return (0, 0)
