import keras
from keras import layers
def conv_bn(filters, size):
    def apply(x):
        x = layers.Conv2D(filters, size, padding="same", use_bias=False)(x)
        return layers.BatchNormalization()(x)
    return apply
inp = keras.Input((8, 8, 3))
x = conv_bn(4, 3)(inp)
x = conv_bn(filters=8, size=1)(x)
model = keras.Model(inp, layers.GlobalMaxPooling2D()(x))
