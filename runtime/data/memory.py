"""How much memory there is, and a refusal before it runs out."""

from __future__ import annotations

from runtime.data.errors import bad

SHARE = 0.5
"""Part of the available memory that one data set may fill."""
LIMIT = 64 << 30


def available_bytes() -> int:
    """Bytes that can be allocated without swapping; 1 GiB where the system doesn't tell."""
    try:
        import psutil

        return int(psutil.virtual_memory().available)
    except (ImportError, OSError):
        return 1 << 30


def budget() -> int:
    """Bytes that one data set may take."""
    return min(LIMIT, int(available_bytes() * SHARE))


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
