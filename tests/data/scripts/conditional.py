import keras
from keras import layers
USE_BN = True
DEPTH = 3
MODE = "conv" if DEPTH > 2 else "dense"
x = inp = keras.Input((12, 12, 1))
if MODE == "conv":
    x = layers.Conv2D(4, 3)(x)
    if USE_BN and not DEPTH == 1:
        x = layers.BatchNormalization()(x)
else:
    x = layers.Dense(4)(x)
while DEPTH > 0:
    x = layers.Conv2D(4, 1, activation="relu")(x)
    DEPTH -= 1
model = keras.Model(inp, layers.Flatten()(x))
