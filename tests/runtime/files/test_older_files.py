"""Files of Keras 1 and 2, made by `tests/keras_oracle/older_files.py`, and files with what can't be read."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import runtime as keras
from graph.keras.from_keras import from_keras, read_config
from graph.keras.paths import every_h5_path
from graph.keras.to_keras import to_keras
from graph.layers.unknown import UnknownSpec
from graph.specs.message import MessageError
from graph.specs.registry import layer_kinds
from graph.storage.storage import dumps, loads
from runtime.files.documents import open_path
from runtime.files.keras_archive import UnreadableFile
from runtime.files.older_places import todays_places
from runtime.files.opened_models import open_model
from runtime.ops.op import find_op
from tests.runtime.ops.one_layer import document_of

FILES = Path(__file__).parents[2] / "data" / "older_keras"
MODELS = sorted(path.name for path in FILES.iterdir() if path.suffix in (".h5", ".keras"))


@pytest.fixture(autouse=True)
def no_warning() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def told(name: str) -> tuple[list[Any], list[Any], Mapping[str, Any]]:
    """Inputs, targets, and all that Keras said."""
    with np.load(FILES / f"{name.rpartition('.')[0]}.npz") as archive:
        arrays = dict(archive)
    return (
        [arrays[k] for k in sorted(arrays) if k[0] == "x"],
        [arrays[k] for k in sorted(arrays) if k[0] == "y"],
        arrays,
    )


def one(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items


@pytest.mark.parametrize("name", MODELS)
def test_a_model_predicts_as_in_keras_and_its_training_goes_on(name: str) -> None:
    xs, ys, said = told(name)
    model = keras.models.load_model(FILES / name)
    np.testing.assert_allclose(model.predict(one(xs), verbose=0), said["p0"], atol=1e-5)
    history = model.fit(one(xs), one(ys), epochs=3, batch_size=16, shuffle=False, verbose=0).history
    np.testing.assert_allclose(history["loss"], said["h"], atol=1e-4)
    np.testing.assert_allclose(model.predict(one(xs), verbose=0), said["q0"], atol=1e-4)


@pytest.mark.parametrize(("kind", "gates"), [("LSTM", 4), ("GRU", 3)])
def test_layers_of_cudnn_are_those_of_today(kind: str, gates: int, tmp_path: Path) -> None:
    """As Keras 2 kept them: a gate's matrices turned, both biases in one row."""
    inputs = keras.Input((5, 2))
    model = keras.Model(inputs, getattr(keras.layers, kind)(3, name="r")(inputs))
    rng = np.random.default_rng(0)
    model.set_weights([rng.normal(size=w.shape).astype(np.float32) for w in model.get_weights()])
    kernel, recurrent, bias = model.get_weights()
    turned = [
        np.hstack([part.T.reshape(part.shape) for part in np.hsplit(kernel, gates)]),
        np.hstack([part.T for part in np.hsplit(recurrent, gates)]),
        np.concatenate([bias, 0 * bias]) if kind == "LSTM" else bias.reshape(-1),
    ]
    path = tmp_path / "m.h5"
    model.save(path)
    with h5py.File(path, "r+") as file:
        config = json.loads(file.attrs["model_config"])
        settings = {"name": "r", "units": 3, "return_sequences": False, "stateful": False}
        config["config"]["layers"][1] |= {"class_name": f"CuDNN{kind}", "config": settings}
        file.attrs["model_config"] = json.dumps(config)
        group = file["model_weights/r"]
        for name, array in zip(group.attrs["weight_names"], turned, strict=True):
            del group[name]
            group.create_dataset(name, data=array)
    x = rng.normal(size=(4, 5, 2)).astype(np.float32)
    found = keras.models.load_model(path, compile=False)
    np.testing.assert_allclose(found.predict(x, verbose=0), model.predict(x, verbose=0), atol=1e-6)
    if kind == "GRU":
        other = keras.Model(inputs, keras.layers.GRU(3, reset_after=False, name="r")(inputs))
        with pytest.raises(MessageError, match="shapes"):
            other.load_weights(path)


def test_what_a_file_holds_counts_not_its_name(tmp_path: Path) -> None:
    xs, _, said = told("keras_2.15_nest.h5")
    for name, other in (("keras_2.15_nest.h5", "m.keras"), ("keras_2.12_nest.keras", "m.h5")):
        shutil.copy(FILES / name, tmp_path / other)
    np.testing.assert_allclose(keras.models.load_model(tmp_path / "m.keras").predict(xs), said["p0"], atol=1e-5)
    assert open_path(tmp_path / "m.h5").foreign


def test_weights_of_an_older_file_by_order_by_name_and_in_part(tmp_path: Path) -> None:
    model = keras.models.load_model(FILES / "keras_2.15_prep.h5")
    plain = [w.numpy() for w in model.get_layer("dense_11").weights]
    inputs = keras.Input((4,))
    other = keras.Model(inputs, keras.layers.Dense(1, name="other")(keras.layers.Normalization(name="n")(inputs)))
    other.load_weights(FILES / "keras_2.15_prep.h5")
    assert np.array_equal(other.get_layer("other").weights[0].numpy(), plain[0])
    named = keras.Model(inputs, keras.layers.Dense(1, name="dense_11")(keras.layers.Dense(4, name="new")(inputs)))
    with pytest.warns(UserWarning, match=r"holds no weights that fit new\."):
        named.load_weights(FILES / "keras_2.15_prep.h5", by_name=True)
    assert np.array_equal(named.get_layer("dense_11").weights[0].numpy(), plain[0])
    wide = keras.Model(inputs, keras.layers.Dense(2, name="dense_11")(keras.layers.Normalization(name="n")(inputs)))
    with pytest.raises(MessageError, match="layer dense_11"):
        wide.load_weights(FILES / "keras_2.15_prep.h5")
    with pytest.warns(UserWarning, match="dense_11"):
        wide.load_weights(FILES / "keras_2.15_prep.h5", skip_mismatch=True)


def test_weights_of_keras_3_by_name(tmp_path: Path) -> None:
    def built(*names: str) -> keras.Model:
        x = inputs = keras.Input((4,))
        for name in names:
            x = keras.layers.Dense(4, name=name)(x)
        return keras.Model(inputs, x)

    built("a", "b").save_weights(tmp_path / "m.weights.h5")
    first, second = built("a", "b"), built("b", "c")
    first.load_weights(tmp_path / "m.weights.h5")
    with pytest.warns(UserWarning, match=r"fit c\."):
        second.load_weights(tmp_path / "m.weights.h5", by_name=True)
    assert np.array_equal(first.get_layer("b").weights[0].numpy(), second.get_layer("b").weights[0].numpy())


CONVOLUTION = {
    "name": "convolution2d_1",
    "trainable": True,
    "batch_input_shape": [None, 8, 8, 3],
    "input_dtype": "float32",
    "nb_filter": 4,
    "nb_row": 3,
    "nb_col": 2,
    "subsample": [1, 1],
    "border_mode": "same",
    "dim_ordering": "tf",
    "init": "glorot_uniform",
    "activation": "relu",
    "bias": False,
    "W_constraint": {"name": "MaxNorm", "m": 2},
    "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.5},
    "b_regularizer": None,
}
POOLING = {"name": "p", "pool_size": [2, 2], "strides": [2, 2], "border_mode": "valid"}
KERAS_1 = {
    "class_name": "Sequential",
    "keras_version": "1.2.2",
    "config": [
        {"class_name": "Convolution2D", "config": CONVOLUTION},
        {"class_name": "MaxPooling2D", "config": POOLING},
        {"class_name": "Dropout", "config": {"name": "d", "p": 0.25}},
        {"class_name": "Flatten", "config": {"name": "f"}},
        {"class_name": "Dense", "config": {"name": "e", "output_dim": 3, "init": "uniform", "input_dim": None}},
    ],
}


def test_names_of_keras_1() -> None:
    document = from_keras(KERAS_1)
    layers = {layer.name: layer.spec for layer in document.main.layers.values()}
    convolution: Any = layers["convolution2d_1"]
    assert (convolution.kind, convolution.filters, convolution.kernel_size) == ("Conv2D", 4, (3, 2))
    assert convolution.kernel_constraint.max_value == 2 and convolution.kernel_regularizer.l2 == 0.5
    assert not convolution.use_bias and convolution.padding == "same"
    assert layers["d"].rate == 0.25 and layers["e"].units == 3  # type: ignore[attr-defined]


CUSTOM = {
    "class_name": "Shuffler",
    "module": "mine",
    "registered_name": "mine>Shuffler",
    "config": {"name": "s", "n": 3},
}


def with_layer(given: Mapping[str, Any]) -> dict[str, Any]:
    start = {"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "dtype": "float32", "name": "x"}}
    dense = {"class_name": "Dense", "module": "keras.layers", "config": {"units": 2, "name": "d"}}
    entries = []
    for before, item in zip((None, "x", "s"), (start, given, dense)):
        history = {"class_name": "__keras_tensor__", "config": {"shape": [None, 4], "keras_history": [before, 0, 0]}}
        nodes = [] if before is None else [{"args": [history], "kwargs": {}}]
        entries.append({**item, "name": item["config"]["name"], "inbound_nodes": nodes})
    config = {"name": "m", "layers": entries, "input_layers": ["x", 0, 0], "output_layers": ["d", 0, 0]}
    return {"class_name": "Functional", "module": "keras", "config": config}


def test_layers_that_cant_be_read_are_named_and_the_rest_opens(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(with_layer(CUSTOM)))
    with pytest.raises(UnreadableFile, match="The layer s is of the class mine>Shuffler") as error:
        open_model(path)
    assert [name for name, _ in error.value.layers] == ["s"]
    document = open_path(path, rest=True).document
    (box,) = (layer for layer in document.main.layers.values() if isinstance(layer.spec, UnknownSpec))
    assert box.name == "s"
    for kept in (document, loads(dumps(document))):
        layers = to_keras(kept)["config"]["layers"]
        (written,) = (layer for layer in layers if layer["name"] == "s")
        assert {key: written[key] for key in CUSTOM} == CUSTOM
        assert written["inbound_nodes"][0]["args"][0]["config"]["keras_history"] == ["x", 0, 0]


def test_a_layer_that_cant_be_read_is_written_under_the_name_that_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(with_layer(CUSTOM)))
    document = open_path(path, rest=True).document
    root = document.main
    (box,) = (layer for layer in root.layers.values() if layer.name == "s")
    renamed = replace(root, layers={**root.layers, box.id: replace(box, name="other")})
    (written,) = (x for x in to_keras(document.with_model(renamed))["config"]["layers"] if x["name"] == "other")
    assert written["config"] == {**CUSTOM["config"], "name": "other"}


def test_operations_of_keras_3_are_known_by_their_calls_where_hdf5_lost_their_modules() -> None:
    x = keras.Input((5,), name="x")
    half = (x * 2.0 + 1.0) / 1.5
    model = keras.Model(x, keras.ops.concatenate([half, keras.layers.Add()([half, 1.0 - half])], axis=-1))
    config = json.loads(model.to_json())
    for layer in config["config"]["layers"]:
        layer["module"] = layer["registered_name"] = None
    again = keras.models.model_from_json(json.dumps(config))
    values = np.arange(10.0, dtype="float32").reshape(2, 5)
    np.testing.assert_array_equal(again(values), model(values))


@pytest.mark.parametrize(
    ("kind", "settings"),
    [("MultiHeadAttention", {"num_heads": 2, "key_dim": 2, "softmax_robust_masking": False}),
     ("RandomFlip", {"rng_type": "stateful"})],
)  # fmt: skip
def test_settings_of_the_last_keras_2_that_ask_for_nothing(kind: str, settings: dict[str, Any]) -> None:
    from graph.keras.older.settings import settings_of_layer

    assert not {"softmax_robust_masking", "rng_type"} & settings_of_layer(kind, settings).keys()


def test_an_order_of_axes_that_is_no_text_is_told() -> None:
    pool = {"class_name": "GlobalAveragePooling2D", "config": {"name": "s", "data_format": ["tf"]}}
    with pytest.raises(MessageError, match="data_format"):
        from_keras(with_layer(pool))


def test_a_compile_part_that_cant_be_read_is_named_and_left_out() -> None:
    spec = {"class_name": "Dense", "module": "keras.layers", "config": {"units": 2, "name": "s"}}
    function = {"module": "builtins", "class_name": "function", "config": "mine", "registered_name": "function"}
    config = with_layer(spec) | {"compile_config": {"optimizer": "adam", "loss": "mse", "metrics": ["mae", function]}}
    found = read_config(config)
    output: Any = found.document.main.layer_of(found.document.main.outputs[0]).spec
    assert output.loss.kind == "MeanSquaredError" and [m.kind for m in output.metrics] == ["MeanAbsoluteError"]
    assert [str(message) for message in found.left_out] == ["The metric: mine is no metric that can be read."]
    rate = {"class_name": "Mine", "config": {}}
    optimizer = {"class_name": "Adam", "config": {"learning_rate": rate, "beta_1": 0.5}}
    found = read_config(config | {"compile_config": {"optimizer": optimizer, "loss": function}})
    assert found.document.training.optimizer.beta_1 == 0.5  # type: ignore[attr-defined]
    assert len(found.left_out) == 2


def test_weights_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, name="d")])
    model.get_layer("d").set_weights([np.full((2, 1), np.nan), np.zeros(1)])
    model.save(tmp_path / "m.keras")
    with pytest.warns(UserWarning, match=r"NaN or infinite\), in d"):
        keras.models.load_model(tmp_path / "m.keras")


def test_todays_places_stay_where_they_are_for_every_kind_of_layer() -> None:
    for kind, cls in layer_kinds().items():
        for case in cls.examples[:1] if find_op(cls) is not None else ():
            places = {path: path for _, _, path in every_h5_path(document_of(case.of(cls), case.inputs))}
            assert todays_places(places) == places, kind
