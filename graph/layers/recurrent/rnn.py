"""RNN: a cell, or several, run through a sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from graph.layers.recurrent.cells import ONE_CELL, Link, StackedRNNCells, check_states
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    Ports,
    Spec,
    TensorArgument,
    TensorType,
    Weight,
    example,
    grouped,
    need_known,
    need_rank,
)
from graph.specs.wrapping import owned, part_name, parts_of

T = TypeVar("T")


@register
@dataclass(frozen=True)
class RNN(Spec):
    call_order: ClassVar[ArgumentOrder] = (..., "mask", "training")
    family: ClassVar[str] = "recurrent"
    caption: ClassVar[str] = "A cell, or several one after the other, over a sequence."
    formula: ClassVar[str] = "y[t], h = cell(x[t], h)"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2), cell={"kind": "SimpleRNNCell", "units": 2}, return_state=True),
        example(
            (3, 2),
            masked=True,
            cell={
                "kind": "StackedRNNCells",
                "cells": [{"kind": "LSTMCell", "units": 2}, {"kind": "GRUCell", "units": 3}],
            },
            go_backwards=True,
            return_sequences=True,
            zero_output_for_mask=True,
        ),
        example(
            (3, 2),
            (2,),
            (3,),
            cell={
                "kind": "StackedRNNCells",
                "cells": [{"kind": "GRUCell", "units": 2}, {"kind": "GRUCell", "units": 3}],
            },
            return_state=True,
        ),
    )

    cell: Spec = param(
        "spec", "LSTMCell", "what is done at each step", category="layer", choices=(*ONE_CELL, "StackedRNNCells"),
        always=True,
    )  # fmt: skip
    return_sequences: bool = param("bool", False, "the output of every step rather than of the last")
    return_state: bool = param("bool", False, "the last states as further outputs", advanced=True)
    go_backwards: bool = param("bool", False, "read the sequence from its end", advanced=True)
    stateful: bool = param("bool", False, "keep the memory from batch to batch", advanced=True)
    unroll: bool = param("bool", False, "accepted from Keras; only leaves zero_output_for_mask out", advanced=True)
    zero_output_for_mask: bool = param("bool", False, "masked steps give zeros", advanced=True)

    def __post_init__(self) -> None:
        given: Any = self.cell
        if isinstance(given, (list, tuple)):
            object.__setattr__(self, "cell", StackedRNNCells(cells=tuple(given)))
        super().__post_init__()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The layers that do what the cells do, one after the other."""
        names = ("return_sequences", "return_state", "go_backwards", "stateful", "unroll", "zero_output_for_mask")
        cell, first = self._cell, part_name(self._cell)
        found = cell.links(**{name: getattr(self, name) for name in names})
        return tuple((layer, f"{first}/{name}" if name else first, group) for layer, name, group in found)

    @property
    def _cell(self) -> Any:
        return self.cell

    @property
    def units(self) -> int:
        """The size of its output."""
        return int(self._cell.units)

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        states, groups = len(self._cell.states()), self._cell.groups()
        return TensorArgument("sequences"), TensorArgument("initial_state", states, listed=True, groups=groups)

    def nested_results(self, results: Sequence[T]) -> list[Any]:
        return [results[0], *grouped(results[1:], self._cell.groups())]

    def ports(self) -> Ports:
        names = self._cell.states()
        outputs = ("output", *(f"last {name}" for name in names)) if self.return_state else ("output",)
        return Ports(inputs=("sequence", *(f"initial {name}" for name in names)), outputs=outputs)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        x, *states = inputs
        need_rank("RNN", x, 3, "sequences (batch, steps, features)")
        need_known("RNN", x, 2, "number of features")
        sizes = self._cell.sizes()
        if states:
            check_states("RNN", states, sizes)
        batch, steps = x.shape[:2]
        y = TensorType((batch, self.units))
        if self.return_sequences:
            y = TensorType((batch, steps, self.units), masked=x.masked)
        return (y, *(TensorType((batch, size)) for size in sizes)) if self.return_state else (y,)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        x = inputs[0]
        return owned(self.cell, (replace(x, shape=(x.shape[0], x.shape[-1])),), part_name(self.cell), "cell")

    def parts(self) -> tuple[tuple[str, str], ...]:
        return parts_of(self.cell, part_name(self.cell), "cell")

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        x = inputs[0]
        return (x.shape[1] or 1) * self.cell.flops((replace(x, shape=(x.shape[0], x.shape[-1])),), ())
