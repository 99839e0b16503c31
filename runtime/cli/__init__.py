"""The command line: `layerloom`, or `python -m runtime`."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives 0, 1 for a problem with the input, 2 for wrong usage, 130 after Ctrl+C."""
    from runtime.cli.parser import parse
    from runtime.cli.trouble import guarded

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no × shows a question mark instead of failing
    options = parse(list(sys.argv[1:] if argv is None else argv))
    if isinstance(options, int):
        return options
    return guarded(options)


__all__ = ["main"]
