"""What is written goes on where it stopped: states of optimizers, HDF5 as Keras 2 had it, safetensors, folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

X = np.random.default_rng(0).integers(0, 50, (16, 4)).astype("int32")
Y = np.random.default_rng(1).normal(size=(16, 2)).astype("float32")


def built(**optimizer: Any) -> keras.Model:
    """A model with a table of which few rows are used, and statistics."""
    keras.utils.set_random_seed(1)
    x = keras.Input((4,), dtype="int32")
    h = keras.layers.Flatten()(keras.layers.Embedding(5000, 16)(x))
    h = keras.layers.BatchNormalization()(keras.layers.Dense(3)(h))
    model = keras.Model(x, keras.layers.Dense(2)(h))
    model.compile(optimizer.get("optimizer", "adam"), "mse")
    return model


def trained(model: keras.Model) -> Any:
    model.fit(X, Y, batch_size=8, epochs=2, shuffle=False, verbose=0)
    return model.predict(X, verbose=0)


OPTIMIZERS = {
    "SGD": {"momentum": 0.9},
    "Adam": {"amsgrad": True},
    "RMSprop": {},
    "rmsprop with an average": {"centered": True},
    "Nadam": {"use_ema": True, "gradient_accumulation_steps": 3},
    "Adafactor": {},
    "Muon": {},
    "ScheduleFreeAdamW": {},
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_training_goes_on_as_if_it_had_not_been_saved(name: str, tmp_path: Path) -> None:
    kind = "RMSprop" if name.startswith("rms") else name
    model = built(optimizer=getattr(keras.optimizers, kind)(**OPTIMIZERS[name]))
    trained(model)
    model.save(tmp_path / "m.keras")
    model.save(tmp_path / "folder", zipped=False)
    model.save_weights(tmp_path / "m.weights.h5")
    other = built(optimizer=getattr(keras.optimizers, kind)(**OPTIMIZERS[name]))
    other.load_weights(tmp_path / "m.weights.h5")
    uninterrupted = trained(model)
    for again in (keras.saving.load_model(tmp_path / "m.keras"), keras.saving.load_model(tmp_path / "folder"), other):
        assert again.optimizer.iterations == 4 // (OPTIMIZERS[name].get("gradient_accumulation_steps") or 1)
        np.testing.assert_array_equal(trained(again), uninterrupted)


def test_the_state_lies_where_keras_has_it(tmp_path: Path) -> None:
    model = built(optimizer="rmsprop")
    model.save(tmp_path / "untrained.keras")
    assert load_state(tmp_path / "untrained.keras", model) == ()
    trained(model)
    model.save(tmp_path / "m.keras")
    shapes = [a.shape for a in load_state(tmp_path / "m.keras", model)]
    assert shapes == [(), (), *(w.shape for w in model.trainable_weights)]
    model.save(tmp_path / "m.keras", include_optimizer=False)
    assert load_state(tmp_path / "m.keras", model) == ()


def load_state(path: Path, model: keras.Model) -> tuple[Any, ...]:
    from runtime.files.keras_files import load_optimizer

    return load_optimizer(path, model._document())[1]


def test_the_state_of_other_weights_is_left_out_with_a_warning(tmp_path: Path) -> None:
    model = built()
    trained(model)
    model.save_weights(tmp_path / "m.weights.h5")
    other = built(optimizer="sgd")
    with pytest.warns(UserWarning, match="state of the optimizer is not loaded"):
        other.load_weights(tmp_path / "m.weights.h5")
    assert other.optimizer.iterations == 0


def test_h5_is_laid_out_as_keras_3_lays_it_out(tmp_path: Path) -> None:
    keras.utils.clear_session()
    model = built()
    model.save(tmp_path / "m.h5")
    with h5py.File(tmp_path / "m.h5") as file:
        config, training = (json.loads(file.attrs[f"{key}_config"]) for key in ("model", "training"))
        weights = file["model_weights"]
        names = [name.decode() for name in weights.attrs["layer_names"]]
        norm = [name.decode() for name in weights["batch_normalization"].attrs["weight_names"]]
    assert config.keys() == {"class_name", "config"} and "module" not in config["config"]["layers"][1]
    assert training["optimizer_config"]["config"]["name"] == "adam" and training["loss"] == "mean_squared_error"
    assert names == [layer.name for layer in model.layers]
    assert [name.split("/")[-1] for name in norm] == ["gamma", "beta", "moving_mean", "moving_variance"]
    model.save(tmp_path / "m.h5", include_optimizer=False)
    with h5py.File(tmp_path / "m.h5") as file:
        assert "training_config" not in file.attrs


def test_h5_names_layers_and_settings_so_that_keras_opens_it(tmp_path: Path) -> None:
    x = keras.Input((4, 8))
    h = keras.layers.GroupQueryAttention(8, 4, 2)(x * 2.0, x)
    model = keras.Model(x, keras.layers.Attention(use_scale=True)([h, x]))
    model.save(tmp_path / "m.h5")
    with h5py.File(tmp_path / "m.h5") as file:
        _, times, grouped, attention = json.loads(file.attrs["model_config"])["config"]["layers"]
    assert times["module"].startswith("keras.src.ops") and grouped["class_name"] == "GroupedQueryAttention"
    assert "score_mode" not in attention["config"]  # Keras takes "dot" for its function of that name
    given = np.random.default_rng(0).normal(size=(2, 4, 8)).astype(np.float32)
    again = keras.saving.load_model(tmp_path / "m.h5")
    assert np.array_equal(again.predict(given, verbose=0), model.predict(given, verbose=0))


def test_safetensors_go_both_ways_by_name_and_else_by_order(tmp_path: Path) -> None:
    model = built()
    model.save_weights(tmp_path / "m.safetensors")
    other = built()  # its layers have other numbers in their names
    other.set_weights([w + 1 for w in other.get_weights()])
    other.load_weights(tmp_path / "m.safetensors")
    assert all(np.array_equal(a, b) for a, b in zip(other.get_weights(), model.get_weights(), strict=True))


def test_safetensors_of_another_model_are_refused_and_fit_in_part(tmp_path: Path) -> None:
    def head(units: int) -> keras.Model:
        x = keras.Input((3,))
        return keras.Model(x, keras.layers.Dense(units, name="head")(keras.layers.Dense(4, name="body")(x)))

    first, second = head(2), head(5)
    first.save_weights(tmp_path / "m.safetensors")
    with pytest.raises(MessageError, match=r"its head/kernel is \(4, 2\) of F32, but the model's has \(4, 5\)"):
        second.load_weights(tmp_path / "m.safetensors")
    with pytest.warns(UserWarning, match="fit head"):
        second.load_weights(tmp_path / "m.safetensors", skip_mismatch=True)
    np.testing.assert_array_equal(second.get_weights()[0], first.get_weights()[0])
    (tmp_path / "bad.safetensors").write_bytes(b"\xff" * 40)
    with pytest.raises(MessageError, match=r"damaged or no \.safetensors file"):
        second.load_weights(tmp_path / "bad.safetensors")


def test_safetensors_by_name_leave_other_layers_and_refuse_other_shapes(tmp_path: Path) -> None:
    def named(name: str, units: int = 2) -> keras.Model:
        x = keras.Input((3,))
        return keras.Model(x, keras.layers.Dense(units, name=name)(keras.layers.Dense(4, name="body")(x)))

    first, second, third = named("head"), named("other"), named("head", 5)
    first.save_weights(tmp_path / "m.safetensors")
    before = second.get_weights()
    with pytest.warns(UserWarning, match="no weights that fit other"):
        second.load_weights(tmp_path / "m.safetensors", by_name=True)
    after = second.get_weights()
    assert np.array_equal(after[0], first.get_weights()[0]) and np.array_equal(after[2], before[2])
    with pytest.raises(MessageError, match=r"its head/kernel is \(4, 2\)"):
        third.load_weights(tmp_path / "m.safetensors", by_name=True)


def test_unknown_endings_are_refused(tmp_path: Path) -> None:
    model = built()
    for name in ("m.tf", "m", "m.h5.txt"):
        with pytest.raises(MessageError, match=r"must end in \.keras or \.h5"):
            model.save(tmp_path / name)
    with pytest.raises(MessageError, match=r"must end in \.weights\.h5 or \.safetensors"):
        model.save_weights(tmp_path / "m.h5")
    with pytest.raises(MessageError, match="a folder is written"):
        model.save(tmp_path / "m.keras", zipped=False)
    with pytest.raises(MessageError, match="Leave save_format out"):
        model.save(tmp_path / "m.keras", save_format="h5")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    model = built()
    model.save(tmp_path / "there", zipped=False)
    model.save(tmp_path / "there", zipped=False)
    (tmp_path / "there" / "diary.txt").write_text("mine")
    with pytest.raises(MessageError, match="something else is there already"):
        model.save(tmp_path / "there", zipped=False)
    assert (tmp_path / "there" / "diary.txt").read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["there"]
