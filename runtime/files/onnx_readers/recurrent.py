"""LSTM, GRU and RNN, in one direction or both; in ONNX their steps come first, then the samples."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.files.onnx_readers.kinds import Attributes, kind_of, only, operation, reads
from runtime.files.onnx_readers.network import Network, Value
from runtime.ops.op import Array

ORDERS = {"LSTM": (0, 2, 3, 1), "GRU": (0, 1, 2), "RNN": (0,)}
"""The gates as Keras has them, in ONNX' order."""
FUNCTIONS = {"Tanh": "tanh", "Sigmoid": "sigmoid", "Relu": "relu", "Softsign": "softsign", "Softplus": "softplus"}
FUNCTIONS |= {"Affine": "linear"}
USUAL = {"LSTM": ["Sigmoid", "Tanh", "Tanh"], "GRU": ["Sigmoid", "Tanh"], "RNN": ["Tanh"]}
KINDS = {"LSTM": "LSTM", "GRU": "GRU", "RNN": "SimpleRNN"}


@reads("LSTM", "GRU", "RNN")
def recurrent(r: Network, n: Any, a: Attributes) -> list[Value]:
    value, direction = r.value(n), a.get("direction", b"forward")
    only(value.batch_at == 1 and r.rank(value) == 3 and not a.get("layout") and "clip" not in a)
    only(not (n.op_type == "LSTM" and len(n.input) > 7 and n.input[7]) and not a.get("input_forget"))
    only(not (len(n.input) > 4 and n.input[4]))
    for at in (5, 6):
        if len(n.input) > at and n.input[at]:
            only(not r.needed(n, at).any())
    kernels, recurrents, biases = r.needed(n, 1), r.needed(n, 2), r.number(n, 3)
    both = direction == b"bidirectional"
    states = 2 if n.op_type == "LSTM" else 1
    used = [bool(name) and bool(r.users.get(name)) for name in [*n.output, "", "", ""][: 1 + states]]
    spec = _spec(n, a, recurrents.shape[2], biases is not None, used)
    if direction == b"reverse":
        spec = kind_of(KINDS[n.op_type], **{**_settings(spec), "go_backwards": True})
    sides = [
        _weights(n.op_type, kernels[i], recurrents[i], None if biases is None else biases[i], a)
        for i in range(1 + both)
    ]
    weights = sides[0]
    if both:
        _same_functions(a)
        spec = kind_of("Bidirectional", layer=spec)
        names = [name for _, name, _ in spec.directions]
        weights = {f"{name}/{key}": array for name, side in zip(names, sides) for key, array in side.items()}
    place = r.layer(spec, [value.place], n.name, weights)
    return _results(r, n, Value(place), used, states, both, direction == b"reverse")


def _settings(spec: Any) -> dict[str, Any]:
    names = ["units", "activation", "use_bias", "return_sequences", "return_state"]
    names += ["recurrent_activation"] if hasattr(spec, "recurrent_activation") else []
    names += ["reset_after"] if hasattr(spec, "reset_after") else []
    return {name: getattr(spec, name) for name in names}


def _spec(n: Any, a: Attributes, units: int, biased: bool, used: list[bool]) -> Any:
    names = [f.decode() for f in a.get("activations", [])] or USUAL[n.op_type]
    per = len(USUAL[n.op_type])
    only(all(name in FUNCTIONS for name in names) and not a.get("activation_alpha", [])[per:])
    functions = [FUNCTIONS[name] for name in names[:per]]
    plain = list(a.get("activation_alpha", [1.0])) == [1.0] and not any(a.get("activation_beta", []))
    only("linear" not in functions or plain)
    if n.op_type == "LSTM":
        only(functions[1] == functions[2])
    settings: dict[str, Any] = {"activation": functions[-1]}
    if n.op_type != "RNN":
        settings["recurrent_activation"] = functions[0]
    if n.op_type == "GRU":
        settings["reset_after"] = bool(a.get("linear_before_reset", 0))
    return kind_of(
        KINDS[n.op_type],
        units=units,
        use_bias=biased,
        return_sequences=used[0],
        return_state=any(used[1:]) and (used[0] or any(used[2:])),
        **settings,
    )


def _same_functions(a: Attributes) -> None:
    names = a.get("activations", [])
    only(not names or names[: len(names) // 2] == names[len(names) // 2 :])


def _weights(kind: str, kernel: Array, recurrent: Array, bias: Array | None, a: Attributes) -> dict[str, Array]:
    units = recurrent.shape[1]

    def ordered(array: Array) -> Array:
        return np.concatenate([array[i * units : (i + 1) * units] for i in ORDERS[kind]])

    found = {"kernel": ordered(kernel).T, "recurrent_kernel": ordered(recurrent).T}
    if bias is not None:
        first, second = (ordered(part) for part in np.split(bias, 2))
        apart = kind == "GRU" and a.get("linear_before_reset", 0)
        found["bias"] = np.stack([first, second]) if apart else first + second
    return found


def _results(
    r: Network, n: Any, first: Value, used: list[bool], states: int, both: bool, backwards: bool
) -> list[Value]:
    """Y as (steps, directions, batch, units), and the last states as (directions, batch, units)."""
    place, sides = first.place, 2 if both else 1
    units = (r.shape(first)[-1] or 0) // sides
    found = [first] * (1 + states)
    if used[0]:
        steps = r.shape(first)[1]
        if backwards:
            first = r.on(operation("Flip", axis=1), first, n)
        only(steps is not None or sides == 1)
        found[0] = r.reshaped(first, (steps, sides, units), 2)
    several = any(used[1:]) and (used[0] or any(used[2:]))
    for state in range(states):
        if not used[1 + state]:
            continue
        if not several:
            found[1 + state] = r.reshaped(first, (sides, units), 1)
        else:
            ports = [Value((place[0], 1 + side * states + state)) for side in range(sides)]
            one = ports[0]
            if both:
                one = Value(r.layer(kind_of("Concatenate"), [port.place for port in ports]))
            found[1 + state] = r.reshaped(one, (sides, units), 1)
    return found
