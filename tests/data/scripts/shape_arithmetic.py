import math
import numpy as np
import keras
from keras import layers
target = (8, 8, 2)
units = int(np.prod(target))
steps = math.ceil(100 / 32)
inp = keras.Input((steps,))
x = layers.Dense(units, activation="relu")(inp)
x = layers.Reshape(target)(x)
n = len(target) + max(1, 2) * abs(-3) % 4
x = layers.Conv2D(n, 1)(x)
model = keras.Model(inp, x)
