"""`Sequential`, copies of models, and models as texts. Numbers are Keras' own."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

L = keras.layers
X = np.cos(np.arange(12)).reshape(4, 3).astype("float32")
Y = np.abs(np.sin(np.arange(8))).reshape(4, 2).astype("float32")
LOSS = [2.45648, 2.39096]


def ones(units: int = 2, **options: Any) -> Any:
    return L.Dense(units, kernel_initializer="ones", **options)


def test_it_is_a_model_as_soon_as_its_input_is_known() -> None:
    model = keras.Sequential([keras.Input((3,)), L.Dense(4, name="a"), L.Dense(2, name="b")])
    assert model.name.startswith("sequential")
    assert (model.built, [layer.name for layer in model.layers]) == (True, ["a", "b"])
    assert (model.input_shape, model.output_shape, model.count_params()) == ((None, 3), (None, 2), 26)
    later = keras.Sequential([L.Dense(4), L.Dense(2)])
    assert (later.built, len(later.layers), later.weights) == (False, 2, [])
    with pytest.raises(AttributeError, match="has no defined input shape yet"):
        later.input_shape  # noqa: B018
    later.build((None, 3))
    assert (later.count_params(), later.layers[0].kernel.shape) == (26, (3, 4))
    assert keras.Sequential([L.Dense(4)])(X).shape == (4, 4)
    assert keras.Sequential([L.Dense(2, input_shape=(3,)), L.Dense(1)]).output_shape == (None, 1)


@pytest.mark.parametrize("data", ["arrays", "batches"])
def test_it_takes_the_shape_of_the_first_data(data: str) -> None:
    model = keras.Sequential([ones()])
    model.compile("sgd", "mse", None, ["mae"])
    given = (X, Y) if data == "arrays" else (iter([(X, Y)]),)
    np.testing.assert_allclose(model.fit(*given, verbose=0).history["loss"], LOSS[:1], rtol=1e-5)
    assert model.evaluate(x=X, y=Y, verbose=0)[0] == pytest.approx(LOSS[1], rel=1e-5)
    assert model.predict(X, verbose=0).shape == (4, 2)


def test_it_grows_and_shrinks_and_stays_compiled() -> None:
    model = keras.Sequential([ones(name="a")])
    model.compile("sgd", "mse")
    np.testing.assert_allclose(model.fit(X, Y, epochs=2, verbose=0).history["loss"], LOSS, rtol=1e-5)
    kernel = model.layers[0].kernel.numpy()
    model.add(ones(1, name="b"))
    assert model.output_shape == (None, 1)
    np.testing.assert_array_equal(model.layers[0].kernel.numpy(), kernel)
    assert model.train_on_batch(X, Y[:, :1]) > 0
    assert model.pop().name == "b"
    assert model.output_shape == (None, 2)
    assert model.train_on_batch(X, Y) > 0
    assert model.layers[0].output.shape == (None, 2)


def test_it_lies_in_other_models_and_in_files(tmp_path: Path) -> None:
    inner = keras.Sequential([keras.Input((3,)), ones()], name="inner")
    outer = keras.Sequential([inner, ones(1)])
    np.testing.assert_allclose(outer.predict(X, verbose=0)[:2, 0], [2.2483, -2.7199], rtol=1e-4)
    x = keras.Input((3,))
    model = keras.Model(x, L.Dense(2)(inner(x)))
    assert model.layers[1] is inner
    outer.compile("sgd", "mse")
    outer.save(tmp_path / "m.keras", include_optimizer=False)
    again = keras.models.load_model(tmp_path / "m.keras")
    assert isinstance(again, keras.Sequential) and isinstance(again.layers[0], keras.Sequential)
    assert again.compiled
    np.testing.assert_array_equal(again.predict(X, verbose=0), outer.predict(X, verbose=0))
    assert isinstance(keras.Sequential.from_config(inner.get_config()), keras.Sequential)


def test_a_frozen_stack_stays_frozen() -> None:
    model = keras.Sequential([keras.Input((3,)), L.Dense(2)], trainable=False)
    assert model.trainable_weights == []
    model.trainable = True
    assert len(model.trainable_weights) == 2


@pytest.mark.parametrize(
    "call, sentence",
    [
        (lambda: keras.Sequential([3]), r"takes layers, one after the other\. Received: 3\."),
        (lambda: keras.Sequential([L.Dense(2, name="a"), L.Dense(2, name="a")]), "has a layer a already"),
        (lambda: keras.Sequential([L.Dense(2), keras.Input((3,))]), "an Input can only come first"),
        (lambda: keras.Sequential().pop(), "has no layer to take away"),
        (lambda: keras.Sequential().build((None, 3)), "has no layers: add some first"),
        (lambda: keras.Sequential([L.Dense(2)]).build(3), "input_shape must be sizes"),
        (lambda: keras.Sequential([L.Dense(2)])(None), "can't tell the shape of its input"),
        (lambda: keras.models.model_from_json("abc"), "model_from_json needs the text that to_json gave"),
        (lambda: keras.models.clone_model(3), "clone_model needs a model"),
        (lambda: keras.models.clone_model(keras.Sequential([ones()]), clone_function=3), "must be a function"),
    ],
)
def test_what_can_t_be_is_refused(call: Any, sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence):
        call()


def functional() -> Any:
    x = keras.Input((3,), name="i")
    shared = L.Dense(3, name="s")
    model = keras.Model(x, ones(2, name="d")(L.Add(name="sum")([shared(x), shared(shared(x))])), name="m")
    model.compile("adam", "mse", metrics=["mae"])
    return model


def test_a_clone_has_layers_of_its_own() -> None:
    model = functional()
    twin = keras.models.clone_model(model)
    assert [layer.name for layer in twin.layers] == [layer.name for layer in model.layers]
    assert (twin.name, twin.compiled, twin.count_params()) == ("m", True, model.count_params())
    assert not {id(v) for v in twin.weights} & {id(v) for v in model.weights}
    twin.set_weights(model.get_weights())
    np.testing.assert_array_equal(twin.predict(X, verbose=0), model.predict(X, verbose=0))
    other = keras.models.clone_model(
        model,
        keras.Input((3,)),
        lambda old: L.Dense(3, name="new") if old.name == "s" else type(old).from_config(old.get_config()),
    )
    assert [layer.name for layer in other.layers][1:] == ["new", "sum", "d"]
    stack = keras.models.clone_model(keras.Sequential([keras.Input((3,)), ones(name="q")]))
    assert isinstance(stack, keras.Sequential) and stack.layers[0].name == "q"


def test_a_model_is_a_text() -> None:
    model = functional()
    text = model.to_json()
    again = keras.models.model_from_json(text)
    assert again.to_json() == text
    assert again.optimizer.spec == model.optimizer.spec
    assert json.loads(model.to_json(indent=2)) == json.loads(text)


def test_a_file_with_an_unknown_loss_is_opened_without_it(tmp_path: Path) -> None:
    model = functional()
    model.save(tmp_path / "m.keras")
    with zipfile.ZipFile(tmp_path / "m.keras") as old, zipfile.ZipFile(tmp_path / "n.keras", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "config.json":
                config = json.loads(data)
                config["compile_config"]["loss"] = "my_loss"
                data = json.dumps(config).encode()
            new.writestr(zipfile.ZipInfo(name), data)
    with pytest.warns(UserWarning, match=r"n\.keras was compiled with something .* left out: .*my_loss"):
        again = keras.models.load_model(tmp_path / "n.keras")
    assert not again.compiled
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))
