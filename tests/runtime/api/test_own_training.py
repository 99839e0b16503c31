"""Calls of one's own that compute something else while they are trained, or act as in training at any time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

L = keras.layers
X = np.random.default_rng(0).normal(size=(8, 4)).astype("float32")
ONES = np.ones((4, 200), "float32")


class OneWay(L.Layer):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.dense = L.Dense(3)

    def call(self, x: Any, training: Any = None) -> Any:
        y = self.dense(x)
        if training:
            y = y * 2.0 + 1.0
        return y


class Several(L.Layer):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.dense, self.norm = L.Dense(3), L.BatchNormalization(momentum=0.5)

    def build(self, _shape: Any) -> None:
        self.factors = self.add_weight(shape=(3,), initializer="ones", name="factors")

    def call(self, x: Any, training: Any = False) -> Any:
        y = self.norm(self.dense(x), training=training)
        return [y * self.factors, y] if training else [y - self.factors * 0.5, y]


class Whole(keras.Model):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.first, self.last = OneWay(), L.Dense(1)

    def call(self, x: Any, training: Any = None) -> Any:
        hidden = self.first(x, training=training)
        return self.last(hidden * 0.5) if training else self.last(hidden)


class Always(L.Dropout):
    def call(self, inputs: Any) -> Any:
        return super().call(inputs, training=True)


class Inside(L.Layer):
    def __init__(self, inner: Any, **options: Any) -> None:
        super().__init__(**options)
        self.inner = inner

    def call(self, x: Any) -> Any:
        return self.inner(x, training=True)


class Twice(L.Dense):
    def call(self, inputs: Any) -> Any:
        return super().call(inputs) * 2.0


def functional(layer: Any) -> Any:
    x = keras.Input((4,))
    return keras.Model(x, layer(x))


def called(model: Any) -> Any:
    model(X)
    return model


RECORDED: dict[str, tuple[Any, Any, list[float], float]] = {
    "a layer": (lambda: functional(OneWay()), X[:, :3], [6.10992, 2.5843, 1.2286], 11.8821),
    "several results": (lambda: functional(Several()), [X[:, :3], X[:, 1:]], [1.40003, 1.3292, 1.26949], 15.8527),
    "a model": (lambda: called(Whole()), X[:, :1], [0.61888, 0.45382, 0.31795], 3.0432),
    "around a kind": (lambda: functional(Twice(3)), X[:, :3], [3.64924, 1.7288, 0.94493], 17.9805),
}
"""What Keras on JAX gave: the losses of three epochs, and the sum of the predictions' sizes after."""


@pytest.mark.parametrize("case", RECORDED)
def test_both_ways_compute_what_keras_computes(case: str) -> None:
    make, y, losses, size = RECORDED[case]
    model, draws = make(), np.random.default_rng(5)
    model.set_weights(
        [draws.normal(size=w.shape).astype("float32") * 0.5 if w.ndim else w for w in model.get_weights()]
    )
    model.compile(keras.optimizers.SGD(0.05), ["mse"] * len(y) if isinstance(y, list) else "mse")
    history = model.fit(X, y, batch_size=4, epochs=3, shuffle=False, verbose=0).history
    np.testing.assert_allclose(history["loss"], losses, atol=2e-5)
    found = model.predict(X, verbose=0)
    assert sum(float(np.abs(a).sum()) for a in (found if isinstance(y, list) else [found])) == pytest.approx(size, 1e-4)


@pytest.mark.parametrize("known", [True, False])
def test_files_and_clones_go_both_ways(known: bool, tmp_path: Path) -> None:
    model = functional(OneWay())
    model.save(tmp_path / "m.keras")
    copies = [keras.saving.load_model(tmp_path / "m.keras", custom_objects={"OneWay": OneWay} if known else None)]
    copies.append(keras.models.clone_model(model))
    copies[1].set_weights(model.get_weights())
    for training in (True, False):
        for copy in copies:
            np.testing.assert_allclose(copy(X, training=training), model(X, training=training), rtol=1e-6)


@pytest.mark.parametrize(
    "make",
    [lambda: Always(0.5), *(lambda k=k: Inside(k(0.5)) for k in (L.Dropout, L.GaussianNoise, L.GaussianDropout))],
    ids=["around a kind", "Dropout", "GaussianNoise", "GaussianDropout"],
)  # fmt: skip
def test_what_is_called_with_training_acts_after_training_too(make: Any) -> None:
    model = keras.Sequential([keras.Input((200,)), make()])
    first, second = (model.predict(ONES, verbose=0) for _ in range(2))
    assert (first != second).any()
    assert abs(first.mean() - 1) < 0.2
    assert len(model.layers) == 1
    assert (make()(ONES) != 1).any()


def test_what_would_act_otherwise_is_refused() -> None:
    with pytest.raises(MessageError, match="training=True within a call is there for Dropout"):
        Inside(L.BatchNormalization())(keras.Input((3,)))


def test_what_optimizers_lack_has_a_reason() -> None:
    with pytest.raises(AttributeError, match=r"SGD.build is left out of Layerloom: gradients stay within"):
        _ = keras.optimizers.SGD().build


@pytest.mark.parametrize("name", ["train_step", "test_step", "predict_step", "compute_loss"])
def test_steps_of_ones_own_are_refused_where_they_would_be_called(name: str) -> None:
    kind: Any = type("Mine", (Whole,), {name: lambda self, *_args: None})
    model = called(kind())
    model.compile("sgd", "mse")
    use = {"test_step": model.evaluate, "predict_step": lambda x, _y, **how: model.predict(x, **how)}
    with pytest.raises(MessageError, match=f"Mine has a {name} of its own, which is never called here"):
        use.get(name, model.fit)(X, X[:, :1], verbose=0)
