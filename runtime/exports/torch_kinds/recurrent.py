"""LSTM, GRU, SimpleRNN, alone and in both directions, and a layer on each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graph.layers.recurrent.bidirectional import Bidirectional
from graph.layers.recurrent.gru import GRU
from graph.layers.recurrent.lstm import LSTM
from graph.layers.recurrent.simple_rnn import SimpleRNN
from graph.layers.recurrent.time_distributed import TimeDistributed
from graph.specs.message import say
from graph.specs.spec import TensorType
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import known_shape
from runtime.exports.torch_module import Module, Said, Unsayable, call, sayer_of, says
from runtime.ops.op import Array

GATES = {LSTM: (0, 1, 2, 3), GRU: (1, 0, 2), SimpleRNN: (0,)}
"""Where PyTorch's gates stand in Keras' arrays."""
NAMES = {LSTM: "nn.LSTM", GRU: "nn.GRU", SimpleRNN: "nn.RNN"}


def check(layer: Any) -> None:
    """Raise Unsayable where PyTorch's layer computes otherwise."""
    if layer.stateful:
        raise Unsayable(say("a memory that is kept from batch to batch can't be told there"))
    if layer.dropout or layer.recurrent_dropout:
        raise Unsayable(say("dropout inside a recurrent layer has no counterpart there"))
    wanted: dict[str, tuple[str, ...]] = {"activation": ("tanh",), "recurrent_activation": ("sigmoid",)}
    if type(layer) is SimpleRNN:
        wanted = {"activation": ("tanh", "relu")}
    for name, known in wanted.items():
        if getattr(layer, name) not in known:
            raise Unsayable(say("the activation {name} has no counterpart there", name=getattr(layer, name)))
    if type(layer) is GRU and not layer.reset_after:
        raise Unsayable(say("a GRU that resets before its product has no counterpart there"))


def weights_of(layer: Any, weights: Mapping[str, Array]) -> dict[str, Array]:
    """Keras' arrays by PyTorch's names, its gates in PyTorch's order."""
    units, order = layer.units, GATES[type(layer)]

    def ordered(array: Array) -> Array:
        return np.concatenate([array[..., i * units : (i + 1) * units] for i in order], axis=-1)

    found = {"weight_ih_l0": ordered(weights["kernel"]).T, "weight_hh_l0": ordered(weights["recurrent_kernel"]).T}
    if "bias" in weights:
        given = weights["bias"]
        both = given if given.ndim == 2 else np.stack([given, np.zeros_like(given)])
        found |= {"bias_ih_l0": ordered(both[0]), "bias_hh_l0": ordered(both[1])}
    return found


def run(
    m: Module, layer: Any, x: str, size: int, weights: Mapping[str, Array], states: Sequence[str], part: str
) -> tuple[str, list[str]]:
    """(all outputs in the order in which they are computed, the last states) of one layer."""
    check(layer)
    relu = "relu" if layer.activation == "relu" else None
    named = {"batch_first": True, "nonlinearity": relu, "bias": None if layer.use_bias else False}
    member = m.member(call(NAMES[type(layer)], size, layer.units, **named), weights_of(layer, weights), part)
    given = [f"{state}.unsqueeze(0)" for state in states]
    initial = [] if not given else [f"({', '.join(given)})" if type(layer) is LSTM else given[0]]
    x = f"torch.flip({x}, [1])" if layer.go_backwards else x
    whole = m.fresh("steps")
    last = [m.fresh("state"), *([m.fresh("memory")] if type(layer) is LSTM else [])]
    target = f"({', '.join(last)})" if type(layer) is LSTM else last[0]
    m.lines.append(f"{whole}, {target} = {member}({', '.join([x, *initial])})")
    return whole, [f"{state}[0]" for state in last]


@says(LSTM, GRU, SimpleRNN, masked=False)
def recurrent(m: Module, s: Said) -> list[str]:
    spec, states = s.spec, [m.last(value) for value in s.values[1:]]
    size = s.types[0].shape[-1] or 0
    whole, last = run(m, spec, m.last(s.values[0]), size, s.weights, states, "")
    first = whole if spec.return_sequences else last[0]
    return [first, *last] if spec.return_state else [first]


MERGES = {"sum": " + ", "mul": " * ", "ave": " + "}


@says(Bidirectional, masked=False)
def bidirectional(m: Module, s: Said) -> list[str]:
    spec, x = s.spec, m.last(s.values[0])
    states, outputs, kept = [m.last(value) for value in s.values[1:]], list[str](), list[str]()
    each, size = len(states) // 2, s.types[0].shape[-1] or 0
    for side, (layer, name, _) in enumerate(spec.directions):
        if type(layer) not in NAMES:
            raise Unsayable(say("it holds a {kind}", kind=layer.kind))
        own = {k.removeprefix(f"{name}/"): v for k, v in s.weights.items() if k.startswith(f"{name}/")}
        part = ("forward", "backward")[side]
        whole, last = run(m, layer, x, size, own, states[side * each : (side + 1) * each], part)
        if layer.return_sequences:
            outputs.append(f"torch.flip({whole}, [1])" if side else whole)
        else:
            outputs.append(last[0])
        kept += last if layer.return_state else []
    if spec.merge_mode is None:
        return [*outputs, *kept]
    if spec.merge_mode == "concat":
        return [f"torch.cat([{', '.join(outputs)}], dim=-1)", *kept]
    y = MERGES[spec.merge_mode].join(outputs)
    return [f"({y}) / 2" if spec.merge_mode == "ave" else y, *kept]


@says(TimeDistributed, masked=False)
def time_distributed(m: Module, s: Said) -> str:
    """The layer inside on all steps of all samples at once."""
    inner, x = s.spec.layer, s.types[0]
    sayer = sayer_of(type(inner), False)
    if sayer is None or len(s.values) > 1:
        raise Unsayable(say("it holds a {kind}", kind=inner.kind))
    steps = TensorType((None, *x.shape[2:]), x.dtype)
    flat = call(f"{m.last(s.values[0])}.reshape", -1, *known_shape(steps))
    own = {k.partition("/")[2] if "/" in k else k: v for k, v in s.weights.items()}
    said = sayer(m, Said(inner, (Tensor(len(steps.shape), m.let(flat)),), (steps,), inner.outputs((steps,)), own))
    said = said[0] if isinstance(said, list) else said
    if isinstance(said, Tensor):
        said = m.last(said) if said.last is not None else m.last(Tensor(said.rank, first=m.let(said.first or "")))
    return call(f"{m.let(said)}.reshape", -1, *known_shape(s.results[0]))
