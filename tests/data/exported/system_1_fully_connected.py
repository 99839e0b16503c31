"""A neural network for Keras 3: run this file to train it."""

import keras
import numpy as np
from keras import layers


def load_data():
    """The samples and their targets, as lists of arrays."""
    data = np.load("functional_data.npz")
    x = [data[key] for key in ["x_1"]]
    y = [data[key] for key in ["y_1"]]
    return x, y


def build_model(name="functional"):
    input_layer = keras.Input(shape=(20,), name="input_layer")
    x = layers.Dense(16, activation="relu", name="dense")(input_layer)
    x = layers.Dense(16, activation="relu", name="dense_1")(x)
    outputs = layers.Dense(10, activation="softmax", name="dense_2")(x)
    return keras.Model(inputs=input_layer, outputs=outputs, name=name)


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    [x], [y] = load_data()
    model.fit(x, y, batch_size=32, epochs=10)


if __name__ == "__main__":
    main()
