"""What is known of the calls that come next: a way to rehearse them, and who is rehearsing.

A rehearsal runs what is about to run, without a kernel in it: each is only noted, so that those which lack machine code
can be compiled side by side before the first one is needed. It is asked for when the first one is missing, and not
before.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import get_ident
from typing import Any, Protocol


class Recorder(Protocol):
    """Notes the calls of kernels."""

    def note(self, kernel: Any, arguments: tuple[Any, ...]) -> Any:
        """What the kernel is said to have given."""


_expected: Callable[[], None] | None = None
_recorder: tuple[int, Recorder] | None = None


def expect(prepare: Callable[[], None] | None) -> None:
    """Let `prepare` be called once, when the next kernel is missing. What was expected before no longer is."""
    global _expected
    _expected = prepare


def prepare() -> None:
    """Compile what is missing for the calls to come, if they are known."""
    run = _expected
    if run is not None and _recorder is None:
        expect(None)
        run()


def recorder() -> Recorder | None:
    """Who notes the calls of the calling thread instead of running them."""
    found = _recorder
    return found[1] if found is not None and found[0] == get_ident() else None


def record(by: Recorder | None) -> None:
    """From now on the calling thread's calls are noted by this one, or run again."""
    global _recorder
    _recorder = None if by is None else (get_ident(), by)
