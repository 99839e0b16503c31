from functools import partial
import keras
from keras import layers
Conv = partial(layers.Conv2D, kernel_size=3, padding="same", activation="relu", kernel_initializer="he_normal")
model = keras.models.Sequential([
    keras.Input((28, 28, 1)),
    Conv(filters=32, kernel_size=7),
    layers.MaxPooling2D(),
    Conv(filters=16),
    Conv(filters=16),
    layers.GlobalAveragePooling2D(),
    layers.Dense(units=10, activation='softmax'),
])
