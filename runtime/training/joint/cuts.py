"""Where a batch is cut into the parts of the ranks: between shards, where one process would have such."""

from __future__ import annotations

from runtime.execution.network import Network
from runtime.execution.shards import shard_count
from runtime.jit import threads
from runtime.ranks.ranks import Ranks


class Cuts:
    """A rank that has whole shards finds the very numbers of one process. Where that would leave threads without work,
    batches are cut evenly instead, and sums differ in their last bits."""

    def __init__(self, network: Network, ranks: Ranks) -> None:
        self._network, self._ranks = network, ranks
        self._shapes: tuple[tuple[int, ...], ...] = ()
        self._threads = 1
        self._known: dict[int, list[int] | None] = {}

    def begin(self, shapes: tuple[tuple[int, ...], ...]) -> None:
        """Cut batches of such samples from now on."""
        if shapes != self._shapes:
            self._threads = max(self._ranks.each(threads.thread_count()))
            self._shapes = shapes
            self._known.clear()
        self._ranks.cut = self._ends

    def firsts(self, batch: int) -> list[int] | None:
        """From which shard on each rank has them, and last how many there are; None where it is not by shards."""
        if batch not in self._known:
            shapes = tuple((batch, *shape[1:]) for shape in self._shapes)
            count = shard_count(self._network.program, self._network.weights, shapes, True)
            enough = count // self._ranks.count >= self._threads
            found = [count * rank // self._ranks.count for rank in range(self._ranks.count + 1)]
            self._known[batch] = found if enough else None
        return self._known[batch]

    def own_ends(self, batch: int) -> tuple[int, ...] | None:
        """Where this rank's shards end, counted from its first sample; None where there are none."""
        firsts = self.firsts(batch)
        if firsts is None:
            return None
        begin, end = firsts[self._ranks.number], firsts[self._ranks.number + 1]
        ends = [batch * k // firsts[-1] for k in range(begin, end + 1)]
        return tuple(n - ends[0] for n in ends)

    def _ends(self, batch: int) -> list[int]:
        firsts = self.firsts(batch)
        if firsts is None:
            return self._ranks.evenly(batch)
        return [batch * k // firsts[-1] for k in firsts]
