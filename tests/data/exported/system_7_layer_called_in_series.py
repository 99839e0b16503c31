"""A neural network for Keras 3: run this file to train it."""

from pathlib import Path

import keras
import numpy as np
from keras import layers

HERE = Path(__file__).resolve().parent


def beside(name):
    """The path of a file, where it is named or beside this script; ends with a sentence where it is missing."""
    path = HERE / name
    found = [place for place in (path, HERE / path.name) if place.exists()]
    if not found:
        raise SystemExit(f"There is no {path}. Put it there, or change this.")
    return found[0]


def load_data():
    """The samples and their targets.

    No data set was chosen, so this expects a file of yours with these arrays, samples first:
    x of shape (None, 8)
    y of shape (None, 2)
    """
    data = np.load(beside("functional_4_data.npz"))
    return data["x"], data["y"]


def build_model():
    inputs = keras.Input(shape=(8,))
    x = layers.Dense(8, activation="tanh")(inputs)
    twice = layers.Dense(8, activation="relu", name="twice")
    x = twice(x)
    x = twice(x)
    outputs = layers.Dense(2)(x)
    return keras.Model(inputs, outputs)


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss="mean_squared_error",
    )
    x, y = load_data()
    model.fit(x, y, batch_size=32, epochs=10)
    results = model.evaluate(x, y, return_dict=True)
    print(results)
    model.save(HERE / "functional_4.keras")


if __name__ == "__main__":
    main()
