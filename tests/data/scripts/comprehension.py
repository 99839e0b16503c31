import keras
from keras import layers
x = keras.Input((10, 8))
branches = [layers.Conv1D(4, k, padding="same")(x) for k in (1, 3, 5, 7)]
y = layers.Concatenate()(branches)
y = layers.GlobalMaxPooling1D()(y)
model = keras.Model(x, layers.Dense(2)(y))
