"""`set_floatx("float64")`: layers made after it compute, train and are saved in float64, whatever is set later."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError
from runtime import layers, ops
from runtime.files.documents import open_document

X = np.linspace(-1, 1, 12).reshape(6, 2)
Y = (X**2).sum(axis=1, keepdims=True) / 3


@pytest.fixture(autouse=True)
def in_float64() -> Iterator[None]:
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx("float32")


def _trained() -> keras.Model:
    start = keras.Input((2,))
    inner = layers.Dense(3, activation="tanh", kernel_initializer=keras.initializers.GlorotUniform(seed=1))(start)
    model = keras.Model(start, layers.Dense(1, kernel_initializer="ones")(inner * (1 / 3)))
    model.compile(keras.optimizers.SGD(0.1), "mse", metrics=["mae"])
    model.fit(X, Y, batch_size=6, epochs=2, verbose=0)
    return model


def test_it_trains_as_formulas_in_float64_do() -> None:
    model = _trained()
    w, b, v, c = (np.zeros_like(a) for a in model.get_weights())
    w, v = keras.initializers.GlorotUniform(seed=1)((2, 3)), np.ones((3, 1))
    for _ in range(2):
        h = np.tanh(X @ w + b)
        d = 2 * (h / 3 @ v + c - Y) / 6
        dh = d @ v.T / 3 * (1 - h * h)
        w, b, v, c = w - 0.1 * X.T @ dh, b - 0.1 * dh.sum(0), v - 0.1 * h.T @ d / 3, c - 0.1 * d.sum(0)
    for got, want in zip(model.get_weights(), (w, b, v, c)):
        assert got.dtype == np.float64
        np.testing.assert_allclose(got, want, atol=1e-14)
    assert model.predict(X, verbose=0).dtype == model(X).dtype == model.layers[1](X).dtype == np.float64
    assert (model.dtype, model.layers[1].dtype_policy.name, model.outputs[0].dtype) == ("float64",) * 3
    assert ops.zeros(2).dtype == keras.losses.MeanSquaredError(reduction="none")(Y, Y).dtype == np.float64


def test_files_keep_it(tmp_path: Path) -> None:
    model = _trained()
    wanted, file = model.predict(X, verbose=0), tmp_path / "wide.keras"
    keras.config.set_floatx("float32")
    model.save(file)
    model.save_weights(tmp_path / "wide.weights.h5")
    with h5py.File(tmp_path / "wide.weights.h5") as weights:
        assert weights["layers/dense/vars/0"].dtype == np.float64
    written = json.loads(zipfile.ZipFile(file).read("config.json"))["config"]["layers"]
    assert (written[0]["config"]["dtype"], written[1]["config"]["dtype"]["config"]) == ("float64", {"name": "float64"})
    loaded = keras.models.load_model(file)
    assert (loaded.dtype, keras.models.clone_model(loaded).layers[1].dtype) == ("float64", "float64")
    np.testing.assert_array_equal(loaded.predict(X, verbose=0), wanted)
    for found in (loaded, model):
        found.fit(X, Y, batch_size=6, shuffle=False, verbose=0)
    np.testing.assert_array_equal(loaded.get_weights()[0], model.get_weights()[0])
    assert "float64" in str(open_document(str(file)).notes[0])


def test_a_layer_may_be_told_but_a_model_computes_in_one_type() -> None:
    keras.config.set_floatx("float32")
    assert layers.Dense(2, dtype="float64")(X).dtype == np.float64
    start = keras.Input((2,))
    both = keras.Model(start, layers.Dense(1, name="narrow")(layers.Dense(2, dtype="float64", name="wide")(start)))
    with pytest.raises(MessageError, match=r"narrow was made to compute in float32, wide in float64"):
        both.predict(X)
    with pytest.raises(MessageError, match=r"float32 or float64.*'float16'"):
        keras.config.set_floatx("float16")
