"""How long a training has taken: pauses, and the compilation before it, don't count."""

from __future__ import annotations

import time


class Clock:
    """A clock that is started, paused and stopped; before it is started it shows nothing."""

    def __init__(self) -> None:
        self._began = self._paused_at = self._pauses = 0.0

    @property
    def seconds(self) -> float:
        now = self._paused_at or time.monotonic()
        return max(0.0, now - self._began - self._pauses) if self._began else 0.0

    def start(self, seconds: float = 0.0) -> None:
        """Start at so many seconds."""
        self._began = time.monotonic() - seconds

    def pause(self) -> None:
        self._paused_at = time.monotonic()

    def resume(self) -> None:
        if self._paused_at:
            self._pauses += time.monotonic() - self._paused_at
        self._paused_at = 0.0

    def stop(self) -> None:
        """Show the time of now from now on, or of the pause that it is stopped in."""
        self._paused_at = self._paused_at or time.monotonic()
