"""The state of an optimizer on its way into a file: from the file of a model, or from a run's checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph.document.document import Document
from graph.inference.program import flatten
from graph.specs.message import MessageError
from runtime.files.documents import Opened
from runtime.files.weight_files import OptimizerState
from runtime.ops.op import Array

if TYPE_CHECKING:
    from runtime.execution.network import Network
    from runtime.training.optimizers.optimizer import OptimizerRule


@dataclass(frozen=True)
class StateAt:
    """Where the state of an optimizer is found: `names` and `arrays` as a file of Keras has them, or a run's folder."""

    names: tuple[str, ...] = ()
    arrays: tuple[Array, ...] = ()
    run: Path | None = None

    def __bool__(self) -> bool:
        return bool(self.arrays) or self.run is not None

    def state(self, document: Document, weights: Sequence[Array]) -> OptimizerState | None:
        """What a training of these weights would go on with; None where what is kept is not of them."""
        from runtime.execution.network import Network
        from runtime.training.optimizers.file_state import file_state
        from runtime.training.optimizers.optimizer import make_optimizer

        try:
            network = Network(flatten(document))
            network.weights.set_every_path(weights)
            rule = make_optimizer(document.training.optimizer, network.weights)
            taken = self._taken(rule, network)
        except (MessageError, KeyError, ValueError, TypeError):  # a checkpoint of something else
            return None
        return OptimizerState(rule.spec.kind.lower(), file_state(rule)) if taken else None

    def _taken(self, rule: OptimizerRule, network: Network) -> bool:
        from runtime.training.optimizers.older_state import take_older_state
        from runtime.training.resume.checkpoint_files import CheckpointFiles

        if self.run is None:
            return take_older_state(rule, self.names, self.arrays)
        kept = CheckpointFiles(self.run).read()
        # Where the best weights were brought back, the last state is of others.
        if kept is None or kept.get("optimizer") is None or "layout" not in kept:
            return False
        if kept["layout"][1] != rule.spec.kind or not np.array_equal(kept["weights"], network.weights.values):
            return False
        rule.recall(kept["optimizer"])
        return True


NOTHING_KEPT = StateAt()


def state_at(opened: Opened) -> StateAt:
    """Where the state is of what was opened."""
    if opened.model is not None:
        return StateAt(opened.model.optimizer_names, opened.model.optimizer)
    return StateAt(run=opened.folder) if opened.weight_file is not None else StateAt()
