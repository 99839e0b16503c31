"""Bidirectional: a recurrent layer from both ends of a sequence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    Ports,
    ShapeError,
    Spec,
    TensorArgument,
    TensorType,
    Weight,
    example,
)
from graph.specs.wrapping import owned, part_name, parts_of

READERS = ("LSTM", "GRU", "SimpleRNN", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")
SHARED = ("return_sequences", "return_state", "stateful")
"""What both directions have in common: it is the forward layer's."""


@register
@dataclass(frozen=True)
class Bidirectional(Spec):
    short: ClassVar[tuple[str, ...]] = ("bi", "双向")
    arguments: ClassVar[ArgumentOrder] = ("layer", "merge_mode", "weights", "backward_layer")
    call_order: ClassVar[ArgumentOrder] = (..., "mask", "training")
    family: ClassVar[str] = "recurrent"
    caption: ClassVar[str] = "A recurrent layer that reads a sequence from its beginning, and a twin from its end."
    formula: ClassVar[str] = "y = merge(forward(x), reversed(backward(reversed(x))))"
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3), layer={"kind": "LSTM", "units": 2}),
        example((3, 2), masked=True, layer={"kind": "GRU", "units": 2, "return_sequences": True}, merge_mode="mul"),
        example(
            (3, 2),
            (2,),
            (2,),
            layer={"kind": "SimpleRNN", "units": 2, "return_state": True, "return_sequences": True},
            merge_mode=None,
        ),
        example(
            (3, 2), layer={"kind": "GRU", "units": 3}, backward_layer={"kind": "LSTM", "units": 3}, merge_mode="ave"
        ),
        example((2, 3, 3, 1), layer={"kind": "ConvLSTM2D", "filters": 1, "kernel_size": 2, "return_sequences": True}),
    )

    layer: Spec = param(
        "spec", "LSTM", "what reads the sequence from its beginning", category="layer", choices=READERS, always=True
    )
    merge_mode: str | None = param(
        "choice",
        "concat",
        "how the two results become one; none: they stay two",
        choices=("concat", "sum", "mul", "ave"),
        nullable=True,
    )
    backward_layer: Spec | None = param(
        "spec",
        None,
        "what reads it from its end, where that is no twin; what it returns is up to the forward layer",
        category="layer",
        choices=READERS,
        advanced=True,
    )

    def check(self) -> None:
        """Keras refuses a backward layer that reads the same way, or returns something else: files have it turned."""
        if self.backward_layer is not None:
            turned = replace(twin(self.backward_layer, self.layer), zero_output_for_mask=False)
            object.__setattr__(self, "backward_layer", turned)

    @classmethod
    def from_config(cls, settings: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keras always writes both layers: one that is the other's twin is none of its own."""
        forward, backward = settings.get("layer"), settings.get("backward_layer")
        if isinstance(forward, Spec) and isinstance(backward, Spec) and backward == twin(forward, forward):
            return {**settings, "backward_layer": None}
        return settings

    @cached_property
    def forward_layer(self) -> Any:
        """The layer that reads from the beginning; where all steps are returned, masked ones are zeros."""
        layer: Any = self.layer
        return replace(layer, zero_output_for_mask=layer.return_sequences)

    @cached_property
    def other_layer(self) -> Any:
        """The layer that reads from the other end."""
        return twin(self.backward_layer or self.layer, self.forward_layer)

    @property
    def directions(self) -> tuple[tuple[Any, str, str], ...]:
        """Both layers, each with the name of its weights and its group in files."""
        forward, backward = self.forward_layer, self.other_layer
        return (
            (forward, f"forward_{part_name(forward)}", "forward_layer"),
            (backward, f"backward_{part_name(backward)}", "backward_layer"),
        )

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        states = len(self.ports().inputs) - 1
        return TensorArgument("sequences"), TensorArgument("initial_state", states, listed=True)

    def ports(self) -> Ports:
        inputs, outputs = ["sequence"], ["output"]
        if self.merge_mode is None:
            outputs = ["forward output", "backward output"]
        for layer, name, _ in self.directions:
            side, ports = name.partition("_")[0], layer.ports()
            inputs += [f"{side} {port}" for port in ports.inputs[1:]]
            outputs += [f"{side} {port}" for port in ports.outputs[1:]]
        return Ports(inputs=tuple(inputs), outputs=tuple(outputs))

    def shares(self, inputs: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """What each direction gets of the inputs: the sequence, and its initial states where there are any."""
        states = len(self.forward_layer.ports().inputs) - 1
        if len(inputs) == 1:
            return inputs, inputs
        return inputs[: 1 + states], (inputs[0], *inputs[1 + states :])

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        ports = len(self.ports().inputs)
        if 1 < len(inputs) < ports:
            raise ShapeError(
                say(
                    "{kind} takes all its initial states or none: {n}. Received: {m}.",
                    kind=self.kind,
                    n=ports - 1,
                    m=len(inputs) - 1,
                )
            )
        (y, *forward), (z, *backward) = (
            layer.outputs(share) for (layer, _, _), share in zip(self.directions, self.shares(inputs))
        )
        if self.merge_mode is None:
            return (y, z, *forward, *backward)
        if self.merge_mode == "concat":
            return (replace(y, shape=(*y.shape[:-1], y.shape[-1] + z.shape[-1])), *forward, *backward)
        if y.shape != z.shape:
            raise ShapeError(
                say(
                    "Bidirectional can't take the {mode} of results of {first} and {other} units. Give both layers the "
                    "same number, or choose concat.",
                    mode=self.merge_mode,
                    first=y.shape[-1],
                    other=z.shape[-1],
                )
            )
        return (y, *forward, *backward)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        return tuple(w for layer, name, group in self.directions for w in owned(layer, inputs[:1], name, group))

    def parts(self) -> tuple[tuple[str, str], ...]:
        return tuple(part for direction in self.directions for part in parts_of(*direction))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return sum(layer.flops(inputs[:1], outputs) for layer, _, _ in self.directions)


def twin(layer: Any, forward: Any) -> Any:
    """A layer as it reads from the other end than `forward`, and returns what that returns."""
    common = {name: getattr(forward, name) for name in SHARED}
    zeros = forward.zero_output_for_mask
    return replace(layer, go_backwards=not forward.go_backwards, zero_output_for_mask=zeros, **common)
