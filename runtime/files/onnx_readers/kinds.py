"""What readers of operators share: the table of them, kinds of layers by name, and why a node can't be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from graph.layers.operations.operation import known_operations
from graph.specs.message import Message, say
from graph.specs.registry import find

if TYPE_CHECKING:
    from runtime.files.onnx_readers.network import Network, Value

NOT_READ = say("this operator is not read here")
THIS_FORM = say("this form of the operator is not read here")
FIRST = "channels_first"


class Unread(Exception):
    """A node that can't be read, and why."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason


Attributes = dict[str, Any]
Reader = Callable[["Network", Any, Attributes], "Value | list[Value]"]
R = TypeVar("R", bound=Reader)

READERS: dict[str, Reader] = {}


def reads(*operators: str) -> Callable[[R], R]:
    """Declare a function that reads nodes of these operators: of the network, the node and its attributes."""

    def declare(reader: R) -> R:
        READERS.update(dict.fromkeys(operators, reader))
        return reader

    return declare


def kind_of(name: str, **settings: Any) -> Any:
    """A layer of this kind; raises Unread where there are no windows along so many axes."""
    cls: Any = find("layer", name)
    if cls is None:
        raise Unread(THIS_FORM)
    return cls(**settings)


def operation(name: str, **settings: Any) -> Any:
    """An operation of this name."""
    cls: Any = known_operations()[name]
    return cls(**settings)


def only(condition: bool) -> None:
    """Raise Unread where something is otherwise than it can be read."""
    if not condition:
        raise Unread(THIS_FORM)
