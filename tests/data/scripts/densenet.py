import keras
from keras import layers
def dense_block(x, blocks, growth):
    feats = [x]
    for _ in range(blocks):
        y = layers.Concatenate()(feats) if len(feats) > 1 else feats[0]
        y = layers.BatchNormalization()(y)
        y = layers.Conv2D(growth, 3, padding="same", activation="relu")(y)
        feats.append(y)
    return layers.Concatenate()(feats)
def transition(x, reduction):
    return layers.AveragePooling2D(2)(layers.Conv2D(int(x.shape[-1] * reduction), 1)(x))
inp = keras.Input((16, 16, 3))
x = layers.Conv2D(8, 3, padding="same")(inp)
for i, n in enumerate([2, 3]):
    x = dense_block(x, n, growth=4)
    if i < 1:
        x = transition(x, 0.5)
model = keras.Model(inp, layers.GlobalAveragePooling2D()(x))
