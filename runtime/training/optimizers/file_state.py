"""The state of an optimizer as Keras keeps it in a file: arrays in the order of `optimizer.variables`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from graph.specs.spec import Value
from runtime.ops.op import Array
from runtime.training.optimizers.optimizer import OptimizerRule


def file_state(rule: OptimizerRule) -> list[Array]:
    """Steps, the rate where no schedule says it, averages, collected gradients, then what the update rule keeps."""
    rule.catch_up()
    found = [np.array(rule.batches, np.int64)]
    if not isinstance(rule.spec.learning_rate, Value):
        found.append(np.array(rule.learning_rate, np.float32))
    return [*found, *(array.copy() for array in chain(rule.averages(), rule.slot_variables()))]


def fits(rule: OptimizerRule, arrays: Sequence[Array]) -> bool:
    """Whether a file's arrays are those of this rule, by number and shapes."""
    counts = [()] if isinstance(rule.spec.learning_rate, Value) else [(), ()]
    own = [array.shape for array in chain(rule.averages(), rule.slot_variables())]
    return [array.shape for array in arrays] == [*counts, *own]


def take_file_state(rule: OptimizerRule, arrays: Sequence[Array]) -> None:
    """Go on where a training stopped that left `arrays`, which must fit; the rate is that of the settings."""
    first = 1 if isinstance(rule.spec.learning_rate, Value) else 2
    rule.begin_at(int(arrays[0]))
    for own, given in zip([*rule.averages(), *rule.slot_variables()], arrays[first:], strict=True):
        own[...] = given
    rule.state_taken()
