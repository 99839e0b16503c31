import keras
from keras import layers
conv = dict(kernel_size=3, padding="same", activation="relu")
inp = keras.Input((8, 8, 2))
x = layers.Conv2D(4, **conv)(inp)
x = layers.Conv2D(8, strides=2, **conv)(x)
args = (4, 1)
x = layers.Conv2D(*args)(x)
model = keras.Model(inp, x)
