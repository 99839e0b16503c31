"""A neural network for Keras 3: run this file to train it."""

import keras
import numpy as np
from keras import layers


def load_data():
    """The samples and their targets, as lists of arrays."""
    data = np.load("small_resnet_data.npz")
    x = [data[key] for key in ["x_1"]]
    y = [data[key] for key in ["y_1"]]
    return x, y


def build_model(name="small_resnet"):
    img = keras.Input(shape=(32, 32, 3), name="img")
    x = layers.Conv2D(4, 3, activation="relu", name="conv2d_5")(img)
    x = layers.Conv2D(8, 3, activation="relu", name="conv2d_6")(x)
    max_pooling2d_1 = layers.MaxPooling2D(pool_size=3, name="max_pooling2d_1")(x)
    x = layers.Conv2D(8, 3, padding="same", activation="relu", name="conv2d_7")(max_pooling2d_1)
    x = layers.Conv2D(8, 3, padding="same", activation="relu", name="conv2d_8")(x)
    add_1 = layers.Add(name="add_1")([x, max_pooling2d_1])
    x = layers.Conv2D(8, 3, padding="same", activation="relu", name="conv2d_9")(add_1)
    x = layers.Conv2D(8, 3, padding="same", activation="relu", name="conv2d_10")(x)
    x = layers.Add(name="add_2")([x, add_1])
    x = layers.Conv2D(8, 3, activation="relu", name="conv2d_11")(x)
    x = layers.GlobalMaxPooling2D(name="global_max_pooling2d_1")(x)
    x = layers.Dense(16, activation="relu", name="dense_7")(x)
    x = layers.Dropout(0.0, name="dropout")(x)
    outputs = layers.Dense(10, activation="softmax", name="dense_8")(x)
    return keras.Model(inputs=img, outputs=outputs, name=name)


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss="categorical_crossentropy",
        metrics=["acc"],
    )
    [x], [y] = load_data()
    model.fit(x, y, batch_size=32, epochs=10)


if __name__ == "__main__":
    main()
