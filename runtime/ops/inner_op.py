"""An op inside another: how the ops of wrappers, and of layers made of other layers, run what they consist of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from graph.specs.spec import Spec
from runtime.ops.faults import DataFault
from runtime.ops.op import Array, Op, RandomStream, StepArrays, find_op

KEYS = 1 << 20
"""Random numbers of inner ops have keys that no call of a program has."""


class Penalty(Protocol):
    """What an inner layer's activity regularizer does."""

    def add_gradient(self) -> None: ...


@dataclass(frozen=True)
class Ends:
    """What an inner op reads and writes: arrays as in `StepArrays`."""

    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]
    d_inputs: tuple[Array | None, ...] = ()
    d_outputs: tuple[Array, ...] = ()
    add_inputs: tuple[bool, ...] = ()
    add_weights: bool = False
    input_masks: tuple[Array | None, ...] = ()
    output_mask: Array | None = None


class InnerOp:
    """The op of a layer inside another whose arrays are `io`; its weights are those whose names begin with `prefix/`.

    `number` tells inner ops of one layer apart, for their random numbers.
    """

    def __init__(self, io: StepArrays, spec: Spec, prefix: str, ends: Ends, number: int = 0) -> None:
        begin = len(prefix) + 1 if prefix else 0
        own = {name[begin:]: name for name in io.weights if not prefix or name.startswith(f"{prefix}/")}
        seed = getattr(spec, "seed", None)
        self.outer = io.random
        self._each = max(1, len(ends.outputs[0]) // io.batch) if ends.outputs[0].ndim else 1
        key = KEYS * (number + 1) + io.random.key
        self.io = replace(
            io,
            spec=spec,
            inputs=ends.inputs,
            outputs=ends.outputs,
            weights={name: io.weights[full] for name, full in own.items()},
            d_inputs=ends.d_inputs,
            d_outputs=ends.d_outputs,
            d_weights={name: io.d_weights.get(full) for name, full in own.items()} if io.backward else {},
            add_inputs=ends.add_inputs,
            add_weights=ends.add_weights,
            sparse_rows={},
            input_masks=ends.input_masks or (None,) * len(ends.inputs),
            output_mask=ends.output_mask,
            random=RandomStream(io.random.seed if seed is None else int(seed), key),
        )
        found = inner_class(spec)
        self.is_view = found.is_view
        self.op: Op = found(self.io)
        self.penalty: Penalty | None = None
        """The regularizer of what it gives, where there is one: told by whoever knows regularizers."""
        owed: Sequence[Array | None] = (*self.io.d_inputs, *self.io.d_weights.values())
        self.owes = io.backward and any(d is not None for d in owed)

    def forward(self, training: bool) -> None:
        self.io.random.follow(self.outer, self._each)
        if self.is_view:
            self.io.outputs[0][...] = self.io.inputs[0].reshape(self.io.outputs[0].shape)
        else:
            self.op.forward(training)

    def backward(self) -> None:
        if self.penalty is not None:
            self.penalty.add_gradient()
        if self.is_view:
            self._view_backward()
        elif self.owes:
            self.op.backward()

    def _view_backward(self) -> None:
        target = self.io.d_inputs[0]
        if target is not None:
            gradient = self.io.d_outputs[0].reshape(target.shape)
            if self.io.add_inputs[0]:
                target += gradient
            else:
                target[...] = gradient


def inner_class(spec: Any) -> type[Op]:
    """The op of a layer inside another; raises DataFault where there is none."""
    found = find_op(type(spec))
    if found is None:
        raise DataFault(f"layers of kind {spec.kind} can't be computed here.")
    return found
