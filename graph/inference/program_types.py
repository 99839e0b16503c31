"""The types of a program's values for inputs of given types: one walk over its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.inference.program import Program, ProgramError
from graph.specs.message import MessageError, say
from graph.specs.spec import TensorType


def program_types(program: Program, shapes: Sequence[tuple[int, ...]]) -> list[TensorType]:
    """The types of all values for inputs of these shapes, batch included; raises ProgramError where they don't fit."""
    types = list(program.values)
    for (name, _, value), shape in zip(program.inputs, shapes, strict=True):
        if not types[value].accepts(shape):
            raise ProgramError(
                say(
                    "The input {name} expects arrays of shape {want}. Received: {got}.",
                    name=name,
                    want=str(types[value]),
                    got=str(shape),
                )
            )
        types[value] = replace(types[value], shape=tuple(shape))
    for step in program.steps:
        try:
            outputs = step.spec.outputs(tuple(types[v] for v in step.inputs))
        except MessageError as error:
            raise ProgramError(say("{layer}: {fault}", layer=step.name, fault=str(error))) from None
        for value, type in zip(step.outputs, outputs):
            types[value] = type
    return types
