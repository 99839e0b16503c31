"""Dropout's factors that stay the same at all steps of a sequence."""

from __future__ import annotations

from runtime.kernels.elementwise.random import WORD, drop_factors, drop_limit, stream_key
from runtime.ops.op import Array, RandomStream

HALF_WORD = WORD >> 32


def draw_factors(factors: Array, rate: float, stream: RandomStream, part: int) -> None:
    """Fill `factors`, (groups, samples, numbers) in memory; `part` tells several of a layer apart."""
    _, samples, each = factors.shape
    low, high = stream_key(stream.seed, stream.key, stream.step, part)
    whole = samples if stream.whole is None else stream.whole
    if whole == samples:
        drop_factors(factors.reshape(-1), *drop_limit(rate), low, high, 0, factors.size)
        return
    for number, group in enumerate(factors):
        first = (low + (number * whole + stream.first) * each) & HALF_WORD
        drop_factors(group.reshape(-1), *drop_limit(rate), first, high, 0, group.size)
