"""A neural network for Keras 3: run this file to train it."""

import keras
import numpy as np
from keras import layers


def load_data():
    """The samples and their targets, as lists of arrays."""
    data = np.load("functional_2_data.npz")
    x = [data[key] for key in ["x_1", "x_2"]]
    y = [data[key] for key in ["y_1"]]
    return x, y


def build_model(name="functional_2"):
    input_layer_1 = keras.Input(shape=(14, 10), name="input_layer_1")
    input_layer_2 = keras.Input(shape=(14, 10), name="input_layer_2")
    lstm_1 = layers.LSTM(8, name="lstm_1")
    lstm_1_of_input_layer_1 = lstm_1(input_layer_1)
    lstm_1_of_input_layer_2 = lstm_1(input_layer_2)
    x = layers.Concatenate(name="concatenate_1")([lstm_1_of_input_layer_1, lstm_1_of_input_layer_2])
    outputs = layers.Dense(1, activation="sigmoid", name="dense_6")(x)
    return keras.Model(inputs=[input_layer_1, input_layer_2], outputs=outputs, name=name)


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    x, [y] = load_data()
    model.fit(x, y, batch_size=32, epochs=10)


if __name__ == "__main__":
    main()
