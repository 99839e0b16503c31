"""The objective: losses and metrics of a program's outputs, and their gradients, on the buffers of a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import Any, Protocol

import numpy as np

from graph.inference.program import Program, ProgramOutput
from graph.specs.message import say
from graph.specs.metrics.metric import free_name
from runtime.execution.shards import AnyPlan
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.batches import Batches, worth_lending
from runtime.training.losses.batch_loss import BatchLossOp
from runtime.training.losses.loss import SPREADING
from runtime.training.losses.loss_op import LossOp
from runtime.training.metrics.metric import Mean, MetricState, metric_state, resolved, shown
from runtime.training.targets import Target


class Holder(Protocol):
    """An object that somebody made and gave to `compile`: it shows what the states know."""

    def hold(self, state: MetricState) -> None:
        """Show what this state knows from now on."""


Holders = Mapping[int, Holder]
"""By the identity of the metric's spec: equal specs may be of different objects."""


class Scores:
    """The running means and states of one training or evaluation: the loss, the loss of each output, the metrics."""

    def __init__(
        self,
        program: Program,
        targets: tuple[Target | None, ...],
        class_weight: Mapping[int, float] | None = None,
        holders: Holders | None = None,
    ) -> None:
        self.program = program
        self._holders = holders or {}
        self._held: list[tuple[Holder, MetricState]] = []
        self.targets = targets
        self.class_weight = class_weight
        self.loss = Mean("loss")
        self.trained = [i for i, o in enumerate(program.outputs) if o.spec.loss is not None and targets[i] is not None]
        several = len(self.trained) > 1
        self.losses = {i: Mean(f"{program.outputs[i].name}_loss") for i in self.trained} if several else {}
        taken: set[str] = set()
        self.metrics = {i: self._states(i, taken, False) for i in range(len(program.outputs))}
        self.weighted = {i: self._states(i, taken, True) for i in range(len(program.outputs))}

    @cached_property
    def losses_at(self) -> tuple[int, ...]:
        """The values that a loss is computed from."""
        return tuple(self.program.outputs[i].judged for i in self.trained)

    def _states(self, index: int, taken: set[str], weighted: bool) -> list[MetricState]:
        """The metrics of one output, with Keras' names: `main_accuracy` where there are several outputs."""
        output, target = self.program.outputs[index], self.targets[index]
        if target is None:
            return []
        found = []
        last = self.program.values[output.value].shape[-1] or 0
        for metric in output.spec.weighted_metrics if weighted else output.spec.metrics:
            meant = resolved(metric, target.classes, last)
            name = free_name(shown(meant), output.name if len(self.program.outputs) > 1 else "", taken, weighted)
            found.append(metric_state(meant, target.classes, output.name, name, last or None))
            found[-1].own_name = shown(meant)
            found[-1].column = target.sparse and len(target.given) > 1 and target.given[-1] == 1
            if (holder := self._holders.get(id(metric))) is not None:
                self._held.append((holder, found[-1]))
        return found

    def reset(self) -> None:
        for holder, held in self._held:
            holder.hold(held)
        for state in self._in_order:
            state.reset()

    def all(self) -> tuple[Mean | MetricState, ...]:
        """Every loss and metric, in the order of Keras' `evaluate`."""
        return self._in_order

    @cached_property
    def _in_order(self) -> tuple[Mean | MetricState, ...]:
        return self.loss, *self.losses.values(), *sorted(self._metric_states(), key=lambda m: m.name)

    def objects(self) -> list[Any]:
        """The metrics that are objects of somebody's own, with all that they know."""
        return [state.spec.metric for state in self._metric_states() if hasattr(state.spec, "metric")]

    def _metric_states(self) -> list[MetricState]:
        return [state for group in (self.metrics, self.weighted) for states in group.values() for state in states]

    def listed(self, logs: Mapping[str, float], order: Sequence[str] = ()) -> list[Any]:
        """These results as Keras' `evaluate` lists them: loss, metrics by their own names in the order of `compile`,
        losses of the outputs, in the order of these outputs where there is one, the rest by sorted names. A name that
        two metrics have stands there twice."""
        if len(self._in_order) == 1:
            return [logs["loss"]]
        own = [state.own_name for group in (self.metrics, self.weighted) for s in group.values() for state in s]
        losses = [f"{name}_loss" for name in order] or [mean.name for mean in self.losses.values()]
        first = ["loss", *own, *losses]
        return [logs[name] for name in first if name in logs] + [logs[n] for n in sorted(logs) if n not in first]

    def results(self) -> dict[str, float]:
        """Every result by name, in the order of Keras' `evaluate`."""
        return {state.name: state.result() for state in self._in_order}


def score_names(program: Program) -> list[str]:
    """The names under which `evaluate` reports, as far as they are known before data is."""
    several, trained = len(program.outputs) > 1, [o for o in program.outputs if o.spec.loss is not None]
    names = ["loss", *(f"{o.name}_loss" for o in trained if len(trained) > 1)]
    return names + sorted(
        f"{o.name}_{shown(m)}" if several else shown(m) for o in program.outputs for m in o.spec.metrics
    )


class Bound:
    """One output's losses and metrics on a plan's buffers."""

    def __init__(self, output: ProgramOutput, target: Target, plan: AnyPlan, add: bool, trained: bool) -> None:
        prediction = plan.values[output.value]
        self.shape = prediction.shape
        self.prediction = prediction.reshape(-1, prediction.shape[-1])
        self.buffer = target.buffer(plan.batch)
        self.rows: Array = self.buffer.reshape(-1) if target.sparse else self._as_rows(self.buffer)
        self.target = target
        self.mask = plan.masks.get(output.value)
        self.weighted = False
        self.training = plan.training
        self.judge = output.spec.loss
        gradient = plan.gradients.get(output.judged) if trained else None
        self.loss: LossOp | BatchLossOp | None = None
        self.logits: Array | None = None
        """What the probabilities were just made of, where the loss goes by these."""
        self.apart: Array | None = None
        """Sample weights as they were given, for a loss that has no rows."""
        if getattr(output.spec.loss, "whole_batch", False):
            if trained:
                whole = None if gradient is None else gradient.reshape(prediction.shape)
                self.loss = BatchLossOp(
                    output.spec.loss, self.buffer, prediction, whole, add, output.spec.loss_weight, self.mask
                )
        elif output.spec.loss is not None and trained:
            shape = self.prediction.shape
            rows = None if gradient is None else gradient.reshape(shape)
            loss, weight = output.spec.loss, output.spec.loss_weight
            self.logits = None if output.logits is None else plan.values[output.logits].reshape(shape)
            self.loss = LossOp(loss, self.rows, self.prediction, rows, add, weight, self.logits)
        ignored = getattr(output.spec.loss, "ignore_class", None)
        self.ignored = ignored if target.sparse else None
        self.in_all = len(self.prediction)
        self.total: Callable[[float], float] = float
        """The sum of a number over all who have a part of the batch, and `in_all` the rows of all parts."""
        self.spreads = getattr(output.spec.loss, "reduction", "") in SPREADING

    def _as_rows(self, targets: Array) -> Array:
        """Targets of the predictions' shape as rows; of another one, a row for each sample."""
        return targets.reshape(self.prediction.shape if targets.size == self.prediction.size else (len(targets), -1))

    def for_metric(self, state: MetricState, weighted: bool) -> tuple[Array, Array, Array]:
        """Targets, predictions and weights as a metric takes them."""
        rows, weights = self.rows, self.metric_weights(weighted)
        if state.as_they_are:
            return (
                rows.reshape(self.buffer.shape),
                self.prediction.reshape(self.shape),
                weights.reshape(self.shape[:-1]),
            )
        return (self.class_numbers() if self.target.classes else rows), self.prediction, weights

    def class_numbers(self) -> Array:
        """The class number of each row."""
        return self.rows if self.target.sparse else np.rint(self.rows.reshape(-1)).astype(np.int64)

    def read_from(self, targets: Array) -> None:
        """Find the batch's targets here, of the buffer's shape, until told otherwise."""
        self.rows = targets.reshape(self.rows.shape)
        if isinstance(self.loss, BatchLossOp):
            self.loss.read_from(targets.reshape(self.buffer.shape))
        elif self.loss is not None:
            self.loss.read_from(self.rows)

    # An image has a row for every pixel: none of these is made before something needs it.

    @cached_property
    def given(self) -> Array:
        """Sample weights times class weights."""
        return np.ones(len(self.prediction))

    @cached_property
    def counted(self) -> Array:
        """1 where the mask is true, else 0."""
        return np.ones(len(self.prediction))

    @cached_property
    def combined(self) -> Array:
        return np.ones(len(self.prediction))

    @cached_property
    def ones(self) -> Array:
        return np.ones(len(self.prediction))

    @cached_property
    def valid(self) -> Array:
        return np.ones(len(self.prediction), np.bool_)

    def take_mask(self) -> None:
        """Bring the mask that came with the prediction to its rows."""
        if self.mask is not None:
            self.counted.fill(1.0)
            spread(self.mask, self.counted)

    def take(self, target: Target) -> None:
        """Go on with targets of another length: those of sequences are as long as the longest of a batch."""
        self.target, self.buffer = target, target.buffer(len(self.buffer))
        self.rows = self.buffer.reshape(-1)
        self.read_from(self.buffer)

    def weigh(self, given: Array | None, class_weight: Mapping[int, float] | None) -> None:
        """Take the weights of a batch's samples, and of their classes; raises RunError where there are none."""
        self.weighted = given is not None or class_weight is not None
        self.apart = given
        if not self.weighted:
            return
        self.given.fill(1.0)
        if given is not None:
            spread(given, self.given)
        if class_weight is not None:
            weigh_classes(self, class_weight)
            self.apart = self.given.reshape(self.shape[:-1])

    def loss_value(self) -> float:
        """The batch's loss, 0 where the output has none; fills the gradient."""
        if isinstance(self.loss, BatchLossOp):
            return self.loss.compute(self.apart)
        return 0.0 if self.loss is None else self.loss.compute(self.loss_weights())

    def loss_weights(self) -> Array | None:
        """Given weights times Keras' mask weights: total/valid where the mask is true and the class counts, else 0."""
        if self.mask is None and self.ignored is None:
            return self.given if self.weighted else None
        np.copyto(self.combined, self.counted)
        if self.ignored is not None:
            self.combined *= np.not_equal(self.rows, self.ignored, out=self.valid)
        valid = self.total(int(np.count_nonzero(self.combined)))
        if self.spreads and valid:
            self.combined *= self.in_all / valid
        if self.weighted:
            self.combined *= self.given
        return self.combined

    def metric_weights(self, weighted: bool) -> Array:
        """What counts for a metric: rows that the mask lets through, by their given weights where `weighted`.

        While training no mask counts: Keras on JAX has lost it by then, and histories are to be the same.
        """
        counted = self.ones if self.training else self.counted
        if not (weighted and self.weighted):
            return counted
        return self.given if self.training else np.multiply(counted, self.given, out=self.combined)


class Objective:
    """`scores` bound to a plan: brings targets in, computes losses, metrics and the gradients they start from."""

    def __init__(self, plan: AnyPlan, scores: Scores) -> None:
        self.plan = plan
        self.scores = scores
        self.bound: dict[int, Bound] = {}
        written: set[int] = set()
        for i, output in enumerate(scores.program.outputs):
            target = scores.targets[i]
            if target is not None:
                trained = i in scores.trained
                base = plan.base_of(output.judged)
                self.bound[i] = Bound(output, target, plan, trained and base in written, trained)
                if trained:
                    written.add(base)

    def gather(self, batches: Batches, rows: Array) -> None:
        """Find targets of these rows in the buffers, or where they lie until `give_back`; and bring their weights."""
        for i, bound in self.bound.items():
            target = batches.targets[i]
            assert target is not None
            if target.shape != bound.target.shape:
                bound.take(target)
            large = worth_lending(bound.buffer)
            lent = target.lend(rows) if large else None
            if large:
                bound.read_from(bound.buffer if lent is None else lent)
            if lent is None:
                target.gather(rows, bound.buffer)
            given = batches.weights[i]
            bound.weigh(None if given is None else given[rows], self.scores.class_weight)

    def give_back(self) -> None:
        """End the loans of `gather`, so that nobody's arrays are kept."""
        for bound in self.bound.values():
            if worth_lending(bound.buffer):
                bound.read_from(bound.buffer)

    def score(self, extra: float) -> float:
        """Add the batch to the running means; gives its total loss. `extra` is what regularizers add."""
        return self.count({i: self.judge(i, bound) for i, bound in self.bound.items()}, extra, self.plan.batch)

    def judge(self, i: int, bound: Bound) -> float:
        """The loss of an output, 0 where it has none; its metrics take the batch into account."""
        bound.take_mask()
        value = bound.loss_value()
        for weighted, states in ((False, self.scores.metrics[i]), (True, self.scores.weighted[i])):
            for state in states:
                _measure(bound, state, weighted)
        return value

    def rehearse(self) -> None:
        """Let losses and metrics call their kernels while none of them runs; of no use afterwards."""
        for i, bound in self.bound.items():
            states = [(s, False) for s in self.scores.metrics[i]] + [(s, True) for s in self.scores.weighted[i]]
            measuring: list[Callable[[], object]] = [
                partial(_measure, bound, state, weighted) for state, weighted in states
            ]
            for run in [bound.take_mask, bound.loss_value, *measuring]:
                with suppress(Exception):  # of numbers that no kernel has computed
                    run()

    def count(self, values: Mapping[int, float], extra: float, batch: int) -> float:
        """Add the losses of the outputs to the running means; gives the total loss."""
        total, size = extra, float(batch)
        for i, value in values.items():
            loss = self.bound[i].loss
            if loss is not None:
                total += value * loss.weight
                if i in self.scores.losses:
                    self.scores.losses[i].add(value * size, size)
        self.scores.loss.add(total * size, size)
        return total

    def warm_up(self) -> None:
        """Compile the kernels of losses and metrics; the running means must be reset afterwards."""
        self.score(0.0)


def _measure(bound: Bound, state: MetricState, weighted: bool) -> None:
    """Let a metric take the batch into account."""
    targets, predictions, weights = bound.for_metric(state, weighted)
    if bound.logits is not None and state.goes_by_logits(bound.judge):
        state.update_by_logits(targets, predictions, bound.logits, weights)
    else:
        state.update(targets, predictions, weights)


def spread(weights: Array, rows: Array) -> None:
    """Multiply row weights by weights of samples, or of samples and steps."""
    leading = weights.reshape(-1)
    grid = rows.reshape(len(leading), -1)
    grid *= leading[:, None]


def weigh_classes(bound: Any, class_weight: Mapping[int, float]) -> None:
    """Multiply row weights by the weight of each row's class: its number, or the place of its largest target."""
    if bound.target.classes:
        classes = bound.class_numbers()
    elif bound.rows.shape[-1] == 1:
        classes = np.rint(bound.rows[:, 0]).astype(np.int64)
    else:
        classes = bound.rows.argmax(axis=-1)
    if len(classes) != len(bound.given):
        raise RunError(
            say(
                "class_weight needs one class for each sample, and the targets are sequences of them: give "
                "sample_weight."
            )
        )
    for number, weight in class_weight.items():
        bound.given[classes == number] *= weight
