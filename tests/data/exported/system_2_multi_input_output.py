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
    main_input of shape (None, 12)
    input2 of shape (None, 5)
    y_1 of shape (None, 1)
    y_2 of shape (None, 1)
    """
    data = np.load(beside("functional_1_data.npz"))
    return [data["main_input"], data["input2"]], [data["y_1"], data["y_2"]]


def build_model():
    main_input = keras.Input(shape=(12,), dtype="int32", name="main_input")
    input2 = keras.Input(shape=(5,), name="input2")
    x = layers.Embedding(50, 16)(main_input)
    lstm = layers.LSTM(8)(x)
    x = layers.Concatenate()([lstm, input2])
    x = layers.Dense(16, activation="relu")(x)
    x = layers.Dense(16, activation="relu")(x)
    x = layers.Dense(16, activation="relu")(x)
    main_output = layers.Dense(1, activation="sigmoid", name="main_output")(x)
    output2 = layers.Dense(1, activation="sigmoid", name="output2")(lstm)
    return keras.Model([main_input, input2], [main_output, output2])


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(
        optimizer="rmsprop",
        loss={"main_output": "binary_crossentropy", "output2": "binary_crossentropy"},
        loss_weights={"main_output": 1.0, "output2": 0.2},
    )
    x, y = load_data()
    model.fit(x, y, batch_size=32, epochs=10)
    results = model.evaluate(x, y, return_dict=True)
    print(results)
    model.save(HERE / "functional_1.keras")


if __name__ == "__main__":
    main()
