"""A model kept in files while it is trained."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from graph.specs.callbacks.model_checkpoint import ModelCheckpoint
from graph.specs.message import MessageError, say
from graph.storage.atomic import file_trouble
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import Logs
from runtime.training.callbacks.monitoring import Monitor


class EveryBatches:
    """Tells after which batches something is due that happens every so many of them, across epochs."""

    def __init__(self, frequency: Any) -> None:
        self._frequency = None if frequency == "epoch" else int(frequency)
        self._seen = 0

    @property
    def counts(self) -> bool:
        """Whether it counts batches at all."""
        return self._frequency is not None

    def due(self) -> bool:
        """Count one batch; whether it is the one."""
        if self._frequency is None:
            return False
        self._seen += 1
        if self._seen < self._frequency:
            return False
        self._seen = 0
        return True


@computes(ModelCheckpoint)
class CheckpointSaver(Monitor):
    """`best` is the best number that was saved; it outlives a training, so that the next one must be better.

    What can't be written at first ends the training; what can't be written later is told, and the training goes on.
    """

    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self.best = spec.initial_value_threshold
        self._every = EveryBatches(spec.save_freq)
        self._epoch = 0
        self._wrote = False

    @property
    def wants_batches(self) -> bool:
        """Whether it wants to be told of batches."""
        return self._every.counts

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        if self._every.due():
            self._save(self._epoch, logs or {}, batch)

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        if not self._every.counts:
            self._save(epoch, logs or {}, None)

    def _save(self, epoch: int, logs: Logs, batch: int | None) -> None:
        path = self._path(epoch, logs, batch)
        if not self._wanted(epoch, logs, path):
            return
        try:
            self._write(path)
        except MessageError as error:
            if not self._wrote:
                raise
            # an hour of training is worth more than one of its files: the disk may be full
            self.warn(say("{trouble} The training goes on.", trouble=error.message))
            return
        self._wrote = True
        if self.spec.verbose:
            self.note(say("\nEpoch {epoch}: finished saving model to {path}", epoch=epoch + 1, path=str(path)))

    def _write(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MessageError(file_trouble(error, path.parent)) from None
        if self.spec.save_weights_only:
            self.model.save_weights(path, overwrite=True)
        else:
            self.model.save(path, overwrite=True)

    def _wanted(self, epoch: int, logs: Logs, path: Path) -> bool:
        """Whether the model is to be saved as it is now."""
        if not self.spec.save_best_only:
            self._say(say("\nEpoch {epoch}: saving model to {path}", epoch=epoch + 1, path=str(path)))
            return True
        value = self.value(logs)
        if value is None:
            return True
        name, before = self.spec.monitor, "None" if self.best is None else f"{self.best:.5f}"
        if math.isnan(value) or not self.better(value, self.best):
            self._say(
                say("\nEpoch {epoch}: {name} did not improve from {before}", epoch=epoch + 1, name=name, before=before)
            )
            return False
        self._say(
            say(
                "\nEpoch {epoch}: {name} improved from {before} to {value:.5f}, saving model to {path}",
                epoch=epoch + 1,
                name=name,
                before=before,
                value=value,
                path=str(path),
            )
        )
        self.best = value
        return True

    def _say(self, message: Any) -> None:
        if self.spec.verbose:
            self.note(message)

    def _path(self, epoch: int, logs: Logs, batch: int | None) -> Path:
        """The file of this moment; raises RunError where the name asks for what is not known."""
        known = {"epoch": epoch + 1, **({} if batch is None else {"batch": batch + 1}), **logs}
        try:
            return Path(self.spec.filepath.format(**known))
        except (KeyError, IndexError, ValueError) as error:
            raise RunError(
                say(
                    "ModelCheckpoint can't fill in {filepath}: {trouble}. Known are: {known}.",
                    filepath=self.spec.filepath,
                    trouble=str(error),
                    known=", ".join(known),
                )
            ) from None
