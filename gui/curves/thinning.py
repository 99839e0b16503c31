"""What a curve of many values looks like on few pixels: extremes for the raw line, means for the smooth one."""

from __future__ import annotations

import numpy as np

from gui.training.run import Floats

NOTHING: tuple[Floats, Floats] = (np.empty(0), np.empty(0))


def extremes(x: Floats, y: Floats, buckets: int) -> tuple[Floats, Floats]:
    """The lowest and highest value of each bucket in the order in which they came; all values where they are few."""
    size = len(y) // max(1, buckets)
    if size <= 2:
        return x, y
    count = len(y) // size
    head = np.where(np.isfinite(y[: count * size]), y[: count * size], np.nan).reshape(count, size)
    with np.errstate(invalid="ignore"):
        low, high = _argument(head, np.inf, np.argmin), _argument(head, -np.inf, np.argmax)
    base = np.arange(count) * size
    chosen = np.unique(np.concatenate([base + low, base + high, np.arange(count * size, len(y))]))
    return x[chosen], y[chosen]


def _argument(block: Floats, filler: float, choose: object) -> Floats:
    filled = np.where(np.isnan(block), filler, block)
    return choose(filled, axis=1)  # type: ignore[operator]


def smooth(x: Floats, y: Floats, weight: float, buckets: int) -> tuple[Floats, Floats]:
    """An exponential moving average without the pull of its start; `weight` (0…1) is what the past counts per step.

    Many values are averaged by buckets first, the weight raised to the bucket's size: the curve stays the same.
    Values that are not finite are passed over.
    """
    finite = np.isfinite(y)
    x, y = x[finite], y[finite]
    if not len(y):
        return NOTHING
    size = max(1, len(y) // max(1, buckets))
    count = len(y) // size
    means = y[: count * size].reshape(count, size).mean(axis=1)
    ends = x[size - 1 : count * size : size]
    if count * size < len(y):
        means, ends = np.append(means, y[count * size :].mean()), np.append(ends, x[-1])
    kept = weight**size
    result, average, total = np.empty(len(means)), 0.0, 0.0
    for place, value in enumerate(means.tolist()):
        average = average * kept + value * (1 - kept)
        total = total * kept + (1 - kept)
        result[place] = average / total if total > 0 else value
    return ends, result


def nearest(x: Floats, at: float) -> int | None:
    """The place of the value nearest to `at` on a rising axis."""
    if not len(x):
        return None
    right = int(np.searchsorted(x, at))
    if right == 0:
        return 0
    if right == len(x):
        return len(x) - 1
    return right if x[right] - at < at - x[right - 1] else right - 1
