"""Small networks of many kinds, trained alone and then as one of the ranks of an MPI starter: prints how far apart the
results are, as JSON, and what was refused."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

import runtime as keras
from graph.specs.message import MessageError
from runtime import layers
from runtime.files import templates
from runtime.ranks.ranks import join
from runtime.training.experiment import Experiment
from runtime.training.joint.shared_predicting import predict_jointly

SAMPLES = 23
Case = tuple[Any, Any, Any, dict[str, Any]]
"""A compiled model, its inputs and targets, and what else `fit` is told."""


def numbers(*shape: int) -> np.ndarray:
    return np.random.default_rng(list(shape)).normal(size=(SAMPLES, *shape))


def classes(count: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(count).integers(0, count, (SAMPLES, *shape))


def compiled(x: Any, y: Any, **how: Any) -> Any:
    model = keras.Model(x, y)
    model.compile(**{"optimizer": "rmsprop", "loss": "mse", **how})
    return model


def dense_with_everything() -> Case:
    """Dropout, noise, penalties of weights and activities, limits to gradients, sample weights, plain metrics."""
    x = keras.Input((6,))
    y = layers.GaussianNoise(0.1)(layers.Dropout(0.4)(x))
    y = layers.Dense(8, "tanh", kernel_regularizer="l2", activity_regularizer="l1")(y)
    y = layers.Dense(3, "softmax")(layers.AlphaDropout(0.2)(y))
    model = compiled(
        x,
        y,
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(0.01, global_clipnorm=0.5, use_ema=True, gradient_accumulation_steps=2),
        metrics=["accuracy", "sparse_top_k_categorical_accuracy"],
        weighted_metrics=["accuracy"],
    )
    return model, numbers(6), classes(3), {"sample_weight": np.abs(numbers(1))[:, 0], "validation_split": 0.3}


def counting_metrics() -> Case:
    """Thresholds, tables and squares; classes that count differently."""
    x = keras.Input((5,))
    y = layers.Dense(4, "sigmoid")(x)
    metrics = [
        keras.metrics.AUC(num_thresholds=20),
        keras.metrics.Precision(),
        keras.metrics.F1Score(),
        keras.metrics.R2Score(),
        keras.metrics.OneHotMeanIoU(4),
        keras.metrics.AUC(num_thresholds=9, multi_label=True, name="each"),
    ]
    model = compiled(x, y, loss="binary_crossentropy", metrics=metrics)
    targets = np.eye(4)[classes(4)]
    return model, numbers(5), targets, {"class_weight": {0: 1.0, 1: 2.0, 2: 0.5, 3: 1.5}}


def masked_text() -> Case:
    """A table of words, masked steps, recurrent dropout and attention; a loss with a class that doesn't count."""
    x = keras.Input((7,), dtype="int32")
    table = layers.Embedding(5000, 4, mask_zero=True)(x)
    y = layers.LSTM(5, return_sequences=True, dropout=0.3, recurrent_dropout=0.2)(table)
    y = layers.MultiHeadAttention(2, 3, dropout=0.3)(y, y)
    y = layers.TimeDistributed(layers.Dropout(0.3))(y)
    y = layers.Dense(3, "softmax")(y)
    loss = keras.losses.SparseCategoricalCrossentropy(ignore_class=1)
    model = compiled(x, y, loss=loss, metrics=["accuracy"])
    text = classes(40, 7)
    text[:, 4:] *= classes(2, 3)
    return model, text, classes(3, 7), {}


def whole_batches() -> Case:
    """A loss and a metric that no rank could know from its own samples, beside one that any could."""
    x = keras.Input((6,))
    first = layers.Dense(4, name="first")(x)
    second = layers.Dense(2, name="second")(x)

    class Farthest(keras.metrics.Metric):
        def __init__(self) -> None:
            super().__init__(name="farthest")
            self.value = self.add_weight(name="value")

        def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
            self.value.assign(max(float(self.value.numpy()), float(np.abs(y_true - y_pred).max())))

        def result(self) -> Any:
            return self.value

    model = compiled(
        x,
        [first, second],
        loss=[keras.losses.Circle(), lambda y, p: np.sqrt(np.square(y - p).mean())],
        metrics=[[], [Farthest()]],
        loss_weights=[1.0, 0.5],
    )
    return model, numbers(6), [classes(3), numbers(2)], {}


def spoken() -> Case:
    """Sequences of labels."""
    x = keras.Input((9, 4))
    y = layers.Dense(5)(layers.GRU(6, return_sequences=True)(x))
    targets = classes(4, 3) + 1
    return compiled(x, y, loss="ctc"), numbers(9, 4), targets, {}


def synchronized() -> Case:
    """Normalized by the whole batch, there and back."""
    x = keras.Input((4, 4, 2))
    y = layers.Conv2D(3, 3)(x)
    y = layers.BatchNormalization(synchronized=True)(y)
    y = layers.Dense(2)(layers.Flatten()(layers.Activation("tanh")(y)))
    return compiled(x, y, metrics=["mae"]), numbers(4, 4, 2), numbers(2), {}


def augmented() -> Case:
    """Images changed at random, each as in one process."""
    x = keras.Input((8, 8, 3))
    y = layers.RandomFlip()(x)
    y = layers.RandomRotation(0.2)(y)
    y = layers.RandomErasing()(layers.RandomBrightness(0.2, value_range=(0, 1))(y))
    y = layers.RandomElasticTransform(1.0, 0.5, value_range=(0, 1))(y)
    y = layers.SpatialDropout2D(0.3)(layers.Conv2D(4, 3, activation="tanh")(y))
    return compiled(x, layers.Dense(2)(layers.Flatten()(y))), numbers(8, 8, 3), numbers(2), {}


def steered() -> Case:
    """What callbacks decide is decided for all."""
    x = keras.Input((3,))
    model = compiled(x, layers.Dense(1)(x), optimizer=keras.optimizers.SGD(0.2))
    callbacks = [
        keras.callbacks.ReduceLROnPlateau("loss", patience=0, min_delta=1.0, factor=0.5),
        keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, logs: _halve(model) if epoch == 2 else None),
        keras.callbacks.EarlyStopping("loss", patience=4, min_delta=10.0, restore_best_weights=True),
    ]
    return model, numbers(3), numbers(1), {"callbacks": callbacks, "epochs": 9}


def _halve(model: Any) -> None:
    model.set_weights([w / 2 for w in model.get_weights()])


CASES: tuple[Callable[[], Case], ...] = (
    dense_with_everything,
    counting_metrics,
    masked_text,
    whole_batches,
    spoken,
    synchronized,
    augmented,
    steered,
)


def stateful() -> Case:
    x = keras.Input(batch_shape=(5, 3, 2))
    return compiled(x, layers.LSTM(2, stateful=True)(x)), numbers(3, 2)[:20], numbers(2)[:20], {"batch_size": 5}


def mixing() -> Case:
    x = keras.Input((4,))
    return compiled(x, x - keras.ops.mean(x, axis=0, keepdims=True)), numbers(4), numbers(4), {}


def blending() -> Case:
    x = keras.Input((4, 4, 3))
    return compiled(x, layers.Dense(1)(layers.Flatten()(layers.MixUp()(x)))), numbers(4, 4, 3), numbers(1), {}


REFUSED = (stateful, mixing, blending)


def run(case: Callable[[], Case]) -> tuple[list[np.ndarray], dict[str, list[Any]], dict[str, Any]]:
    """Weights, history and evaluation of a training; batches of 5, the last of 3, and of fewer than three ranks."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    model, x, y, how = case()
    history = model.fit(x, y, **{"batch_size": 5, "epochs": 3, "verbose": 0, **how}).history
    judged = model.evaluate(x, y, batch_size=11, verbose=0, return_dict=True)
    return model.get_weights(), {k: [np.asarray(v) for v in values] for k, values in history.items()}, judged


def apart(a: Any, b: Any) -> float:
    """The largest difference, infinite where there is not the same at both."""
    if isinstance(a, dict):
        return max((apart(a[k], b[k]) for k in a), default=0.0) if a.keys() == b.keys() else np.inf
    if isinstance(a, list):
        return max((apart(i, k) for i, k in zip(a, b)), default=0.0) if len(a) == len(b) else np.inf
    return float(np.abs(np.asarray(a) - np.asarray(b)).max(initial=0.0)) if np.shape(a) == np.shape(b) else np.inf


def predicted() -> list[np.ndarray]:
    """What an untrained template says of all its samples; several ranks share them."""
    experiment = Experiment(templates.load("layer_in_series"), targets=False, everything=True)
    return predict_jointly(experiment.trainer, experiment.held_out)


def main() -> None:
    warnings.simplefilter("ignore")
    keras.config.set_floatx("float64")  # what is left then is the order of sums
    wanted = sys.argv[1:]
    cases = [case for case in CASES if not wanted or case.__name__ in wanted]
    alone, answers = [run(case) for case in cases], predicted()
    ranks = join()
    found: dict[str, Any] = {"ranks": ranks.count}
    for case, before in zip(cases, alone):
        now = run(case)
        found[case.__name__] = max(ranks.each(max(apart(a, b) for a, b in zip(before, now))))
    for case in REFUSED:
        try:
            run(case)
            found[case.__name__] = "was trained"
        except MessageError as error:
            found[case.__name__] = str(error)
        except BaseException as error:
            found[case.__name__] = type(error).__name__
    found["predicted"] = apart(answers, predicted())
    if ranks.leads:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
