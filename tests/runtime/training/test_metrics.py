"""What each kind of metric says, recorded from Keras 3.15.1 on JAX for the same numbers; and how they are used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from tests.keras_oracle.metric_results import TARGET, updated

CASES = json.loads(Path(TARGET).read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", range(4))
def test_it_says_what_keras_says(number: int) -> None:
    for case in CASES[number::4]:
        found = updated(getattr(keras.metrics, case["kind"])(**case["settings"]), case["seed"], case["weighted"])
        assert len(found) == len(case["results"])
        for ours, theirs in zip(found, case["results"]):
            np.testing.assert_allclose(ours, theirs, rtol=2e-5, atol=2e-6, err_msg=str(case))


def test_several_numbers_go_into_the_history() -> None:
    inputs = keras.Input((3,))
    model = keras.Model(inputs, keras.layers.Dense(2, activation="softmax")(inputs))
    model.compile("sgd", "categorical_crossentropy", metrics=[keras.metrics.F1Score(), "AUC"])
    x = np.eye(3, dtype="float32")[[0, 1, 2, 0]]
    y = np.eye(2, dtype="float32")[[0, 1, 1, 0]]
    history = model.fit(x, y, epochs=2, verbose=0, validation_data=(x, y)).history
    assert np.shape(history["val_f1_score"]) == (2, 2) and np.shape(history["AUC"]) == (2,)


def test_class_numbers_and_arrays_overlap_alike() -> None:
    draw = np.random.default_rng(0)
    classes, predicted = draw.integers(0, 3, 20), draw.random((20, 3))
    by_number = keras.metrics.MeanIoU(3, sparse_y_pred=False)
    by_array = keras.metrics.OneHotMeanIoU(3)
    both = keras.metrics.MeanIoU(3)
    found = [
        by_number(classes, predicted),
        by_array(np.eye(3)[classes], predicted),
        both(classes, predicted.argmax(axis=-1)),
    ]
    assert found[0] == found[1] == found[2] > 0


def test_values_and_functions_have_means() -> None:
    mean, total = keras.metrics.Mean(), keras.metrics.Sum()
    mean.update_state([[1.0, 2.0], [3.0, 4.0]], sample_weight=[1, 3])
    total.update_state([[1.0, 2.0], [3.0, 4.0]], [[1, 0], [1, 1]])
    assert (mean.result(), total.result()) == (3.0, 8.0)
    off = keras.metrics.MeanMetricWrapper(lambda y, p, power: abs(y - p) ** power, name="off", power=3)
    assert off(np.zeros((2, 1)), np.full((2, 1), 2.0)) == 8.0 and off.name == "off"
    with pytest.raises(ValueError, match=r"Weights of shape .3,. do not fit values of shape .2,."):
        mean.update_state([1.0, 2.0], sample_weight=[1, 2, 3])


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda m: m.Precision(thresholds=[0.2, 1.5]), "thresholds must be a number from 0 to 1"),
        (lambda m: m.AUC(num_labels=3), "num_labels is for multi_label=True only"),
        (lambda m: m.AUC(curve="RIC"), "curve must be one of ROC, PR, PRGAIN"),
        (lambda m: m.F1Score(average="mean"), "average must be one of micro, macro, weighted"),
        (lambda m: m.F1Score(threshold=1.5), "threshold must be above 0 and at most 1"),
        (lambda m: m.IoU(2, [2]), "target_class_ids must be classes from 0 to 1"),
        (lambda m: m.MeanIoU(2, axis=1), "axis must be -1 here"),
        (lambda m: m.Precision(class_id=4)(np.eye(3), np.eye(3)), "class_id is 4, but there are 3 classes"),
        (lambda m: m.Recall(top_k=4)(np.eye(3), np.eye(3)), "top_k is 4, but there are 3 classes"),
        (lambda m: m.AUC(multi_label=True, num_labels=4)(np.eye(3), np.eye(3)), "num_labels says 4 labels"),
    ],
)
def test_what_means_nothing_is_refused(make: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        make(keras.metrics)


@pytest.mark.parametrize("column", [False, True])
def test_class_numbers_reach_own_metrics_as_they_were_given(column: bool) -> None:
    seen: list[Any] = []

    class Watcher(keras.metrics.Metric):  # type: ignore[misc]
        def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
            seen.append(y_true.shape)

        def result(self) -> float:
            return 0.0

    def watched(y_true: Any, y_pred: Any) -> Any:
        seen.append(y_true.shape)
        return y_pred.mean(axis=-1)

    inputs = keras.Input((2,))
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(inputs))
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=[Watcher(name="w"), watched])
    shape = (6, 1) if column else (6,)
    model.fit(np.ones((6, 2)), np.zeros(shape, int), verbose=0)
    assert set(seen[-2:]) == {shape}
