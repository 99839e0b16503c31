"""A neural network for Keras 3: run this file to train it."""

import keras
import numpy as np
from keras import layers


def load_data():
    """The samples and their targets, as lists of arrays."""
    data = np.load("functional_4_data.npz")
    x = [data[key] for key in ["x_1"]]
    y = [data[key] for key in ["y_1"]]
    return x, y


def build_model(name="functional_4"):
    input_layer_4 = keras.Input(shape=(8,), name="input_layer_4")
    x = layers.Dense(8, activation="tanh", name="dense_9")(input_layer_4)
    twice = layers.Dense(8, activation="relu", name="twice")
    x = twice(x)
    x = twice(x)
    outputs = layers.Dense(2, name="dense_10")(x)
    return keras.Model(inputs=input_layer_4, outputs=outputs, name=name)


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss="mean_squared_error",
    )
    [x], [y] = load_data()
    model.fit(x, y, batch_size=32, epochs=10)


if __name__ == "__main__":
    main()
