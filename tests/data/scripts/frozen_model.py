import keras
from keras import layers
base = keras.Sequential([keras.Input((8,)), layers.Dense(8), layers.Dense(4)], name="base")
base.trainable = False
i = keras.Input((8,))
model = keras.Model(i, layers.Dense(1)(base(i, training=False)))
