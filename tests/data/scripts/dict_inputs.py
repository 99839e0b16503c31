import keras
from keras import layers
features = {"age": 1, "income": 1, "zip": 4}
ins = {k: keras.Input((n,), name=k) for k, n in features.items()}
x = layers.Concatenate()(list(ins.values()))
model = keras.Model(list(ins.values()), layers.Dense(1)(x))
