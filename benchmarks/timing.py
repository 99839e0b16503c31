"""How long a call takes where nothing disturbs it; of the standard library alone, for the peers' interpreters too."""

from __future__ import annotations

import time
from collections.abc import Callable


def best(call: Callable[[], object], seconds: float = 0.3) -> float:
    """The shortest of as many runs as fit into some seconds, in seconds; the first is not counted."""
    call()
    found, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        call()
        found = min(found, time.perf_counter() - begin)
    return found
