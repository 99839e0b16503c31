"""Layers and models reached by several paths: one set of weights, one gradient, in the order Keras lists them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import runtime as keras
from tests.runtime.api.api_models import MODELS, facts

DATA = Path(__file__).resolve().parent.parent.parent / "data"
RECORDED = json.loads((DATA / "keras_api.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MODELS)
def test_is_what_keras_recorded(name: str) -> None:
    want, got = RECORDED[name], facts(keras, MODELS[name](keras))
    for exact in ("layers", "shapes", "count", "trainable"):
        assert got[exact] == want[exact], exact
    assert list(got["history"]) == sorted(want["history"])
    for close in ("predictions", "judged", "after"):
        for a, b in zip(
            np.atleast_1d(got[close]) if close == "judged" else got[close],
            np.atleast_1d(want[close]) if close == "judged" else want[close],
            strict=True,
        ):
            np.testing.assert_allclose(a, b, rtol=2e-5, atol=2e-6, err_msg=close)
    for key, values in want["history"].items():
        np.testing.assert_allclose(got["history"][key], values, rtol=2e-5, err_msg=key)


def test_two_models_that_share_layers_keep_sharing_while_they_are_trained_in_turn() -> None:
    shared = keras.layers.Dense(3, name="shared")
    x = keras.Input((3,))
    first, second = keras.Model(x, shared(x)), keras.Model(x, keras.layers.Dense(2)(shared(x)))
    for model in (first, second):
        model.compile(keras.optimizers.SGD(0.1), "mse")
    data = np.random.default_rng(0).standard_normal((8, 3)).astype("float32")
    for _ in range(3):
        for model, width in ((first, 3), (second, 2)):
            before = shared.get_weights()[0]
            model.fit(data, np.zeros((8, width)), verbose=0)
            after = shared.get_weights()[0]
            assert not np.array_equal(before, after)
            np.testing.assert_array_equal(first.get_weights()[0], after)
            np.testing.assert_array_equal(second.get_weights()[0], after)
            np.testing.assert_allclose(
                first.predict(data, verbose=0), data @ after + shared.get_weights()[1], atol=1e-5
            )


def test_single_steps_of_models_that_share_layers_build_on_each_other() -> None:
    shared = keras.layers.Dense(3, name="shared")
    x = keras.Input((3,))
    models = [keras.Model(x, shared(x)), keras.Model(x, keras.layers.Dense(3)(shared(x)))]
    for model in models:
        model.compile(keras.optimizers.SGD(0.1), "mse")
    data = np.random.default_rng(0).standard_normal((8, 3)).astype("float32")
    for _ in range(3):
        for model in models:
            before = shared.get_weights()[0]
            model.train_on_batch(data, np.zeros((8, 3)))
            assert not np.array_equal(before, shared.get_weights()[0])


def test_a_file_keeps_every_path_of_a_shared_weight(tmp_path: Path) -> None:
    model = MODELS["layer_inside_and_outside"](keras)
    x = np.ones((2, 3), "float32")
    model.save(tmp_path / "m.keras")
    again = keras.saving.load_model(tmp_path / "m.keras")
    np.testing.assert_array_equal(again.predict(x, verbose=0), model.predict(x, verbose=0))
    model.save_weights(tmp_path / "m.weights.h5")
    kept = model.get_weights()
    model.set_weights([w * 0 for w in kept])
    model.load_weights(tmp_path / "m.weights.h5")
    for a, b in zip(model.get_weights(), kept, strict=True):
        np.testing.assert_array_equal(a, b)


def test_two_models_over_the_same_layers_stay_so_in_a_file(tmp_path: Path) -> None:
    x = keras.Input((4,))
    code = keras.layers.Dense(3, name="code")
    back = keras.layers.Dense(4, name="back")
    encoder, whole = keras.Model(x, code(x), name="encoder"), keras.Model(x, back(code(x)), name="whole")
    given = keras.Input((4,))
    both = keras.Model(given, [encoder(given), whole(given)])
    both.save(tmp_path / "both.keras")
    again = keras.saving.load_model(tmp_path / "both.keras")
    assert [w.path for w in again.weights] == ["code/kernel", "code/bias", "back/kernel", "back/bias"]
    again.compile(keras.optimizers.SGD(0.1), ["mse", "mse"])
    data = np.ones((4, 4), "float32")
    again.fit(data, [np.zeros((4, 3)), np.zeros((4, 4))], verbose=0)
    inner = again.get_layer("encoder").get_layer("code")
    assert inner is again.get_layer("whole").get_layer("code")
    np.testing.assert_array_equal(again.get_weights()[0], inner.get_weights()[0])


def test_reads_what_keras_itself_cannot_load_again() -> None:
    """Keras 3.15.1 wrote it: `both` calls `enc` (d1) and `full` (d1, d2); the numbers are its predictions for ones."""
    model = keras.saving.load_model(DATA / "two_models_one_layer.keras")
    assert [w.path for w in model.weights] == ["d1/kernel", "d1/bias", "d2/kernel", "d2/bias"]
    wanted = json.loads((DATA / "two_models_one_layer.json").read_text(encoding="utf-8"))
    for got, want in zip(model.predict(np.ones((1, 4)), verbose=0), wanted, strict=True):
        np.testing.assert_allclose(got, want, rtol=1e-6)
