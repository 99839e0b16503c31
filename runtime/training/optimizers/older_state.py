"""The state of an optimizer as files of Keras 1 and 2 hold it, in other orders and under other names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from runtime.ops.op import Array
from runtime.training.optimizers.file_state import fits, take_file_state
from runtime.training.optimizers.optimizer import OptimizerRule

SLOTS = {
    "momentum": ("m", "momentum"),
    "velocity": ("v", "u", "velocity", "rms"),
    "max_velocity": ("vhat", "velocity_hat"),
    "velocity_hat": ("vhat", "velocity_hat"),
    "norm": ("v", "u", "velocity"),
    "average_gradient": ("mg", "average_gradient"),
    "accumulator": ("accumulator",),
    "accumulated_grad": ("accumulated_grad", "accum_grad"),
    "accumulated_delta_var": ("accumulated_delta_var", "accum_var"),
    "linear": ("linear",),
}
"""What a slot of today was called."""
PARTS = re.compile(r"[/:]")
NUMBERED = re.compile(r"_\d+$")


def take_older_state(rule: OptimizerRule, names: Sequence[str], arrays: Sequence[Array]) -> bool:
    """Go on where a training by an older Keras stopped; false, and nothing is taken, where the state is of another."""
    for given in (list(arrays), [arrays[0], arrays[0], *arrays[1:]] if arrays else []):
        if given and fits(rule, given):  # the same but for the rate, which Keras 2.11 to 2.15 didn't keep
            take_file_state(rule, given)
            return True
    places = list(rule.kept())
    slots = rule.spec.slots()
    if not arrays or not slots or not places:
        return False
    rest = [(name, array) for name, array in zip(names, arrays) if array.shape != () or _slot_of(name)]
    found = [_of_slot(slot, rest) for slot in slots]
    if not all(found):
        blocks = [array for _, array in rest[: len(slots) * len(places)]]
        found = [blocks[n * len(places) : (n + 1) * len(places)] for n in range(len(slots))]
    for number, (_, views) in enumerate(places):
        for slot, view in enumerate(views):
            if number >= len(found[slot]) or len(found[slot]) != len(places) or found[slot][number].shape != view.shape:
                return False
    for number, (_, views) in enumerate(places):
        for slot, view in enumerate(views):
            view[...] = found[slot][number]
    rule.begin_at(int(arrays[0]) if arrays[0].shape == () else 0)  # the oldest RMSprop counted nothing
    rule.state_taken()
    return True


def _slot_of(name: str) -> str:
    """The word in a variable's name that says which slot it is of, as in `Adam/m/dense/kernel:0`, `m_0:0` and
    `Adam/dense/kernel/m:0`; empty where there is none."""
    known = {word for words in SLOTS.values() for word in words}
    parts = [NUMBERED.sub("", part) for part in PARTS.split(name) if part]
    return next((part for part in (*parts[:0:-1], *parts) if part in known), "")


def _of_slot(slot: str, arrays: Sequence[tuple[str, Array]]) -> list[Array]:
    words = SLOTS.get(slot, (slot,))
    return [array for name, array in arrays if _slot_of(name) in words]
