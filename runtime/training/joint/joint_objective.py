"""Losses and metrics of a batch of which every rank has some samples: the numbers are those of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.specs.message import Message
from runtime.execution.shards import AnyPlan
from runtime.kinds.computes import computing
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.ranks.ranks import Ranks
from runtime.training.losses.loss import LossRule
from runtime.training.losses.loss_op import LossOp
from runtime.training.metrics.metric import MetricState
from runtime.training.objective import Bound, Objective, Scores


@dataclass
class _Whole:
    """What a `Bound` reads of a plan, for the samples of all ranks."""

    batch: int
    training: bool
    values: dict[int, Array] = field(default_factory=dict)
    gradients: dict[int, Array] = field(default_factory=dict)
    masks: dict[int, Array | None] = field(default_factory=dict)


class JointObjective(Objective):
    """Where a loss adds up rows, each rank judges its own, by the divisors of the whole batch, and sums go over all.

    What can't be told row by row, a loss of whole batches or a metric that adds up nothing, is given the predictions of
    all ranks by each of them.
    """

    def __init__(self, plan: AnyPlan, scores: Scores, ranks: Ranks) -> None:
        super().__init__(plan, scores)
        self._ranks = ranks
        self._gathers = {i for i, bound in self.bound.items() if not self._by_row(i, bound)}
        self._whole: dict[tuple[int, int], Bound] = {}
        self._made: dict[tuple[int, int], _Whole] = {}
        self._adds = {i: self._adds_up(i) for i in self._gathers}

    def _by_row(self, i: int, bound: Bound) -> bool:
        states = (*self.scores.metrics[i], *self.scores.weighted[i])
        if bound.loss is not None and bound.judge is not None:
            rule = computing(type(bound.judge), LossRule)
            if rule is None or not rule.by_row:
                return False
        return all(state.sums for state in states)

    def _adds_up(self, i: int) -> bool:
        """Whether another output has written to the same gradient before."""
        outputs = self.scores.program.outputs
        base = self.plan.base_of(outputs[i].judged)
        return any(self.plan.base_of(outputs[k].judged) == base for k in self.scores.trained if k < i)

    def score_jointly(self, extra: float, own: float) -> float:
        """As `score`; `own` is what regularizers of this rank's samples add."""
        ranks = self._ranks
        self._set_sizes()
        if not ranks.joint:
            return self.score(extra + own)
        rows = [i for i in self.bound if i not in self._gathers]
        before = [self._put_aside(state) for state in self._states(rows)]
        shares = [self._judge_own(i) for i in rows]
        found = self._added([own, *shares], rows, before)
        values = {i: self._judge_whole(i) if i in self._gathers else found[1 + rows.index(i)] for i in self.bound}
        return self.count(values, extra + found[0], ranks.batch)

    def _set_sizes(self) -> None:
        """Tell losses how many rows there are in all."""
        ranks = self._ranks
        batch = ranks.batch if ranks.joint else self.plan.batch
        for bound in self.bound.values():
            bound.in_all = len(bound.prediction) // self.plan.batch * batch
            bound.total = ranks.total
            if isinstance(bound.loss, LossOp):
                bound.loss.in_all, bound.loss.total = bound.in_all, ranks.total

    def _judge_own(self, i: int) -> float:
        """The loss of this rank's samples; a bad one is told by its number in the whole batch."""
        try:
            return self.judge(i, self.bound[i])
        except RunError as error:
            found = error.message
            if "row" not in found.args:
                raise
            before = len(self.bound[i].prediction) // self.plan.batch * self._ranks.span(self._ranks.batch)[0]
            raise RunError(Message(found.template, {**found.args, "row": found.args["row"] + before})) from None

    # --- what adds up

    def _states(self, outputs: list[int]) -> Iterator[MetricState]:
        for i in outputs:
            yield from self.scores.metrics[i]
            yield from self.scores.weighted[i]

    @staticmethod
    def _put_aside(state: MetricState) -> list[Any]:
        """The sums of a metric, which begins with none."""
        kept = [getattr(state, name) for name in state.sums]
        for name, value in zip(state.sums, kept):
            setattr(state, name, np.zeros_like(value) if isinstance(value, np.ndarray) else type(value)(0))
        return kept

    def _added(self, shares: list[float], rows: list[int], before: list[list[Any]]) -> list[float]:
        """The sums of the shares; the metrics of these outputs get what all ranks know of the batch, and what they knew
        before."""
        states = [*self._states(rows)]
        news = [np.asarray(getattr(state, name), np.float64) for state in states for name in state.sums]
        numbers = np.concatenate([np.asarray(shares, np.float64), *(new.reshape(-1) for new in news)])
        self._ranks.add(numbers)
        at, olds = len(shares), [old for kept in before for old in kept]
        places = [(state, name) for state in states for name in state.sums]
        for (state, name), new, old in zip(places, news, olds, strict=True):
            found = numbers[at : at + new.size].reshape(new.shape)
            at += new.size
            if np.shape(old) == new.shape:  # of others nothing was known yet
                found = found + old
            setattr(state, name, found.copy() if new.ndim else type(old)(found))
        return numbers[: len(shares)].tolist()

    # --- what needs all rows

    def _judge_whole(self, i: int) -> float:
        own, ranks = self.bound[i], self._ranks
        whole = self._whole_of(i, own)
        self._fill(i, own, whole)
        value = self.judge(i, whole)
        gradient = whole_gradient = None
        if whole.loss is not None:
            judged = self.scores.program.outputs[i].judged
            gradient = self.plan.gradients.get(judged)
            whole_gradient = self._made[i, ranks.batch].gradients.get(judged)
        if gradient is not None and whole_gradient is not None:
            begin, end = ranks.span(ranks.batch)
            mine = whole_gradient[begin:end]
            np.add(gradient if self._adds[i] else 0, mine, out=gradient, casting="same_kind")
        return value

    def _whole_of(self, i: int, own: Bound) -> Bound:
        """The losses and metrics of an output on arrays for all samples."""
        key = (i, self._ranks.batch)
        if key not in self._whole:
            output, plan, batch = self.scores.program.outputs[i], self.plan, self._ranks.batch

            def wide(array: Array) -> Array:
                return np.zeros((batch, *array.shape[1:]), array.dtype)

            made = _Whole(batch, plan.training)
            for value in {output.value, output.judged, *(() if output.logits is None else (output.logits,))}:
                if value in plan.values:
                    made.values[value] = wide(plan.values[value])
            if output.judged in plan.gradients:
                made.gradients[output.judged] = wide(plan.gradients[output.judged])
            mask = plan.masks.get(output.value)
            made.masks[output.value] = None if mask is None else wide(mask)
            self._made[key] = made
            self._whole[key] = Bound(output, own.target, made, False, own.loss is not None)  # type: ignore[arg-type]
        return self._whole[key]

    def _fill(self, i: int, own: Bound, whole: Bound) -> None:
        """Bring predictions, targets, masks and weights of all ranks there."""
        ranks, made = self._ranks, self._made[i, self._ranks.batch]
        for value, array in made.values.items():
            array[...] = ranks.gathered(self.plan.values[value])
        for value, mask in made.masks.items():
            given = self.plan.masks.get(value)
            if mask is not None and given is not None:
                mask[...] = ranks.gathered(given)
        if own.target.shape != whole.target.shape:
            whole.take(own.target)
        targets = ranks.gathered(own.rows.reshape(own.buffer.shape))
        whole.buffer[...] = targets.reshape(whole.buffer.shape)
        whole.weighted, whole.apart = own.weighted, None if own.apart is None else ranks.gathered(own.apart)
        if own.weighted:
            whole.given[...] = ranks.gathered(own.given)
