import numpy as np, keras
np.random.seed(1)
LAYER_SIZES = np.array([8, 4])
units = [int(n) for n in [8, 4]]
a = 3; b = a if a else 0; c = not b
model = keras.Sequential([keras.Input((units[0],)), *[keras.layers.Dense(n) for n in units], keras.layers.Dense(1 if c is False else 2)])
