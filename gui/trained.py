"""The weights that an opened file came with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.document.document import Document, LayerId
from graph.inference.program import flatten
from graph.specs.message import MessageError
from runtime.files.weight_files import OptimizerState

Slots = tuple[tuple[tuple[LayerId, ...], str, tuple[int | None, ...]], ...]


@dataclass(frozen=True)
class Trained:
    """Weights in Keras' order, of the document as it was opened, and where they came from."""

    document: Document
    weights: Sequence[Any]
    origin: Path
    optimizer: tuple[Any, ...] = ()
    """What the optimizer keeps, in the order of the file."""
    optimizer_names: tuple[str, ...] = ()

    def fit(self, document: Document) -> bool:
        """Whether the document has still the layers with the weights that these are of."""
        wanted = slots(self.document)
        return wanted is not None and slots(document) == wanted

    def state(self, document: Document) -> OptimizerState | None:
        """What a training of the document goes on with: nothing where its optimizer is another by now."""
        kind, now = self.document.training.optimizer.kind, document.training.optimizer.kind
        return OptimizerState(kind.lower(), self.optimizer) if self.optimizer and kind == now else None


def slots(document: Document) -> Slots | None:
    """Layer, name and shape of each weight, None for a document with errors."""
    try:
        return tuple((w.layer, w.name, w.weight.shape) for w in flatten(document).weights)
    except MessageError:
        return None
