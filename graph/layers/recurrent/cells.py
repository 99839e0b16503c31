"""Cells: one step of a recurrent layer, for RNN and by themselves."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from graph.layers.recurrent.gru import GRU
from graph.layers.recurrent.lstm import LSTM
from graph.layers.recurrent.recurrent import STATES, Recurrent, cell_weights
from graph.layers.recurrent.simple_rnn import SimpleRNN
from graph.specs.message import say
from graph.specs.params import SpecError, param, params_of
from graph.specs.registry import register
from graph.specs.spec import (
    Example,
    Ports,
    ShapeError,
    Spec,
    TensorArgument,
    TensorType,
    Value,
    Weight,
    example,
    grouped,
    need_known,
    need_rank,
)
from graph.specs.wrapping import owned, part_name, parts_of

T = TypeVar("T")

ONE_CELL = ("LSTMCell", "GRUCell", "SimpleRNNCell")

Link = tuple[Any, str, str]
"""A recurrent layer that does what a cell does, step after step; the name and the group of the cell's weights."""


class AnyCell(Spec):
    """Base of the cells: what they have of their states."""

    family: ClassVar[str] = "recurrent"

    @abstractmethod
    def links(self, **how: Any) -> tuple[Link, ...]:
        """The cells in it, as layers with these parameters."""

    @abstractmethod
    def states(self) -> tuple[str, ...]:
        """The names of its states."""

    def sizes(self) -> tuple[int, ...]:
        """The sizes of its states."""
        return tuple(layer.units for layer, _, _ in self.links() for _ in range(layer.states))

    @property
    def units(self) -> int:
        """The size of its output."""
        return int(self.links()[-1][0].units)

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return TensorArgument("inputs"), TensorArgument("states", len(self.states()), listed=True, groups=self.groups())

    def groups(self) -> tuple[int, ...]:
        """How many states each of several cells has; none for a cell alone."""
        return ()

    def nested_results(self, results: Sequence[T]) -> list[Any]:
        return [results[0], grouped(results[1:], self.groups())]

    def ports(self) -> Ports:
        names = self.states()
        outputs = ("result", *(f"next {name}" for name in names))
        return Ports(inputs=("input", *names), outputs=outputs, required=1 + len(names))

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        x, *states = inputs
        need_rank(self.kind, x, 2, "one step of a sequence (batch, features)")
        need_known(self.kind, x, 1, "number of features")
        check_states(self.kind, states, self.sizes())
        batch = x.shape[0]
        return (TensorType((batch, self.units)), *(TensorType((batch, size)) for size in self.sizes()))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        features, total = inputs[0].shape[-1] or 1, 0
        for layer, _, _ in self.links():
            step = (TensorType((None, 1, features)),)
            total, features = total + layer.flops(step, ()), layer.units
        return total


def check_states(kind: str, states: Any, sizes: tuple[int, ...]) -> None:
    """Raise ShapeError for initial states of other sizes."""
    if len(states) != len(sizes):
        raise ShapeError(
            say(
                "{kind} takes all its initial states or none: {n}. Received: {m}.",
                kind=kind,
                n=len(sizes),
                m=len(states),
            )
        )
    for state, size in zip(states, sizes):
        if state.shape[1:] != (size,):
            raise ShapeError(
                say(
                    "{kind}'s initial state must be {units} numbers a sample. Received: {shape}.",
                    kind=kind,
                    units=size,
                    shape=str(state),
                )
            )


class Cell(AnyCell):
    """Base of the cells proper, each of which has a layer that does the same with whole sequences."""

    layer: ClassVar[type[Recurrent]]

    def as_layer(self, **how: Any) -> Recurrent:
        """The layer that runs this cell through a sequence."""
        return self.layer(**{name: getattr(self, name) for name in params_of(self)}, **how)

    def links(self, **how: Any) -> tuple[Link, ...]:
        return ((self.as_layer(**how), "", ""),)

    def states(self) -> tuple[str, ...]:
        return STATES[: self.layer.states]

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        return cell_weights(self.as_layer(), need_known(self.kind, inputs[0], -1, "number of features"), "")


@register
@dataclass(frozen=True)
class LSTMCell(Cell):
    layer: ClassVar[type[Recurrent]] = LSTM
    caption: ClassVar[str] = "One step of an LSTM."
    formula: ClassVar[str] = LSTM.formula
    examples: ClassVar[tuple[Example, ...]] = (example((3,), (2,), (2,), units=2),)

    units: int = param("int", 32, "size of the memory and of the output", low=1, always=True)
    activation: str = param("activation", "tanh")
    recurrent_activation: str = param("activation", "sigmoid", "of the gates")
    use_bias: bool = param("bool", True)
    kernel_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    recurrent_initializer: Value = param("spec", "orthogonal", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    unit_forget_bias: bool = param("bool", True, "start by remembering: the forget gate's bias starts at 1")
    kernel_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    recurrent_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    kernel_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    recurrent_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    dropout: float = param("float", 0.0, "share of the inputs dropped while training", low=0, high=1)
    recurrent_dropout: float = param("float", 0.0, "share of the memory dropped while training", low=0, high=1)
    seed: int | None = param("int", None, low=0, advanced=True)


@register
@dataclass(frozen=True)
class GRUCell(Cell):
    layer: ClassVar[type[Recurrent]] = GRU
    caption: ClassVar[str] = "One step of a GRU."
    formula: ClassVar[str] = GRU.formula
    examples: ClassVar[tuple[Example, ...]] = (example((3,), (2,), units=2),)

    units: int = param("int", 32, "size of the memory and of the output", low=1, always=True)
    activation: str = param("activation", "tanh")
    recurrent_activation: str = param("activation", "sigmoid", "of the gates")
    use_bias: bool = param("bool", True)
    kernel_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    recurrent_initializer: Value = param("spec", "orthogonal", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    kernel_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    recurrent_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    kernel_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    recurrent_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    dropout: float = param("float", 0.0, "share of the inputs dropped while training", low=0, high=1)
    recurrent_dropout: float = param("float", 0.0, "share of the memory dropped while training", low=0, high=1)
    reset_after: bool = param(
        "bool", True, "reset the memory after its product with the weights, with a bias of its own", advanced=True
    )
    seed: int | None = param("int", None, low=0, advanced=True)


@register
@dataclass(frozen=True)
class SimpleRNNCell(Cell):
    layer: ClassVar[type[Recurrent]] = SimpleRNN
    caption: ClassVar[str] = "One step of a SimpleRNN."
    formula: ClassVar[str] = SimpleRNN.formula
    examples: ClassVar[tuple[Example, ...]] = (example((3,), (2,), units=2),)

    units: int = param("int", 32, "size of the memory and of the output", low=1, always=True)
    activation: str = param("activation", "tanh")
    use_bias: bool = param("bool", True)
    kernel_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    recurrent_initializer: Value = param("spec", "orthogonal", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    kernel_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    recurrent_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    kernel_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    recurrent_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    dropout: float = param("float", 0.0, "share of the inputs dropped while training", low=0, high=1)
    recurrent_dropout: float = param("float", 0.0, "share of the memory dropped while training", low=0, high=1)
    seed: int | None = param("int", None, low=0, advanced=True)


@register
@dataclass(frozen=True)
class StackedRNNCells(AnyCell):
    """One cell after the other, each reading what the one before gives."""

    caption: ClassVar[str] = "Several cells one after the other, as one."
    formula: ClassVar[str] = "y = cells[n](… cells[1](x))"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3,), (2,), (2,), (3,), cells=[{"kind": "LSTMCell", "units": 2}, {"kind": "GRUCell", "units": 3}]),
    )

    cells: tuple[Spec, ...] = param("specs", ("LSTMCell",), category="layer", choices=ONE_CELL, always=True)

    def check(self) -> None:
        if not self.cells:
            raise SpecError(say("StackedRNNCells needs a cell or more."))

    def _named(self) -> Iterator[tuple[Any, str]]:
        """The cells, each with a name of its own."""
        counts: dict[str, int] = {}
        for cell in self.cells:
            name = part_name(cell)
            number = counts[name] = counts.get(name, -1) + 1
            yield cell, f"{name}_{number}" if number else name

    def links(self, **how: Any) -> tuple[Link, ...]:
        """Only the first reads backwards, and all but the last give whole sequences."""
        found, last = [], len(self.cells) - 1
        for i, (cell, name) in enumerate(self._named()):
            own = dict(how)
            if i < last:
                own |= {"return_sequences": True, "zero_output_for_mask": False}
            if i:
                own["go_backwards"] = False
            found.append((cell.as_layer(**own), name, f"cells/{name}"))
        return tuple(found)

    def groups(self) -> tuple[int, ...]:
        return tuple(cell.layer.states for cell in self._cells) if len(self.cells) > 1 else ()

    @property
    def _cells(self) -> tuple[Any, ...]:
        return self.cells

    def states(self) -> tuple[str, ...]:
        return tuple(
            f"{name} {i}" for i, (cell, _) in enumerate(self._named(), 1) for name in STATES[: cell.layer.states]
        )

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        found: list[Weight] = []
        step = inputs[:1]
        for cell, name in self._named():
            found += owned(cell, step, name, f"cells/{name}")
            step = (TensorType((None, cell.units)),)
        return tuple(found)

    def parts(self) -> tuple[tuple[str, str], ...]:
        return tuple(part for cell, name in self._named() for part in parts_of(cell, name, f"cells/{name}"))
