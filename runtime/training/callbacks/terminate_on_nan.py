"""An end to trainings that have failed."""

from __future__ import annotations

import math

from graph.specs.callbacks.terminate_on_nan import TerminateOnNaN
from runtime.kinds.computes import computes
from runtime.training.callbacks.callback import KnownCallback, Logs


@computes(TerminateOnNaN)
class NaNTerminator(KnownCallback):
    def on_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        loss = (logs or {}).get("loss")
        if loss is not None and not math.isfinite(loss):
            print(f"Batch {batch}: the loss is {loss}, so training ends.")
            self.model.stop_training = True
