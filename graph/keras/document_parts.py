"""What is being read of a document: its models, and what their layers share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.document.document import Layer, Model
from graph.specs.message import Message

NOT_SETTINGS = ("shared_object_id", "inbound_nodes")


def settings_of(given: Any) -> Any:
    """What an object says of itself, without where it stands and what else shares it."""
    if isinstance(given, Mapping):
        return {key: settings_of(value) for key, value in given.items() if key not in NOT_SETTINGS}
    return [settings_of(item) for item in given] if isinstance(given, (list, tuple)) else given


@dataclass
class DocumentParts:
    """The models of a document so far, and how another is read into it."""

    reader: Callable[[DocumentParts, Mapping[str, Any], str, int], str]
    models: dict[str, Model] = field(default_factory=dict)
    next_id: int = 1
    met: list[tuple[Mapping[str, Any], Layer]] = field(default_factory=list)
    """Every layer that a config describes, with what it says of it."""
    masked: list[tuple[str, str]] = field(default_factory=list)
    """(model, call) of calls that Keras gives a mask: ours must come by it on their own."""

    unreadable: list[tuple[str, Message]] = field(default_factory=list)
    """The names of layers that can't be read, each with why."""

    def read(self, given: Mapping[str, Any], owner: str, depth: int) -> str:
        """Add the model that `given` describes; gives its id."""
        return self.reader(self, given, owner, depth)

    def fresh(self, prefix: str) -> str:
        self.next_id += 1
        return f"{prefix}{self.next_id - 1}"

    def earlier(self, given: Mapping[str, Any]) -> Layer | None:
        """The layer that an object with a number stands for: the first of that name with the same settings.

        Keras leaves the number out where it meets a layer for the first time.
        """
        if "shared_object_id" not in given or given.get("class_name") == "InputLayer":
            return None
        alike = settings_of(given)
        return next((layer for known, layer in self.met if settings_of(known) == alike), None)
