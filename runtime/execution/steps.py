"""What executes the steps of a program, and which of its values share memory."""

from __future__ import annotations

from graph.inference.program import Program, ProgramError, Step
from graph.specs.message import say
from runtime.ops.op import Op, find_op


def view_bases(program: Program) -> dict[int, int]:
    """For every value the one whose memory it shares: itself, unless it is only another shape of it."""
    base = {v: v for v in range(len(program.values))}
    for step in program.steps:
        if op_class(step).is_view:
            base[step.outputs[0]] = base[step.inputs[0]]
    return base


def op_class(step: Step) -> type[Op]:
    found = find_op(type(step.spec))
    if found is None:
        raise ProgramError(
            say(
                "{name}: layers of kind {kind} can be drawn and exported, but not trained here.",
                name=step.name,
                kind=step.spec.kind,
            )
        )
    return found
