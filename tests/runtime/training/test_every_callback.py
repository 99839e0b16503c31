"""What holds for every kind of callback, and what each writes or stops; a new one needs nothing here."""

from __future__ import annotations

import csv
import http.server
import json
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.registry import kinds, make
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import callback_of
from tests.keras_oracle.callback_sequences import TARGET, driven

EXAMPLES = [
    pytest.param(kind, given, id=f"{name}-{i}")
    for name, kind in kinds("callback").items()
    for i, given in enumerate(kind.examples)
]
SEQUENCES = json.loads(TARGET.read_text(encoding="utf-8"))
X = np.linspace(-1, 1, 24, dtype="float32").reshape(12, 2)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def fitted(*callbacks: Any, epochs: int = 2, factor: float = 1.0, averages: bool = False) -> Any:
    inputs = keras.Input(shape=(2,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.compile(optimizer=keras.optimizers.SGD(0.01, use_ema=averages), loss="mse")
    y = X[:, :1] * np.float32(factor)
    return model.fit(X, y, validation_data=(X, y), epochs=epochs, batch_size=4, verbose=0, callbacks=list(callbacks))


@pytest.mark.parametrize(("kind", "given"), EXAMPLES)
def test_it_watches_a_training_without_changing_it(kind: type[CallbackSpec], given: dict[str, Any]) -> None:
    averages = kind.kind == "SwapEMAWeights"
    keras.utils.set_random_seed(1)
    alone = fitted(averages=averages).history
    keras.utils.set_random_seed(1)
    watched = dict(fitted(callback_of(make(kind, given)), averages=averages).history)
    watched.pop("learning_rate", None)  # what watches it may tell it
    if averages:  # what is judged are other weights
        watched["val_loss"] = alone["val_loss"]
    assert watched == alone


@pytest.mark.parametrize(("kind", "given"), EXAMPLES)
def test_the_python_interface_has_it(kind: type[CallbackSpec], given: dict[str, Any]) -> None:
    made = getattr(keras.callbacks, kind.kind)(**given)
    assert isinstance(made, keras.callbacks.Callback)
    assert made.spec == make(kind, given)
    assert kind.kind in dir(keras.callbacks)
    for name, value in given.items():
        assert getattr(made, name) == value
        setattr(made, name, value)
    assert made.spec == make(kind, given)


@pytest.mark.parametrize("number", range(3))
def test_it_does_on_made_up_numbers_what_keras_does(number: int) -> None:
    for case in SEQUENCES[number::3]:
        callback = getattr(keras.callbacks, case["kind"])(**case["settings"])
        assert driven(callback, case["numbers"]) == case["happened"], case


def test_a_number_is_better_than_none() -> None:
    """Keras lets a first NaN stand for ever."""
    happened = driven(keras.callbacks.EarlyStopping(patience=2), [float("nan"), 4.0, 3.0, 2.0])
    assert happened["epochs"] == 4


def test_the_best_weights_come_back_from_a_real_training() -> None:
    kept = keras.callbacks.ModelCheckpoint("best.keras", monitor="val_loss", save_best_only=True)
    stopper = keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)
    faster = keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 if epoch < 2 else 5.0)
    history = fitted(stopper, kept, faster, epochs=8)
    assert len(history.epoch) == 4 and stopper.stopped_epoch == 3 and stopper.best_epoch == 1
    for best, now in zip(keras.models.load_model("best.keras").get_weights(), history.model.get_weights()):
        np.testing.assert_array_equal(best, now)
    assert history.history["learning_rate"] == [np.float32(0.1), np.float32(0.1), 5.0, 5.0]


@pytest.mark.parametrize(
    ("callback", "sentence"),
    [
        (lambda c: c.EarlyStopping("score"), None),
        (lambda c: c.ModelCheckpoint("{nothing}.keras"), r"can't fill in .*nothing.*Known are: epoch, loss, val_loss"),
        (lambda c: c.LearningRateScheduler(lambda _epoch: "fast"), "must give a float. In epoch 1 it gave 'fast'"),
        (lambda c: c.SwapEMAWeights(), "needs an optimizer with use_ema=True"),
    ],
)
def test_what_cannot_be_watched_is_said(callback: Any, sentence: str | None) -> None:
    made = callback(keras.callbacks)
    if sentence is None:
        with pytest.warns(UserWarning, match="watches score, which this training has not. It has: loss, val_loss"):
            fitted(made)
    else:
        with pytest.raises(ValueError, match=sentence):
            fitted(made)


@pytest.mark.parametrize(
    ("callback", "sentence"),
    [
        (lambda c: c.ReduceLROnPlateau(factor=1.5), "factor must be a number below 1. Received: 1.5"),
        (lambda c: c.ModelCheckpoint("model.pt"), "filepath must end in .keras or .h5. Received: 'model.pt'"),
        (lambda c: c.ModelCheckpoint("m.keras", save_weights_only=True), "filepath must end in .weights.h5"),
        (lambda c: c.ModelCheckpoint("m.keras", save_freq="batch"), "save_freq must be 'epoch' or a whole number"),
        (lambda c: c.EarlyStopping(mode="best"), "mode must be"),
        (lambda c: c.LearningRateScheduler(0.1), "schedule must be a function"),
        (lambda c: c.RemoteMonitor("file:///etc"), "root must begin with http"),
    ],
)
def test_settings_that_mean_nothing_are_refused(callback: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        callback(keras.callbacks)


def test_a_schedule_keeps_the_rate_to_itself() -> None:
    inputs = keras.Input(shape=(2,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.compile(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)), "mse")
    for callback in (keras.callbacks.ReduceLROnPlateau("loss"), keras.callbacks.LearningRateScheduler(lambda _: 0.1)):
        with pytest.raises(ValueError, match=r"the schedule ExponentialDecay does. Give the optimizer a number"):
            model.fit(X, X[:, :1], verbose=0, callbacks=callback)


def test_metrics_say_which_way_is_better() -> None:
    inputs = keras.Input(shape=(2,))
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(inputs))
    model.compile("sgd", "mse", metrics=["accuracy", "mae"])
    rising, falling = keras.callbacks.EarlyStopping("accuracy"), keras.callbacks.EarlyStopping("val_mae")
    y = (X[:, :1] > 0).astype("float32")
    model.fit(X, y, validation_data=(X, y), epochs=1, verbose=0, callbacks=[rising, falling])
    assert rising.better(2.0, 1.0) and not rising.better(1.0, 2.0)
    assert falling.better(1.0, 2.0) and not falling.better(2.0, 1.0)


def test_a_file_that_can_no_longer_be_written_does_not_end_a_training() -> None:
    def in_the_way(epoch: int, logs: Any) -> None:
        if epoch == 0:
            Path("2.keras").mkdir()

    callbacks = (
        keras.callbacks.ModelCheckpoint("{epoch}.keras"),
        keras.callbacks.LambdaCallback(on_epoch_end=in_the_way),
    )
    with pytest.warns(UserWarning, match="2.keras.*The training goes on"):
        history = fitted(*callbacks, epochs=3)
    assert len(history.epoch) == 3 and Path("3.keras").is_file()


def test_averages_are_judged_and_the_weights_come_back() -> None:
    inputs = keras.Input(shape=(2,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.compile(keras.optimizers.SGD(0.5, use_ema=True, ema_momentum=0.5), "mse")
    y = X[:, :1]
    model.fit(X, y, epochs=1, verbose=0, batch_size=4)
    rule = model.optimizer.rule
    weights = model.get_weights()
    rule.settle()
    model.set_weights([w + 1 for w in weights])
    swapper = keras.callbacks.SwapEMAWeights()
    averaged = model.evaluate(X, y, verbose=0, callbacks=[swapper])
    predicted = model.predict(X, verbose=0, callbacks=[swapper])
    for now, before in zip(model.get_weights(), weights):
        np.testing.assert_array_equal(now, before + 1)
    model.set_weights(weights)
    assert averaged == model.evaluate(X, y, verbose=0)
    np.testing.assert_array_equal(predicted, model.predict(X, verbose=0))


@pytest.mark.parametrize("as_json", [False, True])
def test_a_server_is_told_each_epoch(as_json: bool) -> None:
    told: list[tuple[str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append((self.path, self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_given: Any) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    history = fitted(keras.callbacks.RemoteMonitor(root, send_as_json=as_json))
    server.shutdown()
    server.server_close()
    assert [path for path, _ in told] == ["/publish/epoch/end/"] * 2
    if as_json:
        assert [json.loads(text)["loss"] for _, text in told] == history.history["loss"]
    else:
        assert told[0][1].startswith("data=%7B%22epoch%22%3A+0")
    with pytest.warns(UserWarning, match="Could not reach RemoteMonitor root server"):
        fitted(keras.callbacks.RemoteMonitor(root), epochs=1)


def test_a_progress_bar_of_ones_own_is_the_only_one(capsys: pytest.CaptureFixture[str]) -> None:
    inputs = keras.Input(shape=(2,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.compile("sgd", "mse")
    model.fit(X, X[:, :1], epochs=2, verbose=2, callbacks=[keras.callbacks.ProgbarLogger()])
    assert capsys.readouterr().out.count("Epoch 1/2") == 1


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


def test_the_table_has_room_for_a_validation_that_comes_later() -> None:
    inputs = keras.Input(shape=(2,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.compile(optimizer="sgd", loss="mse")
    y = X[:, :1]
    table = keras.callbacks.CSVLogger("log.csv")
    model.fit(X, y, validation_data=(X, y), validation_freq=2, epochs=2, verbose=0, callbacks=[table])
    rows = Path("log.csv").read_bytes().split(b"\r\n")
    assert rows[0] == b"epoch,loss,val_loss" and rows[1].endswith(b",NA") and not rows[2].endswith(b",NA")


def test_a_file_that_cannot_be_written_is_said() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        fitted(keras.callbacks.CSVLogger("nowhere/log.csv"))
