"""A neural network for Keras 3: run this file to train it."""

import keras
import numpy as np
from keras import layers


def load_data():
    """The samples and their targets, as lists of arrays."""
    data = np.load("functional_1_data.npz")
    x = [data[key] for key in ["x_1", "x_2"]]
    y = [data[key] for key in ["y_1", "y_2"]]
    return x, y


def build_model(name="functional_1"):
    main_input = keras.Input(shape=(12,), dtype="int32", name="main_input")
    input2 = keras.Input(shape=(5,), name="input2")
    x = layers.Embedding(50, 16, name="embedding")(main_input)
    lstm = layers.LSTM(8, name="lstm")(x)
    x = layers.Concatenate(name="concatenate")([lstm, input2])
    x = layers.Dense(16, activation="relu", name="dense_3")(x)
    x = layers.Dense(16, activation="relu", name="dense_4")(x)
    x = layers.Dense(16, activation="relu", name="dense_5")(x)
    main_output = layers.Dense(1, activation="sigmoid", name="main_output")(x)
    output2 = layers.Dense(1, activation="sigmoid", name="output2")(lstm)
    return keras.Model(inputs=[main_input, input2], outputs=[main_output, output2], name=name)


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"main_output": "binary_crossentropy", "output2": "binary_crossentropy"},
        loss_weights={"main_output": 1.0, "output2": 0.2},
    )
    x, y = load_data()
    model.fit(x, y, batch_size=32, epochs=10)


if __name__ == "__main__":
    main()
