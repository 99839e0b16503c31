"""Whole numbers become floats in front of every layer that computes, as in Keras."""

from __future__ import annotations

from dataclasses import replace

from graph.inference.program import Program, ProgramOutput, Step
from graph.layers.casting import Cast


def with_casts(program: Program) -> Program:
    """The same program, with a Cast for every value of whole numbers that a layer computes with, or a loss or metric
    judges.

    A layer that gives whole numbers for whole numbers, such as Reshape, or `reads_whole_numbers`, gets them as they
    are.
    """
    building = _Building(program)
    for step in program.steps:
        building.add(step)
    outputs = tuple(building.judged(output) for output in program.outputs)
    return replace(program, values=tuple(building.values), steps=tuple(building.steps), outputs=outputs)


class _Building:
    def __init__(self, program: Program) -> None:
        self.values = list(program.values)
        self.steps: list[Step] = []
        self._floats: dict[int, int] = {}

    def add(self, step: Step) -> None:
        computes = any(self.values[value].is_float for value in step.outputs)
        if computes and not step.spec.reads_whole_numbers:
            step = replace(step, inputs=tuple(self._as_float(value, step) for value in step.inputs))
        self.steps.append(step)

    def judged(self, output: ProgramOutput) -> ProgramOutput:
        spec = output.spec
        if spec.loss is None and not spec.metrics and not spec.weighted_metrics:
            return output
        return replace(output, value=self._as_float(output.value))

    def _as_float(self, value: int, reader: Step | None = None) -> int:
        if self.values[value].is_float:
            return value
        if value not in self._floats:
            self._floats[value] = found = len(self.values)
            spec, path = Cast(), ("cast", str(value))
            self.values += spec.outputs((self.values[value],))
            name = "cast" if reader is None else reader.name
            self.steps.append(Step(path, path, name, spec, False, (value,), (found,)))
        return self._floats[value]
