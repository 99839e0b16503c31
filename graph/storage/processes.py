"""Which process a file belongs to, by a name that tells later whether that process still runs."""

from __future__ import annotations

import os
import re
import sys
import zlib
from functools import cache
from pathlib import Path
from platform import node

HOST = f"{zlib.crc32(node().encode()):08x}"
"""Of which machine a file is: on a shared drive another machine's process numbers mean nothing here."""

NAME = re.compile(r"([0-9a-f]{8})-([0-9]{1,10})(?:-([0-9a-f]{8})-([0-9]{1,20}))?(?=-|\.|$)")


@cache
def _boot() -> str:
    """Which start of the machine this is, where the system tells; numbers of processes begin anew with each."""
    try:
        return f"{zlib.crc32(Path('/proc/sys/kernel/random/boot_id').read_bytes().strip()):08x}"
    except OSError:
        return "0" * 8


def _started(process: int) -> str:
    """When a process began, in ticks since the machine's start; "0" where the system doesn't tell."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return "0"
    return text.rpartition(")")[2].split()[19]


def own_name() -> str:
    """This process among all that ever write here: machine, number, start of the machine, start of the process."""
    return f"{HOST}-{os.getpid()}-{_boot()}-{_started(os.getpid())}"


def has_ended(name: str) -> bool:
    """Whether the process that a file's name begins with is known to be gone; of another machine nothing is known."""
    found = NAME.match(name)
    if found is None or found[1] != HOST:
        return False
    process, boot, started = int(found[2]), found[3] or _boot(), found[4] or "0"
    if boot != _boot():
        return True
    if not _runs(process):
        return True
    now = _started(process)
    return "0" not in (started, now) and started != now


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        from psutil import pid_exists  # asking by a signal would end the process there

        return bool(pid_exists(process))
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
