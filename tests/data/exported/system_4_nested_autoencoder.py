"""A neural network for Keras 3: run this file to train it."""

import keras
import numpy as np
from keras import layers


def load_data():
    """The samples and their targets, as lists of arrays."""
    data = np.load("autoencoder_data.npz")
    x = [data[key] for key in ["x_1"]]
    y = [data[key] for key in ["y_1"]]
    return x, y


def build_encoder(name="encoder"):
    img = keras.Input(shape=(28, 28, 1), name="img")
    x = layers.Conv2D(4, 3, activation="relu", name="conv2d")(img)
    x = layers.Conv2D(8, 3, activation="relu", name="conv2d_1")(x)
    x = layers.MaxPooling2D(pool_size=3, name="max_pooling2d")(x)
    x = layers.Conv2D(8, 3, activation="relu", name="conv2d_2")(x)
    x = layers.Conv2D(16, 3, activation="relu", name="conv2d_3")(x)
    outputs = layers.GlobalMaxPooling2D(name="global_max_pooling2d")(x)
    return keras.Model(inputs=img, outputs=outputs, name=name)


def build_decoder(name="decoder"):
    encoded_img = keras.Input(shape=(16,), name="encoded_img")
    x = layers.Reshape((4, 4, 1), name="reshape")(encoded_img)
    x = layers.Conv2DTranspose(4, 3, activation="relu", name="conv2d_transpose")(x)
    x = layers.Conv2DTranspose(8, 3, activation="relu", name="conv2d_transpose_1")(x)
    x = layers.UpSampling2D(size=3, name="up_sampling2d")(x)
    x = layers.Conv2DTranspose(4, 3, activation="relu", name="conv2d_transpose_2")(x)
    outputs = layers.Conv2DTranspose(1, 3, activation="relu", name="conv2d_transpose_3")(x)
    return keras.Model(inputs=encoded_img, outputs=outputs, name=name)


def build_model(name="autoencoder"):
    img = keras.Input(shape=(28, 28, 1), name="img")
    encoder = build_encoder(name="encoder")
    x = encoder(img)
    decoder = build_decoder(name="decoder")
    outputs = decoder(x)
    return keras.Model(inputs=img, outputs=outputs, name=name)


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(optimizer=keras.optimizers.Adam(), loss="mean_squared_error")
    [x], [y] = load_data()
    model.fit(x, y, batch_size=32, epochs=10)


if __name__ == "__main__":
    main()
