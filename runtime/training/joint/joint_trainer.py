"""The trainer of one rank: its part of every batch, and the numbers of one process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.specs.message import Message
from graph.specs.spec import Value
from runtime.execution.network import Network
from runtime.execution.shards import AnyPlan, Shards
from runtime.ops.op import Array
from runtime.ranks.ranks import Ranks, ranks
from runtime.training.batches import Batches
from runtime.training.callbacks.callback import Callback, CallbackList, History, Logs
from runtime.training.diagnosis import is_general
from runtime.training.feeds import Feed
from runtime.training.joint.cuts import Cuts
from runtime.training.joint.exchange import Exchange
from runtime.training.joint.joint_objective import JointObjective
from runtime.training.joint.led_callbacks import LedCallbacks, followed
from runtime.training.joint.refusals import refusal
from runtime.training.objective import Holders, Objective, Scores
from runtime.training.resume.keeper import Keeper
from runtime.training.trainer import Trainer


class JointTrainer(Trainer):
    """Fits and evaluates together with the trainers of the other ranks, each of which must do the same; predicts for
    itself. Raises MessageError for a network whose samples can't be shared out."""

    def __init__(self, network: Network, optimizer: Value, model: Any = None, holders: Holders | None = None) -> None:
        found = ranks()
        assert found is not None
        self._ranks: Ranks = found
        super().__init__(network, optimizer, model, holders)
        self.own = found.own
        self._exchange, self._cuts = Exchange(network, found), Cuts(network, found)

    def fit(self, batches: Batches | Feed, validation: Batches | Feed | None = None, **how: Any) -> History:
        """As `Trainer.fit`. Callbacks are those of the leading rank; the others have the history alone."""
        self._begin_alike(batches)
        seed, callbacks = how.pop("seed", None), how.pop("callbacks", ())
        seed = self._ranks.led(seed if seed is not None else self.network.seed)
        state = self._ranks.led(_state_of(callbacks) if self._ranks.leads else None)
        if not self._ranks.leads:
            callbacks, how["verbose"] = followed(callbacks, state), 0
        try:
            history = super().fit(batches, validation, seed=seed, callbacks=callbacks, **how)
        finally:
            self._end_jointly()
        self._ranks.lead(self.network.weights.values)
        self._ranks.listening = True
        return history

    def evaluate(
        self,
        batches: Batches | Feed,
        *,
        steps: int | None = None,
        callbacks: Sequence[Callback] = (),
        verbose: int | str = 0,
    ) -> Logs:
        """As `Trainer.evaluate`."""
        self._begin_alike(batches)
        if not self._ranks.leads:
            callbacks, verbose = (), 0
        try:
            return super().evaluate(batches, steps=steps, callbacks=callbacks, verbose=verbose)
        finally:
            self._end_jointly()

    def train_on_batch(self, batches: Batches, class_weight: dict[int, float] | None = None) -> Logs:
        """As `Trainer.train_on_batch`: all ranks give the whole batch."""
        self._cuts.begin(self.network.shapes(batches.x, 1))
        try:
            return super().train_on_batch(batches, class_weight)
        finally:
            self._end_jointly()

    def _end_jointly(self) -> None:
        self.network.set_samples(0, None)
        self._ranks.joint = False

    def _begin_alike(self, batches: Batches | Feed) -> None:
        """Weights and seeds are those of the leading rank."""
        first = batches if isinstance(batches, Batches) else batches.first
        self._cuts.begin(self.network.shapes(first.x, 1))
        trouble = refusal(self.network)
        self._ranks.together(lambda: None if trouble is None else _fail(trouble))
        network, led = self.network, self._ranks.led
        network.weights.adopt()
        self._ranks.lead(network.weights.values)
        seeds = led([network.seed, *(stream.seed for stream in network.random.values())])
        if seeds != [network.seed, *(stream.seed for stream in network.random.values())]:
            network.seed = seeds[0]
            for stream, seed in zip(network.random.values(), seeds[1:], strict=True):
                stream.seed = seed
            self.forget_plans()

    def _watchers(self, callbacks: Sequence[Callback], params: dict[str, Any]) -> CallbackList:
        return LedCallbacks(callbacks, self, params, self._ranks)

    def _take(self, rows: Array) -> Array:
        begin, end = self._ranks.take(len(rows))
        if self._ranks.joint:
            self.network.set_samples(begin, len(rows))
        else:
            self.network.set_samples(0, None)
        return rows[begin:end]

    def _objective(self, plan: AnyPlan, scores: Scores) -> Objective:
        return JointObjective(plan, scores, self._ranks)

    def _score(self, plan: AnyPlan, objective: Objective, extra: float) -> float:
        assert isinstance(objective, JointObjective)
        plan.share_penalties(self._ranks.batch if self._ranks.joint else plan.batch)
        return objective.score_jointly(extra, plan.penalties())

    def training_plan(self, batches: Batches, size: int, scores: Scores) -> tuple[AnyPlan, Objective]:
        """As `Trainer.training_plan`, for this rank's part of the batch that was taken."""
        shapes = self.network.shapes(batches.x, size)
        ends = self._cuts.own_ends(self._ranks.batch) if self._ranks.count <= self._ranks.batch else None
        return self.bound(self.network.plan(shapes, scores.losses_at, ends), scores)

    def _go_back(self, plan: AnyPlan) -> None:
        firsts = self._cuts.firsts(self._ranks.batch)
        if firsts is not None and self._ranks.joint and isinstance(plan, Shards):
            plan.backward_apart()
            self._exchange.shards(plan, firsts)
        else:
            plan.backward()
            self._exchange.gradients()
        self._exchange.statistics(self._guard.statistics)

    def _diagnosis(self, batches: Batches, rows: Array, plan: AnyPlan, objective: Objective) -> Message:
        """What one of the ranks found, the first that found more than the loss."""
        with self._ranks.apart():
            mine = super()._diagnosis(batches, rows, plan, objective)
        found = self._ranks.each(mine)
        return next((message for message in found if not is_general(message)), found[0])

    def warm_up(self, batches: Batches, scores: Scores, watchers: CallbackList) -> None:
        """As `Trainer.warm_up`, each rank for itself."""
        before, self._ranks.quiet = self._ranks.quiet, True
        try:
            super().warm_up(batches, scores, watchers)
        finally:
            self._ranks.quiet = before


def _state_of(callbacks: Sequence[Callback]) -> Any:
    """What a training goes on from."""
    states = (callback.found() for callback in callbacks if isinstance(callback, Keeper))
    return next((state for state in states if state is not None), None)


def _fail(trouble: Message) -> None:
    from runtime.ops.faults import RunError

    raise RunError(trouble)
