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
    input_layer_1 of shape (None, 14, 10)
    input_layer_2 of shape (None, 14, 10)
    y of shape (None, 1)
    """
    data = np.load(beside("functional_2_data.npz"))
    return [data["input_layer_1"], data["input_layer_2"]], data["y"]


def build_model():
    input_layer_1 = keras.Input(shape=(14, 10))
    input_layer_2 = keras.Input(shape=(14, 10))
    lstm_1 = layers.LSTM(8)
    lstm_1_of_input_layer_1 = lstm_1(input_layer_1)
    lstm_1_of_input_layer_2 = lstm_1(input_layer_2)
    x = layers.Concatenate()([lstm_1_of_input_layer_1, lstm_1_of_input_layer_2])
    outputs = layers.Dense(1, activation="sigmoid")(x)
    return keras.Model([input_layer_1, input_layer_2], outputs)


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"])
    x, y = load_data()
    model.fit(x, y, batch_size=32, epochs=10)
    results = model.evaluate(x, y, return_dict=True)
    print(results)
    model.save(HERE / "functional_2.keras")


if __name__ == "__main__":
    main()
