"""What a target seems to be: classes, or a quantity."""

from __future__ import annotations

import numpy as np

from graph.data.steps.scaling import MinMax
from graph.data.transforms import Integer, Transform
from graph.specs.message import Message, say
from runtime.data.column import Column
from runtime.data.gaps import gaps_in, rows_with_gaps

MOST_CLASSES = 50
"""A target of whole numbers with more different ones is a quantity; a category with more is looked up in a table."""


def target_classes(column: Column) -> tuple[int, tuple[Transform, ...], bool]:
    """How many classes a target has (0: it is a quantity), the steps to their numbers, and whether rows can be kept
    for validation class by class.

    Classes are texts, two whole numbers however far apart, or whole numbers without one left out between them.
    """
    if column.classes:
        return max(2, len(column.classes)), (), True
    if column.shape[1:] not in ((), (1,)):
        return 0, (), False
    values = np.asarray(column.block(0, len(column))).reshape(-1)
    if values.dtype.kind not in "iubf":
        return 0, (), False
    is_whole, has_gaps = values.dtype.kind != "f", len(rows_with_gaps(column)) > 0
    found = np.unique(values[~gaps_in(values, False)] if has_gaps else values)
    if len(found) < 2 or not (is_whole or bool((found == np.floor(found)).all())):
        return 0, (), False
    low, high = int(found[0]), int(found[-1])
    if len(found) == 2:
        return 2, () if (low, high) == (0, 1) else (MinMax(),), not has_gaps
    if not (is_whole or has_gaps) or high - low >= MOST_CLASSES or high - low + 1 != len(found):
        return 0, (), False
    return len(found), (Integer(offset=-low),) if low or not is_whole else (), not has_gaps


def told_of_target(column: Column, classes: int) -> list[Message]:
    """How a target was understood."""
    if not classes:
        return [say("The target {name} is learnt as a quantity.", name=column.name)]
    if len(column.classes) > max(MOST_CLASSES, len(column) // 4):
        return [
            say(
                "The target {name} is learnt as {count} classes, few rows each: are its cells, such as {example}, "
                "numbers that are written in an unusual way?",
                name=column.name,
                count=classes,
                example=column.classes[0][:40],
            )
        ]
    return [say("The target {name} is learnt as {count} classes.", name=column.name, count=classes)]
