"""Keras' `Progbar`: a bar for a loop of one's own."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import Logs

_COLOURS = re.compile("\x1b\\[[0-9;]*m")


class Progbar:
    """Prints how far a loop is, how long it will take, and the means of what it is told.

    `verbose` 1 draws a bar anew at most every `interval` seconds, 2 prints a line at the end, 0 nothing. Of
    `stateful_metrics` the last number is shown; of the others the mean. With `stateless_metrics` it is the other way
    round.
    """

    def __init__(
        self,
        target: int | None,
        width: int = 20,
        verbose: int = 1,
        interval: float = 0.05,
        stateful_metrics: Iterable[str] | None = None,
        stateless_metrics: Iterable[str] | None = None,
        unit_name: str = "step",
    ) -> None:
        if target is not None and (isinstance(target, bool) or not isinstance(target, (int, np.integer))):
            raise RunError(
                say(
                    "Progbar: target must be a whole number, or None where it isn't known. Received: {given!r:.40}.",
                    given=target,
                )
            )
        if stateful_metrics is not None and stateless_metrics is not None:
            raise RunError(say("Progbar takes stateful_metrics or stateless_metrics, not both."))
        self.target, self.width, self.verbose = target, width, verbose
        self.interval, self.unit_name = interval, unit_name
        self.stateful_metrics = None if stateless_metrics is not None else set(stateful_metrics or ())
        self.stateless_metrics = None if stateless_metrics is None else set(stateless_metrics)
        self._sums: dict[str, tuple[float, float]] = {}
        self._seen, self._shown = 0, 0
        self._begin = time.time()
        self._first: float | None = None
        self._drawn = 0.0

    def update(self, current: int, values: Any = None, finalize: bool | None = None) -> None:
        """The loop has reached `current`; `values` are pairs of a name and its number in the last step."""
        if finalize is None:
            finalize = self.target is not None and current >= self.target
        for name, given in values or ():
            self._count(name, float(np.mean(given)), max(current - self._seen, 1), finalize)
        self._seen = current
        now = time.time()
        each = self._each(current, now)
        if self.verbose == 1 and (finalize or now - self._drawn >= self.interval):
            self._draw(current, now, each, finalize)
            self._drawn = now
        elif self.verbose == 2 and finalize:
            self._write(
                f"{self._numbers(current)} - {now - self._begin:.0f}s - {speed(each, self.unit_name)}{self._means(2)}\n"
            )

    @property
    def due(self) -> bool:
        """Whether a step that is not the last would be shown."""
        return self.verbose == 1 and time.time() - self._drawn >= self.interval

    def add(self, n: int, values: Any = None) -> None:
        """The loop has gone on by `n`."""
        self.update(self._seen + n, values)

    def _count(self, name: str, given: float, steps: int, last: bool) -> None:
        if self.stateless_metrics is None:
            averaged = self.stateful_metrics is not None and name not in self.stateful_metrics
        else:
            averaged = name in self.stateless_metrics
        if last or not averaged:
            self._sums[name] = (given, 1)
        else:
            total, count = self._sums.get(name, (0.0, 0.0))
            self._sums[name] = (total + given * steps, count + steps)

    def _each(self, current: int, now: float) -> float:
        if not current:
            return 0.0
        begun = self._first is not None and current > 1
        found = (now - (self._first or 0)) / (current - 1) if begun else (now - self._begin) / current
        if current == 1:
            self._first = now
        return found

    def _draw(self, current: int, now: float, each: float, last: bool) -> None:
        text = self._numbers(current)
        if self.target:
            text = bar(text, current / self.target, self.width)
        known = self.target and not last
        seconds = duration(each * ((self.target or 0) - current)) if known else f"{now - self._begin:.0f}s"
        text += f" \x1b[1m{seconds}\x1b[0m {speed(each, self.unit_name)}{self._means(1)}"
        self._write(over(text, self._shown) + ("\n" if last else ""))
        self._shown = 0 if last else width_of(text)

    def _numbers(self, current: int) -> str:
        if not self.target:
            return f"{current:7d}/Unknown"
        return f"{current:{len(str(self.target))}d}/{self.target}"

    def _means(self, verbose: int) -> str:
        return values({name: total / max(1, count) for name, (total, count) in self._sums.items()}, verbose)

    @staticmethod
    def _write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


def bar(count: str, share: float, width: int) -> str:
    """How far something is, in front of a bar that is filled by that share."""
    filled = int(width * share)
    green = f"\x1b[32m{'━' * filled}\x1b[0m" if filled else ""
    return f"\x1b[1m{count}\x1b[0m {green}\x1b[37m{'━' * (width - filled)}\x1b[0m"


def speed(each: float, unit: str) -> str:
    """Keras' way: `2s/step`, `13ms/step`, `480us/step`."""
    if each >= 1 or each == 0:
        return f"{each:.0f}s/{unit}"
    return f"{each * 1e3:.0f}ms/{unit}" if each >= 1e-3 else f"{each * 1e6:.0f}us/{unit}"


def over(text: str, shown: int) -> str:
    """What draws a text over the line of `shown` signs drawn before."""
    return "\b" * shown + "\r" + text + " " * max(0, shown - width_of(text))


def width_of(text: str) -> int:
    """How many signs of a text are seen: colours take no place."""
    return len(_COLOURS.sub("", text))


def duration(seconds: float) -> str:
    """Keras' way: `3s`, `1:05`, `1:02:03`."""
    whole = int(seconds)
    if whole > 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}" if whole > 60 else f"{whole}s"


def values(logs: Logs, verbose: int) -> str:
    """` - accuracy: 0.9123 - loss: 0.3456`."""
    text = ""
    for name, several in logs.items():
        value = float(np.mean(several))  # of several numbers Keras prints the mean
        small = abs(value) <= 1e-3 if verbose == 1 else value <= 1e-3
        text += f" - {name}: {value:.4e}" if small else f" - {name}: {value:.4f}"
    return text
