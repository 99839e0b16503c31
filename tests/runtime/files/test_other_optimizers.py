"""A file whose optimizer stands around another, or can't be read: it is trained on as before, or not without a word."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

X = np.linspace(-1, 1, 32, dtype=np.float32).reshape(8, 4)
Y = X.sum(1, keepdims=True)


@pytest.fixture
def model() -> Any:
    made = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="tanh"), keras.layers.Dense(1)])
    made.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    made.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    return made


def rewritten(path: Path, change: Callable[[dict[str, Any]], dict[str, Any]], around: bool) -> None:
    """The file with another optimizer; `around` moves what it keeps to where one within another keeps it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    config = json.loads(members["config.json"])
    config["compile_config"]["optimizer"] = change(config["compile_config"]["optimizer"])
    members["config.json"] = json.dumps(config).encode()
    if around:
        buffer = io.BytesIO(members["model.weights.h5"])
        with h5py.File(buffer, "r+") as file:
            file.move("optimizer/vars", "optimizer/inner_optimizer/vars")
            file["optimizer/vars/0"] = np.int32(7)
        members["model.weights.h5"] = buffer.getvalue()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_the_optimizer_within_one_that_scales_the_loss_goes_on(model: Any, tmp_path: Path) -> None:
    path = tmp_path / "m.keras"
    model.save(path)
    scaling = {"name": "scaling", "initial_scale": 32768.0, "dynamic_growth_steps": 2000}
    rewritten(
        path,
        lambda inner: {
            "module": "keras.optimizers",
            "class_name": "LossScaleOptimizer",
            "config": {**scaling, "inner_optimizer": inner},
        },
        around=True,
    )
    with pytest.warns(UserWarning, match="LossScaleOptimizer.*'Adam', trains it on alone"):
        again = keras.saving.load_model(path)
    for each in (model, again):
        each.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    assert np.array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))


def test_with_an_optimizer_that_can_t_be_read_nothing_is_trained_before_one_is_chosen(
    model: Any, tmp_path: Path
) -> None:
    path = tmp_path / "m.keras"
    model.save(path)
    rewritten(path, lambda own: {**own, "class_name": "Mine", "module": "mine"}, around=False)
    with pytest.warns(UserWarning, match=r"stands as \w+ instead: choose one before training"):
        again = keras.saving.load_model(path)
    with pytest.raises(MessageError, match="Compile the model before training"):
        again.fit(X, Y, verbose=0)
    assert np.array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))
