import keras
from keras import layers
inp = keras.Input((4,))
common = layers.Dense(16, activation="relu")(inp)
value = layers.Dense(1)(common)
advantage = layers.Dense(2)(common)
mean = keras.ops.mean(advantage, axis=1, keepdims=True)
q = value + (advantage - mean)
model = keras.Model(inputs=inp, outputs=q)
