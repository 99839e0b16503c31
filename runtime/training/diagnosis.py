"""What went wrong in a step whose numbers are not finite: the first tensor that isn't, and what usually helps."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from graph.inference.program import Program, Step
from graph.layers.operations.operation import Operation
from graph.specs.message import Message, say
from runtime.execution.plan import Plan
from runtime.execution.shards import AnyPlan
from runtime.ops.op import Array
from runtime.training.objective import Objective
from runtime.weights.weights import Place

GENERAL = say("The loss is no finite number.")
HELP = say(
    "A smaller learning rate usually helps, or a limit to the gradients (clipnorm), or data scaled to numbers around 1."
)


def diagnosis(plan: AnyPlan, objective: Objective, rows: Array, failed: Place | None) -> Message:
    """Compute the batch in the plan's buffers once more, layer by layer, and name the first number that is not finite.

    `rows` are the numbers of the batch's samples in the data, `failed` is a weight whose step alone went wrong. Layers
    move what they keep of the batch.
    """
    data = _in_inputs(plan, rows) or _in_targets(objective, rows)
    if data is not None:
        return data
    trouble = _in_layers(plan) or _in_losses(plan, objective) or _in_gradients(plan)
    if trouble is None and failed is not None:
        trouble = say("The step of {weight} would not give finite numbers.", weight=failed.owned.path)
    if trouble is None:
        trouble = GENERAL
    return say("{trouble} {help}", trouble=trouble, help=HELP)


def is_general(message: Message) -> bool:
    """Whether it says no more than that the loss went wrong."""
    return str(GENERAL) in str(message)


def stopped(epoch: int | None, batch: int, trouble: Message) -> Message:
    """That a training was ended, where, and why; epochs and batches are counted from 0 here."""
    if epoch is None:
        return say("This batch was not learnt from: {trouble} All weights are as they were before.", trouble=trouble)
    return say(
        "Training ended in epoch {epoch} at batch {batch}: {trouble} The weights are those before that batch.",
        epoch=epoch + 1,
        batch=batch + 1,
        trouble=trouble,
    )


def _in_inputs(plan: AnyPlan, rows: Array) -> Message | None:
    for (name, _, _), array in zip(plan.program.inputs, plan.inputs):
        place = first_bad(array)
        if place is not None:
            return say(
                "The Input {name} gets {value} in row {row}. Fill the gap, or leave the row out.",
                name=name,
                value=str(array[place]),
                row=int(rows[place[0]]) + 1,
            )
    return None


def _in_targets(objective: Objective, rows: Array) -> Message | None:
    for number, bound in objective.bound.items():
        name = objective.scores.program.outputs[number].name
        targets = bound.rows
        place = first_bad(targets)
        if place is not None:
            return say(
                "The targets of {name} have {value} in row {row}. Fill the gap, or leave the row out.",
                name=name,
                value=str(targets[place]),
                row=_row_of(place, targets, rows),
            )
        place = first_bad(bound.given) if bound.weighted else None
        if place is not None:
            return say(
                "The weights of samples for {name} have {value} in row {row}. Give a finite number, or 0 to leave the "
                "row out.",
                name=name,
                value=str(bound.given[place]),
                row=_row_of(place, bound.given, rows),
            )
    return None


def _row_of(place: tuple[int, ...], array: Array, rows: Array) -> int:
    """Which row of the data this is a part of, from 1; a row may have several places in the array, one for a step."""
    each = max(1, len(array) // max(1, len(rows)))
    return int(rows[min(place[0] // each, len(rows) - 1)]) + 1


def _in_layers(plan: AnyPlan) -> Message | None:
    for part in parts(plan):
        for planned in part.steps:
            planned.op.forward(True)
            for array in planned.op.io.outputs:
                place = first_bad(array)
                if place is not None:
                    return say(
                        "{layer} gives {value}, though all that it gets is finite.",
                        layer=_with_origins(planned.step, part.program),
                        value=str(array[place]),
                    )
    return None


def _with_origins(step: Step, program: Program) -> str:
    """The name of a step; an operation's with the layers that it works on, since nobody has named it."""
    if not isinstance(step.spec, Operation):
        return step.name
    before, found = list(step.inputs), dict[str, None]()
    makers = {value: made for made in program.steps for value in made.outputs}
    inputs = {value: name for name, _, value in program.inputs}
    while before:
        value = before.pop(0)
        maker = makers.get(value)
        if maker is not None and isinstance(maker.spec, Operation):
            before[:0] = maker.inputs
        else:
            found[inputs.get(value, "") if maker is None else maker.name] = None
    return f"{step.name} ({', '.join(found)})"


def _in_losses(plan: AnyPlan, objective: Objective) -> Message | None:
    """The losses of the batch, which leave the gradients that a way back begins with."""
    plan.forward(True)
    for number, bound in objective.bound.items():
        bound.take_mask()
        value = 0.0 if bound.loss is None else bound.loss.compute(bound.loss_weights())
        if not math.isfinite(value):
            return say(
                "The loss of {output} is {value}: its predictions reach {largest:.3g}, its targets {target:.3g}.",
                output=objective.scores.program.outputs[number].name,
                value=str(value),
                largest=float(np.abs(bound.prediction).max()),
                target=float(np.abs(bound.rows).max()),
            )
    return None


def _in_gradients(plan: AnyPlan) -> Message | None:
    """Go back layer by layer from the losses."""
    for part in parts(plan):
        for planned in part.way_back():
            planned.backward()
            arrays = [*planned.op.io.d_inputs, *planned.op.io.d_weights.values()]
            for array in arrays:
                place = None if array is None else first_bad(array)
                if array is not None and place is not None:
                    return say(
                        "The gradient of {layer} has {value}, though all that it gets is finite.",
                        layer=_with_origins(planned.step, part.program),
                        value=str(array[place]),
                    )
    return None


def parts(plan: AnyPlan) -> Iterator[Plan]:
    """The plans that a batch runs through."""
    yield from [plan] if isinstance(plan, Plan) else plan.shards


def first_bad(array: Array) -> tuple[int, ...] | None:
    """Where the first number lies that is not finite; None where all are, or it holds no floats."""
    if array.dtype.kind != "f":
        return None
    bad = ~np.isfinite(array)
    return tuple(int(k) for k in np.unravel_index(int(bad.argmax()), array.shape)) if bad.any() else None
