"""What is about to run, run without its kernels: those that lack machine code are then compiled side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np

from runtime.jit import declare, elsewhere, foresight, native
from runtime.jit.declarations import FAST
from runtime.jit.declare import Intrinsic, Kernel
from runtime.jit.descriptions import UnknownError, describe, describe_argument
from runtime.jit.elsewhere import Task, Workshop

Tell = Callable[[int, int], None]
"""Progress: (done, total)."""


def expect(rehearse: Callable[[], None] | None, tell: Tell | None = None) -> None:
    """When the next kernel is missing, run `rehearse` without kernels, and compile what is missing for it.

    What it makes must be its own, since nothing in it is computed. What ends `tell` by an exception ends compiling.
    None stands for nothing that is known.
    """
    foresight.expect(None if rehearse is None else partial(_prepare, rehearse, tell))


def _prepare(rehearse: Callable[[], None], tell: Tell | None) -> None:
    notes = _Notes()
    with suppress(Exception), _recorded_by(notes), np.errstate(all="ignore"):  # what really runs says what is wrong
        rehearse()
    count = elsewhere.workers(len(notes.tasks))
    if not count:
        return
    done = 0

    def told(task: Task, state: str) -> None:
        nonlocal done
        declare.tell(task.name, state)
        if state == "compiled":
            done += 1
            declare.made_elsewhere.add(Path(task.said["file"]))
            if tell is not None:
                tell(min(done, len(notes.tasks)), len(notes.tasks))

    Workshop(list(notes.tasks.values()), _piece_task).run(count, told)


class _Notes:
    """Notes kernels that have no machine code yet; nothing is run."""

    def __init__(self) -> None:
        self.tasks: dict[str, Task] = {}

    def note(self, kernel: Kernel, arguments: tuple[Any, ...]) -> Any:
        given = tuple(map(native.plain, arguments))
        kinds = tuple(map(native.kind_of, given))
        if not kernel.has_version(kinds):
            with suppress(UnknownError):
                task = _task(kernel.function, describe(kernel), kernel.mode, kinds, given)
                if task is not None:
                    self.tasks[task.said["file"]] = task
        gives = kernel.function.__annotations__.get("return")
        return None if gives in (None, "None") else 0


def _task(
    function: Callable[..., Any], said: Any, mode: str, kinds: tuple[str, ...], arguments: tuple[Any, ...] | None
) -> Task | None:
    file = declare.file_of(function, mode, kinds)
    if file.exists():
        return None
    given = None if arguments is None else [describe_argument(argument) for argument in arguments]
    how = {"function": said, "mode": mode, "kinds": kinds, "arguments": given, "file": str(file)}
    return Task(function.__name__, _weight(function), how)


def _piece_task(symbol: str) -> Task | None:
    if symbol not in declare.pieces:
        return None
    function, kinds = declare.pieces[symbol]
    with suppress(UnknownError):
        return _task(function, describe(function), FAST, kinds, None)
    return None


def _weight(function: Any) -> int:
    """The bytes of Python's code of a function and of all that it calls: what compiling takes grows with it."""
    seen: set[Any] = set()
    ahead = [function]
    while ahead:
        thing = ahead.pop()
        plain = thing.function if isinstance(thing, Kernel) else thing
        if isinstance(thing, Intrinsic) or not isinstance(plain, FunctionType) or plain in seen:
            continue
        seen.add(plain)
        ahead += [plain.__globals__.get(name) for name in plain.__code__.co_names]
        ahead += [cell.cell_contents for cell in plain.__closure__ or ()]
    return sum(len(plain.__code__.co_code) for plain in seen)


@contextmanager
def _recorded_by(notes: _Notes) -> Iterator[None]:
    """Let this thread's calls of kernels be noted, those of kernels that have machine code too."""
    swapped = []
    for kernel in list(declare.kernels):
        if not kernel.is_new:
            before, kernel.__call__ = kernel.__call__, partial(_noted_or_run, kernel, kernel.__call__)
            swapped.append((kernel, kernel.__call__, before))
    foresight.record(notes)
    try:
        yield
    finally:
        foresight.record(None)
        for kernel, ours, before in swapped:
            if kernel.__call__ is ours:  # else another thread made a version meanwhile, which hands on to it
                kernel.__call__ = before


def _noted_or_run(kernel: Kernel, run: Callable[..., Any], *arguments: Any) -> Any:
    recorder = foresight.recorder()
    return run(*arguments) if recorder is None else recorder.note(kernel, arguments)
