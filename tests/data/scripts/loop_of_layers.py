from tensorflow import keras
from tensorflow.keras import layers

inputs = keras.Input(shape=(64,))
x = inputs
for units in (64, 32, 16):
    x = layers.Dense(units)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
outputs = layers.Dense(1)(x)
model = keras.Model(inputs, outputs, name="tower")
