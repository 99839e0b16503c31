"""The trainer: fit and evaluate over batches; the semantics are those of Keras' `fit`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import numpy as np

from graph.specs.message import Message, say
from graph.specs.spec import Value
from runtime.execution.network import Network
from runtime.execution.shards import AnyPlan
from runtime.jit import rehearsal
from runtime.jit.denormals import Flushing
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.batches import Batches, bring, give_back
from runtime.training.callbacks.callback import Callback, CallbackList, History, Logs
from runtime.training.diagnosis import diagnosis, stopped
from runtime.training.feeds import Feed, RowFeed, RowsInOrder
from runtime.training.objective import Holders, Objective, Scores
from runtime.training.optimizers.optimizer import make_optimizer
from runtime.training.predictor import Predictor
from runtime.training.rehearsing import expect_step
from runtime.training.resume.progress import Progress
from runtime.training.step_guard import StepGuard
from runtime.weights.regularizers import Penalty, weight_penalty


class Trainer(Predictor):
    """Trains one network and asks it; callbacks may set `stop_training`, on it or on what they see as their `model`."""

    def __init__(self, network: Network, optimizer: Value, model: Any = None, holders: Holders | None = None) -> None:
        super().__init__(network, model)
        self._holders = holders
        self.optimizer = make_optimizer(optimizer, network.weights)
        self.stop_training = False
        self._penalties = list(_weight_penalties(network))
        self._guard = StepGuard(network.weights, self.optimizer)
        self.trouble: Message | None = None
        """Why the last fit or step on a batch was ended before its time; None where it wasn't."""
        self._batch_scores: tuple[Any, Scores] | None = None
        self.scores: Scores | None = None
        """Losses and metrics of the last fit, evaluation or step."""
        self._nobody = CallbackList((), self._model, {})
        self._objectives: dict[int, tuple[Any, Objective]] = {}

    def fit(
        self,
        batches: Batches | Feed,
        validation: Batches | Feed | None = None,
        *,
        epochs: int = 1,
        initial_epoch: int = 0,
        shuffle: bool | str = True,
        seed: int | None = None,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_freq: int | Sequence[int] = 1,
        class_weight: dict[int, float] | None = None,
        callbacks: Sequence[Callback] = (),
        verbose: int | str = 0,
    ) -> History:
        """Train from `initial_epoch` up to `epochs`, the number of the last; gives the history, keys sorted.

        How rows are taken (`shuffle`, `seed`, steps) is the business of a feed that is given in place of batches.
        """
        history = next((callback for callback in callbacks if isinstance(callback, History)), None)
        others, history = [c for c in callbacks if c is not history], history or History()
        seed = seed if seed is not None else self.network.seed
        feed = batches
        if isinstance(feed, Batches):
            feed = RowFeed(feed, self.dtypes, shuffle, seed, steps_per_epoch, self.own)
        held = self._in_order(validation, validation_steps) if validation is not None else None
        params = {"verbose": verbose, "epochs": epochs, "steps": feed.steps}
        watchers = self._watchers((*others, history), params)
        self.stop_training = self._model.stop_training = False
        self.trouble = None
        self.scores = scores = self.new_scores(feed.first, class_weight)
        held_scores = self.new_scores(held.first) if held is not None else None
        with closing(Progress(self, feed, scores, watchers)) as progress:
            self.warm_up(feed.first, scores, watchers)
            watchers.tell("on_train_begin", {})
            logs: Logs = {}
            counted: Logs = {}
            for epoch in range(progress.first_epoch(initial_epoch), epochs):
                watchers.tell("on_epoch_begin", epoch, {})
                scores.reset()
                step = (done := progress.begin_epoch()) - 1
                with np.errstate(all="ignore"), closing(feed.epoch(epoch)) as pieces:  # the guard finds and tells
                    for step, (samples, rows) in enumerate(pieces, done):
                        self._train_step(samples, rows, scores, step, watchers, epoch)
                        progress.after_batch(epoch, step)
                        if self.stopping:
                            break
                if step >= 0:  # of an epoch for which no data was left, what was counted last stands, as in Keras
                    counted = scores.results()
                logs = dict(counted)
                validates = held is not None and _validates(epoch, validation_freq) and not watchers.is_leaving
                if held is not None and held_scores is not None and validates:
                    found = self._evaluate(held, held_scores, watchers)
                    if watchers.is_leaving:
                        progress.after_batch(epoch, step)
                        self.stop_training = True
                    else:
                        logs |= {f"val_{name}": value for name, value in found.items()}
                logs = dict(sorted(logs.items()))
                watchers.tell("on_epoch_end", epoch, logs)
                progress.after_epoch(epoch)
                if self.stopping:
                    break
        self.optimizer.finish()
        watchers.tell("on_train_end", logs)
        return history

    def _watchers(self, callbacks: Sequence[Callback], params: dict[str, Any]) -> CallbackList:
        return CallbackList(callbacks, self._model, params)

    def forget_plans(self) -> None:
        """Make all plans anew: what they were made of has changed."""
        self.network.forget_plans()
        self._objectives.clear()

    def recall(self, memory: dict[str, Any]) -> None:
        """Let the optimizer go on from a checkpoint, at the rate that it had there."""
        self.optimizer.recall(memory)
        if memory["rate"] is not None:
            self._model.optimizer.learning_rate = memory["rate"]

    @property
    def stopping(self) -> bool:
        return bool(self.stop_training or self._model.stop_training)

    def evaluate(
        self,
        batches: Batches | Feed,
        *,
        steps: int | None = None,
        callbacks: Sequence[Callback] = (),
        verbose: int | str = 0,
    ) -> Logs:
        """Loss and metrics over the samples, in Keras' order: loss, losses of the outputs, metrics."""
        feed = self._in_order(batches, steps)
        self.scores = scores = self.new_scores(feed.first)
        watchers = self._watchers(callbacks, {"verbose": verbose, "epochs": 1, "steps": feed.steps})
        return self._evaluate(feed, scores, watchers)

    def _in_order(self, batches: Batches | Feed, steps: int | None) -> Feed:
        return batches if isinstance(batches, Feed) else RowsInOrder(batches, self.dtypes, steps, self.own)

    def train_on_batch(self, batches: Batches, class_weight: dict[int, float] | None = None) -> Logs:
        """One step on all rows of `batches`."""
        self.network.weights.adopt()
        scores = self._scores_of_batch(batches, class_weight)
        self.trouble = None
        with np.errstate(all="ignore"):
            self._train_step(batches, np.arange(batches.rows), scores, 0, self._nobody)
        return scores.results()

    def new_scores(self, batches: Batches, class_weight: dict[int, float] | None = None) -> Scores:
        """Fresh means and states for targets like these."""
        return Scores(self.network.program, batches.targets, class_weight, self._holders)

    def _scores_of_batch(self, batches: Batches, class_weight: dict[int, float] | None) -> Scores:
        """Fresh scores; those of the batch before where the targets are alike, since losses are bound to them."""
        kinds = tuple(None if t is None else (t.sparse, t.shape, t.dtype) for t in batches.targets)
        key = kinds, None if class_weight is None else tuple(class_weight.items())
        if self._batch_scores is None or self._batch_scores[0] != key:
            self._batch_scores = key, self.new_scores(batches, class_weight)
        self.scores = scores = self._batch_scores[1]
        scores.reset()
        return scores

    def _train_step(
        self,
        batches: Batches,
        rows: Array,
        scores: Scores,
        step: int,
        watchers: CallbackList,
        epoch: int | None = None,
    ) -> None:
        if watchers.watches_batches:
            watchers.tell("on_train_batch_begin", step, {})
        rows = self._take(rows)
        plan, objective = self.training_plan(batches, len(rows), scores)
        self.network.set_step(self.optimizer.batches)
        self._gather(batches, rows, plan, objective)
        self._guard.remember()
        with Flushing():
            plan.forward(True)
            counts = math.isfinite(self._score(plan, objective, sum(p.value() for p in self._penalties)))
            if counts:
                self._go_back(plan)
                for penalty in self._penalties:
                    penalty.add_gradient()
                counts = self._guard.move()
        give_back(plan)
        if not counts:
            self._end(stopped(epoch, step, self._diagnosis(batches, rows, plan, objective)))
        objective.give_back()
        if watchers.watches_batches:
            watchers.tell("on_train_batch_end", step, _shown(scores, watchers))

    def _take(self, rows: Array) -> Array:
        """Begin a batch; gives the rows of it that are computed here."""
        return rows

    def _score(self, plan: AnyPlan, objective: Objective, extra: float) -> float:
        """The batch's loss, `extra` being what regularizers of weights add; metrics take it into account."""
        return objective.score(plan.penalties() + extra)

    def _go_back(self, plan: AnyPlan) -> None:
        """Fill the gradients of the batch."""
        plan.backward()

    def _end(self, trouble: Message) -> None:
        """End the training: what the layers wrote in this step is undone, and nothing else was changed."""
        self._guard.restore()
        self.trouble, self.stop_training = trouble, True

    def _diagnosis(self, batches: Batches, rows: Array, plan: AnyPlan, objective: Objective) -> Message:
        for column, buffer in zip(batches.x, plan.inputs):
            column.gather(rows, buffer)
        with np.errstate(all="ignore"):
            return diagnosis(plan, objective, rows, self._guard.failed)

    def _gather(self, batches: Batches, rows: Array, plan: AnyPlan, objective: Objective) -> None:
        bring(plan, batches.x, rows)
        objective.gather(batches, rows)

    def training_plan(self, batches: Batches, size: int, scores: Scores) -> tuple[AnyPlan, Objective]:
        """The plan of a step on so many samples, made where there is none yet, with its losses and metrics."""
        shapes = self.network.shapes(batches.x, size)
        return self.bound(self.network.plan(shapes, scores.losses_at), scores)

    def bound(self, plan: AnyPlan, scores: Scores) -> tuple[AnyPlan, Objective]:
        """The plan with the losses and metrics of `scores` on it; the same pair is kept for the next batch."""
        kept = self._objectives.get(id(plan))
        if kept is None or kept[0] is not scores:
            kept = self._objectives[id(plan)] = (scores, self._objective(plan, scores))
            expect_step(self, plan, scores)
        return plan, kept[1]

    def _objective(self, plan: AnyPlan, scores: Scores) -> Objective:
        return Objective(plan, scores)

    def _evaluate(self, feed: Feed, scores: Scores, watchers: CallbackList) -> Logs:
        self.network.weights.adopt()
        scores.reset()
        watchers.tell("on_test_begin", {})
        extra = sum(p.value() for p in self._penalties)
        self._model.stop_evaluating = False
        feed.restart()
        with np.errstate(all="ignore"), closing(feed.epoch(0)) as pieces:
            for number, (batches, rows) in enumerate(pieces):
                if watchers.watches_batches:
                    watchers.tell("on_test_batch_begin", number, {})
                rows = self._take(rows)
                plan, objective = self.bound(self.network.plan(self.network.shapes(batches.x, len(rows))), scores)
                self._gather(batches, rows, plan, objective)
                with Flushing():
                    plan.forward(False)
                    self._score(plan, objective, extra)
                give_back(plan)
                objective.give_back()
                if watchers.watches_batches:
                    watchers.tell("on_test_batch_end", number, _shown(scores, watchers))
                if self._model.stop_evaluating or watchers.is_leaving:
                    break
        logs = scores.results()
        watchers.tell("on_test_end", dict(sorted(logs.items())))
        return logs

    def warm_up(self, batches: Batches, scores: Scores, watchers: CallbackList) -> None:
        """Compile every kernel before the first step, telling the callbacks how far it is."""
        self.network.weights.adopt()
        first = self._take(np.arange(min(batches.batch_size, batches.rows)))
        plan, objective = self.training_plan(batches, len(first), scores)
        reached = made = 0

        def prepared(done: int, total: int) -> None:
            nonlocal made
            made = reached + total
            watchers.tell("on_compiling", reached + done, made + 2)

        def tell(done: int, total: int) -> None:
            nonlocal reached
            if made:  # what was compiled side by side is what took the time
                done = total = made
            reached = done
            watchers.tell("on_compiling", done, total + 2)

        expect_step(self, plan, scores, prepared)
        try:
            with Flushing():
                total = plan.warm_up(tell)
            objective.warm_up()
            total = made or total
            watchers.tell("on_compiling", total + 1, total + 2)
            self.optimizer.warm_up()
            self._guard.warm_up()
        finally:
            rehearsal.expect(None)
        watchers.tell("on_compiling", total + 2, total + 2)
        scores.reset()


def split(batches: Batches, share: float) -> tuple[Batches, Batches]:
    """Training and validation part, the last `share` of the rows; raises RunError where one would be empty."""
    begin = math.floor(batches.rows * (1.0 - share))
    if begin in (0, batches.rows):
        raise RunError(
            say(
                "A validation_split of {share} leaves nothing for {part} with {rows} samples.",
                share=share,
                part="training" if begin == 0 else "validation",
                rows=batches.rows,
            )
        )
    return batches.part(0, begin), batches.part(begin, batches.rows)


def _shown(scores: Scores, watchers: CallbackList) -> Logs:
    """The results of a batch, as callbacks see them: none where nobody looks."""
    return dict(sorted(scores.results().items())) if watchers.wants_results else {}


def _validates(epoch: int, frequency: int | Sequence[int]) -> bool:
    if isinstance(frequency, int):
        return (epoch + 1) % frequency == 0
    return epoch + 1 in frequency


def _weight_penalties(network: Network) -> Iterator[Penalty]:
    for place in network.weights.trainable_places():  # Keras leaves those of frozen weights out of the loss
        if place.regularizer is not None:
            view, gradient = network.weights.views[place.key], network.weights.gradient_views[place.key]
            yield weight_penalty(place.regularizer, view, gradient)
