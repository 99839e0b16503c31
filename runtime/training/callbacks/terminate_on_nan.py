"""An end to trainings that have failed."""

from __future__ import annotations

import math

from graph.specs.callbacks.terminate_on_nan import TerminateOnNaN
from graph.specs.message import say
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import KnownCallback, Logs


@computes(TerminateOnNaN)
class NaNTerminator(KnownCallback):
    def on_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        loss = (logs or {}).get("loss")
        if loss is not None and not math.isfinite(loss):
            if self.spec.raise_error:
                raise RunError(say("Batch {batch}: the loss is {loss}, so training ends.", batch=batch, loss=loss))
            self.note(say("Batch {batch}: the loss is {loss}, so training ends.", batch=batch, loss=loss))
            self.model.stop_training = True
