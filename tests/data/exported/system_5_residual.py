"""A neural network for Keras 3: run this file to train it."""

import keras
import numpy as np
from keras import layers


def load_data():
    """The samples and their targets, as lists of arrays."""
    data = np.load("functional_3_data.npz")
    x = [data[key] for key in ["x_1"]]
    y = [data[key] for key in ["y_1"]]
    return x, y


def build_model(name="functional_3"):
    input_layer_3 = keras.Input(shape=(16, 16, 3), name="input_layer_3")
    x = layers.Conv2D(3, 3, padding="same", name="conv2d_4")(input_layer_3)
    outputs = layers.Add(name="add")([input_layer_3, x])
    return keras.Model(inputs=input_layer_3, outputs=outputs, name=name)


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(optimizer=keras.optimizers.RMSprop(), loss="mean_squared_error")
    [x], [y] = load_data()
    model.fit(x, y, batch_size=32, epochs=10)


if __name__ == "__main__":
    main()
