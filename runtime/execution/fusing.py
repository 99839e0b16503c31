"""Steps that the step before them does in its own pass: relu behind a normalization."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from graph.inference.program import Program, Step
from graph.specs.spec import TensorType
from runtime.execution.steps import op_class
from runtime.ops.op import Limits


def fuse(program: Program, types: list[TensorType], kept: Collection[int]) -> tuple[Program, dict[int, Limits]]:
    """The program without such steps, and by value the limits to which the step that makes it cuts.

    A value that another step reads, that is one of the `kept`, an output or penalized stays what it is. Values keep
    their numbers; what lay between two steps is made by none.
    """
    uses = Counter(v for step in program.steps for v in step.inputs)
    shown = {v for o in program.outputs for v in (o.value, o.judged)} | {*kept}
    makers = {v: i for i, step in enumerate(program.steps) for v in step.outputs}
    steps: list[Step | None] = list(program.steps)
    cut: dict[int, Limits] = {}
    for i, step in enumerate(program.steps):
        limits = op_class(step).limits(step.spec)
        if limits is None or step.activity_regularizer is not None or len(step.inputs) != 1:
            continue
        value, result = step.inputs[0], step.outputs[0]
        at = makers.get(value)
        maker = None if at is None else steps[at]
        if at is None or maker is None or not op_class(maker).takes_limits or value in cut:
            continue
        if (
            maker.activity_regularizer is None
            and uses[value] == 1
            and value not in shown
            and not types[value].masked
            and types[value].is_float
        ):
            steps[at], steps[i] = replace(maker, outputs=(result,)), None
            makers[result], cut[result] = at, limits
    return replace(program, steps=tuple(step for step in steps if step is not None)), cut
