"""What ranks add up between the way back and the optimizer's step: gradients, and what layers learnt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from runtime.execution.network import Network
from runtime.execution.shards import Shards, additions, sums_within
from runtime.ops.op import Array
from runtime.ranks.ranks import Ranks
from runtime.weights.sparse_rows import SparseRows
from runtime.weights.weights import Place


class Exchange:
    """Sums over all ranks in the flat arrays of a network's weights."""

    def __init__(self, network: Network, ranks: Ranks) -> None:
        self._ranks, self._store = ranks, network.weights
        self._dense = self._store.gradients[: self._store.dense_end]

    def gradients(self) -> None:
        """The gradients of the whole batch: one sum over the flat array, and of tables the rows that anybody used."""
        if not self._ranks.joint:
            return
        self._ranks.add(self._dense)
        for place in self._store.row_places:
            self._add_rows(place, self._store.sparse_rows[place.key])

    def shards(self, plan: Shards, firsts: Sequence[int]) -> None:
        """The same for a plan in shards, some of those of the whole batch: `firsts` says from which on each rank has
        them, and last how many there are. Gradients are added in the order of one process."""
        begin, count = firsts[self._ranks.number], firsts[-1]
        known = [[*sums_within(0, count, *span)] for span in pairwise(firsts)]
        mine = known[self._ranks.number]
        pairs = [(a - begin, b - begin) for low, high in mine for a, b in additions(low, high)]
        plan.join(np.array(pairs, np.int64).reshape(-1, 2))
        parts = [plan.part(low - begin) for low, _ in mine]
        order = [span for spans in known for span in spans]

        def join(heard: list[Array]) -> Array:
            made = dict(zip(order, heard, strict=True))

            def total(low: int, high: int) -> Array:
                if (low, high) in made:
                    return made[low, high]
                middle = (low + high) // 2
                found = total(low, middle)
                found += total(middle, high)
                return found

            return total(0, count)

        self._ranks.reduce_in_order(self._store.gradients, parts, [len(spans) for spans in known], join)

    def _add_rows(self, place: Place, sparse: SparseRows) -> None:
        table, ranks = place.of(self._store.gradients), self._ranks
        used = sparse.used.copy()
        ranks.add(sparse.sizes)
        lengths = ranks.each(len(used))
        everybodys = ranks.gathered(used)
        if sum(lengths) >= len(table):
            sparse.add(everybodys)
            ranks.add(table)
            return
        numbers = ranks.gathered(table[used])
        sizes = sparse.sizes.copy()
        sparse.clear()
        sparse.sizes[...] = sizes
        sparse.add(everybodys)
        begin = 0
        for length in lengths:  # in the ranks' order, so that all have the same bits
            rows = everybodys[begin : begin + length]
            table[rows] += numbers[begin : begin + length]
            begin += length

    def statistics(self, before: Array) -> None:
        """What layers write themselves while training, as moving averages: of the changes since `before` the mean, each
        rank's counting as many times as it has samples."""
        now = self._store.statistics
        if not self._ranks.joint or not now.size:
            return
        begin, end = self._ranks.span(self._ranks.batch)
        change = now - before
        change *= change.dtype.type((end - begin) / self._ranks.batch)
        self._ranks.add(change)
        np.add(before, change, out=now)
