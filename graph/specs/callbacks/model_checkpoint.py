"""A model kept in files while it is trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.callbacks.monitoring import mode_param, monitor_param, verbose_param
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register

WEIGHTS_END = ".weights.h5"
MODEL_ENDS = (".keras", ".h5")


@register
@dataclass(frozen=True)
class ModelCheckpoint(CallbackSpec):
    """Saves the model, or its weights, after each epoch, after so many batches, or whenever it is the best so far."""

    caption: ClassVar[str] = "Save the model while it is trained, or only the best"
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
