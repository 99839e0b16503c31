"""Batches as tuples: what is data, what is a target, and what a sample counts."""

from __future__ import annotations

from typing import Any

from runtime.data.errors import bad


def unpack_x_y_sample_weight(data: Any) -> tuple[Any, Any, Any]:
    """(x, y, sample_weight) of a batch that is x alone, (x,), (x, y) or all three; None for what is not there."""
    if isinstance(data, list):
        data = tuple(data)
    if not isinstance(data, tuple):
        return data, None, None
    if not 1 <= len(data) <= 3:
        raise bad(
            "A batch must be x, (x, y) or (x, y, sample_weight). Received: a tuple of {n}.",
            n=len(data),
        )
    x, y, weights = (*data, None, None)[:3]
    return x, y, weights


def pack_x_y_sample_weight(x: Any, y: Any = None, sample_weight: Any = None) -> Any:
    """The batch that holds these: x alone, (x, y) or (x, y, sample_weight)."""
    if y is None:
        return (x,) if isinstance(x, (tuple, list)) else x
    return (x, y) if sample_weight is None else (x, y, sample_weight)
