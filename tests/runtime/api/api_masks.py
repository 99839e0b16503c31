"""Networks whose masks are joined, passed on or stopped on their way to an LSTM: functions of the module that give
predictions.

Recorded from Keras by `tests/keras_oracle/api_fits.py`, compared in `tests/runtime/api/test_api_fits.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

MASKS: dict[str, Callable[[Any], Any]] = {}
IDS = [
    np.array([[1, 0, 1], [2, 1, 0], [0, 0, 3], [1, 2, 3], [0, 0, 0]], "int32"),
    np.array([[1, 1, 0], [0, 1, 0], [0, 2, 3], [0, 2, 0], [0, 0, 0]], "int32"),
    np.array([[0, 1, 0], [0, 1, 1], [0, 0, 0], [1, 2, 0], [0, 0, 1]], "int32"),
]
GRIDS = [np.arange(24).reshape(2, 3, 4) * 7 % 5, np.arange(24).reshape(2, 3, 4) * 3 % 4]


def masks(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    MASKS[function.__name__] = function
    return function


def predictions(keras: Any, inputs: Any, outputs: Any, arrays: list[Any]) -> Any:
    """What the model says, its layers set by their names, since not their order is in question."""
    model = keras.Model(inputs, outputs)
    for number, layer in enumerate(sorted(model.layers, key=lambda layer: layer.name)):
        shapes = [w.shape for w in layer.get_weights()]
        layer.set_weights([0.7 * np.sin(1.0 + number + np.arange(np.prod(s))).reshape(s) for s in shapes])
    found = np.asarray(model(arrays if len(arrays) > 1 else arrays[0]), "float64")
    return found.round(6).reshape(-1).tolist()


def read(keras: Any, masked: tuple[bool, ...], shape: tuple[int, ...] = (3,), columns: int = 2) -> tuple[Any, Any]:
    """Inputs of whole numbers, and each looked up in a table of its own, with a mask or without."""
    inputs = [keras.Input(shape, dtype="int32") for _ in masked]
    tables = [
        keras.layers.Embedding(5, columns, mask_zero=mask, name=f"table{k}")(x)
        for k, (x, mask) in enumerate(zip(inputs, masked))
    ]
    return inputs, tables


def sequence(keras: Any) -> Any:
    return keras.layers.LSTM(2, return_sequences=True, name="z_lstm")


def joined(axis: int | None, masked: tuple[bool, ...]) -> Callable[[Any], Any]:
    """Add, or Concatenate along an axis, of tables with and without masks."""

    def run(keras: Any) -> Any:
        inputs, tables = read(keras, masked)
        join = keras.layers.Add() if axis is None else keras.layers.Concatenate(axis=axis)
        return predictions(keras, inputs, sequence(keras)(join(tables)), IDS[: len(masked)])

    return run


for how in (None, -1, 1, 2):
    for some in (*product((True, False), repeat=2), *product((True, False), repeat=3)):
        label = "add" if how is None else f"concatenate_axis_{how}"
        MASKS[f"{label}_of_{'_'.join('masked' if mask else 'plain' for mask in some)}"] = joined(how, some)


def grids(axis: int | None) -> Callable[[Any], Any]:
    """The same where each sample has rows and columns of numbers to look up, judged by the loss of what comes out."""

    def run(keras: Any) -> Any:
        inputs, tables = read(keras, (True, True), (3, 4))
        join = keras.layers.Add() if axis is None else keras.layers.Concatenate(axis=axis)
        model = keras.Model(inputs, join(tables))
        for number, layer in enumerate(sorted(model.layers, key=lambda layer: layer.name)):
            layer.set_weights([0.7 * np.sin(number + np.arange(w.size)).reshape(w.shape) for w in layer.get_weights()])
        y = np.cos(np.arange(2 * np.prod(model.output_shape[1:]))).reshape(2, *model.output_shape[1:])
        model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
        return model.evaluate(GRIDS, y.astype("float32"), verbose=0)

    return run


MASKS |= {
    f"{'add' if axis is None else f'concatenate_axis_{axis}'}_of_masked_grids": grids(axis) for axis in (None, 1, 2, 3)
}


@masks
def add_stretches_masks(keras: Any) -> Any:
    a, b = keras.Input((3,), dtype="int32"), keras.Input((1,), dtype="int32")
    tables = [keras.layers.Embedding(5, 2, mask_zero=True, name=f"table{k}")(x) for k, x in enumerate((b, a))]
    return predictions(keras, [a, b], sequence(keras)(keras.layers.Add()(tables)), [IDS[0], IDS[1][:, :1]])


@masks
def plain_numbers_beside_masked_ones(keras: Any) -> Any:
    inputs, (table,) = read(keras, (True,), columns=4)
    plain = keras.Input((3, 4))
    both = keras.layers.Concatenate(axis=1)([table, plain])
    numbers = np.cos(np.arange(60)).reshape(5, 3, 4).astype("float32")
    return predictions(keras, [*inputs, plain], sequence(keras)(both), [IDS[0], numbers])


@masks
def one_table_and_lstm_for_two_inputs(keras: Any) -> Any:
    inputs = [keras.Input((3,), dtype="int32") for _ in range(2)]
    table = keras.layers.Embedding(5, 4, mask_zero=True, name="table")
    first = keras.layers.LSTM(4, return_sequences=True, name="first")
    return predictions(keras, inputs, sequence(keras)(keras.layers.Add()([first(table(x)) for x in inputs])), IDS[:2])


@masks
def states_have_no_mask(keras: Any) -> Any:
    inputs, (h,) = read(keras, (True,))
    whole, last, _ = keras.layers.LSTM(2, return_sequences=True, return_state=True, name="first")(h)
    stretched = keras.layers.Add()([whole, keras.layers.Reshape((1, 2))(last)])
    return predictions(keras, inputs, sequence(keras)(stretched), IDS[:1])


def nested(inner: Callable[[Any, list[Any]], Any], masked: tuple[bool, ...]) -> Callable[[Any], Any]:
    """A model inside of which the masks of its inputs arrive."""

    def run(keras: Any) -> Any:
        inputs, tables = read(keras, masked)
        inside = [keras.Input((3, 2)) for _ in masked]
        model = keras.Model(inside, inner(keras, inside), name="inner")
        return predictions(keras, inputs, sequence(keras)(model(tables)), IDS[: len(masked)])

    return run


MASKS |= {
    "nested_lstm": nested(lambda keras, x: sequence(keras)(x[0]), (True,)),
    "nested_dense": nested(lambda keras, x: keras.layers.Dense(2)(x[0]), (True,)),
    "nested_reshape": nested(lambda keras, x: keras.layers.Reshape((2, 3))(x[0]), (True,)),
    "nested_add": nested(lambda keras, x: keras.layers.Add()(x), (True, True)),
    "nested_add_of_masked_and_plain": nested(lambda keras, x: keras.layers.Add()(x), (True, False)),
    "nested_concatenate": nested(lambda keras, x: keras.layers.Concatenate()(x), (True, True)),
    "nested_concatenate_of_plain_and_masked": nested(lambda keras, x: keras.layers.Concatenate()(x), (False, True)),
}


@masks
def a_mask_that_begins_inside(keras: Any) -> Any:
    inside = keras.Input((3,), dtype="int32")
    model = keras.Model(inside, keras.layers.Embedding(5, 4, mask_zero=True)(inside), name="inner")
    x = keras.Input((3,), dtype="int32")
    return predictions(keras, x, sequence(keras)(model(x)), [IDS[0]])


def through(*kinds: str, **options: Any) -> Callable[[Any], Any]:
    """A masked table, then layers of these kinds, each of whose parameters are in `options`, then an LSTM."""

    def run(keras: Any) -> Any:
        inputs, (h,) = read(keras, (True,), columns=4)
        for kind in kinds:
            h = getattr(keras.layers, kind)(**options.get(kind, {}))(h)
        return predictions(keras, inputs, sequence(keras)(h), IDS[:1])

    return run


MASKS |= {
    "dense_passes_masks": through("Dense", Dense={"units": 3, "activation": "relu"}),
    "dropout_passes_masks": through("Dropout", Dropout={"rate": 0.5}),
    "activation_passes_masks": through("Activation", Activation={"activation": "softmax"}),
    "lstm_passes_masks": through("LSTM", LSTM={"units": 3, "return_sequences": True}),
    "reshape_stops_masks": through("Reshape", Reshape={"target_shape": (4, 3)}),
    "reshape_there_and_back_stops_masks": through("Reshape", "Flatten", "Reshape", Reshape={"target_shape": (3, 4)}),
}
