"""The weights that an opened file came with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.document.document import Document, LayerId
from graph.inference.program import flatten
from graph.specs.message import MessageError

Slots = tuple[tuple[tuple[LayerId, ...], str, tuple[int | None, ...]], ...]


@dataclass(frozen=True)
class Trained:
    """Weights in Keras' order, of the document as it was opened, and where they came from."""

    document: Document
    weights: Sequence[Any]
    origin: Path

    def fit(self, document: Document) -> bool:
        """Whether the document has still the layers with the weights that these are of."""
        wanted = slots(self.document)
        return wanted is not None and slots(document) == wanted


def slots(document: Document) -> Slots | None:
    """Layer, name and shape of each weight, None for a document with errors."""
    try:
        return tuple((w.layer, w.name, w.weight.shape) for w in flatten(document).weights)
    except MessageError:
        return None
