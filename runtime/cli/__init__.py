"""The command line: `layerloom`, or `python -m runtime`."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives 0, 1 for a problem with the input, 2 for wrong usage, and 128 and the number of the signal
    that ended it: 130 after Ctrl+C."""
    gc.set_threshold(50_000, 20)  # a document is made of many small objects, none of which lie in circles
    with _leaving_at_once():
        from runtime.cli.parser import parse
        from runtime.cli.trouble import guarded

        _open_streams()
        given = list(sys.argv[1:] if argv is None else argv)
        options = parse(given)
        if isinstance(options, int):
            return options
        options.given = given
        return guarded(options)


@contextmanager
def _leaving_at_once() -> Iterator[None]:
    """Let Ctrl+C end the program with one word, also amidst imports, which could be left half done by an exception.

    While a training runs it is the training's, which keeps what there is.
    """

    def leave(_number: int, _frame: FrameType | None) -> None:
        if sys.__stderr__ is not None:
            os.write(2, b"Interrupted.\n")
        os._exit(INTERRUPTED)

    own = threading.current_thread() is threading.main_thread()
    if not own or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield  # somebody else cares for it, or lets it be ignored
        return
    signal.signal(signal.SIGINT, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _open_streams() -> None:
    """A closed stream swallows what is written; a terminal that knows no × shows a question mark instead of failing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - as long as the program
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


__all__ = ["main"]
