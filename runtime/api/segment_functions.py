"""Functions of Keras' `ops` that look at arrays to find how large their result is, where nobody says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from graph.layers.operations.operation import known_operations
from runtime.api.operations import operate
from runtime.api.tensors import Tensor


def segments(name: str, kind: str) -> Callable[..., Any]:
    """`segment_sum` and its kin."""

    def function(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
        if num_segments is None and not isinstance(segment_ids, Tensor):
            num_segments = int(np.max(segment_ids)) + 1
        spec = known_operations()[kind]
        return operate(spec, [data, segment_ids], {"num_segments": num_segments, "sorted": sorted})

    function.__name__ = function.__qualname__ = name
    function.__doc__ = known_operations()[kind].caption
    return function


FUNCTIONS: tuple[Callable[..., Any], ...] = (
    segments("segment_sum", "SegmentSum"), segments("segment_max", "SegmentMax"),
    segments("segment_min", "SegmentMin"), segments("segment_prod", "SegmentProd"),
)  # fmt: skip
"""Each under its own name."""
