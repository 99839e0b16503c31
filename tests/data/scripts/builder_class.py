import keras
from keras import layers, ops
class Builder:
    def __init__(self, width=16, depth=2, act="relu"):
        self.width = width
        self.depth = depth
        self.act = act
    def block(self, x, n):
        x = layers.Dense(self.width * n, activation=self.act)(x)
        return layers.LayerNormalization()(x)
    def build(self, input_dim):
        inp = keras.Input((input_dim,))
        x = inp
        for n in range(1, self.depth + 1):
            x = self.block(x, n)
        return keras.Model(inp, layers.Dense(1)(x))
model = Builder(width=8, depth=3).build(5)
model.compile(optimizer=keras.optimizers.AdamW(1e-3, weight_decay=1e-4), loss=keras.losses.Huber())
