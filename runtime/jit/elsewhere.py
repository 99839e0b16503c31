"""Kernels compiled side by side, by processes of their own: a compiler in Python keeps to one thread.

What they make lies in the cache afterwards. Whatever fails here is compiled where it is needed, as it would have been.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Condition, Thread
from typing import Any, NamedTuple

LEAST = 3
"""Kernels for which processes are started: each takes as long to begin as a small kernel to compile."""

MOST = 4
"""Processes: each takes some 150 MB."""

PATIENCE = 120.0
"""Seconds that a kernel may take."""

ROOT = Path(__file__).parent.parent.parent

START = "import sys; sys.path.insert(0, sys.argv[1]); from runtime.jit.compile_worker import main; main()"


class Task(NamedTuple):
    """A kernel to be compiled, as JSON; `weight` says how long that may take, compared with others."""

    name: str
    weight: float
    said: dict[str, Any]


def workers(tasks: int) -> int:
    """How many processes compile so many kernels: none where this one does it as quickly."""
    given = os.environ.get("LAYERLOOM_THREADS", "")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = min(int(given) if given.isdigit() else cores, cores, MOST, tasks // 2)
    is_python = Path(sys.executable or "").stem.lower().startswith("python")
    return count if is_python and tasks >= LEAST and count > 1 else 0


class Workshop:
    """Processes that take tasks, the longest first, until none is left; `piece(symbol)` gives the task of a piece that
    code needs, None where it is there."""

    def __init__(self, tasks: list[Task], piece: Callable[[str], Task | None]) -> None:
        self._tasks = deque(sorted(tasks, key=lambda task: -task.weight))
        self._piece, self._seen = piece, set[str]()
        self._busy = 0
        self._change = Condition()
        self._news: SimpleQueue[tuple[Task | None, str]] = SimpleQueue()

    def run(self, count: int, tell: Callable[[Task, str], None]) -> None:
        """Compile everything with so many processes; `tell(task, state)` with the states of `declare.Progress`."""
        processes = _started(count)
        threads = [Thread(target=self._serve, args=(process,), daemon=True) for process in processes]
        try:
            for thread in threads:
                thread.start()
            working = len(threads)
            while working:
                task, state = self._news.get(timeout=PATIENCE)
                if task is None:
                    working -= 1
                else:
                    tell(task, state)
        except Empty:
            return  # what is missing is compiled by the one who needs it
        finally:
            for process in processes:
                process.kill()
            for process, thread in zip(processes, threads):
                thread.join()
                with suppress(OSError):  # of what was still to be written
                    process.communicate()

    def _serve(self, process: subprocess.Popen[str]) -> None:
        try:
            while (task := self._next()) is not None:
                self._news.put((task, "compiling"))
                needs: list[str] = []
                try:
                    answer = _ask(process, task)
                    needs = answer.get("needs", [])
                    if "failed" not in answer:
                        self._news.put((task, "compiled"))
                finally:
                    self._done(needs)
        except (OSError, ValueError):
            pass  # the process has ended; others take what is left
        finally:
            self._news.put((None, ""))

    def _next(self) -> Task | None:
        with self._change:
            while not self._tasks and self._busy:
                self._change.wait()
            if not self._tasks:
                return None
            self._busy += 1
            return self._tasks.popleft()

    def _done(self, needs: list[str]) -> None:
        with self._change:
            self._busy -= 1
            for symbol in set(needs) - self._seen:
                self._seen.add(symbol)
                task = self._piece(symbol)
                if task is not None:
                    self._tasks.appendleft(task)
            self._change.notify_all()


def _started(count: int) -> list[subprocess.Popen[str]]:
    found = []
    with suppress(OSError):  # no room for another process
        for _ in range(count):
            found.append(_start())
    return found


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", START, str(ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _ask(process: subprocess.Popen[str], task: Task) -> dict[str, Any]:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(task.said) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise OSError("the process has ended")
    answer: dict[str, Any] = json.loads(line)
    return answer
