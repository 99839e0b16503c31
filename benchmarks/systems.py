"""The systems that are measured, written once against Keras' interface: `keras` is Keras itself, or `runtime`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.layer_systems import LAYERS
from benchmarks.system import System, classes


def fully_connected(keras: Any, rng: np.random.Generator) -> System:
    inputs = keras.Input(shape=(784,))
    x = keras.layers.Dense(64, activation="relu")(inputs)
    x = keras.layers.Dense(64, activation="relu")(x)
    model = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(x))
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy")
    return System(model, [rng.random((32, 784), dtype="float32")], [classes(rng, 32, 10)])


def headline(keras: Any, rng: np.random.Generator) -> System:
    words = keras.Input(shape=(100,), dtype="int64", name="main_input")
    x = keras.layers.Embedding(10000, 512)(words)
    lstm = keras.layers.LSTM(32)(x)
    second = keras.layers.Dense(1, activation="sigmoid", name="output2")(lstm)
    extra = keras.Input(shape=(5,), name="input2")
    x = keras.layers.concatenate([lstm, extra])
    for _ in range(3):
        x = keras.layers.Dense(64, activation="relu")(x)
    main = keras.layers.Dense(1, activation="sigmoid", name="main_output")(x)
    model = keras.Model([words, extra], [main, second])
    model.compile(optimizer="rmsprop", loss=["binary_crossentropy"] * 2, loss_weights=[1.0, 0.2])
    y = rng.integers(0, 2, (32, 1)).astype("float32")
    return System(model, [rng.integers(1, 10000, (32, 100)), rng.random((32, 5), dtype="float32")], [y, y])


def tweets(keras: Any, rng: np.random.Generator) -> System:
    a, b = keras.Input(shape=(280, 256)), keras.Input(shape=(280, 256))
    shared = keras.layers.LSTM(64)
    merged = keras.layers.concatenate([shared(a), shared(b)])
    model = keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(merged))
    model.compile(optimizer="rmsprop", loss="binary_crossentropy")
    x = [rng.random((32, 280, 256), dtype="float32") for _ in range(2)]
    return System(model, x, [rng.integers(0, 2, (32, 1)).astype("float32")])


def autoencoder(keras: Any, rng: np.random.Generator) -> System:
    k = keras.layers
    image = keras.Input(shape=(28, 28, 1))
    x = k.Conv2D(16, 3, activation="relu")(image)
    x = k.Conv2D(32, 3, activation="relu")(x)
    x = k.MaxPooling2D(3)(x)
    x = k.Conv2D(32, 3, activation="relu")(x)
    x = k.Conv2D(16, 3, activation="relu")(x)
    encoder = keras.Model(image, k.GlobalMaxPooling2D()(x), name="encoder")
    code = keras.Input(shape=(16,))
    x = k.Reshape((4, 4, 1))(code)
    x = k.Conv2DTranspose(16, 3, activation="relu")(x)
    x = k.Conv2DTranspose(32, 3, activation="relu")(x)
    x = k.UpSampling2D(3)(x)
    x = k.Conv2DTranspose(16, 3, activation="relu")(x)
    decoder = keras.Model(code, k.Conv2DTranspose(1, 3, activation="relu")(x), name="decoder")
    whole = keras.Input(shape=(28, 28, 1))
    model = keras.Model(whole, decoder(encoder(whole)), name="autoencoder")
    model.compile(optimizer="adam", loss="mse")
    x = rng.random((32, 28, 28, 1), dtype="float32")
    return System(model, [x], [x])


def residual(keras: Any, rng: np.random.Generator) -> System:
    image = keras.Input(shape=(256, 256, 3))
    y = keras.layers.Conv2D(3, (3, 3), padding="same")(image)
    model = keras.Model(image, keras.layers.add([image, y]))
    model.compile(optimizer="rmsprop", loss="mse")
    x = rng.random((16, 256, 256, 3), dtype="float32")
    return System(model, [x], [x])


def small_resnet(keras: Any, rng: np.random.Generator) -> System:
    k = keras.layers
    image = keras.Input(shape=(32, 32, 3))
    x = k.Conv2D(32, 3, activation="relu")(image)
    x = k.Conv2D(64, 3, activation="relu")(x)
    block = k.MaxPooling2D(3)(x)
    for _ in range(2):
        x = k.Conv2D(64, 3, activation="relu", padding="same")(block)
        x = k.Conv2D(64, 3, activation="relu", padding="same")(x)
        block = k.add([x, block])
    x = k.Conv2D(64, 3, activation="relu")(block)
    x = k.GlobalMaxPooling2D()(x)
    x = k.Dense(256, activation="relu")(x)
    x = k.Dropout(0.5)(x)
    model = keras.Model(image, k.Dense(10, activation="softmax")(x))
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy")
    return System(model, [rng.random((64, 32, 32, 3), dtype="float32")], [classes(rng, 64, 10)])


def stacked_lstm(keras: Any, rng: np.random.Generator) -> System:
    words = keras.Input(shape=(80,), dtype="int64")
    x = keras.layers.Embedding(20000, 128)(words)
    x = keras.layers.LSTM(64, return_sequences=True)(x)
    x = keras.layers.LSTM(64)(x)
    model = keras.Model(words, keras.layers.Dense(1, activation="sigmoid")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return System(model, [rng.integers(1, 20000, (32, 80))], [rng.integers(0, 2, (32, 1)).astype("float32")])


def wide_dense(keras: Any, rng: np.random.Generator) -> System:
    inputs = keras.Input(shape=(1024,))
    x = inputs
    for _ in range(3):
        x = keras.layers.Dense(1024, activation="relu")(x)
    model = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(x))
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return System(model, [rng.random((256, 1024), dtype="float32")], [classes(rng, 256, 10)])


def siamese(keras: Any, rng: np.random.Generator) -> System:
    k = keras.layers
    image = keras.Input(shape=(28, 28, 1))
    x = k.Conv2D(32, 3, activation="relu")(image)
    x = k.MaxPooling2D(2)(x)
    x = k.Conv2D(64, 3, activation="relu")(x)
    x = k.MaxPooling2D(2)(x)
    tower = keras.Model(image, k.Dense(64)(k.Flatten()(x)))
    a, b = keras.Input(shape=(28, 28, 1)), keras.Input(shape=(28, 28, 1))
    merged = k.concatenate([tower(a), tower(b)])
    model = keras.Model([a, b], k.Dense(1, activation="sigmoid")(k.Dense(64, activation="relu")(merged)))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    x = [rng.random((64, 28, 28, 1), dtype="float32") for _ in range(2)]
    return System(model, x, [rng.integers(0, 2, (64, 1)).astype("float32")])


def inception(keras: Any, rng: np.random.Generator) -> System:
    k = keras.layers
    image = keras.Input(shape=(32, 32, 64))
    one = k.Conv2D(32, 1, activation="relu", padding="same")(image)
    three = k.Conv2D(48, 1, activation="relu", padding="same")(image)
    three = k.Conv2D(64, 3, activation="relu", padding="same")(three)
    five = k.Conv2D(16, 1, activation="relu", padding="same")(image)
    five = k.Conv2D(32, 5, activation="relu", padding="same")(five)
    pool = k.MaxPooling2D(3, strides=1, padding="same")(image)
    pool = k.Conv2D(32, 1, activation="relu", padding="same")(pool)
    merged = k.concatenate([one, three, five, pool])
    model = keras.Model(image, k.Dense(10, activation="softmax")(k.GlobalMaxPooling2D()(merged)))
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return System(model, [rng.random((32, 32, 32, 64), dtype="float32")], [classes(rng, 32, 10)])


def unet(keras: Any, rng: np.random.Generator) -> System:
    k = keras.layers

    def twice(x: Any, filters: int) -> Any:
        x = k.Conv2D(filters, 3, activation="relu", padding="same")(x)
        return k.Conv2D(filters, 3, activation="relu", padding="same")(x)

    image = keras.Input(shape=(64, 64, 1))
    a = twice(image, 16)
    b = twice(k.MaxPooling2D(2)(a), 32)
    c = twice(k.MaxPooling2D(2)(b), 64)
    x = twice(k.concatenate([k.Conv2DTranspose(32, 2, strides=2)(c), b]), 32)
    x = twice(k.concatenate([k.Conv2DTranspose(16, 2, strides=2)(x), a]), 16)
    model = keras.Model(image, k.Conv2D(1, 1, activation="sigmoid")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    x = rng.random((16, 64, 64, 1), dtype="float32")
    return System(model, [x], [(x > 0.5).astype("float32")])


SEED: dict[str, Callable[..., System]] = {
    f.__name__: f for f in (fully_connected, headline, tweets, autoencoder, residual, small_resnet)
}
OTHERS: dict[str, Callable[..., System]] = {f.__name__: f for f in (stacked_lstm, wide_dense, siamese, inception, unet)}
SYSTEMS = SEED | OTHERS | LAYERS
