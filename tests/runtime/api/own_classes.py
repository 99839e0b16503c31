"""Classes of one's own, the same for Keras and for this program: `define(keras, register)` makes them for either.

With Keras' interpreter, `python tests/runtime/api/own_classes.py FOLDER` writes what `test_own_classes.py` reads.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

ROWS = [[-1.0, 0.5, 0.25], [0.0, 1.0, -0.5], [2.0, -1.0, 0.5]]


def define(keras: Any, register: Any) -> SimpleNamespace:
    """A layer with weights, one of layers with two inputs, and a model."""
    layers, ops = keras.layers, keras.ops

    @register("Tests")
    class Linear(layers.Layer):  # type: ignore[misc, name-defined]
        def __init__(self, units: int = 4, **options: Any) -> None:
            super().__init__(**options)
            self.units = units

        def build(self, input_shape: Any) -> None:
            self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="w")
            self.b = self.add_weight(shape=(self.units,), initializer="ones", name="b")

        def call(self, inputs: Any) -> Any:
            return ops.matmul(inputs, self.w) + self.b

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "units": self.units}

    @register("Tests")
    class Pair(layers.Layer):  # type: ignore[misc, name-defined]
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.last, self.parts = Linear(2), [Linear(3), layers.Dense(2)]

        def call(self, first: Any, second: Any, scale: float = 1.0) -> Any:
            for part in self.parts:
                first = part(first)
            return self.last(first) * scale + second

    @register("Tests")
    class Whole(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self, hidden: int = 4, **options: Any) -> None:
            super().__init__(**options)
            self.hidden = layers.Dense(hidden, activation="relu")
            self.blocks = [Linear(3), layers.Dense(2)]
            self.pair, self._end = Pair(), Linear(1)

        def call(self, x: Any) -> Any:
            x = self.hidden(x)
            for block in self.blocks:
                x = block(x)
            return self._end(self.pair(x, x))

    return SimpleNamespace(Linear=Linear, Pair=Pair, Whole=Whole)


def functional(keras: Any, own: SimpleNamespace) -> Any:
    """A model between tensors that uses them."""
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b")
    return keras.Model([a, b], keras.layers.Dense(1)(own.Pair()(own.Linear(4)(a), b, scale=0.5)))


if __name__ == "__main__":
    import keras  # type: ignore[import-not-found]
    import numpy as np

    keras.utils.set_random_seed(1)
    own = define(keras, keras.saving.register_keras_serializable)
    x = np.array(ROWS, "float32")
    model, whole = functional(keras, own), own.Whole(4)
    print("FUNCTIONAL =", model.predict([x, x[:, :2]], verbose=0).ravel().tolist())
    print("WHOLE =", whole.predict(x, verbose=0).ravel().tolist())
    model.save(f"{sys.argv[1]}/layers.keras")
    whole.save(f"{sys.argv[1]}/model.keras")
