"""The course of a training for TensorBoard."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from graph.inference.program import Program
from graph.specs.callbacks.monitoring import HELD_OUT
from graph.specs.callbacks.tensor_board import TensorBoard
from graph.specs.message import MessageError
from graph.storage.atomic import file_trouble
from runtime.files.event_files import EventFile, graph, histogram, scalar
from runtime.kinds.computes import computes
from runtime.training.callbacks.callback import KnownCallback, Logs
from runtime.training.callbacks.monitoring import rate_of


@computes(TensorBoard)
class BoardWriter(KnownCallback):
    """Curves have Keras' names: `epoch_loss` in `train` and in `validation`, `batch_loss`, `epoch_learning_rate`,
    `evaluation_loss_vs_iterations`; histograms are called as the weights are."""

    only_looks = True

    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self._files: dict[str, EventFile] = {}
        self._batches = 0
        self._batch_began = self._epoch_began = 0.0
        self._before_epoch = 0

    def resume_state(self) -> dict[str, Any]:
        """The files are this process's own: another one writes new ones beside them, which TensorBoard joins."""
        own = ("_files", "_batch_began", "_epoch_began")
        return {name: value for name, value in super().resume_state().items() if name not in own}

    @property
    def wants_batches(self) -> bool:
        """Whether it wants to be told of batches."""
        return bool(self.spec.update_freq != "epoch" or self.spec.write_steps_per_second)

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self._batches = 0
        if self.spec.write_graph:
            self._file("train").graph(graph(nodes(_network(self.model).program)))

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._epoch_began, self._before_epoch = time.perf_counter(), self._batches

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        self._batches += 1
        self._batch_began = time.perf_counter()

    def wants_results(self) -> bool:
        often = 1 if self.spec.update_freq == "batch" else self.spec.update_freq
        return often != "epoch" and not self._batches % often

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        if not self.wants_results():
            return
        values = [value for name, result in (logs or {}).items() for value in _curve(f"batch_{name}", result)]
        if self.spec.write_steps_per_second:
            seconds = max(time.perf_counter() - self._batch_began, 1e-9)
            values.append(scalar("batch_steps_per_second", 1.0 / seconds))
        self._file("train").summary(values, self._batches)

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        held = {name: value for name, value in (logs or {}).items() if name.startswith(HELD_OUT)}
        own: dict[str, Any] = {name: value for name, value in (logs or {}).items() if name not in held}
        if own:
            own["learning_rate"] = rate_of(self.model)
        if own and self.spec.write_steps_per_second:
            seconds = max(time.perf_counter() - self._epoch_began, 1e-9)
            own["steps_per_second"] = (self._batches - self._before_epoch) / seconds
        train = [value for name, result in own.items() for value in _curve(f"epoch_{name}", result)]
        if self.spec.histogram_freq and epoch % self.spec.histogram_freq == 0:
            train += [histogram(f"{v.path}/histogram", v.numpy()) for v in _network(self.model).weights.variables]
        self._summary("train", train, epoch)
        of_held = [(name.removeprefix(HELD_OUT), result) for name, result in held.items()]
        self._summary("validation", [v for name, result in of_held for v in _curve(f"epoch_{name}", result)], epoch)

    def on_test_end(self, logs: Logs | None = None) -> None:
        iterations = int(self.model.optimizer.iterations)
        found = [(f"evaluation_{name}_vs_iterations", result) for name, result in (logs or {}).items()]
        self._summary("validation", [v for name, result in found for v in _curve(name, result)], iterations)

    def on_train_end(self, logs: Logs | None = None) -> None:
        for file in self._files.values():
            file.close()
        self._files = {}

    def _summary(self, part: str, values: list[bytes], step: int) -> None:
        if values:
            self._file(part).summary(values, step)

    def _file(self, part: str) -> EventFile:
        """The file of `train` or `validation`, made when it is first needed; raises MessageError."""
        if part not in self._files:
            folder = Path(self.spec.log_dir) / part
            try:
                self._files[part] = EventFile(folder)
            except OSError as error:
                raise MessageError(file_trouble(error, folder)) from None
        return self._files[part]


def _curve(name: str, result: Any) -> Iterator[bytes]:
    """A result as a point of a curve, several numbers by their mean."""
    yield scalar(name, float(np.mean(result)))


def _network(model: Any) -> Any:
    """The network that a model trains."""
    return model.network if hasattr(model, "network") else model._trainer.network


def nodes(program: Program) -> Iterator[tuple[str, str, list[str]]]:
    """The calls of a program with what each reads; models inside are scopes."""
    makers: dict[int, str] = {}
    taken: set[str] = set()
    for name, _, value in program.inputs:
        makers[value] = _free(name, taken)
        yield makers[value], "Input", []
    for step in program.steps:
        name = _free(step.name, taken)
        sources = [makers[value] for value in step.inputs if value in makers]
        yield name, step.spec.kind, sources
        for place, value in enumerate(step.outputs):
            makers[value] = f"{name}:{place}" if place else name


def _free(name: str, taken: set[str]) -> str:
    """A node's name as graphs allow it, another one for each call of a layer."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "_.\\-/") else "_" for c in name).strip("/") or "layer"
    number, free = 1, plain
    while free in taken:
        free, number = f"{plain}_{number}", number + 1
    taken.add(free)
    return free
