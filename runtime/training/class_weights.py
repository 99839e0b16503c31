"""Weights of classes from the plan: as given, or so that all classes count the same together, as scikit-learn does."""

from __future__ import annotations

import numpy as np

from graph.specs.class_weight import class_weights
from graph.specs.message import say
from runtime.data.column import blocks
from runtime.ops.faults import RunError
from runtime.training.batches import Batches

MOST_CLASSES = 100_000


def weights_of_classes(text: str, batches: Batches) -> dict[int, float] | None:
    """Weights by class number for the samples to train on; raises RunError where their targets have no classes.

    Balanced is samples / (classes · samples of the class), over the classes that occur.
    """
    given = class_weights(text)
    if given is None:
        return None
    targets = [target for target in batches.targets if target is not None]
    if len(batches.targets) != 1 or not targets:
        raise RunError(say("class_weight works for models with one output. This one has {n}.", n=len(batches.targets)))
    if not isinstance(given, str):
        return dict(given)
    counts: dict[int, int] = {}
    for _, values in blocks(targets[0].source):
        rows = values.reshape(len(values), -1)
        numbers = rows.argmax(axis=1) if rows.shape[1] > 1 else rows[:, 0]
        if rows.shape[1] == 1 and not bool((numbers == np.rint(numbers)).all()):
            raise RunError(say("class_weight balanced needs classes, but the targets hold fractions."))
        for number, count in zip(*np.unique(numbers, return_counts=True), strict=True):
            counts[int(number)] = counts.get(int(number), 0) + int(count)
        if len(counts) > MOST_CLASSES:
            raise RunError(
                say("class_weight balanced needs classes, but the targets have more than {n} values.", n=MOST_CLASSES)
            )
    total = sum(counts.values())
    return {number: total / (len(counts) * count) for number, count in sorted(counts.items())}
