"""Kernels made ready in the background: compiled, or loaded from the disk, while somebody is still drawing."""

from __future__ import annotations

from threading import Event, Thread

import numpy as np

from graph.inference.program import Program, ProgramOutput
from graph.specs.losses.loss import SEQUENCES
from graph.specs.message import MessageError
from graph.specs.optimizers.rmsprop import RMSprop
from graph.specs.spec import Value
from runtime.data.column import ArrayColumn
from runtime.execution.network import Network
from runtime.training.batches import Batches
from runtime.training.callbacks.callback import Callback, CallbackList
from runtime.training.objective import Scores
from runtime.training.targets import Target
from runtime.training.trainer import Trainer

LABELS = 2
"""Labels of a sequence, where targets may be of any length."""


class Warmup:
    """A warm-up under way: `done` of `total` pieces of work so far (0 of 0 before it is known)."""

    def __init__(self, program: Program, batch_size: int, optimizer: Value) -> None:
        self.done = self.total = 0
        self._stopped = Event()
        self._arguments = program, batch_size, optimizer
        self._thread = Thread(target=self._run, name="layerloom-warmup", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        """Leave out what is still to be done; the kernel being compiled is finished."""
        self._stopped.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it ended within so many seconds."""
        self._thread.join(seconds)
        return not self.running

    def _run(self) -> None:
        try:
            warm_up(*self._arguments, _Reporter(self))
        except (_StoppedError, MessageError):
            return  # a program that can't run has nothing to be made ready; training it will say why

    def tell(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise _StoppedError
        self.done, self.total = done, total


class _StoppedError(Exception):
    """Nobody waits for the kernels any more."""


class _Reporter(Callback):
    def __init__(self, warmup: Warmup) -> None:
        self.on_compiling = warmup.tell  # type: ignore[method-assign]


def start(program: Program, batch_size: int = 32, optimizer: Value | None = None) -> Warmup:
    """Begin to make ready what training this program takes, in a thread of its own."""
    return Warmup(program, batch_size, optimizer if optimizer is not None else RMSprop())


def warm_up(program: Program, batch_size: int, optimizer: Value, *callbacks: Callback) -> None:
    """Make ready what training takes; raises MessageError where the program can't be trained.

    Which kernels those are depends on the sizes, so the network is built as it will be trained, and forgotten again.
    """
    network = Network(program)
    trainer = Trainer(network, optimizer)
    shapes = network.typical_shapes(batch_size)
    names_and_types = ((name, program.values[value].dtype) for name, _, value in program.inputs)
    x = tuple(ArrayColumn(name, np.zeros(s, dtype)) for s, (name, dtype) in zip(shapes, names_and_types))
    types = network.types(shapes)
    targets = tuple(_target(output, types[output.value].shape) for output in program.outputs)
    batches = Batches(x, targets, (None,) * len(targets), batch_size)
    trainer.warm_up(batches, Scores(network.program, targets), CallbackList(callbacks, trainer, {}))


def _target(output: ProgramOutput, shape: tuple[int | None, ...]) -> Target | None:
    if output.spec.loss is None:
        return None
    known = tuple(n for n in shape if n is not None)
    sparse = bool(getattr(output.spec.loss, "sparse", False))
    ends = (known[0], LABELS) if getattr(output.spec.loss, "numbers", "") == SEQUENCES else known[:-1]
    zeros = np.zeros(ends, np.int64) if sparse else np.zeros(known, np.float32)
    return Target(output, known[1:], ArrayColumn(output.name, zeros), np.dtype(np.float32))
