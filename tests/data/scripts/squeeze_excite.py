import keras
from keras import layers
def se(x, ratio=4):
    c = x.shape[-1]
    s = layers.GlobalAveragePooling2D(keepdims=True)(x)
    s = layers.Dense(c // ratio, activation="relu")(s)
    s = layers.Dense(c, activation="sigmoid")(s)
    return layers.multiply([x, s])
i = keras.Input((8, 8, 8))
model = keras.Model(i, se(se(i), ratio=2))
