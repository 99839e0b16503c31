import keras
from keras import layers
prefix = "-".join(["a", "b"]).replace("-", "_").upper()
i = keras.Input((3,))
model = keras.Model(i, layers.Dense(2, name=prefix.lower() + "_out")(i), name=prefix)
