import keras
from keras import layers
base = keras.Sequential([keras.Input((8,)), layers.Dense(8, name="a"), layers.Dense(8, name="b"), layers.Dense(8, name="c")], name="base")
for layer in base.layers[:-1]:
    layer.trainable = False
i = keras.Input((8,))
model = keras.Model(i, layers.Dense(1)(base(i)))
