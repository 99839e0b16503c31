"""A training that is taken up again where it was interrupted."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from graph.specs.message import Message, say
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import Logs
from runtime.training.resume.checkpoint_files import CheckpointFiles
from runtime.training.resume.keeper import Keeper


class BackupAndRestore(Keeper):
    """Keeps the whole state of a training in a folder, after each epoch or every `save_freq` batches; a later `fit`
    with the same folder goes on from there, also within an epoch, and ends with the very same numbers as one that was
    never interrupted: weights, optimizer, order of samples, dropout, metrics, callbacks, history.

    With `double_checkpoint` the checkpoint before the newest stays too, in case a disk spoils that. When a training is
    over its checkpoint is removed, unless `delete_checkpoint` is False or a number that is not finite ended it. With
    `save_freq=False` nothing is kept, and only taken up what is there. It is said in Python; the command line has
    `layerloom train --resume`.
    """

    def __init__(
        self,
        backup_dir: Any,
        save_freq: str | int = "epoch",
        double_checkpoint: bool = False,
        delete_checkpoint: bool = True,
    ) -> None:
        if not backup_dir or not isinstance(backup_dir, (str, Path)):
            raise RunError(
                say("BackupAndRestore: backup_dir must name a folder. Received: {given!r:.80}.", given=backup_dir)
            )
        if save_freq != "epoch" and not (isinstance(save_freq, int) and save_freq >= 0):
            raise RunError(
                say(
                    "BackupAndRestore: save_freq must be 'epoch', a whole number of batches or False. "
                    "Received: {given!r:.80}.",
                    given=save_freq,
                )
            )
        self.backup_dir, self.save_freq = backup_dir, save_freq
        self.double_checkpoint, self.delete_checkpoint = double_checkpoint, delete_checkpoint
        super().__init__(CheckpointFiles(Path(backup_dir), 2 if double_checkpoint else 1), _warn)
        self._batches = 0

    def due(self, _done: int) -> bool:
        if self.save_freq == "epoch" or not self.save_freq:
            return False
        self._batches += 1
        return self._batches % int(self.save_freq) == 0

    def due_at_end(self) -> bool:
        return self.save_freq == "epoch"

    def resume_state(self) -> dict[str, Any]:
        return {"batches": self._batches}

    def resume_from(self, state: dict[str, Any]) -> None:
        self._batches = state["batches"]

    def on_train_end(self, logs: Logs | None = None) -> None:
        self.finish()
        if self.delete_checkpoint and not self.failed:
            self.files.remove_folder()


def _warn(message: Message) -> None:
    warnings.warn(str(message), stacklevel=2)
