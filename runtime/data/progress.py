"""How far a long reading is, told to whoever asked: the command line, or the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from graph.specs.message import Message

Watcher = Callable[[Message, float], None]
"""Takes what is being done, and the share of it that is done."""
_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """What is read within is told to the watcher, in this thread."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def tell(what: Message, share: float) -> None:
    """Say how far a reading is; nobody may be listening."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(what, min(1.0, share))
