"""What a file says that this version can't read: kept as it was, drawn, written back, never run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from graph.specs.message import Message, say
from graph.specs.spec import Ports, ShapeError, Spec, TensorType, Value

OF_KERAS = "keras"
"""The key of an unknown layer's config under which lies what a file of Keras says of it."""


@dataclass(frozen=True)
class UnknownSpec(Spec):
    """A layer of a kind, or with a parameter, that this version doesn't know or allow.

    `config` is the whole object of the file, kind included; `kind` is safe to show and to use as an identifier.
    """

    family: ClassVar[str] = "unknown"
    caption: ClassVar[str] = "A layer that this version can't read; it is kept as it is."

    kind: str = "Unknown"  # type: ignore[misc]
    config: Mapping[str, Any] = field(default_factory=dict, hash=False)
    reason: Message = field(default=Message("This version can't read it."), compare=False)

    def __post_init__(self) -> None:
        if not self.kind.isidentifier():
            object.__setattr__(self, "kind", "Unknown")

    def ports(self) -> Ports:
        """Any number of wires may come and one result may go, so that no wire of the file is lost."""
        return Ports(inputs=("input",), required=0, variadic=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        raise ShapeError(
            say("A layer of the kind {kind} can't be computed: {reason}", kind=self.kind, reason=self.reason)
        )


@dataclass(frozen=True)
class UnknownValue(Value):
    """A loss, optimizer, initializer… that this version can't read, in the place where the file has it."""

    category: str = ""  # type: ignore[misc]
    kind: str = "Unknown"  # type: ignore[misc]
    config: Any = field(default=None, hash=False)
    """The file's own text or object."""
    reason: Message = field(default=Message("This version can't read it."), compare=False)

    def __post_init__(self) -> None:
        if not self.kind.isidentifier():
            object.__setattr__(self, "kind", "Unknown")
