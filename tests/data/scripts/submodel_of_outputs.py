import keras
from keras import layers
inp = keras.Input((8,))
h = layers.Dense(16, activation="relu", name="features")(inp)
out = layers.Dense(4, name="head")(h)
full = keras.Model(inp, out)
extractor = keras.Model(full.input, full.get_layer("features").output, name="extractor")
new_in = keras.Input((8,))
y = extractor(new_in)
model = keras.Model(new_in, layers.Dense(1)(y))
