"""What holds for every kind of callback, and what each writes or stops; a new one needs nothing here."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.registry import kinds, make
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import callback_of

EXAMPLES = [
    pytest.param(kind, given, id=f"{name}-{i}")
    for name, kind in kinds("callback").items()
    for i, given in enumerate(kind.examples)
]
X = np.linspace(-1, 1, 24, dtype="float32").reshape(12, 2)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def fitted(*callbacks: Any, epochs: int = 2, factor: float = 1.0) -> Any:
    inputs = keras.Input(shape=(2,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.compile(optimizer="sgd", loss="mse")
    y = X[:, :1] * np.float32(factor)
    return model.fit(X, y, validation_data=(X, y), epochs=epochs, batch_size=4, verbose=0, callbacks=list(callbacks))


@pytest.mark.parametrize(("kind", "given"), EXAMPLES)
def test_it_watches_a_training_without_changing_it(kind: type[CallbackSpec], given: dict[str, Any]) -> None:
    keras.utils.set_random_seed(1)
    alone = fitted().history
    keras.utils.set_random_seed(1)
    assert fitted(callback_of(make(kind, given))).history == alone


@pytest.mark.parametrize(("kind", "given"), EXAMPLES)
def test_the_python_interface_has_it(kind: type[CallbackSpec], given: dict[str, Any]) -> None:
    made = getattr(keras.callbacks, kind.kind)(**given)
    assert isinstance(made, keras.callbacks.Callback)
    assert made.spec == make(kind, given)
    assert kind.kind in dir(keras.callbacks)


def test_a_loss_that_is_no_number_ends_the_training() -> None:
    history = fitted(keras.callbacks.TerminateOnNaN(), epochs=5, factor=float("nan"))
    assert len(history.epoch) == 1
    with pytest.raises(RunError, match="Batch 0: the loss is nan, so training ends"):
        fitted(keras.callbacks.TerminateOnNaN(raise_error=True), epochs=5, factor=float("nan"))


def test_the_table_has_a_row_for_each_epoch_and_goes_on() -> None:
    history = fitted(keras.callbacks.CSVLogger("log.csv", ";")).history
    fitted(keras.callbacks.CSVLogger("log.csv", separator=";", append=True), epochs=1)
    with open("log.csv", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["epoch"] for row in rows] == ["0", "1", "0"]
    assert [float(row["val_loss"]) for row in rows[:2]] == history["val_loss"]
    assert sorted(rows[0]) == ["epoch", "loss", "val_loss"]


def test_a_file_that_cannot_be_written_is_said() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        fitted(keras.callbacks.CSVLogger("nowhere/log.csv"))
