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
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np
from keras import layers
from random_kinds import ANY, BY_RANK, CATEGORIES, MERGES, NUMBERS, some

BATCH, STEPS = 6, 5
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
                lambda: layers.MultiHeadAttention(2, 3)(x, y, use_causal_mask=r.random() < 0.4),
                lambda: layers.GroupQueryAttention(2, 4, 2)(x, y),
                lambda: layers.Dot(axes=some(r, 1, 2))([x, y]),
            )
            made = r.choice(ways)()
        elif roll < 0.35 and again:
            made = r.choice(again)(x)
        elif roll < 0.42 and self.depth < 2 and len(shape) < 4:
            model = nested(r, shape, self.depth + 1)
            made = model(x)
            self.used.append((model, x.shape))
        elif roll < 0.46 and self.depth < 2 and same:
            model = nested(r, shape, self.depth + 1, inputs=2)
            made = model([x, r.choice(same)])
        elif roll < 0.5 and len(shape) == 2:
            made = some(r, layers.LSTM, layers.GRU)(2, return_state=True, return_sequences=r.random() < 0.5)(x)
            self.pool.append(made[-1])
        elif roll < 0.6:
            made = NUMBERS[r.choice(sorted(NUMBERS))](x)
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


def nested(r: random.Random, shape: tuple[int, ...], depth: int, inputs: int = 1) -> Any:
    starts = [keras.Input(shape) for _ in range(inputs)]
    inner = Grower(r, depth)
    inner.pool += starts
    if inputs > 1:
        made = inner.merged(*starts)
        inner.pool.append(made if len(made.shape) <= 5 else layers.Add()(starts))
    for _ in range(r.randint(1, 3)):
        inner.grow()
    if inner.pool[-1] in starts:
        inner.pool.append(layers.Dense(2)(starts[-1]))
    ends = inner.pool[-1:] if inputs > 1 or r.random() < 0.8 else inner.pool[-2:]
    ends = [t for t in ends if t is not starts[0]]
    if len(starts) == 1 and len(ends) == 1 and r.random() < 0.3:
        return keras.Sequential([keras.Input(shape), layers.Dense(3, activation="tanh"), layers.LayerNormalization()])
    return keras.Model(starts if inputs > 1 else starts[0], ends if len(ends) > 1 else ends[0])


def build(r: random.Random) -> Any:
    grower, inputs = Grower(r), []
    shapes = [(5,), (4, 3), (6, 2), (6, 6, 2), (3, 4, 4, 2)]
    for _ in range(r.randint(1, 3)):
        if r.random() < 0.25:
            ids = keras.Input((5,), dtype="int32")
            inputs.append(ids)
            kind = "Embedding" if r.random() < 0.6 else r.choice(sorted(CATEGORIES))
            grower.pool.append(CATEGORIES[kind](r)(ids))
        else:
            inputs.append(keras.Input(r.choice(shapes)))
            grower.pool.append(inputs[-1])
    for _ in range(r.randint(4, 11)):
        grower.grow()
    ends = [t for t in grower.pool[-3:] if t not in inputs] or [layers.Dense(2)(grower.pool[-1])]
    flat = [t if len(t.shape) == 2 else layers.Flatten()(t) for t in ends[-r.randint(1, 3) :]]
    return keras.Model(inputs, [layers.Dense(2)(t) for t in flat])


def record(folder: Path, model: Any, seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = BATCH * STEPS

    def normal(tensor: Any) -> Any:
        numbers = draw.standard_normal((rows, *tensor.shape[1:])).astype("float32")
        if len(tensor.shape) == 3:  # steps of zeros, for Masking
            numbers[draw.random(numbers.shape[:2]) < 0.2] = 0
        return numbers

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
