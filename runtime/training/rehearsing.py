"""A training step or an evaluation rehearsed: what its kernels lack is compiled side by side, see `jit.rehearsal`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from copy import copy
from functools import partial
from typing import TYPE_CHECKING
from weakref import ref

from graph.inference.program import ProgramOutput
from runtime.execution.shards import AnyPlan
from runtime.jit import rehearsal
from runtime.ranks.ranks import ranks
from runtime.training.objective import Objective, Scores
from runtime.training.step_guard import StepGuard

if TYPE_CHECKING:
    from runtime.training.trainer import Trainer


def expect_step(
    trainer: Trainer, plan: AnyPlan, scores: Scores, tell: Callable[[int, int], None] | None = None
) -> None:
    """Let the next kernel that is missing be the beginning of a rehearsal of steps on this plan."""
    if ranks() is None:  # processes of one training share the machine already
        rehearsal.expect(partial(_rehearse, ref(trainer), plan.training, _shapes(plan), ref(scores)), tell)


def _shapes(plan: AnyPlan) -> tuple[tuple[int, ...], ...]:
    return tuple(array.shape for array in plan.inputs)


def _rehearse(of: ref[Trainer], training: bool, shapes: tuple[tuple[int, ...], ...], by: ref[Scores]) -> None:
    trainer, scores = of(), by()
    if trainer is None or scores is None:
        return
    network = trainer.network
    plan = network.rehearse(shapes, scores.losses_at if training else None)
    if not any(map(_calls_out, network.program.outputs)):
        with suppress(Exception):
            objective = Objective(plan, Scores(network.program, scores.targets, scores.class_weight))
            objective.rehearse()
    if training:
        optimizer = copy(trainer.optimizer)  # which may be at work, or warming up itself
        optimizer.warm_up()
        StepGuard(plan.weights, optimizer).warm_up()


def _calls_out(output: ProgramOutput) -> bool:
    """Whether a function or an object of somebody's own judges it, which is not to be called for nothing."""
    spec = output.spec
    judges = spec.loss, *spec.metrics, *spec.weighted_metrics
    return any(hasattr(judge, "function") or hasattr(judge, "metric") for judge in judges)
