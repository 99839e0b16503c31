"""A small pool of threads for kernels that run without the GIL: chunks of a range, taken as threads become free."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache, partial
from queue import SimpleQueue
from threading import Event, Lock, Thread, local
from time import perf_counter
from typing import Any

from numpy import ndarray

from runtime.jit import foresight
from runtime.jit.denormals import begin_flushing

Kernel = Callable[..., Any]


class _Job:
    """One range under way: threads take chunks from it until none is left."""

    def __init__(self, kernel: Kernel, total: int, chunk: int, arguments: tuple[Any, ...], slotted: bool) -> None:
        self.kernel, self.total, self.chunk, self.arguments = kernel, total, chunk, arguments
        self.next, self.active, self.slots, self.slotted = 0, 0, 0, slotted
        self.lock, self.finished = Lock(), Event()
        self.error: BaseException | None = None

    def work(self) -> None:
        """Take chunks until none is left; whoever ends the last one says that the job is finished."""
        with self.lock:
            arguments = (*self.arguments, self.slots) if self.slotted else self.arguments
            self.slots += 1
        while (begin := self._take()) < self.total:
            try:
                self.kernel(*arguments, begin, min(begin + self.chunk, self.total))
            except BaseException as error:
                with self.lock:
                    self.error = self.error or error
                    self.next = self.total
            with self.lock:
                self.active -= 1
                if self.next >= self.total and self.active == 0:
                    self.finished.set()

    def _take(self) -> int:
        with self.lock:
            begin = self.next
            if begin < self.total:
                self.next += self.chunk
                self.active += 1
            return begin


class Pool:
    """`count` threads, the caller's included; started at the first parallel work."""

    def __init__(self, count: int) -> None:
        self.count = max(1, count)
        self._tasks: SimpleQueue[_Job | None] = SimpleQueue()
        self._started = 0
        self._busy = Lock()
        self._process = os.getpid()

    def run(self, kernel: Kernel, total: int, chunk: int, arguments: tuple[Any, ...], slots: int = 0) -> None:
        """kernel(*arguments, begin, end) for chunks of range(total); raises the first exception of any thread.

        With `slots`, at most so many threads take part, and each passes its own number below `slots` before `begin`.
        """
        helpers = min(self.count, -(-total // max(chunk, 1)), slots or self.count) - 1
        # When another trainer uses the pool, this one's own thread does the work: two would only share the same cores.
        if helpers < 1 or not self._busy.acquire(blocking=False):
            _alone(kernel, total, arguments, slots)
            return
        try:
            self._parallel(_Job(kernel, total, chunk, arguments, slots > 0), helpers)
        finally:
            self._busy.release()

    def _parallel(self, job: _Job, helpers: int) -> None:
        while self._started < helpers:
            Thread(target=self._serve, name=f"layerloom-{self._started + 1}", daemon=True).start()
            self._started += 1
        for _ in range(helpers):
            self._tasks.put(job)
        job.work()
        # Only for chunks under way: a thread that has not woken up yet finds nothing left, and nobody waits for it.
        job.finished.wait()
        if job.error is not None:
            raise job.error

    def _serve(self) -> None:
        begin_flushing()
        while (job := self._tasks.get()) is not None:
            job.work()

    def close(self) -> None:
        """End the pool's threads."""
        for _ in range(self._started):
            self._tasks.put(None)
        self._started = 0


_pool: Pool | None = None


class _Here(local):
    """What the calling thread may do: `alone` while it works on a shard."""

    alone = False


_here = _Here()

WORTH_SHARING = 250e-6
"""Seconds that work must take one thread before others are woken for it: waking one costs 50 to 100 microseconds."""

learning = True
"""Whether `run` may leave small work to the calling thread once it has seen how long that takes."""

MEASURED = 3
"""Calls whose time on one thread is taken; the quickest counts, since others may meet cold memory."""

_seen: dict[tuple[Any, ...], list[float]] = {}
"""By kernel and sizes: the times taken so far."""


def run(kernel: Kernel, total: int, chunk: int, *arguments: Any, slots: int = 0) -> None:
    """kernel(*arguments, begin, end) over chunks of range(total), on as many threads as are set.

    Chunks go to whichever thread is free; a kernel must give the same numbers however its range is cut. Where threads
    need workspaces of their own, pass how many there are as `slots`: the call is then kernel(*arguments, slot, begin,
    end).
    """
    if total <= chunk or _here.alone or foresight.recorder() is not None:
        _alone(kernel, total, arguments, slots)
        return
    if learning and _stays_alone(kernel, total, chunk, arguments, slots):
        return
    _the_pool().run(kernel, total, chunk, arguments, slots)


def _the_pool() -> Pool:
    pool = _pool
    if pool is None or pool._process != os.getpid():
        pool = set_threads(default_threads())
    return pool


class Alone:
    """`with Alone():` whatever the calling thread builds or runs stays on this thread: others have their own work."""

    def __enter__(self) -> None:
        self._before, _here.alone = _here.alone, True

    def __exit__(self, *error: object) -> None:
        _here.alone = self._before


def run_shards(shards: Sequence[Callable[[], None]]) -> None:
    """Call each function once, side by side on as many threads as are set; what a shard runs stays on its thread."""
    _the_pool().run(_run_shards, len(shards), 1, (shards,))


def _run_shards(shards: Sequence[Callable[[], None]], begin: int, end: int) -> None:
    with Alone():
        for shard in shards[begin:end]:
            shard()


def pieces(count: int) -> int:
    """Pieces that a sum over the batch is cut into: `count`, but one in a shard, whose batch is a piece itself."""
    return 1 if _here.alone else count


def _stays_alone(kernel: Kernel, total: int, chunk: int, arguments: tuple[Any, ...], slots: int) -> bool:
    """Do the work on the calling thread where that is quicker; gives whether it was done.

    The first call with these sizes is shared, the next few are measured alone, and the rest decided by what was seen.
    Results don't depend on it: a kernel gives the same numbers however its range is cut.
    """
    key = (kernel, total, chunk, *(a.size for a in arguments if type(a) is ndarray))
    times = _seen.get(key)
    if times is None:
        _seen[key] = []
        return False
    if len(times) >= MEASURED:
        if min(times) > WORTH_SHARING:
            return False
        _alone(kernel, total, arguments, slots)
        return True
    begin = perf_counter()
    _alone(kernel, total, arguments, slots)
    times.append(perf_counter() - begin)
    return True


def bind(kernel: Kernel, total: int, chunk: int, *arguments: Any, slots: int = 0) -> Callable[[], None]:
    """`run` with these arguments as a function of none; small work calls its kernel without detours."""
    if total > chunk:
        return partial(run, kernel, total, chunk, *arguments, slots=slots)
    return partial(kernel, *arguments, *((0,) if slots else ()), 0, total)


def _alone(kernel: Kernel, total: int, arguments: tuple[Any, ...], slots: int) -> None:
    if total > 0 and slots:
        kernel(*arguments, 0, 0, total)
    elif total > 0:
        kernel(*arguments, 0, total)


def set_threads(count: int) -> Pool:
    """Use `count` threads from now on, in the whole process; the pool that serves them is returned."""
    global _pool
    old, _pool = _pool, Pool(count)
    _seen.clear()
    # A forked child inherits the pool but not its threads.
    if old is not None and old._process == os.getpid():
        old.close()
    return _pool


def thread_count() -> int:
    """How many threads kernels run on: one for what is built in a shard."""
    if _here.alone:
        return 1
    return _pool.count if _pool is not None else default_threads()


@cache
def default_threads() -> int:
    """LAYERLOOM_THREADS, else the physical cores this process may use."""
    given = os.environ.get("LAYERLOOM_THREADS", "")
    if given.isdigit() and int(given) > 0:
        return int(given)
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    import psutil

    return max(1, min(allowed, psutil.cpu_count(logical=False) or allowed))
