"""Ways to compile, fit and evaluate that Keras and the runtime both go: functions of the module that give numbers.

Recorded from Keras by `tests/keras_oracle/api_fits.py`, compared in `tests/runtime/api/test_api_fits.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

ROWS = 10
FITS: dict[str, Callable[[Any], Any]] = {}


def fit(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    FITS[function.__name__] = function
    return function


def numbers(*shape: int, start: float = 0.0) -> Any:
    return np.cos(start + np.arange(np.prod(shape))).reshape(shape).astype("float32")


def classes(rows: int = ROWS, count: int = 3) -> Any:
    return (np.arange(rows) * 2 % count).astype("int64")


def set_all(model: Any) -> Any:
    model.set_weights(
        [0.5 * np.sin(1.0 + k + np.arange(w.size)).reshape(w.shape) for k, w in enumerate(model.get_weights())]
    )
    return model


def one_output(keras: Any, units: int = 3, activation: str = "softmax") -> Any:
    x = keras.Input((4,), name="x")
    return set_all(keras.Model(x, keras.layers.Dense(units, activation=activation, name="out")(x)))


def two_outputs(keras: Any) -> Any:
    a, b = keras.Input((4,), name="a"), keras.Input((2,), name="b")
    h = keras.layers.concatenate([a, b])
    ends = [keras.layers.Dense(1, activation="sigmoid", name="yes")(h), keras.layers.Dense(2, name="many")(h)]
    return set_all(keras.Model([a, b], ends))


X2 = [numbers(ROWS, 4), numbers(ROWS, 2, start=3)]
Y2 = [(np.arange(ROWS) % 2).reshape(ROWS, 1).astype("float32"), numbers(ROWS, 2, start=5)]
PLAIN = {"batch_size": 4, "epochs": 2, "shuffle": False, "verbose": 0}


def both(keras: Any, compiled: dict[str, Any], given: dict[str, Any] | None = None, **options: Any) -> Any:
    """The history and the evaluation, as a list and by name, of the model with two outputs."""
    model = two_outputs(keras)
    model.compile(optimizer=keras.optimizers.SGD(0.2), **compiled)
    x, y = (given or {}).get("x", X2), (given or {}).get("y", Y2)
    history = model.fit(x, y, **{**PLAIN, **options}).history
    judged = model.evaluate(x, y, batch_size=4, verbose=0)
    named = model.evaluate(x, y, batch_size=4, verbose=0, return_dict=True)
    return {"history": history, "judged": list(np.atleast_1d(judged)), "named": named}


def single(
    keras: Any, compiled: dict[str, Any], x: Any = None, y: Any = None, model: Any = None, **options: Any
) -> Any:
    model = model or one_output(keras)
    x, y = numbers(ROWS, 4) if x is None else x, classes() if y is None else y
    settings = {"loss": "sparse_categorical_crossentropy", **compiled}
    model.compile(optimizer=keras.optimizers.SGD(0.2), **settings)
    kept = model.fit(x, y, **{**PLAIN, **options})
    return {"history": kept.history, "epochs": kept.epoch, "after": [w.tolist() for w in model.get_weights()]}


@fit
def a_list_of_losses(keras: Any) -> Any:
    return both(keras, {"loss": ["binary_crossentropy", "mse"]})


@fit
def losses_and_weights_by_name(keras: Any) -> Any:
    losses, weights = {"many": "mae", "yes": "binary_crossentropy"}, {"yes": 1.0, "many": 0.2}
    return both(keras, {"loss": losses, "loss_weights": weights})


@fit
def weights_as_a_list(keras: Any) -> Any:
    return both(keras, {"loss": ["mse", "mse"], "loss_weights": [0.5, 3.0]})


@fit
def one_output_without_a_loss(keras: Any) -> Any:
    return both(keras, {"loss": [None, "mse"]})


@fit
def metrics_as_a_list_of_lists(keras: Any) -> Any:
    return both(keras, {"loss": ["binary_crossentropy", "mse"], "metrics": [["accuracy"], ["mae", "mse"]]})


@fit
def metrics_by_name(keras: Any) -> Any:
    return both(keras, {"loss": ["binary_crossentropy", "mse"], "metrics": {"many": ["mae"], "yes": ["acc", "mae"]}})


@fit
def data_by_name(keras: Any) -> Any:
    given = {"x": {"b": X2[1], "a": X2[0]}, "y": {"many": Y2[1], "yes": Y2[0]}}
    return both(keras, {"loss": {"yes": "binary_crossentropy", "many": "mse"}}, given)


@fit
def a_weight_for_each_sample_of_both_outputs(keras: Any) -> Any:
    return both(keras, {"loss": ["binary_crossentropy", "mse"]}, sample_weight=np.linspace(0.1, 2, ROWS))


@fit
def weighted_metrics(keras: Any) -> Any:
    weights = np.linspace(0, 2, ROWS)
    return single(keras, {"metrics": ["accuracy"], "weighted_metrics": ["accuracy"]}, sample_weight=weights)


@fit
def the_last_share_is_kept_for_validation(keras: Any) -> Any:
    return single(keras, {"metrics": ["accuracy"]}, validation_split=0.25)


@fit
def validation_with_weights(keras: Any) -> Any:
    held = numbers(6, 4, start=9), classes(6), np.linspace(0, 1, 6)
    return single(keras, {"metrics": ["acc"]}, validation_data=held, validation_batch_size=4)


@fit
def validation_in_some_epochs(keras: Any) -> Any:
    return single(keras, {}, epochs=5, validation_split=0.3, validation_freq=2)


@fit
def validation_in_named_epochs(keras: Any) -> Any:
    return single(keras, {}, epochs=5, validation_split=0.3, validation_freq=[1, 4])


@fit
def validation_of_a_few_batches(keras: Any) -> Any:
    return single(keras, {}, validation_data=(numbers(6, 4, start=9), classes(6)), validation_steps=1)


@fit
def later_epochs(keras: Any) -> Any:
    return single(keras, {}, initial_epoch=3, epochs=5)


@fit
def steps_that_divide_the_data(keras: Any) -> Any:
    return single(keras, {}, batch_size=None, steps_per_epoch=5)


@fit
def weights_of_classes(keras: Any) -> Any:
    return single(keras, {"metrics": ["accuracy"], "weighted_metrics": ["accuracy"]}, class_weight={0: 2.0, 2: 0.5})


@fit
def weights_of_one_hot_classes(keras: Any) -> Any:
    return single(keras, {"loss": "categorical_crossentropy"}, y=np.eye(3)[classes()], class_weight={0: 2.0, 1: 0.25})


@fit
def weights_of_yes_and_no(keras: Any) -> Any:
    model = one_output(keras, 1, "sigmoid")
    y = (np.arange(ROWS) % 2).astype("float32")
    return single(
        keras, {"loss": "binary_crossentropy", "metrics": ["accuracy"]}, y=y, model=model, class_weight={0: 3.0, 1: 0.5}
    )


@fit
def a_weight_for_each_step(keras: Any) -> Any:
    x = keras.Input((5, 2), name="x")
    model = set_all(keras.Model(x, keras.layers.Dense(3, activation="softmax")(x)))
    return single(
        keras,
        {"weighted_metrics": ["accuracy"]},
        numbers(ROWS, 5, 2),
        classes(ROWS * 5).reshape(ROWS, 5),
        model,
        sample_weight=np.linspace(0, 1, ROWS * 5).reshape(ROWS, 5),
    )


@fit
def a_mask_takes_steps_out_of_the_loss(keras: Any) -> Any:
    x = keras.Input((4,), dtype="int32", name="x")
    h = keras.layers.Embedding(6, 3, mask_zero=True)(x)
    h = keras.layers.LSTM(3, return_sequences=True)(h)
    model = set_all(keras.Model(x, keras.layers.Dense(3, activation="softmax")(h)))
    ids = (np.arange(ROWS * 4) * 5 % 6).reshape(ROWS, 4).astype("int32")
    ids[:, 3] = 0
    return single(
        keras,
        {"metrics": ["accuracy"], "weighted_metrics": ["accuracy"]},
        ids,
        classes(ROWS * 4).reshape(ROWS, 4),
        model,
    )


@fit
def targets_without_the_last_axis(keras: Any) -> Any:
    model = one_output(keras, 1, "linear")
    return single(keras, {"loss": "mse", "metrics": ["mae"]}, y=numbers(ROWS, start=4), model=model)


@fit
def stopped_in_the_middle_of_an_epoch(keras: Any) -> Any:
    class Stop(keras.callbacks.Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            if batch == 1:
                self.model.stop_training = True

    return single(keras, {}, epochs=4, validation_split=0.2, batch_size=2, callbacks=[Stop()])


@fit
def hooks_in_order(keras: Any) -> Any:
    told: list[str] = []

    class Listen(keras.callbacks.Callback):
        pass

    def listener(hook: str) -> Any:
        return lambda self, *given, **named: told.append(" ".join([hook, *(str(g) for g in given if type(g) is int)]))

    for what in ("train", "epoch", "train_batch", "test", "test_batch"):
        for end in ("begin", "end"):
            setattr(Listen, f"on_{what}_{end}", listener(f"{what}_{end}"))
    single(keras, {}, epochs=1, validation_split=0.2, callbacks=[Listen()])
    return {"told": told}


@fit
def batches_one_by_one(keras: Any) -> Any:
    model = one_output(keras)
    model.compile(keras.optimizers.Adam(0.05), "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = numbers(ROWS, 4), classes()
    named = model.train_on_batch(x, y, return_dict=True)
    return {"named": {k: float(v) for k, v in named.items()}, "after": [w.tolist() for w in model.get_weights()]}


@fit
def metrics_given_as_objects(keras: Any) -> Any:
    given = [keras.metrics.SparseCategoricalAccuracy(), keras.metrics.SparseCategoricalCrossentropy()]
    return single(keras, {"metrics": given, "loss": keras.losses.SparseCategoricalCrossentropy()})
