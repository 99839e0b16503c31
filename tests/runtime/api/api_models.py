"""Models that both Keras and the runtime build: each function takes the module and gives a model of vectors of three.

Recorded from Keras by `tests/keras_oracle/api_models.py`, compared in `tests/runtime/api/test_api_sharing.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

UNITS = 3


def made_in_another_order(keras: Any) -> Any:
    """Layers come by their distance from the outputs, not in the order in which they were made."""
    late, early = keras.layers.Dense(UNITS, name="late"), keras.layers.Dense(UNITS, name="early")
    b, a = keras.Input((UNITS,), name="b"), keras.Input((UNITS,), name="a")
    side = keras.layers.Dense(UNITS, name="side")(b)
    x = keras.layers.add([early(a), side], name="sum")
    return keras.Model([a, b], [late(x), keras.layers.Dense(UNITS, name="aside")(side)], name="order")


def called_in_series(keras: Any) -> Any:
    a = keras.layers.Dense(UNITS, activation="tanh", name="a")
    b = keras.layers.Dense(UNITS, activation="sigmoid", name="b")
    x = keras.Input((UNITS,), name="x")
    return keras.Model(x, a(b(a(x))), name="series")


def model_called_twice(keras: Any) -> Any:
    i = keras.Input((UNITS,), name="i")
    inner = keras.Model(i, keras.layers.Dense(UNITS, activation="tanh", name="d")(i), name="inner")
    x = keras.Input((UNITS,), name="x")
    return keras.Model(x, keras.layers.add([inner(x), inner(inner(x))], name="sum"), name="outer")


def layer_inside_and_outside(keras: Any) -> Any:
    """One Dense belongs to the outer model and to the model nested in it."""
    d = keras.layers.Dense(UNITS, activation="tanh", name="d")
    i = keras.Input((UNITS,), name="i")
    inner = keras.Model(i, keras.layers.Dense(UNITS, name="e")(d(i)), name="inner")
    x = keras.Input((UNITS,), name="x")
    return keras.Model(x, d(inner(x)), name="outer")


def model_in_two_models(keras: Any) -> Any:
    """One model is nested in two others, which the outer model uses."""
    i = keras.Input((UNITS,), name="i")
    core = keras.Model(i, keras.layers.Dense(UNITS, activation="tanh", name="d")(i), name="core")
    parts = []
    for name in ("left", "right"):
        j = keras.Input((UNITS,), name=f"in_{name}")
        parts.append(keras.Model(j, keras.layers.Dense(UNITS, name=f"end_{name}")(core(j)), name=name))
    x = keras.Input((UNITS,), name="x")
    return keras.Model(x, keras.layers.concatenate([part(x) for part in parts], name="joined"), name="outer")


def penalized_and_shared(keras: Any) -> Any:
    """A weight's penalty counts once however many paths lead to it."""
    d = keras.layers.Dense(UNITS, kernel_regularizer=keras.regularizers.L2(0.1), name="d")
    i = keras.Input((UNITS,), name="i")
    watched = keras.layers.Dense(UNITS, activity_regularizer=keras.regularizers.L1L2(0.02, 0.05), name="watched")
    inner = keras.Model(i, watched(d(i)), name="inner")
    x = keras.Input((UNITS,), name="x")
    return keras.Model(x, d(inner(x)), name="outer")


def frozen_inside(keras: Any) -> Any:
    """A frozen model's layers are frozen wherever they are used; penalties of frozen weights don't count."""
    i = keras.Input((UNITS,), name="i")
    d = keras.layers.Dense(UNITS, activation="tanh", name="d", kernel_regularizer="l2")
    inner = keras.Model(i, d(i), name="inner")
    inner.trainable = False
    x = keras.Input((UNITS,), name="x")
    return keras.Model(x, d(keras.layers.Dense(UNITS, name="free")(inner(x))), name="outer")


MODELS: dict[str, Callable[[Any], Any]] = {
    f.__name__: f
    for f in (
        made_in_another_order,
        called_in_series,
        model_called_twice,
        layer_inside_and_outside,
        model_in_two_models,
        penalized_and_shared,
        frozen_inside,
    )
}


def facts(keras: Any, model: Any) -> dict[str, Any]:
    """What the model is, and what two epochs of plain SGD make of it: values that any JSON file can hold."""
    shapes = [list(w.shape) for w in model.get_weights()]
    model.set_weights([0.6 * np.sin(1.0 + k + np.arange(np.prod(s))).reshape(s) for k, s in enumerate(shapes)])
    x = [np.cos(np.arange(5 * UNITS) + k).reshape(5, UNITS).astype("float32") for k in range(len(model.inputs))]
    y = [np.full((5, *t.shape[1:]), 0.3, "float32") for t in model.outputs]
    found = {
        "layers": [layer.name for layer in model.layers],
        "shapes": shapes,
        "count": model.count_params(),
        "trainable": sum(int(np.prod(w.shape)) for w in model.trainable_weights),
        "predictions": listed(model.predict(x, verbose=0)),
    }
    loss = "mse" if len(y) == 1 else ["mse"] * len(y)
    model.compile(keras.optimizers.SGD(0.5, momentum=0.5), loss)
    found["judged"] = listed(model.evaluate(x, y, batch_size=2, verbose=0))
    history = model.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0).history
    return {**found, "history": history, "after": [w.tolist() for w in model.get_weights()]}


def listed(value: Any) -> Any:
    return [np.asarray(v).tolist() for v in value] if isinstance(value, list) else np.asarray(value).tolist()
