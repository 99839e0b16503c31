"""Trainings that diverge, of many networks and for many reasons: weights stay finite, and who went wrong is named.

usage: python -m tests.attack.diverging [COUNT] [SEED]

Each trial draws a network and a cause: a learning rate beyond all reason, a gap or an infinite number in the data, the
targets or the weights of samples, a logarithm of zero, an exponential that overflows, numbers whose squares do. It
trains in Python, and wants a warning that names a layer, an Input, an output or a weight of the network, all weights
and all that the optimizer keeps finite, and the weights of the step before: a training on that goes on.
"""

from __future__ import annotations

import random
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

import runtime as keras

L, ops = keras.layers, keras.ops
ROWS, BATCH = 48, 8


def dense(x: Any) -> Any:
    return L.Dense(2, name="head")(L.Dropout(0.2)(L.Dense(16, activation="relu", name="hidden")(x)))


def convolutional(x: Any) -> Any:
    image = L.Reshape((4, 4, 1), name="image")(x)
    image = L.BatchNormalization(name="norm")(L.Conv2D(8, 3, padding="same", activation="relu", name="conv")(image))
    return L.Dense(2, name="head")(L.GlobalAveragePooling2D(name="pool")(image))


def recurrent(x: Any) -> Any:
    return L.Dense(2, name="head")(L.LSTM(6, name="lstm")(L.Reshape((8, 2), name="steps")(x)))


def gated(x: Any) -> Any:
    steps = L.Reshape((8, 2), name="steps")(x)
    return L.Dense(2, name="head")(L.Bidirectional(L.GRU(4, recurrent_dropout=0.1), name="both")(steps))


def attending(x: Any) -> Any:
    steps = L.Dense(8, name="embed")(L.Reshape((8, 2), name="steps")(x))
    steps = L.LayerNormalization(name="norm")(L.MultiHeadAttention(2, 4, name="attention")(steps, steps) + steps)
    return L.Dense(2, name="head")(L.GlobalAveragePooling1D(name="pool")(steps))


def nested(x: Any) -> Any:
    inside = keras.Input((16,))
    block = keras.Model(inside, L.Dense(16, activation="tanh", name="inner")(inside), name="block")
    return L.Dense(2, name="head")(block(block(x)))


def depthwise(x: Any) -> Any:
    image = L.DepthwiseConv2D(3, name="depthwise")(L.Reshape((4, 4, 1), name="image")(x))
    return L.Dense(2, name="head")(L.Flatten(name="flat")(L.PReLU(name="prelu")(image)))


NETWORKS = (dense, convolutional, recurrent, gated, attending, nested, depthwise)


def logarithm(x: Any) -> Any:
    return L.Dense(2, name="head")(ops.log(L.Dense(8, activation="relu", name="hidden")(x)))


def root(x: Any) -> Any:
    return L.Dense(2, name="head")(ops.sqrt(L.Dense(8, name="hidden")(x)))


def quotient(x: Any) -> Any:
    return L.Dense(2, name="head")(1.0 / L.Dense(8, activation="relu", name="hidden")(x))


def exponential(x: Any) -> Any:
    return L.Dense(2, name="head")(ops.exp(200.0 * L.Dense(8, name="hidden")(x)))


def power(x: Any) -> Any:
    return L.Dense(2, name="head")(L.Dense(8, name="hidden", kernel_initializer="he_normal")(x) ** 60 * 1e30)


FORMULAS = (logarithm, root, quotient, exponential, power)
RATES: tuple[Callable[[], Any], ...] = (
    lambda: keras.optimizers.SGD(1e12),
    lambda: keras.optimizers.SGD(1e6, momentum=0.9),
    lambda: keras.optimizers.Adam(1e30),
    lambda: keras.optimizers.RMSprop(1e30, centered=True),
    lambda: keras.optimizers.AdamW(1e25, weight_decay=0.1),
    lambda: keras.optimizers.Nadam(1e30),
    lambda: keras.optimizers.Adagrad(1e30),
    lambda: keras.optimizers.Lion(1e30),
    lambda: keras.optimizers.SGD(1e12, gradient_accumulation_steps=3, use_ema=True),
)


def model_of(network: Callable[[Any], Any], optimizer: Any, **compiled: Any) -> Any:
    keras.utils.set_random_seed(3)
    inputs = keras.Input((16,), name="given")
    model = keras.Model(inputs, network(inputs))
    model.compile(optimizer, **{"loss": "mse", **compiled})
    return model


def trial(dice: random.Random) -> tuple[str, Any, dict[str, Any]]:
    """What goes wrong, the compiled model, and what fit is given."""
    draw = np.random.default_rng(dice.randrange(1 << 30))
    x = draw.standard_normal((ROWS, 16)).astype(np.float32)
    y = draw.standard_normal((ROWS, 2)).astype(np.float32)
    row, bad = dice.randrange(ROWS), dice.choice((np.nan, np.inf, -np.inf))
    network = dice.choice(NETWORKS)
    given: dict[str, Any] = {"x": x, "y": y}
    cause = dice.choice(("rate", "rate", "x", "y", "weights", "formula", "formula", "large x", "large y", "loss"))
    settings: dict[str, Any] = {}
    optimizer: Any = keras.optimizers.SGD(0.01)
    if cause == "rate":
        optimizer = dice.choice(RATES)()
    elif cause in ("x", "y"):
        given[cause][row, 1] = bad
    elif cause == "weights":
        given["sample_weight"] = np.where(np.arange(ROWS) == row, bad, 1.0)
    elif cause == "formula":
        network = dice.choice(FORMULAS)
    elif cause == "large x":
        given["x"] = x * np.float32(1e37)
    elif cause == "large y":
        given["y"] = y * np.float32(1e30)
    else:
        settings["loss_weights"] = 1e38
        given["y"] = y * 1e6
    return f"{network.__name__}, {cause}", model_of(network, optimizer, **settings), given


def names_of(model: Any) -> set[str]:
    """What a sentence may name: layers, at any depth."""
    found: set[str] = set()
    for layer in model.layers:
        found |= {layer.name, *(names_of(layer) if hasattr(layer, "layers") else ())}
    return found


def judged(model: Any, given: dict[str, Any]) -> str:
    """How the training ended: "named" where all is as it should be."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model.fit(**given, batch_size=BATCH, epochs=60, verbose=0)
    told = [str(one.message) for one in caught if issubclass(one.category, RuntimeWarning)]
    held = [*model.get_weights(), *(np.asarray(variable) for variable in model.optimizer.variables)]
    if not all(np.isfinite(array).all() for array in held if array.dtype.kind == "f"):
        return f"NOT FINITE: {told}"
    if not told:
        return "did not diverge"
    if not any(name in told[0] for name in names_of(model)):
        return f"NOBODY NAMED: {told[0]}"
    return f"named: {told[0]}"


def main(count: int, seed: int) -> int:
    """Make trainings until so many diverged; gives 1 where one of them failed."""
    dice, counted = random.Random(seed), Counter[str]()
    while counted["named"] + counted["wrong"] < count:
        cause, model, given = trial(dice)
        told = judged(model, given)
        word = "wrong" if told[:3].isupper() else told.partition(":")[0]
        counted[word] += 1
        print(f"{cause}: {told}", flush=True)
    print(dict(counted))
    return 1 if counted["wrong"] else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [40, random.SystemRandom().randrange(1 << 30)][len(numbers) :])))
