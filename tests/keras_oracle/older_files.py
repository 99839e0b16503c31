"""Records the files of `tests/data/older_keras`: small models that Keras 2 trains and saves, and what it says of them.

    PYTHON tests/keras_oracle/older_files.py keras_2.15

with an interpreter that has TensorFlow 2.12 to 2.15. Beside each file lies an `.npz`: inputs `x0`…, targets `y0`…, what
the model predicts `p0`…, and after three more steps of training on all of it, without shuffling, the losses `h` and
the predictions `q0`….
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

FOLDER = Path(__file__).parents[1] / "data" / "older_keras"
ROWS = 16


def nest() -> Any:
    """A Sequential and a functional model inside another, each called twice, one layer frozen."""
    inner = keras.Sequential(
        [layers.Input((4,)), layers.Dense(3, activation="relu"), layers.BatchNormalization()], name="inner"
    )
    start = layers.Input((4,))
    end = layers.Dense(4, name="fd")(layers.Dense(4, activation="tanh", name="fd0")(start))
    function = keras.Model(start, end, name="func")
    function.layers[1].trainable = False
    a, b = layers.Input((4,)), layers.Input((4,))
    x = layers.concatenate([inner(function(a)), inner(function(b))])
    return keras.Model([a, b], layers.Dense(1)(x))


def ops() -> Any:
    """Functions of TensorFlow between layers."""
    start = layers.Input((6, 8))
    x = tf.nn.softmax(start - tf.reduce_mean(start, axis=1, keepdims=True))
    x = tf.reshape(x, (-1, 48))
    y = tf.math.exp(x) / tf.sqrt(tf.square(x) + 1.0)
    y = tf.squeeze(tf.expand_dims(y, 1), 1)
    y = -(tf.maximum(y, 0.1) ** 2)
    y = tf.cast(y[:, 3:20], tf.float32)
    y = tf.transpose(tf.reshape(y, (-1, 17, 1)), [0, 2, 1])
    y = tf.sigmoid(tf.clip_by_value(tf.abs(y), 0.0, 1.0))
    return keras.Model(start, layers.Dense(1)(layers.Flatten()(y)))


def enc() -> Any:
    """An LSTM that begins where another ended."""
    start = layers.Input((5, 3))
    _, h, c = layers.LSTM(4, return_state=True)(start)
    following = layers.Input((6, 3))
    y = layers.LSTM(4, return_sequences=True)(following, initial_state=[h, c])
    return keras.Model([start, following], layers.Dense(2)(y))


def prep() -> Any:
    """Preprocessing, and an optimizer of before 2.11 with a decay of its rate."""
    start = layers.Input((4,))
    normalization = layers.Normalization()
    normalization.adapt(np.random.rand(50, 4))
    x = layers.Rescaling(2.0, offset=1.0)(normalization(start))
    return keras.Model(start, layers.Dense(1)(x))


def one(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items


def predicted(model: Any, xs: list[Any]) -> list[Any]:
    found = model.predict(one(xs), verbose=0)
    return found if isinstance(found, list) else [found]


def record(name: str, model: Any, optimizer: Any) -> None:
    model.compile(optimizer, "mse", metrics=["mae"])
    generator = np.random.RandomState(1)
    xs = [generator.randn(ROWS, *t.shape[1:]).astype("float32") for t in model.inputs]
    ys = [generator.rand(ROWS, *t.shape[1:]).astype("float32") for t in model.outputs]
    model.fit(one(xs), one(ys), epochs=2, batch_size=8, verbose=0, shuffle=False)
    told = {f"x{n}": x for n, x in enumerate(xs)} | {f"y{n}": y for n, y in enumerate(ys)}
    told |= {f"p{n}": p for n, p in enumerate(predicted(model, xs))}
    model.save(FOLDER / f"{name}.h5")
    model.save(FOLDER / f"{name}.keras", save_format="keras_v3")
    history = model.fit(one(xs), one(ys), epochs=3, batch_size=ROWS, verbose=0, shuffle=False).history
    told |= {f"q{n}": q for n, q in enumerate(predicted(model, xs))}
    np.savez(FOLDER / f"{name}.npz", h=np.array(history["loss"]), **told)


if __name__ == "__main__":
    np.random.seed(0)
    tf.random.set_seed(0)
    for build in (nest, ops, enc, prep):
        chosen = keras.optimizers.legacy.Adam(0.01, decay=0.1) if build is prep else "adam"
        record(f"{sys.argv[1]}_{build.__name__}", build(), chosen)
