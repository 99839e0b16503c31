"""LSTM, GRU, SimpleRNN, alone and in both directions."""

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
from runtime.exports.onnx_graph import BEGIN, Graph, Said, Unsayable, known_shape, sayer_of, says
from runtime.ops.op import Array

FUNCTIONS = {
    "tanh": "Tanh",
    "sigmoid": "Sigmoid",
    "relu": "Relu",
    "softsign": "Softsign",
    "softplus": "Softplus",
    "linear": "Affine",
    "hard_sigmoid": "HardSigmoid",
}
ALPHAS = {"linear": 1.0, "hard_sigmoid": 1 / 6}
BETAS = {"linear": 0.0, "hard_sigmoid": 0.5}
MERGES = {"sum": "Add", "mul": "Mul"}


def ordered(array: Array, units: int, order: Sequence[int]) -> Array:
    """The blocks of the gates along the last axis in ONNX's order."""
    return np.concatenate([array[..., i * units : (i + 1) * units] for i in order], axis=-1)


def run(
    g: Graph, layer: Any, x: str, weights: Mapping[str, Array], states: Sequence[str], backwards: bool
) -> tuple[str, list[str]]:
    """(all outputs in the order of time as (batch, steps, units), the last states) of one layer in one direction."""
    if layer.stateful:
        raise Unsayable(say("a memory that is kept from batch to batch can't be told there"))
    units, kind = layer.units, type(layer)
    order, op = {LSTM: ((0, 3, 1, 2), "LSTM"), GRU: ((0, 1, 2), "GRU"), SimpleRNN: ((0,), "RNN")}[kind]
    names = [layer.recurrent_activation, layer.activation] if kind is GRU else [layer.activation]
    names = [layer.recurrent_activation, layer.activation, layer.activation] if kind is LSTM else names
    if unknown := [name for name in names if name not in FUNCTIONS]:
        raise Unsayable(say("the activation {name} has no counterpart there", name=unknown[0]))
    size = len(order) * units
    bias = np.zeros((2, size), np.float32)
    if "bias" in weights:
        given = weights["bias"]
        bias[: 1 if given.ndim == 1 else 2] = given
    kernel = ordered(weights["kernel"], units, order).T[None]
    recurrent = ordered(weights["recurrent_kernel"], units, order).T[None]
    biases = ordered(bias, units, order).reshape(1, -1)
    inputs = [g.transposed(x, (1, 0, 2)), g.constant(kernel, "W"), g.constant(recurrent, "R"), g.constant(biases, "B")]
    inputs += ["", *(g.node("Unsqueeze", state, g.ints(0)) for state in states)] if states else []
    attributes: dict[str, Any] = {
        "hidden_size": units,
        "direction": "reverse" if backwards else "forward",
        "activations": [FUNCTIONS[name] for name in names],
    }
    if any(name in ALPHAS for name in names):
        attributes["activation_alpha"] = [ALPHAS[name] for name in names if name in ALPHAS]
        attributes["activation_beta"] = [BETAS[name] for name in names if name in BETAS]
    if kind is GRU:
        attributes["linear_before_reset"] = int(layer.reset_after)
    found = g.several(op, 3 if kind is LSTM else 2, *inputs, **attributes)
    whole = g.transposed(g.node("Squeeze", found[0], g.ints(1)), (1, 0, 2))
    return whole, [g.node("Squeeze", state, g.ints(0)) for state in found[1:]]


def reversed_(g: Graph, x: str) -> str:
    """The steps from the end to the beginning."""
    return g.node("Slice", x, g.ints(-1), g.ints(BEGIN), g.ints(1), g.ints(-1))


@says(LSTM, GRU, SimpleRNN, masked=False)
def recurrent(g: Graph, s: Said) -> list[str]:
    spec, states = s.spec, [g.last(t) for t in s.tensors[1:]]
    whole, last = run(g, spec, g.last(s.tensors[0]), s.weights, states, spec.go_backwards)
    if spec.return_sequences:
        first = reversed_(g, whole) if spec.go_backwards else whole
    else:
        first = last[0]
    return [first, *last] if spec.return_state else [first]


@says(Bidirectional, masked=False)
def bidirectional(g: Graph, s: Said) -> list[str]:
    spec, x = s.spec, g.last(s.tensors[0])
    states, outputs, kept = [g.last(t) for t in s.tensors[1:]], list[str](), list[str]()
    each = len(states) // 2
    for side, (layer, name, _) in enumerate(spec.directions):
        if type(layer) not in (LSTM, GRU, SimpleRNN):
            raise Unsayable(say("it holds a {kind}", kind=layer.kind))
        own = {k.removeprefix(f"{name}/"): v for k, v in s.weights.items() if k.startswith(f"{name}/")}
        whole, last = run(g, layer, x, own, states[side * each : (side + 1) * each], layer.go_backwards)
        ahead = layer.return_sequences
        outputs.append(whole if ahead else last[0])
        kept += last if layer.return_state else []
        if side == 0 and ahead and layer.go_backwards:
            outputs[0] = reversed_(g, whole)
        if side == 1 and ahead and not layer.go_backwards:
            outputs[1] = reversed_(g, whole)
    if spec.merge_mode is None:
        return [*outputs, *kept]
    if spec.merge_mode == "concat":
        one = g.node("Concat", *outputs, axis=-1)
    elif spec.merge_mode == "ave":
        one = g.node("Mean", *outputs)
    else:
        one = g.node(MERGES[spec.merge_mode], *outputs)
    return [one, *kept]


@says(TimeDistributed, masked=False)
def time_distributed(g: Graph, s: Said) -> Any:
    """The layer inside on all steps of all samples at once."""
    inner, x = s.spec.layer, s.types[0]
    sayer = sayer_of(type(inner))
    if sayer is None or len(s.tensors) > 1:
        raise Unsayable(say("it holds a {kind}", kind=inner.kind))
    steps = TensorType((None, *x.shape[2:]), x.dtype)
    flat = g.node("Reshape", g.last(s.tensors[0]), g.ints(-1, *known_shape(steps)))
    results = inner.outputs((steps,))
    own = {k.partition("/")[2] if "/" in k else k: v for k, v in s.weights.items()}
    said = sayer(g, Said(inner, (Tensor(len(steps.shape), flat),), (steps,), results, own))
    said = said[0] if isinstance(said, list) else said
    y = g.last(said) if isinstance(said, Tensor) else said
    return g.node("Reshape", y, g.ints(-1, *known_shape(s.results[0])))
