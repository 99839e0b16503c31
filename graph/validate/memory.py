"""The rule about memory: what training will take is forecast before anything is allocated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.document.document import Document
from graph.specs.message import say
from graph.validate.check import Check, Rule
from graph.validate.problems import ERROR, Mend, Problem

SHARE = 0.8
"""Of the free memory; the rest is for the program itself and everything else that runs."""


def too_much_memory(check: Check) -> Iterator[Problem]:
    """More memory than the machine has, forecast for one batch."""
    if check.memory is None:
        return
    document, plan = check.document, check.document.training
    numbers, processes = check.totals, plan.processes or 1
    limit = SHARE * check.memory

    def bytes_for(batch: int) -> int:
        return processes * numbers.process_bytes(plan.optimizer, -(-batch // processes), check.data)

    needed = bytes_for(plan.batch_size)
    if needed <= limit:
        return
    text = say(
        "Training would take about {needed} of memory, and {free} are free.",
        needed=bytes_text(needed),
        free=bytes_text(check.memory),
    )
    batch = plan.batch_size
    while batch > 1 and bytes_for(batch) > limit:
        batch //= 2
    fits = bytes_for(batch) <= limit
    mend = Mend(say("Use batches of {n}", n=batch), lambda d: _with_batch(d, batch)) if fits else None
    yield Problem("too-much-memory", ERROR, text, document.root, mend=mend, for_training=True)


def _with_batch(document: Document, batch: int) -> Document:
    return replace(document, training=replace(document.training, batch_size=batch))


def bytes_text(number: float) -> str:
    """A size for people: 1.5 GB; powers of 1024 as the systems' own monitors count."""
    for unit in ("bytes", "KB", "MB", "GB", "TB"):
        if number < 1024:
            return f"{number:.0f} {unit}" if number >= 100 or unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1024
    return f"{number:,.0f} PB"


RULES: tuple[Rule, ...] = (too_much_memory,)
