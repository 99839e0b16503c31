import keras
from keras import layers
inputs = [keras.Input((3,), name=f"in_{i}") for i in range(3)]
encoded = [layers.Dense(4, activation="relu")(t) for t in inputs]
x = layers.Average()(encoded)
y = layers.Maximum()(encoded[:2])
model = keras.Model(inputs, layers.Multiply()([x, y]))
