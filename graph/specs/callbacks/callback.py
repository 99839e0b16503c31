"""What every callback is, as a value: what watches a training, how, and what it needs of a training plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from graph.specs.message import Message
from graph.specs.spec import Value


@dataclass(frozen=True)
class Surroundings:
    """What a callback of a plan finds there."""

    results: Mapping[str, str]
    """The names that the history will have, each with which way is better: up, down, or empty."""
    optimizer: Value
    epochs: int
    validates: bool
    """Whether samples are kept for validation."""


@dataclass(frozen=True)
class Objection:
    """Why a callback would not do what it says, and what would mend it: other parameters of its own (`own`), or of the
    plan (`plan`)."""

    message: Message
    mend: Message | None = None
    own: Mapping[str, Any] = field(default_factory=dict)
    plan: Mapping[str, Any] = field(default_factory=dict)
    is_error: bool = True


@dataclass(frozen=True)
class CallbackSpec(Value):
    category: ClassVar[str] = "callback"
    names: ClassVar[tuple[str, ...]] = ()
    """The class's own name: Keras finds callbacks by no other."""
    caption: ClassVar[str] = ""
    """One sentence for the list of callbacks."""
    writes: ClassVar[str] = ""
    """The parameter that names the file or folder that it writes. In a document it lies in the folder of the run."""

    shows: ClassVar[tuple[str, ...]] = ()
    """The names that it adds to the history."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.names = (cls.kind,)

    @property
    def copies(self) -> int:
        """How many copies of the weights it keeps."""
        return 0

    def objections(self, _around: Surroundings) -> Iterator[Objection]:
        """What would keep it from doing what it says in such a plan."""
        return iter(())
