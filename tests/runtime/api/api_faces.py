"""What models, layers and optimizers say of themselves, in every nesting of inputs and outputs: for Keras and for us.

Each function takes the module and gives numbers, names and shapes. Recorded from Keras by
`tests/keras_oracle/api_fits.py`, compared in `tests/runtime/api/test_api_fits.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.runtime.api.api_fits import numbers, set_all

ROWS = 6
FACES: dict[str, Callable[[Any], Any]] = {}


def face(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    FACES[function.__name__] = function
    return function


def plain(value: Any) -> Any:
    """Arrays of either side as lists; dicts by their sorted keys, whose order says nothing here."""
    if isinstance(value, dict):
        return {key: plain(value[key]) for key in sorted(value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else np.asarray(value).tolist()


def shapes(value: Any) -> Any:
    """The shapes of tensors, nested as they are."""
    if isinstance(value, dict):
        return {key: shapes(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [shapes(item) for item in value]
    return [size or 0 for size in value.shape]


X = numbers(ROWS, 3)
YES, MANY = numbers(ROWS, 1, start=2), numbers(ROWS, 2, start=5)


def named_ends(keras: Any) -> Any:
    """A model whose outputs are a dict, in another order than that of its keys."""
    i = keras.Input((3,), name="i")
    many, yes = keras.layers.Dense(2, name="a")(i), keras.layers.Dense(1, name="b")(i)
    return set_all(keras.Model(i, {"q": many, "p": yes}))


def trained(model: Any, x: Any, y: Any, **options: Any) -> Any:
    return model.fit(x, y, batch_size=4, epochs=2, shuffle=False, verbose=0, **options).history


def judged(model: Any, x: Any, y: Any) -> Any:
    return {
        "list": plain(model.evaluate(x, y, batch_size=4, verbose=0)),
        "named": plain(model.evaluate(x, y, batch_size=4, verbose=0, return_dict=True)),
        "batch": plain(model.test_on_batch(x, y)),
    }


@face
def outputs_by_name(keras: Any) -> Any:
    model = named_ends(keras)
    said = {
        "output": shapes(model.output),
        "outputs": shapes(model.outputs),
        "predicted": plain(model.predict(X, verbose=0)),
        "at once": plain(model.predict_on_batch(X)),
        "called": plain(model(X)),
    }
    model.compile(keras.optimizers.SGD(0.1), {"p": "mse", "q": "mae"}, metrics={"p": ["mae"], "q": "mse"})
    y = {"p": YES, "q": MANY}
    return {**said, "history": trained(model, X, y), "judged": judged(model, X, y)}


@face
def outputs_by_name_with_lists_given(keras: Any) -> Any:
    model = named_ends(keras)
    model.compile(keras.optimizers.SGD(0.1), ["mse", "mae"], loss_weights=[0.5, 2.0])
    return {"history": trained(model, X, [YES, MANY]), "judged": judged(model, X, [YES, MANY])}


@face
def one_loss_for_outputs_by_name(keras: Any) -> Any:
    model = named_ends(keras)
    model.compile(keras.optimizers.SGD(0.1), "mse")
    return trained(model, X, {"q": MANY, "p": YES})


@face
def an_output_by_name_without_a_loss(keras: Any) -> Any:
    model = named_ends(keras)
    model.compile(keras.optimizers.SGD(0.1), {"q": "mse"})
    return trained(model, X, {"q": MANY, "p": YES})


@face
def weights_of_samples_for_outputs_by_name(keras: Any) -> Any:
    model = named_ends(keras)
    model.compile(keras.optimizers.SGD(0.1), "mse", weighted_metrics={"p": ["mae"]})
    weights = {"p": np.linspace(0, 1, ROWS), "q": np.linspace(1, 2, ROWS)}
    return trained(model, X, {"q": MANY, "p": YES}, sample_weight=weights)


@face
def inputs_by_name(keras: Any) -> Any:
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="bb")
    model = set_all(keras.Model({"y": b, "x": a}, keras.layers.Dense(1, name="d")(keras.layers.concatenate([a, b]))))
    data = {"y": X[:, :2], "x": X}
    model.compile(keras.optimizers.SGD(0.1), "mse")
    return {
        "input": shapes(model.input),
        "inputs": shapes(model.inputs),
        "called": plain(model(data)),
        "by names of tensors": plain(model.predict({"bb": X[:, :2], "a": X}, verbose=0)),
        "history": trained(model, data, YES),
        "judged": judged(model, data, YES),
    }


@face
def lists_inside_of_lists(keras: Any) -> Any:
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b")
    ends = [
        keras.layers.Dense(1, name="d")(a),
        [keras.layers.Dense(1, name="e")(b), keras.layers.Dense(2, name="f")(b)],
    ]
    model = set_all(keras.Model([a, [b]], ends))
    data, y = [X, [X[:, :2]]], [YES, [YES, MANY]]
    said = {"output": shapes(model.output), "predicted": plain(model.predict(data, verbose=0))}
    model.compile(keras.optimizers.SGD(0.1), "mse")
    return {**said, "history": trained(model, data, y)}


@face
def a_list_of_one(keras: Any) -> Any:
    i = keras.Input((3,), name="i")
    model = set_all(keras.Model([i], [keras.layers.Dense(2, name="o")(i)]))
    return {
        "output": shapes(model.output),
        "shape": list(model.output_shape)[1:],
        "predicted": plain(model.predict(X, verbose=0)),
        "called": plain(model(X)),
        "as a layer": shapes(model([keras.Input((3,))])),
    }


@face
def a_model_that_begins_in_the_midst_of_another(keras: Any) -> Any:
    i = keras.Input((3,), name="i")
    h = keras.layers.Dense(4, activation="tanh", name="h")(i)
    o = keras.layers.Dense(2, name="o")(h)
    whole, part = keras.Model(i, o), keras.Model(h, o)
    set_all(whole)
    both = keras.Model([i, h], keras.layers.Dense(1, name="z")(keras.layers.concatenate([o, i], name="join")))
    set_all(both)
    hidden = numbers(ROWS, 4, start=1)
    return {
        "layers": [layer.name for layer in part.layers][1:],
        "shared": part.get_layer("o") is whole.get_layer("o"),
        "predicted": plain(part.predict(hidden, verbose=0)),
        "both": plain(both.predict([X, hidden], verbose=0)),
        "count": [part.count_params(), both.count_params()],
    }


@face
def a_model_of_its_config(keras: Any) -> Any:
    i = keras.Input((3,), name="i")
    h = keras.layers.Dense(4, activation="tanh", name="h")(i)
    model = keras.Model(i, keras.layers.Dense(4, name="o")(keras.layers.add([h, h], name="sum")), name="told")
    again = set_all(type(model).from_config(model.get_config()))
    layer = keras.layers.Dense.from_config(model.get_layer("h").get_config())
    return {
        "names": [again.name, *(each.name for each in again.layers)],
        "predicted": plain(again.predict(X, verbose=0)),
        "layer": [layer.name, layer.units, layer.built],
        "config": {key: model.get_layer("h").get_config()[key] for key in ("name", "trainable", "units", "activation")},
    }


@face
def an_optimizer_keeps_its_state_and_takes_new_rates(keras: Any) -> Any:
    model = set_all(keras.Model(i := keras.Input((3,), name="i"), keras.layers.Dense(2, name="o")(i)))
    optimizer = keras.optimizers.SGD(0.1, momentum=0.9)
    optimizer.learning_rate = 0.3
    model.compile(optimizer, "mse")
    said: dict[str, Any] = {"same": model.optimizer is optimizer, "before": int(optimizer.iterations)}
    said["first"] = trained(model, X, MANY)
    optimizer.learning_rate = 0.01
    said["slower"] = trained(model, X, MANY)
    model.compile(optimizer, "mae")
    said["compiled again"] = trained(model, X, MANY)
    said["steps"] = int(optimizer.iterations)
    said["rate"] = round(float(optimizer.learning_rate), 6)
    said["config"] = plain({k: v for k, v in optimizer.get_config().items() if k not in ("name", "learning_rate")})
    again = type(optimizer).from_config(optimizer.get_config())
    return {**said, "again": [round(float(again.learning_rate), 6), again.momentum, int(again.iterations)]}


@face
def what_a_model_was_compiled_with(keras: Any) -> Any:
    model = set_all(keras.Model(i := keras.Input((3,), name="i"), keras.layers.Dense(2, name="o")(i)))
    said = [model.compiled]
    model.compile("sgd", "mse", metrics=["mae"])
    return [*said, model.compiled, model.loss, [v.path for v in model.trainable_variables], len(model.variables)]


@face
def one_callback_without_a_list(keras: Any) -> Any:
    model = set_all(keras.Model(i := keras.Input((3,), name="i"), keras.layers.Dense(2, name="o")(i)))
    model.compile(keras.optimizers.SGD(0.1), "mse")
    seen: list[Any] = []

    class Watch(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            seen.append([epoch, sorted(logs)])

        def on_test_end(self, logs: Any = None) -> None:
            seen.append(sorted(logs))

        def on_predict_end(self, logs: Any = None) -> None:
            seen.append("predicted")

    trained(model, X, MANY, callbacks=Watch())
    model.evaluate(X, MANY, verbose=0, callbacks=Watch())
    model.predict(X, verbose=0, callbacks=Watch())
    return seen


@face
def a_loss_and_a_metric_of_ones_own(keras: Any) -> Any:
    def cubed(y_true: Any, y_pred: Any) -> Any:
        return (abs(y_true - y_pred) ** 3).mean(-1)

    def distance(y_true: Any, y_pred: Any) -> Any:
        return abs(y_true - y_pred).mean(-1)

    def squared(y_true: Any, y_pred: Any) -> Any:
        return ((y_true - y_pred) ** 2).mean(-1)

    model = set_all(keras.Model(i := keras.Input((3,), name="i"), keras.layers.Dense(2, name="o")(i)))
    model.compile(keras.optimizers.SGD(0.1), cubed, metrics=[distance, "mae"], weighted_metrics=[squared])
    said = {
        "history": trained(model, X, MANY),
        "weighted": trained(model, X, MANY, sample_weight=np.linspace(0, 1, ROWS)),
    }
    return {**said, "judged": judged(model, X, MANY), "loss": model.loss is cubed}


SEQUENCE = numbers(4, 3, 2)
STEPS = np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1], [0, 0, 0]], bool)


def lstm(keras: Any, **options: Any) -> Any:
    """An LSTM that was called once, with weights of our choice."""
    layer = keras.layers.LSTM(2, **options)
    layer(SEQUENCE)
    return set_all(layer)


@face
def a_mask_given_with_a_call(keras: Any) -> Any:
    whole, last = lstm(keras, return_sequences=True), lstm(keras)
    return {
        "whole": plain(whole(SEQUENCE, mask=STEPS)),
        "last": plain(last(SEQUENCE, mask=STEPS)),
        "none": plain(last(SEQUENCE)),
    }


@face
def a_state_given_with_a_call(keras: Any) -> Any:
    layer = lstm(keras, return_state=True)
    states = [numbers(4, 2, start=1), numbers(4, 2, start=2)]
    return [plain(layer(SEQUENCE, initial_state=states)), plain(layer(SEQUENCE))]


@face
def training_given_with_a_call(keras: Any) -> Any:
    drop = keras.layers.Dropout(0.5)
    model = keras.Model(i := keras.Input((3,), name="i"), drop(i))
    ones = np.ones((50, 3), "float32")
    found = [drop(ones), drop(ones, training=False), drop(ones, training=True), model(ones), model(ones, training=True)]
    return [sorted({float(n) for n in np.asarray(array).reshape(-1)}) for array in found]
