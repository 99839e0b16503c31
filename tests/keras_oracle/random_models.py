"""Run by Keras' interpreter: random functional models over all kinds of layers, with what Keras makes of them.

usage: PYTHON random_models.py FOLDER COUNT SEED

For each model a folder with `model.keras` (before training), `data.npz` (inputs, targets, predictions before and
after), `case.json` (history of two epochs of SGD, the kinds). Layers are called twice, models are used as layers.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np
from keras import layers

BATCH, STEPS = 6, 5
Maker = Callable[[random.Random, tuple[int, ...]], Any]
ACTIVATIONS = (
    *("linear", "relu", "tanh", "sigmoid", "elu", "selu", "gelu", "softplus", "softsign", "silu", "mish", "celu"),
    *("hard_sigmoid", "hard_tanh", "hard_silu", "leaky_relu", "log_sigmoid", "softmax", "squareplus", "tanh_shrink"),
)


def some(r: random.Random, *choices: Any) -> Any:
    return r.choice(choices)


def act(r: random.Random) -> str:
    return r.choice(ACTIVATIONS)


def window(r: random.Random, n: int, sizes: tuple[int, ...]) -> dict[str, Any]:
    """Strides or dilation, padding."""
    return {"strides": some(r, 1, 1, 2), "padding": "same" if min(sizes) < 5 else some(r, "same", "valid")}


def conv(r: random.Random, n: int, sizes: tuple[int, ...]) -> dict[str, Any]:
    found = window(r, n, sizes)
    if found["strides"] == 1 and r.random() < 0.3 and min(sizes) >= 5:
        found["dilation_rate"] = 2
    return {**found, "activation": act(r), "use_bias": r.random() < 0.8}


ANY: dict[str, Maker] = {
    "Dense": lambda r, s: layers.Dense(r.randint(1, 5), activation=act(r), use_bias=r.random() < 0.8),
    "EinsumDense": lambda r, s: (
        layers.EinsumDense("...x,xy->...y", output_shape=(None,) * (len(s) - 1) + (3,))
        if len(s) > 1
        else layers.EinsumDense("ab,bc->ac", output_shape=4, bias_axes="c")
    ),
    "Activation": lambda r, s: layers.Activation(act(r)),
    "ReLU": lambda r, s: layers.ReLU(
        max_value=some(r, None, 1.5), negative_slope=some(r, 0.0, 0.2), threshold=some(r, 0.0, 0.1)
    ),
    "LeakyReLU": lambda r, s: layers.LeakyReLU(some(r, 0.3, 0.1)),
    "ELU": lambda r, s: layers.ELU(some(r, 1.0, 0.7)),
    "PReLU": lambda r, s: layers.PReLU(
        alpha_initializer="normal", shared_axes=some(r, None, [1]) if len(s) > 1 else None
    ),
    "Softmax": lambda r, s: layers.Softmax(axis=some(r, -1, len(s))),
    "BatchNormalization": lambda r, s: layers.BatchNormalization(
        momentum=0.7, center=r.random() < 0.8, scale=r.random() < 0.8
    ),
    "LayerNormalization": lambda r, s: layers.LayerNormalization(
        axis=some(r, -1, list(range(1, len(s) + 1))), epsilon=0.1
    ),
    "RMSNormalization": lambda r, s: layers.RMSNormalization(epsilon=0.1),
    "UnitNormalization": lambda r, s: layers.UnitNormalization(),
    "GroupNormalization": lambda r, s: layers.GroupNormalization(groups=some(r, 1, s[-1]), epsilon=0.1),
    "Rescaling": lambda r, s: layers.Rescaling(some(r, 0.5, 2.0), some(r, 0.0, -1.0)),
    "Flatten": lambda r, s: layers.Flatten(),
    "Identity": lambda r, s: layers.Identity(),
    "Dropout": lambda r, s: layers.Dropout(0.0),
    "ActivityRegularization": lambda r, s: layers.ActivityRegularization(l2=0.01),
    "Reshape": lambda r, s: layers.Reshape((*s[:-1], s[-1], 1) if len(s) < 3 else (-1,)),
}
SEQUENCE: dict[str, Maker] = {
    "LSTM": lambda r, s: layers.LSTM(r.randint(1, 4), return_sequences=r.random() < 0.6, go_backwards=r.random() < 0.3),
    "GRU": lambda r, s: layers.GRU(r.randint(1, 4), return_sequences=r.random() < 0.6, reset_after=r.random() < 0.5),
    "SimpleRNN": lambda r, s: layers.SimpleRNN(r.randint(1, 4), return_sequences=r.random() < 0.6),
    "Bidirectional": lambda r, s: layers.Bidirectional(
        some(r, layers.LSTM, layers.GRU, layers.SimpleRNN)(2, return_sequences=r.random() < 0.6),
        merge_mode=some(r, "concat", "sum", "mul", "ave"),
    ),
    "TimeDistributed": lambda r, s: layers.TimeDistributed(layers.Dense(3, activation=act(r))),
    "RNN": lambda r, s: layers.RNN([layers.GRUCell(2), layers.SimpleRNNCell(3)], return_sequences=r.random() < 0.6),
    "Conv1D": lambda r, s: layers.Conv1D(r.randint(1, 4), some(r, 1, 3), **conv(r, 1, s[:1])),
    "Conv1DTranspose": lambda r, s: layers.Conv1DTranspose(2, 3, **window(r, 1, s[:1])),
    "SeparableConv1D": lambda r, s: layers.SeparableConv1D(3, 2, depth_multiplier=some(r, 1, 2), padding="same"),
    "DepthwiseConv1D": lambda r, s: layers.DepthwiseConv1D(2, depth_multiplier=some(r, 1, 2), padding="same"),
    "MaxPooling1D": lambda r, s: layers.MaxPooling1D(2, padding="same"),
    "AveragePooling1D": lambda r, s: layers.AveragePooling1D(2, some(r, 1, 2), padding="same"),
    "GlobalMaxPooling1D": lambda r, s: layers.GlobalMaxPooling1D(keepdims=r.random() < 0.3),
    "GlobalAveragePooling1D": lambda r, s: layers.GlobalAveragePooling1D(keepdims=r.random() < 0.3),
    "ZeroPadding1D": lambda r, s: layers.ZeroPadding1D((1, 2)),
    "Cropping1D": lambda r, s: layers.Cropping1D((1, 0)) if s[0] > 2 else layers.Identity(),
    "UpSampling1D": lambda r, s: layers.UpSampling1D(2) if s[0] < 9 else layers.Identity(),
    "Permute": lambda r, s: layers.Permute((2, 1)),
}
IMAGE: dict[str, Maker] = {
    "Conv2D": lambda r, s: layers.Conv2D(r.randint(1, 4), some(r, 1, 3, (3, 2)), **conv(r, 2, s[:2])),
    "Conv2DTranspose": lambda r, s: layers.Conv2DTranspose(2, 3, **window(r, 2, s[:2])),
    "DepthwiseConv2D": lambda r, s: layers.DepthwiseConv2D(
        3, depth_multiplier=some(r, 1, 2), padding="same", activation=act(r)
    ),
    "SeparableConv2D": lambda r, s: layers.SeparableConv2D(3, 3, padding="same", strides=some(r, 1, 2)),
    "MaxPooling2D": lambda r, s: layers.MaxPooling2D(some(r, 2, 3), some(r, None, 1), padding="same"),
    "AveragePooling2D": lambda r, s: layers.AveragePooling2D(2, some(r, None, 1), padding="same"),
    "GlobalMaxPooling2D": lambda r, s: layers.GlobalMaxPooling2D(),
    "GlobalAveragePooling2D": lambda r, s: layers.GlobalAveragePooling2D(keepdims=r.random() < 0.3),
    "AdaptiveAveragePooling2D": lambda r, s: layers.AdaptiveAveragePooling2D(2),
    "AdaptiveMaxPooling2D": lambda r, s: layers.AdaptiveMaxPooling2D((2, 3)) if s[1] > 2 else layers.Identity(),
    "ZeroPadding2D": lambda r, s: layers.ZeroPadding2D(((1, 0), (0, 2))),
    "Cropping2D": lambda r, s: layers.Cropping2D(((0, 1), (1, 0))) if min(s[:2]) > 2 else layers.Identity(),
    "UpSampling2D": lambda r, s: (
        layers.UpSampling2D(2, interpolation=some(r, "nearest", "bilinear")) if s[0] < 7 else layers.Identity()
    ),
    "ConvLSTM1D": lambda r, s: layers.ConvLSTM1D(2, 2, padding="same", return_sequences=r.random() < 0.5),
    "Permute": lambda r, s: layers.Permute(some(r, (2, 1, 3), (3, 1, 2))),
}
VOLUME: dict[str, Maker] = {
    "Conv3D": lambda r, s: layers.Conv3D(r.randint(1, 3), some(r, 1, 2, 3), padding="same", strides=some(r, 1, 2)),
    "Conv3DTranspose": lambda r, s: layers.Conv3DTranspose(2, 2, padding=some(r, "same", "valid")),
    "MaxPooling3D": lambda r, s: layers.MaxPooling3D(2, padding="same"),
    "AveragePooling3D": lambda r, s: layers.AveragePooling3D(2, padding="same"),
    "GlobalAveragePooling3D": lambda r, s: layers.GlobalAveragePooling3D(),
    "GlobalMaxPooling3D": lambda r, s: layers.GlobalMaxPooling3D(),
    "ConvLSTM2D": lambda r, s: layers.ConvLSTM2D(2, 2, padding="same", return_sequences=r.random() < 0.5),
    "ZeroPadding3D": lambda r, s: layers.ZeroPadding3D(1) if s[0] < 5 else layers.Identity(),
    "UpSampling3D": lambda r, s: layers.UpSampling3D((1, 2, 1)) if s[1] < 5 else layers.Identity(),
}
BY_RANK = {1: {}, 2: SEQUENCE, 3: IMAGE, 4: VOLUME}
MERGES: dict[str, Callable[[random.Random], Any]] = {
    "Add": lambda r: layers.Add(),
    "Subtract": lambda r: layers.Subtract(),
    "Multiply": lambda r: layers.Multiply(),
    "Average": lambda r: layers.Average(),
    "Maximum": lambda r: layers.Maximum(),
    "Minimum": lambda r: layers.Minimum(),
    "Concatenate": lambda r: layers.Concatenate(),
}
LARGEST = 600


class Grower:
    """A pool of tensors that grows by random layers."""

    def __init__(self, r: random.Random, depth: int = 0) -> None:
        self.r, self.depth, self.pool, self.used = r, depth, [], []

    def grow(self) -> None:
        r, x = self.r, self.r.choice(self.pool[-4:])
        shape = tuple(x.shape[1:])
        same = [t for t in self.pool if t.shape == x.shape and t is not x]
        again = [layer for layer, given in self.used if given == x.shape]
        roll = r.random()
        if roll < 0.15 and same:
            made = self.merged(x, r.choice(same))
        elif roll < 0.25 and len(shape) == 2 and same:
            y = r.choice(same)
            ways = (
                lambda: layers.Attention(use_scale=r.random() < 0.5)([x, y]),
                lambda: layers.AdditiveAttention()([x, y]),
                lambda: layers.MultiHeadAttention(2, 3)(x, y),
                lambda: layers.Dot(axes=some(r, 1, 2))([x, y]),
            )
            made = r.choice(ways)()
        elif roll < 0.35 and again:
            made = r.choice(again)(x)
        elif roll < 0.45 and self.depth < 2 and len(shape) < 4:
            model = nested(r, shape, self.depth + 1)
            made = model(x)
            self.used.append((model, x.shape))
        else:
            kinds = {**ANY, **BY_RANK[len(shape)], **BY_RANK[len(shape)]}
            layer = kinds[r.choice(sorted(kinds))](r, shape)
            made = layer(x)
            self.used.append((layer, x.shape))
        made = made[0] if isinstance(made, (list, tuple)) else made
        if 0 < np.prod(made.shape[1:]) <= LARGEST and len(made.shape) <= 5:
            self.pool.append(made)

    def merged(self, x: Any, y: Any) -> Any:
        if self.r.random() < 0.3:
            ways = lambda: x + y, lambda: x * 0.5 - y, lambda: keras.ops.maximum(x, y), lambda: x * y, lambda: 1.0 - x
            return self.r.choice(ways)()
        return MERGES[self.r.choice(sorted(MERGES))](self.r)([x, y])


def nested(r: random.Random, shape: tuple[int, ...], depth: int) -> Any:
    start = keras.Input(shape)
    inner = Grower(r, depth)
    inner.pool.append(start)
    for _ in range(r.randint(1, 3)):
        inner.grow()
    if inner.pool[-1] is start:
        inner.pool.append(layers.Dense(2)(start))
    return keras.Model(start, inner.pool[-1])


def build(r: random.Random) -> Any:
    grower, inputs = Grower(r), []
    shapes = [(5,), (4, 3), (6, 2), (6, 6, 2), (3, 4, 4, 2)]
    for _ in range(r.randint(1, 2)):
        if r.random() < 0.25:
            ids = keras.Input((5,), dtype="int32")
            inputs.append(ids)
            grower.pool.append(layers.Embedding(7, 3, mask_zero=r.random() < 0.5)(ids))
        else:
            inputs.append(keras.Input(r.choice(shapes)))
            grower.pool.append(inputs[-1])
    for _ in range(r.randint(4, 11)):
        grower.grow()
    ends = [t for t in grower.pool[-3:] if t not in inputs] or [layers.Dense(2)(grower.pool[-1])]
    flat = [t if len(t.shape) == 2 else layers.Flatten()(t) for t in ends[-r.randint(1, 2) :]]
    return keras.Model(inputs, [layers.Dense(2)(t) for t in flat])


def record(folder: Path, model: Any, seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = BATCH * STEPS

    def normal(tensor: Any) -> Any:
        return draw.standard_normal((rows, *tensor.shape[1:])).astype("float32")

    def ids(tensor: Any) -> Any:
        return draw.integers(0, 7, (rows, *tensor.shape[1:])).astype("int32")

    x = [ids(t) if t.dtype == "int32" else normal(t) for t in model.inputs]
    y = [normal(t) for t in model.outputs]
    before = model.predict(x, verbose=0, batch_size=BATCH)
    folder.mkdir(parents=True)
    model.save(folder / "model.keras")
    model.compile(keras.optimizers.SGD(0.01, clipnorm=1.0), ["mse"] * len(y))
    history = model.fit(x, y, batch_size=BATCH, epochs=2, shuffle=False, verbose=0).history
    after = model.predict(x, verbose=0, batch_size=BATCH)
    arrays = {"x": x, "y": y, "before": before, "after": after}
    named = {
        f"{k}.{i}": a
        for k, found in arrays.items()
        for i, a in enumerate(found if isinstance(found, list) else [found])
    }
    np.savez(folder / "data.npz", **named)
    kinds = sorted({type(layer).__name__ for layer in model._flatten_layers(include_self=False)})
    (folder / "case.json").write_text(json.dumps({"history": history, "kinds": kinds}))


def main(folder: str, count: str, seed: str) -> None:
    made, number = 0, int(seed)
    while made < int(count):
        number += 1
        keras.backend.clear_session()
        keras.utils.set_random_seed(number)
        try:
            model = build(random.Random(number))
            record(Path(folder) / f"{number:05}", model, number)
        except (ValueError, TypeError, ZeroDivisionError, NotImplementedError) as error:
            print(f"{number}: Keras refuses: {str(error)[:100]!r}", file=sys.stderr)
            continue
        made += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
