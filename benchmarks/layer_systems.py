"""Systems of further kinds of layers, as `systems`: normalized, depthwise, of one and three dimensions, attending."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.system import System, classes


def resnet20(keras: Any, rng: np.random.Generator) -> System:
    """The residual network for CIFAR of 20 layers (He et al., 2015), a batch normalization behind every convolution."""
    k = keras.layers

    def normalized(x: Any, filters: int, size: int, strides: int) -> Any:
        return k.BatchNormalization()(k.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x))

    image = keras.Input(shape=(32, 32, 3))
    x = k.Activation("relu")(normalized(image, 16, 3, 1))
    for filters in (16, 32, 64):
        for block in range(3):
            strides = 2 if filters > 16 and block == 0 else 1
            y = k.Activation("relu")(normalized(x, filters, 3, strides))
            y = normalized(y, filters, 3, 1)
            x = normalized(x, filters, 1, strides) if strides > 1 else x
            x = k.Activation("relu")(k.add([x, y]))
    model = keras.Model(image, k.Dense(10, activation="softmax")(k.GlobalAveragePooling2D()(x)))
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return System(model, [rng.random((64, 32, 32, 3), dtype="float32")], [classes(rng, 64, 10)])


def mobile(keras: Any, rng: np.random.Generator) -> System:
    """Depthwise and pointwise convolutions in turn, as in MobileNet (Howard et al., 2017)."""
    k = keras.layers
    image = keras.Input(shape=(32, 32, 3))
    x = k.Conv2D(32, 3, padding="same", use_bias=False)(image)
    x = k.ReLU(6)(k.BatchNormalization()(x))
    for filters, strides in ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1)):
        x = k.DepthwiseConv2D(3, strides=strides, padding="same", use_bias=False)(x)
        x = k.ReLU(6)(k.BatchNormalization()(x))
        x = k.Conv2D(filters, 1, use_bias=False)(x)
        x = k.ReLU(6)(k.BatchNormalization()(x))
    model = keras.Model(image, k.Dense(10, activation="softmax")(k.GlobalAveragePooling2D()(x)))
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return System(model, [rng.random((32, 32, 32, 3), dtype="float32")], [classes(rng, 32, 10)])


def text_cnn(keras: Any, rng: np.random.Generator) -> System:
    k = keras.layers
    words = keras.Input(shape=(200,), dtype="int64")
    table = k.Embedding(10000, 128)(words)
    found = [k.GlobalMaxPooling1D()(k.Conv1D(64, size, activation="relu")(table)) for size in (3, 4, 5)]
    x = k.Dropout(0.5)(k.concatenate(found))
    model = keras.Model(words, k.Dense(1, activation="sigmoid")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return System(model, [rng.integers(1, 10000, (32, 200))], [rng.integers(0, 2, (32, 1)).astype("float32")])


def transformer(keras: Any, rng: np.random.Generator) -> System:
    """Two blocks of four heads over 128 steps of 128 features, normalized first."""
    k = keras.layers
    steps = keras.Input(shape=(128, 128))
    x = steps
    for _ in range(2):
        y = k.LayerNormalization()(x)
        x = k.add([x, k.MultiHeadAttention(4, 32)(y, y)])
        y = k.Dense(512, activation="gelu")(k.LayerNormalization()(x))
        x = k.add([x, k.Dense(128)(y)])
    x = k.GlobalAveragePooling1D()(k.LayerNormalization()(x))
    model = keras.Model(steps, k.Dense(10, activation="softmax")(x))
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return System(model, [rng.random((32, 128, 128), dtype="float32")], [classes(rng, 32, 10)])


def bigru(keras: Any, rng: np.random.Generator) -> System:
    """Texts of many lengths, padded with zeros, read both ways."""
    k = keras.layers
    words = keras.Input(shape=(100,), dtype="int64")
    x = k.Bidirectional(k.GRU(64))(k.Embedding(10000, 128, mask_zero=True)(words))
    model = keras.Model(words, k.Dense(1, activation="sigmoid")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    x = rng.integers(1, 10000, (32, 100))
    x[np.arange(100) >= rng.integers(20, 101, (32, 1))] = 0
    return System(model, [x], [rng.integers(0, 2, (32, 1)).astype("float32")])


def conv3d(keras: Any, rng: np.random.Generator) -> System:
    k = keras.layers
    volume = keras.Input(shape=(16, 32, 32, 1))
    x = k.MaxPooling3D(2)(k.Conv3D(16, 3, padding="same", activation="relu")(volume))
    x = k.MaxPooling3D(2)(k.Conv3D(32, 3, padding="same", activation="relu")(x))
    x = k.GlobalAveragePooling3D()(k.Conv3D(64, 3, padding="same", activation="relu")(x))
    model = keras.Model(volume, k.Dense(10, activation="softmax")(x))
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return System(model, [rng.random((8, 16, 32, 32, 1), dtype="float32")], [classes(rng, 8, 10)])


def convlstm(keras: Any, rng: np.random.Generator) -> System:
    k = keras.layers
    film = keras.Input(shape=(10, 32, 32, 1))
    x = k.ConvLSTM2D(16, 3, padding="same", return_sequences=True)(film)
    x = k.ConvLSTM2D(16, 3, padding="same")(x)
    model = keras.Model(film, k.Conv2D(1, 3, padding="same", activation="sigmoid")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    x = rng.random((8, 10, 32, 32, 1), dtype="float32")
    return System(model, [x], [(x[:, -1] > 0.5).astype("float32")])


LAYERS = {f.__name__: f for f in (resnet20, mobile, text_cnn, transformer, bigru, conv3d, convlstm)}
