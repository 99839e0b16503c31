"""How much memory a training will take, known before its first step: everything is laid out, and nothing touched yet.

Plans only ask the system for memory; what nobody has written to takes none. So the plans that a training will use are
made, what they asked for is counted, and a training that would not fit is refused while that is still free.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph.specs.message import Message, say
from graph.validate.memory import SHARE, bytes_text
from runtime.data.memory import most_bytes, own_bytes
from runtime.execution.shards import AnyPlan
from runtime.training.batches import Batches
from runtime.training.prefetch import read_ahead_bytes
from runtime.training.trainer import Trainer

MB = 1 << 20
KERNELS = 16 * MB
"""Bytes that the code of compiled kernels takes, and what loads it."""
WEIGHT_FILES, PICTURES = 14 * MB, 36 * MB
"""Bytes of the libraries that write weights, and that draw the curves after it."""
WRITTEN, LEFT = 3.0, 1.4
"""How often the weights lie in memory once more while their file is made, and how much of that is left behind."""
MARGIN = 1.08
"""On what was counted: memory is given in pages, and threads and batches have some of their own."""


@dataclass(frozen=True)
class MemoryForecast:
    """Bytes: `now` is what the process has already, data and weights among it; `most` the largest that it has been;
    `plans` what its steps will use; `others` what else will come."""

    now: int
    most: int
    plans: int
    others: int

    @property
    def total(self) -> int:
        """The largest that the process will be."""
        return max(self.most + self.most // 100, self._coming)

    @property
    def _coming(self) -> int:
        return round(self.now + MARGIN * (self.plans + self.others))

    def refusal(self, available: int, processes: int = 1) -> Message | None:
        """Why one should not even begin, None where all fits: so many processes like this one share what is free."""
        needed = processes * (self._coming - self.now)
        if needed <= SHARE * available:
            return None
        if processes > 1:
            return say(
                "Training would take about {needed} of memory in each of {processes} processes, and {free} are free "
                "for all of them. Use fewer processes on one machine, a smaller batch, fewer samples, or a smaller "
                "network.",
                needed=bytes_text(self._coming),
                processes=processes,
                free=bytes_text(available + processes * self.now),
            )
        return say(
            "Training would take about {needed} of memory, and {free} are free. Use a smaller batch, fewer samples, or "
            "a smaller network.",
            needed=bytes_text(self._coming),
            free=bytes_text(available + self.now),
        )


def memory_forecast(trainer: Trainer, training: Batches, validation: Batches | None, copies: int = 0) -> MemoryForecast:
    """What training on these samples will take, where callbacks keep so many copies of the weights."""
    now, most = own_bytes(), most_bytes()
    weights = trainer.network.weights
    with _counting() as counted:
        plans: list[AnyPlan] = []
        scores = trainer.new_scores(training)
        for size in _sizes(training):
            plans.append(trainer.training_plan(training, size, scores)[0])
        if validation is not None:
            judged = trainer.new_scores(validation)
            network = trainer.network
            for size in _sizes(validation):
                plan = network.plan(network.shapes(validation.x, size))
                trainer.bound(plan, judged)
                plans.append(plan)
        laid_out = counted()
    untouched = sum(plan.untouched + _lent(plan, training) for plan in plans)
    kept = weights.gradients.nbytes + sum(array.nbytes for array in trainer.optimizer.arrays())
    size = weights.values.nbytes
    kept += copies * size
    results = WEIGHT_FILES + max(round(WRITTEN * size), PICTURES + round(LEFT * size))
    ahead = sum(read_ahead_bytes(batches, trainer.dtypes) for batches in (training, validation) if batches is not None)
    # What is read ahead is given back before the results are written.
    return MemoryForecast(now, most, laid_out - untouched, KERNELS + kept + max(ahead, results))


def _lent(plan: AnyPlan, batches: Batches) -> int:
    """Bytes of the Inputs' buffers that nobody writes to, since what is read ahead is used where it lies."""
    pairs = enumerate(zip(batches.x, plan.inputs, strict=True))
    return sum(buffer.nbytes for k, (column, buffer) in pairs if not column.in_memory and plan.borrows(k))


def _sizes(batches: Batches) -> tuple[int, ...]:
    """How large the batches of an epoch are: the last one may be smaller."""
    whole, rest = min(batches.batch_size, batches.rows), batches.rows % batches.batch_size
    return (whole, rest) if rest and rest != whole else (whole,)


@contextmanager
def _counting() -> Iterator[Callable[[], int]]:
    """Gives what asks how many bytes have been asked for since, and are held."""
    was_counting = tracemalloc.is_tracing()
    if not was_counting:
        tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    try:
        yield lambda: tracemalloc.get_traced_memory()[0] - before
    finally:
        if not was_counting:
            tracemalloc.stop()
