"""How long a training still takes, in words."""

from __future__ import annotations


def eta_text(seconds: float) -> str:
    """`0:41`, `12:05` or `1:02:03`."""
    whole = max(0, round(seconds))
    hours, minutes = whole // 3600, whole % 3600 // 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"
