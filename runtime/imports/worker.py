"""`python -m runtime.imports.worker FILE FOLDER REST MEMORY SECONDS`: reads a file, and leaves what it is in a folder.

Its memory and its time are limited, and whatever happens to it happens to it alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from graph.specs.message import MessageError, say
from runtime.files.documents import Opened, open_path
from runtime.imports.limits import NO_MEMORY, limit_oneself
from runtime.imports.results import write_opened, write_refused


def main(
    arguments: list[str],
    read: Callable[[Path, bool], Opened] = open_path,
    limit: Callable[[int, int], None] = limit_oneself,
) -> int:
    path, folder, rest = Path(arguments[0]), Path(arguments[1]), arguments[2] == "rest"
    limit(int(arguments[3]), int(arguments[4]))
    try:
        write_opened(folder, read(path, rest))
    except MessageError as error:
        write_refused(folder, error)
    except MemoryError:
        return NO_MEMORY
    except Exception as error:
        kind = type(error).__name__
        unexpected = say(
            "{path} can't be opened: reading it failed as it never should ({kind}: {reason:.200}).",
            path=path.name,
            kind=kind,
            reason=(str(error).splitlines() or [""])[0],
        )
        write_refused(folder, MessageError(unexpected))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
