"""An end to trainings that have failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class TerminateOnNaN(CallbackSpec):
    """Ends the training when the loss is no number, or infinite."""

    caption: ClassVar[str] = "End the training when the loss is no number any more"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"raise_error": True})
    raise_error: bool = param("bool", False, "End it as a failure.")
