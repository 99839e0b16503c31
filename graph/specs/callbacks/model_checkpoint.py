"""A model kept in files while it is trained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, ClassVar

from graph.specs.callbacks.callback import CallbackSpec, Objection, Surroundings
from graph.specs.callbacks.monitoring import (
    HELD_OUT,
    mode_param,
    monitor_objections,
    monitor_param,
    verbose_param,
)
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register

WEIGHTS_END = ".weights.h5"
MODEL_ENDS = (".keras", ".h5")
WRITTEN = re.compile(r"[-+ #<>=^,_]*\d{0,3}(\.\d{1,2})?[a-zA-Z%]?")
"""How a number may be written in the name of a file: no name is made of a thousand digits."""


@register
@dataclass(frozen=True)
class ModelCheckpoint(CallbackSpec):
    """Saves the model, or its weights, after each epoch, after so many batches, or whenever it is the best so far."""

    caption: ClassVar[str] = "Save the model while it is trained, or only the best"
    writes: ClassVar[str] = "filepath"
    examples: ClassVar[tuple[Any, ...]] = (
        {"filepath": "{epoch:02d}.keras"},
        {"filepath": "best.weights.h5", "monitor": "loss", "save_best_only": True, "save_weights_only": True},
        {"filepath": "least.keras", "monitor": "loss", "save_best_only": True, "mode": "min"},
        {"filepath": "every.keras", "save_freq": 2},
    )
    filepath: str = param("text", help="The file; {epoch} and names of the history in braces are filled in.")
    monitor: str = monitor_param()
    verbose: int = verbose_param()
    save_best_only: bool = param("bool", False, "Save only when the watched number is the best so far.")
    save_weights_only: bool = param("bool", False, "Save the weights alone (.weights.h5).")
    mode: str = mode_param()
    save_freq: Any = param("any", "epoch", "epoch, or after how many batches.", advanced=True)
    initial_value_threshold: float | None = param(
        "float", None, "A number that the first saved model must be better than.", advanced=True
    )

    def check(self) -> None:
        whole = isinstance(self.save_freq, int) and not isinstance(self.save_freq, bool) and self.save_freq > 0
        if self.save_freq != "epoch" and not whole:
            raise SpecError(
                say(
                    "ModelCheckpoint: save_freq must be 'epoch' or a whole number of batches. Received: {given!r:.80}.",
                    given=self.save_freq,
                )
            )
        ends = (WEIGHTS_END,) if self.save_weights_only else MODEL_ENDS
        if not self.filepath.endswith(ends):
            raise SpecError(
                say(
                    "ModelCheckpoint: filepath must end in {ends}. Received: {given!r:.200}.",
                    ends=" or ".join(ends),
                    given=self.filepath,
                )
            )

    def objections(self, around: Surroundings) -> Iterator[Objection]:
        if self.save_best_only:
            yield from monitor_objections(self, around)
        by_batch = self.save_freq != "epoch"
        # Between epochs nothing is known of validation.
        results = [name for name in around.results if not (by_batch and name.startswith(HELD_OUT))]
        known = ["epoch", "batch", *results] if by_batch else ["epoch", *results]
        trouble = _unfillable(self.filepath, known)
        if trouble is not None:
            text = say(
                "ModelCheckpoint can't fill in {filepath}: {trouble}. Known are: {known}.",
                filepath=self.filepath,
                trouble=trouble,
                known=", ".join(known),
            )
            yield Objection(text)


def _unfillable(filepath: str, known: Sequence[str]) -> str | None:
    """The part in braces that can't be filled in, None where all can: a name of the known, and how it is written."""
    try:
        parts = list(Formatter().parse(filepath))
        for _, name, written, _ in parts:
            if name is not None and (name not in known or not WRITTEN.fullmatch(written or "")):
                return f"{{{name}:{written}}}" if written else f"{{{name}}}"
        filepath.format(**{name: 1 if name in ("epoch", "batch") else 1.0 for name in known})
    except (KeyError, IndexError, ValueError) as error:
        return str(error)
    return None
