"""Every kind of layer on Inputs of every dtype: functions of the module that give predictions, or trained weights.

Recorded from Keras by `tests/keras_oracle/api_fits.py`, compared in `tests/runtime/api/test_api_fits.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

DTYPES: dict[str, Callable[[Any], Any]] = {}
WHOLE = ("int64", "int32", "int16", "int8", "uint8", "bool")
KINDS = (*WHOLE, "float64", "float16")
AS_FLOATS = ("conv2d_transpose", "sigmoid", "softmax", "bilinear_up_sampling")
"""What Keras on JAX can't compute of some whole numbers, or rounds where TensorFlow cuts: it is asked for the same
numbers as floats."""


def numbers(dtype: str, *shape: int) -> Any:
    found = np.arange(np.prod(shape)).reshape(shape) * 7 % 11
    if dtype == "bool":
        return found % 2 == 0
    return (found - (0 if dtype == "uint8" else 4)).astype(dtype)


def set_all(model: Any) -> Any:
    model.set_weights([0.5 * np.sin(1.0 + np.arange(w.size)).reshape(w.shape) for w in model.get_weights()])
    return model


def flat(found: Any) -> Any:
    return np.asarray(found, "float64").round(6).reshape(-1).tolist()


def asked(name: str, shape: tuple[int, ...], layer: Callable[[Any], Any], dtype: str) -> Callable[[Any], Any]:
    def run(keras: Any) -> Any:
        as_floats = keras.__name__ == "keras" and name in AS_FLOATS and dtype in WHOLE
        x = keras.Input(shape, dtype="float32" if as_floats else dtype)
        return flat(set_all(keras.Model(x, layer(keras.layers)(x)))(numbers(dtype, 2, *shape)))

    return run


IMAGE, SEQUENCE = (4, 4, 2), (3, 2)
LAYERS: dict[str, tuple[tuple[int, ...], Callable[[Any], Any]]] = {
    "dense": ((3,), lambda layers: layers.Dense(2, activation="tanh")),
    "wide_dense": ((70,), lambda layers: layers.Dense(130, activation="relu")),
    "conv2d": (IMAGE, lambda layers: layers.Conv2D(3, 2, padding="same")),
    "conv2d_transpose": (IMAGE, lambda layers: layers.Conv2DTranspose(2, 2, strides=2)),
    "lstm": (SEQUENCE, lambda layers: layers.LSTM(2)),
    "max_pooling": (IMAGE, lambda layers: layers.MaxPooling2D(2)),
    "global_max_pooling": (IMAGE, lambda layers: layers.GlobalMaxPooling2D()),
    "up_sampling": (IMAGE, lambda layers: layers.UpSampling2D(2)),
    "bilinear_up_sampling": (IMAGE, lambda layers: layers.UpSampling2D(2, interpolation="bilinear")),
    "reshape": (IMAGE, lambda layers: layers.Reshape((-1, 2))),
    "flatten": (IMAGE, lambda layers: layers.Flatten()),
    "flatten_channels_first": (IMAGE, lambda layers: layers.Flatten(data_format="channels_first")),
    "dropout": ((3,), lambda layers: layers.Dropout(0.5)),
    "relu": ((3,), lambda layers: layers.Activation("relu")),
    "sigmoid": ((3,), lambda layers: layers.Activation("sigmoid")),
    "softmax": ((3,), lambda layers: layers.Activation("softmax")),
}
DTYPES |= {
    f"{name}_of_{dtype}": asked(name, shape, layer, dtype) for name, (shape, layer) in LAYERS.items() for dtype in KINDS
}


def joined(kind: str, first: str, second: str) -> Callable[[Any], Any]:
    """Two Inputs of two dtypes, joined, and what a Dense makes of that."""

    def run(keras: Any) -> Any:
        inputs = [keras.Input((3,), dtype=first), keras.Input((3,), dtype=second)]
        both = getattr(keras.layers, kind)()(inputs)
        model = set_all(keras.Model(inputs, [both, keras.layers.Dense(2)(both)]))
        return [flat(found) for found in model([numbers(first, 2, 3), numbers(second, 2, 3)])]

    return run


DTYPES |= {
    f"{kind}_of_{first}_and_{second}": joined(kind, first, second)
    for kind in ("Add", "Concatenate")
    for first, second in (("int32", "int32"), ("int32", "float32"), ("float32", "uint8"), ("bool", "float32"))
}


def trained(dtype: str, shape: tuple[int, ...], layers: Callable[[Any, Any], Any]) -> Callable[[Any], Any]:
    def run(keras: Any) -> Any:
        x = keras.Input(shape, dtype=dtype)
        model = set_all(keras.Model(x, layers(keras.layers, x)))
        model.compile(optimizer=keras.optimizers.SGD(0.001), loss="mse")
        given = numbers(dtype, 4, *shape)
        kept = model.fit(given, np.ones((4, 2), "float32"), batch_size=2, epochs=2, shuffle=False, verbose=0)
        return [kept.history["loss"], *(flat(w) for w in model.get_weights())]

    return run


DTYPES |= {
    "training_on_whole_numbers": trained("int32", (3,), lambda layers, x: layers.Dense(2)(layers.Dense(4)(x))),
    "training_on_yes_and_no": trained("bool", (3,), lambda layers, x: layers.Dense(2)(x)),
    "training_on_bytes_of_images": trained(
        "uint8", IMAGE, lambda layers, x: layers.Dense(2)(layers.Flatten()(layers.Conv2D(2, 3)(x)))
    ),
    "training_on_whole_sequences": trained("int64", SEQUENCE, lambda layers, x: layers.LSTM(2)(x)),
    "numbers_that_are_looked_up_and_counted": trained(
        "int32",
        (3,),
        lambda layers, x: layers.Dense(2)(
            layers.Concatenate()([layers.Flatten()(layers.Embedding(9, 2)(layers.Activation("relu")(x))), x])
        ),
    ),
}
