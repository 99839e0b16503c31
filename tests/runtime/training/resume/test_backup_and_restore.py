"""Trainings that are broken off at some batch and taken up again end with the bits of those that never were."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from runtime.ops.faults import RunError

X = np.random.default_rng(3).normal(size=(60, 6, 4)).astype("float32")
Y = (X.sum(axis=(1, 2), keepdims=True)[:, :, 0] > 0).astype("float32")
LAYERS, OPTIMIZERS, METRICS = keras.layers, keras.optimizers, keras.metrics


class Broken(Exception):
    """The process is taken to be gone."""


class Shuffled(keras.utils.PyDataset):  # type: ignore[misc]
    """Batches of rows in an order of its own, with noise drawn from NumPy."""

    def __init__(self) -> None:
        super().__init__()
        self.order = np.arange(len(X))

    def __len__(self) -> int:
        return 6

    def __getitem__(self, index: int) -> tuple[Any, Any]:
        rows = self.order[index * 10 : index * 10 + 10]
        return X[rows] + np.random.normal(size=X[rows].shape).astype("float32") * 0.1, Y[rows]

    def on_epoch_end(self) -> None:
        np.random.shuffle(self.order)


class Noting(keras.callbacks.Callback):  # type: ignore[misc]
    """A callback of somebody's own with a memory."""

    def __init__(self) -> None:
        self.losses: list[float] = []

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.losses.append(logs["loss"])


def dense() -> Any:
    model = keras.Sequential(
        [
            keras.Input((6, 4)),
            LAYERS.Flatten(),
            LAYERS.Dense(8, activation="relu"),
            LAYERS.Dropout(0.4),
            LAYERS.BatchNormalization(),
            LAYERS.Dense(1, activation="sigmoid"),
        ]
    )
    optimizer = OPTIMIZERS.Adam(0.01, use_ema=True, gradient_accumulation_steps=4, amsgrad=True)
    model.compile(optimizer, "binary_crossentropy", metrics=["accuracy", METRICS.AUC(name="auc")])
    return model


def recurrent() -> Any:
    inputs = keras.Input(batch_shape=(10, 6, 4))
    x = LAYERS.LSTM(5, stateful=True, dropout=0.2, recurrent_dropout=0.1)(inputs)
    model = keras.Model(inputs, LAYERS.Dense(1)(x))
    model.compile(OPTIMIZERS.RMSprop(0.01, momentum=0.9, centered=True), "mse", metrics=["mae"])
    return model


def words() -> Any:
    inputs = keras.Input((24,))
    x = LAYERS.GlobalAveragePooling1D()(LAYERS.Embedding(3000, 8)(inputs))
    model = keras.Model(inputs, LAYERS.Dense(1)(x))
    model.compile(OPTIMIZERS.SGD(0.05, momentum=0.9), "mse", weighted_metrics=[METRICS.Mean(name="given")])
    return model


Case = tuple[Callable[[], Any], Callable[[], dict[str, Any]], int, Any, int]
CASES: dict[str, Case] = {
    "ema, dropout, AUC": (dense, lambda: {"x": X, "y": Y, "validation_split": 0.2, "batch_size": 9}, 3, 17, 4),
    "stateful": (recurrent, lambda: {"x": X, "y": Y, "batch_size": 10, "shuffle": False}, 1, 9, 4),
    "rows of a table": (
        words,
        lambda: {"x": np.abs(X).reshape(60, 24) * 900 // 1, "y": Y, "batch_size": 8, "steps_per_epoch": 5},
        4,
        13,
        4,
    ),
    "a data set": (dense, lambda: {"x": Shuffled()}, 2, 15, 4),
    "between epochs": (dense, lambda: {"x": X, "y": Y, "shuffle": "batch", "batch_size": 9}, 0, 18, 4),
}


def watchers(noting: Noting) -> list[Any]:
    return [
        keras.callbacks.ReduceLROnPlateau("loss", factor=0.5, patience=1, min_delta=0.5),
        keras.callbacks.EarlyStopping("loss", patience=3, restore_best_weights=True, baseline=0.01),
        keras.callbacks.CSVLogger("log.csv"),
        noting,
    ]


@pytest.mark.parametrize("name", CASES)
def test_it_goes_on_as_if_nothing_had_happened(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make, data, frequency, last, epochs = CASES[name]

    def fitted(seed: int, *callbacks: Any) -> tuple[Any, Any, Noting]:
        keras.utils.set_random_seed(seed)
        model, noting = make(), Noting()
        np.random.seed(seed)
        history = model.fit(**data(), epochs=epochs, verbose=0, callbacks=[*callbacks, *watchers(noting)])
        return model, history.history, noting

    def backup() -> Any:
        return keras.callbacks.BackupAndRestore("kept", frequency or "epoch", double_checkpoint=True)

    seen = [0]

    def breaks(_batch: int, _logs: Any) -> None:
        seen[0] += 1
        if seen[0] == last:
            raise Broken

    model, history, noting = fitted(1)
    table = Path("log.csv").read_bytes()
    with pytest.raises(Broken):
        fitted(1, backup(), keras.callbacks.LambdaCallback(on_train_batch_end=breaks))
    assert os.listdir("kept")
    again, resumed, also_noting = fitted(2, backup())
    assert resumed == history
    for a, b in zip(model.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    assert Path("log.csv").read_bytes() == table
    assert also_noting.losses == noting.losses
    assert float(again.optimizer.learning_rate) == float(model.optimizer.learning_rate)
    assert not Path("kept").exists()


def small() -> Any:
    inputs = keras.Input((4,))
    model = keras.Model(inputs, LAYERS.Dense(1)(inputs))
    model.compile(OPTIMIZERS.SGD(0.01), "mse")
    return model


def fit(model: Any, *callbacks: Any, epochs: int = 2, rate: float = 0.01) -> Any:
    model.optimizer.learning_rate = rate
    return model.fit(X[:, 0], Y, epochs=epochs, verbose=0, callbacks=list(callbacks))


def test_a_checkpoint_that_is_kept_is_gone_on_from(tmp_path: Path) -> None:
    def kept() -> Any:
        return keras.callbacks.BackupAndRestore(str(tmp_path / "kept"), delete_checkpoint=False)

    assert fit(small(), kept()).epoch == [0, 1]
    model = small()
    assert fit(model, kept(), epochs=3).epoch == [0, 1, 2]
    weights = model.get_weights()
    assert fit(model, kept(), epochs=3).epoch == [0, 1, 2]
    np.testing.assert_array_equal(weights[0], model.get_weights()[0])
    assert len(list((tmp_path / "kept").glob("*.state"))) == 1


def test_a_spoilt_checkpoint_leads_to_the_one_before(tmp_path: Path) -> None:
    def kept() -> Any:
        return keras.callbacks.BackupAndRestore(tmp_path / "kept", 1, double_checkpoint=True, delete_checkpoint=False)

    model, again = small(), small()
    fit(model, kept(), epochs=1)
    fit(model, kept())  # at least one writing each
    newest = max((tmp_path / "kept").glob("*.state"), key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(newest.read_bytes()[:-1])
    fit(again, kept())
    np.testing.assert_array_equal(model.get_weights()[0], again.get_weights()[0])
    for path in (tmp_path / "kept").glob("*.state"):
        path.write_bytes(b"")
    with pytest.raises(ValueError, match="is damaged: it holds no whole state"):
        fit(small(), kept())


def test_a_failed_training_keeps_its_checkpoint(tmp_path: Path) -> None:
    with pytest.warns(RuntimeWarning, match="learning rate"):
        fit(small(), keras.callbacks.BackupAndRestore(tmp_path / "kept", 1), rate=1e30, epochs=9)
    assert (tmp_path / "kept" / "checkpoint.json").exists()


def test_a_checkpoint_of_something_else_is_refused(tmp_path: Path) -> None:
    kept = keras.callbacks.BackupAndRestore(tmp_path / "kept", delete_checkpoint=False)
    fit(small(), kept)
    other = small()
    other.compile("adam", "mse")
    with pytest.raises(ValueError, match="is of another network, or of another optimizer than Adam"):
        other.fit(X[:, 0], Y, verbose=0, callbacks=[kept])


@pytest.mark.parametrize("given", [{"backup_dir": ""}, {"backup_dir": "x", "save_freq": "batch"}])
def test_settings_that_mean_nothing_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(RunError, match="BackupAndRestore: "):
        keras.callbacks.BackupAndRestore(**given)
