"""What can be wrong with data or settings when a network computes."""

from __future__ import annotations

from graph.specs.message import MessageError


class RunError(MessageError):
    """The network can't take the data it was given; names the layer and how to mend it."""


class DataFault(ValueError):
    """Data that a layer can't take, found while computing; the network adds the layer's name."""
