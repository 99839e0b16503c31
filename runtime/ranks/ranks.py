"""The processes that train one network together, over MPI: each of them is a rank, and the first leads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from graph.specs.message import Message, MessageError, say

Array = np.ndarray[Any, Any]
Join = Callable[[list[Array]], Array]
T = TypeVar("T")

MISSING = say(
    "Training on several processes needs mpi4py and MPI. Where neither is there: pip install layerloom[mpi]; on a "
    "cluster with an MPI of its own: pip install mpi4py."
)


TERMINAL = "LAYERLOOM_TERMINAL"
"""In the environment of the ranks: how wide the terminal is that shows what they print, which they can't see."""


class Left(BaseException):
    """The leading rank has ended the work, and has said why: nothing is to be told here."""


class Ranks:
    """This process among the others: `number` of `count`, 0 leading.

    A batch is shared out by `take`; while it is, `joint` is true and sums go over all ranks. A batch of fewer samples
    than ranks is computed by each of them as a whole, alike, and needs no sums.
    """

    def __init__(self, world: Any) -> None:
        self.world = world
        self.number, self.count = int(world.Get_rank()), int(world.Get_size())
        self.joint = self.quiet = False
        """`quiet`: batches are taken without a word to the others, as while kernels are made ready."""
        self.listening = False
        """In the leading rank: whether the others wait for its last word."""
        self.here = 1
        """Ranks on this machine, which share its memory."""
        self.batch = 0
        """Samples of the whole batch under way."""
        self.cut: Callable[[int], Sequence[int]] = self.evenly
        """Where the parts of a batch of so many samples end: 0, then each rank's last."""

    @property
    def leads(self) -> bool:
        return self.number == 0

    def span(self, samples: int) -> tuple[int, int]:
        """From which to which sample of a batch are its own."""
        if samples < self.count:
            return 0, samples
        ends = self.cut(samples)
        return ends[self.number], ends[self.number + 1]

    def evenly(self, samples: int) -> list[int]:
        """Parts of one size, as far as that goes."""
        return [samples * rank // self.count for rank in range(self.count + 1)]

    def own(self, rows: Array) -> Array:
        """Its part of the rows of a batch."""
        begin, end = self.span(len(rows))
        return rows[begin:end]

    def take(self, samples: int) -> tuple[int, int]:
        """Begin a batch; gives `span`."""
        self.batch, self.joint = samples, samples >= self.count > 1 and not self.quiet
        return self.span(samples)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Meanwhile this rank computes without the others."""
        before, self.joint = self.joint, False
        try:
            yield
        finally:
            self.joint = before

    # --- what passes between ranks

    def add(self, numbers: Array) -> None:
        """numbers = their sum over all ranks, of the same bits everywhere."""
        if self.joint:
            self.world.Allreduce(_mpi().IN_PLACE, numbers)

    def total(self, number: float) -> float:
        """The sum of a number over all ranks."""
        if not self.joint:
            return number
        numbers = np.array([number])
        self.add(numbers)
        return float(numbers[0])

    def led(self, thing: T) -> T:
        """What the leading rank gives here."""
        return self.world.bcast(thing, 0)

    def lead(self, numbers: Array) -> None:
        """numbers = those of the leading rank."""
        self.world.Bcast(numbers, 0)

    def each(self, thing: T) -> list[T]:
        """What every rank gives here, in their order."""
        return self.world.allgather(thing)

    def gathered(self, array: Array) -> Array:
        """The arrays of all ranks one behind the other; their first axes may differ in length."""
        if not self.joint:
            return array
        array = np.ascontiguousarray(array)
        lengths = np.array(self.world.allgather(len(array)))
        found = np.empty((int(lengths.sum()), *array.shape[1:]), array.dtype)
        self._gather_into(found, array, lengths * found[:1].nbytes)
        return found

    def brought(self, array: Array) -> Array:
        """On the leading rank the arrays of all one behind the other; elsewhere one's own."""
        array = np.ascontiguousarray(array)
        lengths = self.world.allgather(len(array))
        if not self.leads:
            self.world.Gatherv([_bytes(array), _mpi().BYTE], None, 0)
            return array
        found = np.empty((sum(lengths), *array.shape[1:]), array.dtype)
        sizes = [length * found[:1].nbytes for length in lengths]
        self.world.Gatherv([_bytes(array), _mpi().BYTE], [_bytes(found), sizes, _mpi().BYTE], 0)
        return found

    def _gather_into(self, found: Array, own: Array, sizes: Array) -> None:
        """All ranks' own arrays, of these sizes in bytes, one behind the other."""
        byte = _mpi().BYTE
        self.world.Allgatherv([_bytes(own), byte], [_bytes(found), sizes.tolist(), byte])

    def reduce_in_order(self, flat: Array, parts: Sequence[Array], counts: Sequence[int], join: Join) -> None:
        """flat = what `join` makes of everybody's parts, arrays of that length, of which each rank has `counts`.

        Every rank joins a stretch of all of them, in an order of its own choice, and tells the others what it found.
        """
        ends = [len(flat) * rank // self.count for rank in range(self.count + 1)]
        mine = ends[self.number + 1] - ends[self.number]
        size, byte = flat.itemsize, _mpi().BYTE
        told = np.concatenate([part[a:b] for a, b in pairwise(ends) for part in parts])
        heard = np.empty(mine * sum(counts), flat.dtype)
        sent = [(b - a) * len(parts) * size for a, b in pairwise(ends)]
        self.world.Alltoallv(
            [_bytes(told), sent, byte], [_bytes(heard), [count * mine * size for count in counts], byte]
        )
        found = join(list(heard.reshape(sum(counts), mine)))
        self._gather_into(flat, found, np.diff(ends) * size)

    def together(self, work: Callable[[], T]) -> T:
        """What `work` gives where it succeeds on every rank. Else the leading rank raises the sentence of the first
        that failed, and the others `Left`."""
        trouble: Message | None = None
        found: list[T] = []
        try:
            found.append(work())
        except MessageError as error:
            trouble = error.message
        failed = next((message for message in self.each(trouble) if message is not None), None)
        if failed is None:
            return found[0]
        if self.leads:
            self.listening = True
            raise MessageError(failed)
        raise Left


_ranks: Ranks | None = None


def ranks() -> Ranks | None:
    """The ranks of which this process is one, None where it trains alone."""
    return _ranks


def leads() -> bool:
    """Whether this process alone, or first of several, says and writes what was found."""
    return _ranks is None or _ranks.leads


def is_launched() -> bool:
    """Whether an MPI starter began this process as one of several."""
    sizes = (os.environ.get(name, "") for name in ("PMI_SIZE", "OMPI_COMM_WORLD_SIZE", "MPI_LOCALNRANKS"))
    slurm = os.environ.get("SLURM_NTASKS", "") if "SLURM_STEP_ID" in os.environ and _has_pmi() else ""
    return any(size.isdigit() and int(size) > 1 for size in (*sizes, slurm))


def _has_pmi() -> bool:
    return any(name.startswith(("PMI_", "PMIX_")) for name in os.environ)


def join() -> Ranks:
    """Become one of the ranks; raises MessageError where there is no MPI. Threads follow the cores that are left to
    each rank of a machine."""
    global _ranks
    if _ranks is None:
        _ranks = Ranks(_world())
        share_cores(_ranks)
    return _ranks


def _world() -> Any:
    try:
        from mpi4py import MPI
    except (ImportError, RuntimeError):  # RuntimeError: mpi4py finds no MPI library
        raise MessageError(MISSING) from None
    return MPI.COMM_WORLD


def _mpi() -> Any:
    from mpi4py import MPI

    return MPI


def _bytes(array: Array) -> Array:
    return array.reshape(-1).view(np.uint8)


def share_cores(ranks: Ranks) -> None:
    """Use as many threads as there are cores for each of the ranks that may run on the same ones."""
    from runtime.jit import threads

    allowed = tuple(sorted(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else ()
    machine = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    everybody = ranks.each((machine, allowed))
    ranks.here = sum(other == machine for other, _ in everybody)
    if os.environ.get("LAYERLOOM_THREADS"):
        return
    sharing = everybody.count((machine, allowed))
    threads.set_threads(max(1, threads.default_threads() // sharing))
