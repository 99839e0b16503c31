import keras
from keras import layers
model = keras.Sequential([
    keras.Input((32, 32, 3)),
    layers.Rescaling(1.0 / 255),
    layers.RandomFlip("horizontal"),
    layers.RandomRotation(0.1),
    layers.Conv2D(4, 3),
    layers.GlobalMaxPooling2D(),
])
