"""How much memory there is, and a refusal before it runs out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from runtime.data.errors import bad

SHARE = 0.5
"""Part of the available memory that one data set may fill."""
LIMIT = 64 << 30
UNLIMITED = 1 << 60
"""A limit of the older kind that says that there is none."""


def available_bytes() -> int:
    """Bytes that can be allocated without swapping, within what the process's container allows; 1 GiB where the system
    doesn't tell."""
    try:
        import psutil

        free = int(psutil.virtual_memory().available)
    except (ImportError, OSError):
        return 1 << 30
    left = container_bytes()
    return free if left is None else min(free, left)


def own_bytes() -> int:
    """Bytes of memory that this process has now; 0 where the system doesn't tell."""
    try:
        import psutil

        return int(psutil.Process().memory_info().rss)
    except (ImportError, OSError):
        return 0


def most_bytes(status: Path = Path("/proc/self/status")) -> int:
    """The largest that this process has been; what it is now where the system doesn't tell.

    Not by `resource`: on Linux that begins with what the process had which started this one.
    """
    try:
        lines = status.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return own_bytes()
    found = [line.split() for line in lines if line.startswith("VmHWM:")]
    return 1024 * int(found[0][1]) if found and len(found[0]) == 3 else own_bytes()


def container_bytes(groups: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> int | None:
    """Bytes that the control groups around this process still allow, None where none limits it.

    Each group up to the root may set a limit. What it keeps of files that nobody uses just now counts as free.
    """
    found = []
    for folder, limit, used in _groups(groups, own):
        most, now = _number(folder / limit), _number(folder / used)
        if most is not None and now is not None and most < UNLIMITED:
            found.append(max(0, most - now + _idle(folder / "memory.stat")))
    return min(found, default=None)


def _groups(groups: Path, own: Path) -> Iterator[tuple[Path, str, str]]:
    """The folders of the groups around this process, with what their files of the limit and of the use are called."""
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        number, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if number == "0" and not controllers:
            base, names = groups, ("memory.max", "memory.current")
        elif "memory" in controllers.split(","):
            base, names = groups / "memory", ("memory.limit_in_bytes", "memory.usage_in_bytes")
        else:
            continue
        folder = base / path.strip("/")
        # Inside a container the path may be that of the host: then the folder at the top is the container's.
        folder = folder if folder.is_dir() else base
        for place in (folder, *folder.parents):
            if place == base or base in place.parents:
                yield place, *names


def _number(file: Path) -> int | None:
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return int(text) if text.isdigit() else None


def _idle(file: Path) -> int:
    """Bytes of files that a group keeps in memory, and gives up when they are needed."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return 0
    found = {words[0]: int(words[1]) for line in lines if len(words := line.split()) == 2 and words[1].isdigit()}
    return found.get("total_inactive_file", found.get("inactive_file", 0))


def budget() -> int:
    """Bytes that one data set may take: LAYERLOOM_DATA_MIB, else a share of what is free; raises DataError."""
    given = os.environ.get("LAYERLOOM_DATA_MIB")
    if not given:
        return min(LIMIT, int(available_bytes() * SHARE))
    if not given.isdecimal() or int(given) < 1:
        raise bad("LAYERLOOM_DATA_MIB must be a whole number of MiB. Received: {given!r}.", given=given[:40])
    return int(given) << 20


def need_memory(what: str, size: int) -> None:
    """Raise DataError if `size` bytes are more than one data set may take."""
    allowed = budget()
    if size > allowed:
        raise bad(
            "{what} would need {needed} of memory; {allowed} may be used. Save it as .npy, which is read from disk "
            "while training, or use fewer samples.",
            what=what,
            needed=bytes_text(size),
            allowed=bytes_text(allowed),
        )


def bytes_text(size: int) -> str:
    """A number of bytes for people: `1.5 GiB`."""
    amount = float(size)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} TiB" if amount < 1e6 else f"{amount:.3g} TiB"
