"""When the buffers of a plan are needed, so that `arena` may give several the same memory.

Time runs through all steps of a program forward, and while training through all steps backward.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

import numpy as np

from graph.inference.program import Program
from graph.specs.spec import Shape, TensorType
from runtime.execution.arena import Life, buffers
from runtime.ops.op import Array


def gradient_lives(
    program: Program, types: list[TensorType], homes: Mapping[int, int], losses_at: tuple[int, ...]
) -> dict[int, Life]:
    """From the first consumer's step backward, or the loss, to the step that made the value; `homes` says for every
    value with a gradient in whose memory it lies."""
    last = 2 * len(program.steps) - 1
    lives: dict[int, Life] = {}
    for i, step in enumerate(program.steps):
        for value in (*step.inputs, *step.outputs):
            _extend(lives, homes, types, value, last - i)
    for value in losses_at:
        _extend(lives, homes, types, value, len(program.steps))
    for _, _, value in program.inputs:
        _extend(lives, homes, types, value, last + 1)
    return lives


def value_lives(program: Program, types: list[TensorType], bases: Mapping[int, int], training: bool) -> dict[int, Life]:
    """From the step that makes a value to the last that reads it; while training all are kept for the way back.

    `bases` says for every value in whose memory it lies. Whole numbers are left out: memory is shared among floats.
    """
    lives: dict[int, Life] = {}
    end = len(program.steps)
    homes = {value: base for value, base in bases.items() if is_float(types[base])}
    for i, step in enumerate(program.steps):
        for value in (*step.inputs, *step.outputs):
            _extend(lives, homes, types, value, i)
            # What is penalized is looked at when everything is computed.
            if training or step.activity_regularizer is not None:
                _extend(lives, homes, types, value, end)
    for output in program.outputs:
        for value in (output.value, output.judged):
            _extend(lives, homes, types, value, end)
    return lives


def _extend(lives: dict[int, Life], homes: Mapping[int, int], types: list[TensorType], value: int, time: int) -> None:
    if value in homes:
        home = homes[value]
        life = lives.get(home, Life(time, time, prod(known_sizes(types[home]))))
        lives[home] = life._replace(begin=min(life.begin, time), end=max(life.end, time))


def place(
    arrays: dict[int, Array], lives: Mapping[int, Life], types: list[TensorType], dtype: np.dtype[np.generic]
) -> None:
    """Add buffers for the values that live and have none yet; those that never live at one time share memory."""
    found, _ = buffers({v: life for v, life in lives.items() if v not in arrays}, dtype)
    arrays.update((v, flat.reshape(known_sizes(types[v]))) for v, flat in found.items())


def known_sizes(type: TensorType) -> tuple[int, ...]:
    """A shape whose axes are all known."""
    return tuple(n for n in type.shape if n is not None)


def known_shape(shape: Shape, batch: int) -> tuple[int, ...]:
    """A declared shape with the batch filled in; free axes count as 1."""
    return (batch, *(1 if n is None else n for n in shape[1:]))


def is_float(type: TensorType) -> bool:
    return type.is_float
