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
    x of shape (None, 28, 28, 1)
    y of shape (None, 28, 28, 1)
    """
    data = np.load(beside("autoencoder_data.npz"))
    return data["x"], data["y"]


def build_encoder():
    img = keras.Input(shape=(28, 28, 1), name="img")
    x = layers.Conv2D(4, 3, activation="relu")(img)
    x = layers.Conv2D(8, 3, activation="relu")(x)
    x = layers.MaxPooling2D(pool_size=3)(x)
    x = layers.Conv2D(8, 3, activation="relu")(x)
    x = layers.Conv2D(16, 3, activation="relu")(x)
    outputs = layers.GlobalMaxPooling2D()(x)
    return keras.Model(img, outputs, name="encoder")


def build_decoder():
    encoded_img = keras.Input(shape=(16,), name="encoded_img")
    x = layers.Reshape((4, 4, 1))(encoded_img)
    x = layers.Conv2DTranspose(4, 3, activation="relu")(x)
    x = layers.Conv2DTranspose(8, 3, activation="relu")(x)
    x = layers.UpSampling2D(size=3)(x)
    x = layers.Conv2DTranspose(4, 3, activation="relu")(x)
    outputs = layers.Conv2DTranspose(1, 3, activation="relu")(x)
    return keras.Model(encoded_img, outputs, name="decoder")


def build_model():
    img = keras.Input(shape=(28, 28, 1), name="img")
    encoder = build_encoder()
    x = encoder(img)
    decoder = build_decoder()
    outputs = decoder(x)
    return keras.Model(img, outputs, name="autoencoder")


def main():
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    model.compile(optimizer="adam", loss="mean_squared_error")
    x, y = load_data()
    model.fit(x, y, batch_size=32, epochs=10)
    results = model.evaluate(x, y, return_dict=True)
    print(results)
    model.save(HERE / "autoencoder.keras")


if __name__ == "__main__":
    main()
