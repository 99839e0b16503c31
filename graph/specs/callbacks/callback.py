"""What every callback is, as a value: what watches a training, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.spec import Value


@dataclass(frozen=True)
class CallbackSpec(Value):
    category: ClassVar[str] = "callback"
    caption: ClassVar[str] = ""
    """One sentence for the list of callbacks."""
