"""Problems as values: what is wrong with a document, where, and an edit that mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from graph.document.document import CallId, Document, LayerId, ModelId
from graph.specs.message import Message

ERROR, WARNING, HINT = "error", "warning", "hint"
SEVERITIES = (ERROR, WARNING, HINT)


@dataclass(frozen=True)
class Mend:
    """A one-click edit that removes a problem; `text` names it as a command: "Use padding same"."""

    text: Message
    edit: Callable[[Document], Document] = field(compare=False)


@dataclass(frozen=True)
class Problem:
    """Something wrong with a document. Training is refused while an error stands, other uses only while one stands that
    isn't `for_training`.

    `layer`, `call` and `port` (an input port, counted from 0) say where in `model`; None where it is about more.
    """

    code: str
    severity: str
    message: Message
    model: ModelId
    layer: LayerId | None = None
    call: CallId | None = None
    port: int | None = None
    mend: Mend | None = None
    for_training: bool = False


@dataclass(frozen=True)
class Counts:
    """How many problems there are of each severity."""

    errors: int = 0
    warnings: int = 0
    hints: int = 0

    @property
    def all(self) -> int:
        return self.errors + self.warnings + self.hints

    @property
    def worst(self) -> str:
        """The highest severity there is, empty where nothing is wrong."""
        return ERROR if self.errors else WARNING if self.warnings else HINT if self.hints else ""


def counts(found: Iterable[Problem]) -> Counts:
    """What every place that counts problems says."""
    severities = [problem.severity for problem in found]
    return Counts(*(severities.count(severity) for severity in SEVERITIES))


def errors(found: tuple[Problem, ...], *, training: bool = True) -> tuple[Problem, ...]:
    """The problems that forbid to train, or with `training=False` those that forbid even to compute."""
    return tuple(p for p in found if p.severity == ERROR and (training or not p.for_training))
