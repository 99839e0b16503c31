import keras
from keras import layers, ops
inp = keras.Input((5, 4))
m = ops.mean(inp, axis=1)
s = ops.max(inp, axis=1, keepdims=False)
c = ops.concatenate([m, s], axis=-1)
c = ops.relu(c)
t = ops.transpose(inp, (0, 2, 1))
t = layers.Flatten()(t)
model = keras.Model(inp, [layers.Dense(1)(c), layers.Dense(2)(t)])
