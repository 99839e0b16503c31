"""A PyTorch module as it grows: its layers, the lines of `forward`, and its weights in PyTorch's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.document.names import identifier
from graph.export.python_text import RESERVED, literal
from graph.inference.program import LayerPath
from graph.specs.registry import find
from graph.specs.spec import Spec, TensorType
from runtime.exports.channel_orders import ChannelOrders, Tensor
from runtime.exports.onnx_graph import Unsayable
from runtime.ops.op import Array

IMPORTED = frozenset({"torch", "nn", "F", "self", "x"})


@dataclass
class Module(ChannelOrders):
    """What is written so far. `layer` and `name` are those of the step that is being said."""

    members: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    state: dict[str, Array] = field(default_factory=dict)
    layer: LayerPath = ()
    name: str = ""
    _taken: set[str] = field(default_factory=lambda: {*RESERVED, *IMPORTED})
    _attributes: set[str] = field(default_factory=lambda: {*RESERVED, "forward", "train", "eval", "training"})
    _known: dict[tuple[LayerPath, str], str] = field(default_factory=dict)

    def member(self, text: str, weights: Mapping[str, Array] | None = None, part: str = "") -> str:
        """A layer as an attribute, made once however often it is called; `weights` by PyTorch's names. Gives
        `self.name`."""
        name = self._attribute(part)
        if name not in self.members:
            self.members[name] = text
            for key, array in (weights or {}).items():
                self.state[f"{name}.{key}"] = np.ascontiguousarray(array)
        return f"self.{name}"

    def buffer(self, array: Any, part: str) -> str:
        """Numbers that are not trained."""
        name = self._attribute(part)
        if name not in self.state:
            kept = np.ascontiguousarray(array)
            self.state[name] = kept.astype(np.float32) if kept.dtype == np.float64 else kept
            self.members[name] = f"buffer {tuple(kept.shape)} {self.state[name].dtype}"
        return f"self.{name}"

    def parameter(self, array: Array, part: str) -> str:
        """Numbers that are trained and belong to no layer of PyTorch's."""
        name = self._attribute(part)
        if name not in self.state:
            self.state[name] = np.ascontiguousarray(array)
            self.members[name] = f"nn.Parameter(torch.zeros({', '.join(map(str, array.shape))}))"
        return f"self.{name}"

    def _attribute(self, part: str) -> str:
        key = (self.layer, part)
        if key not in self._known:
            self._known[key] = name = identifier(f"{self.name} {part}" if part else self.name, self._attributes)
            self._attributes.add(name)
        return self._known[key]

    def fresh(self, name: str) -> str:
        """A variable of its own."""
        variable = identifier(name, self._taken)
        self._taken.add(variable)
        return variable

    def let(self, expression: str, name: str = "h") -> str:
        """Give an expression a variable, so that it can be used several times."""
        if expression.isidentifier():
            return expression
        variable = self.fresh(name)
        self.lines.append(f"{variable} = {expression}")
        return variable

    def transposed(self, name: str, order: Sequence[int]) -> str:
        if list(order) == list(range(len(order))):
            return name
        target = "x" if name == "x" else self.fresh(f"{name} moved")
        self.lines.append(f"{target} = {name}.permute({', '.join(map(str, order))})")
        return target


@dataclass(frozen=True)
class Said:
    """One step to be said: the spec as the call uses it, its inputs with their types, the types of its outputs, and its
    weights by name."""

    spec: Any
    values: tuple[Tensor, ...]
    types: tuple[TensorType, ...]
    results: tuple[TensorType, ...]
    weights: Mapping[str, Array]


Sayer = Callable[[Module, Said], Any]
SAYERS: dict[type[Spec], Sayer] = {}
MASKED_TOO: set[type[Spec]] = set()


def says(*kinds: type[Spec], masked: bool = True) -> Callable[[Sayer], Sayer]:
    """Declares who says these kinds for PyTorch: a function of the module and the step, which gives an expression
    (channels last), a Tensor of expressions, or a list of them. Without `masked` it can't where an input is masked."""

    def declared(sayer: Sayer) -> Sayer:
        for kind in kinds:
            SAYERS[kind] = sayer
            if masked:
                MASKED_TOO.add(kind)
        return sayer

    return declared


def sayer_of(kind: type[Spec], masked: bool) -> Sayer | None:
    """Who says a kind, or the sort that it is of; None where nobody does, or not where an input is `masked`."""
    found = next((c for c in kind.__mro__ if c in SAYERS and (c is kind or find("layer", c.__name__) is not c)), None)
    return None if found is None or (masked and found not in MASKED_TOO) else SAYERS[found]


def call(name: str, *arguments: Any, **named: Any) -> str:
    """A call as text; texts are taken as expressions, what is None is left out."""
    parts = [part if isinstance(part, str) else literal(part) for part in arguments]
    parts += [f"{key}={literal(value)}" for key, value in named.items() if value is not None]
    return f"{name}({', '.join(parts)})"


def single(sizes: Sequence[float]) -> Any:
    """One number where all are the same."""
    return sizes[0] if len(set(sizes)) == 1 else tuple(sizes)


__all__ = ["Module", "Said", "Tensor", "Unsayable", "call", "sayer_of", "says", "single"]
