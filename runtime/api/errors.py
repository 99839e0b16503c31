"""What the Keras-like interface says when it is called in a way that can't be."""

from __future__ import annotations

from graph.specs.message import MessageError


class ApiError(MessageError):
    """A call of the Keras-like interface that can't be: says what was expected and what was received."""
