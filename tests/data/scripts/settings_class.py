import keras
from keras import layers

class Config:
    hidden = [64, 32]
    rate = 0.1
    n_features = 12

cfg = Config()
inp = keras.Input((cfg.n_features,))
h = inp
for n in cfg.hidden:
    h = layers.Dense(n, activation="gelu")(h)
    h = layers.Dropout(cfg.rate)(h)
model = keras.Model(inp, layers.Dense(1)(h))
