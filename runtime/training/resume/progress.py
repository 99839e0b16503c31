"""Where a fit stands: all of it brought together for a checkpoint, and brought back from one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Protocol

from graph.specs.message import Message, say
from runtime.execution.network import Network
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import CallbackList
from runtime.training.feeds import Feed
from runtime.training.objective import Scores
from runtime.training.optimizers.optimizer import OptimizerRule
from runtime.training.resume.attributes import attributes, put_attributes
from runtime.training.resume.dice import dice, set_dice
from runtime.training.resume.keeper import Keeper, State

SCRATCH = ("spec", "_kept")


class Fitting(Protocol):
    """What is followed and brought back: whoever fits a network."""

    network: Network
    optimizer: OptimizerRule
    trouble: Message | None

    @property
    def stopping(self) -> bool:
        """Whether the batch under way is the last."""

    def recall(self, memory: dict[str, Any]) -> None:
        """Let the optimizer go on from a checkpoint."""

    def forget_plans(self) -> None:
        """Make all plans anew."""


class Progress:
    """Follows a fit for its keepers; without any it does nothing."""

    def __init__(self, trainer: Fitting, feed: Feed, scores: Scores, watchers: CallbackList) -> None:
        self._trainer, self._feed, self._scores, self._watchers = trainer, feed, scores, watchers
        self._keepers = [callback for callback in watchers.callbacks if isinstance(callback, Keeper)]
        self._state = next((state for keeper in self._keepers if (state := keeper.found()) is not None), None)
        self._feed_began: State = {}
        if self._keepers:
            feed.mark()
        for keeper in self._keepers:
            keeper.failed = False
        if self._state is not None:
            self._check(self._state)
            self._set_seeds(self._state)

    # --- what the fit asks

    def first_epoch(self, epoch: int) -> int:
        """The epoch to begin with, as it was given or as the checkpoint has it: between two epochs all is brought back
        here."""
        if self._state is None:
            return epoch
        found = int(self._state["epoch"])
        if not self._state["step"]:
            self._bring_back(self._state)
            self._state = None
        return found

    def begin_epoch(self) -> int:
        """How many batches of this epoch are done already: within an epoch all is brought back here."""
        if not self._keepers:
            return 0
        state, self._state = self._state, None
        if state is not None:
            self._bring_back(state)
        self._feed_began = self._feed.state()
        return 0 if state is None else int(state["step"])

    def after_batch(self, epoch: int, step: int) -> None:
        """A step is over, and every callback knows of it."""
        for keeper in self._keepers:
            keeper.failed = self._trainer.trouble is not None
            if keeper.due(step + 1) and not keeper.failed:
                keeper.keep(self._whole(epoch, step + 1, self._feed_began))

    def after_epoch(self, epoch: int) -> None:
        """An epoch is over, and every callback knows of it."""
        for keeper in self._keepers:
            if keeper.due_at_end() and not self._trainer.stopping:
                keeper.keep(self._whole(epoch + 1, 0, self._feed.state()))

    def close(self) -> None:
        """Wait until everything is written, however the fit ended."""
        for keeper in self._keepers:
            keeper.finish()

    # --- what is kept

    def _whole(self, epoch: int, step: int, feed: State) -> State:
        trainer, network = self._trainer, self._trainer.network
        return {
            "epoch": epoch,
            "step": step,
            "layout": self._layout(),
            "feed": feed,
            "seed": network.seed,
            "streams": [stream.seed for stream in network.random.values()],
            "weights": network.weights.values.copy(),
            "optimizer": trainer.optimizer.memory(),
            "carried": network.carried(),
            "scores": [attributes(score, SCRATCH) for score in self._scores.all()],
            "objects": [attributes(thing) for thing in self._scores.objects()],
            "callbacks": [[type(callback).__name__, callback.resume_state()] for callback in self._watchers.callbacks],
            "dice": dice(),
        }

    def _layout(self) -> list[Any]:
        weights, optimizer = self._trainer.network.weights, self._trainer.optimizer
        places = [[list(p.owned.weight.shape), p.trainable] for p in weights.places]
        return [str(weights.values.dtype), optimizer.spec.kind, places]

    def _check(self, state: State) -> None:
        """Raise RunError where a state is not that of this network."""
        if "layout" in state and state["layout"] != self._layout():
            raise RunError(
                say(
                    "The checkpoint in {folder} is of another network, or of another optimizer than {optimizer}. "
                    "Train as before, or remove the checkpoint to begin anew.",
                    folder=str(self._keepers[0].files.folder),
                    optimizer=self._trainer.optimizer.spec.kind,
                )
            )

    def _set_seeds(self, state: State) -> None:
        network = self._trainer.network
        network.seed = state["seed"]
        before = [stream.seed for stream in network.random.values()]
        if before != state["streams"]:
            for stream, seed in zip(network.random.values(), state["streams"], strict=True):
                stream.seed = seed
            self._trainer.forget_plans()

    def _bring_back(self, state: State) -> None:
        trainer, network = self._trainer, self._trainer.network
        network.weights.adopt()
        network.weights.values[...] = state["weights"]
        trainer.recall(state["optimizer"])
        network.carry(state["carried"])
        for score, kept in zip(self._scores.all(), state["scores"], strict=True):
            put_attributes(score, kept)
        for thing, kept in zip(self._scores.objects(), state["objects"], strict=True):
            put_attributes(thing, kept)
        kept_by_kind: dict[str, list[State]] = defaultdict(list)
        for kind, kept in state["callbacks"]:
            kept_by_kind[kind].append(kept)
        for callback in self._watchers.callbacks:
            if kept_by_kind[type(callback).__name__]:
                callback.resume_from(kept_by_kind[type(callback).__name__].pop(0))
        if state["step"]:
            self._feed.resume(state["feed"], state["step"], lambda: set_dice(state["dice"]))
        else:
            self._feed.resume(state["feed"], 0, lambda: None)
            set_dice(state["dice"])
