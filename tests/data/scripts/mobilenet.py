import keras
from keras import layers
def bottleneck(x, expand, out, stride, idx):
    prefix = "block_%d_" % idx
    inp = x
    channels = x.shape[-1]
    x = layers.Conv2D(expand * channels, 1, use_bias=False, name=prefix + "expand")(x)
    x = layers.BatchNormalization(momentum=0.999, name=prefix + "expand_BN")(x)
    x = layers.ReLU(6.0, name=prefix + "expand_relu")(x)
    x = layers.DepthwiseConv2D(3, strides=stride, padding="same", use_bias=False, name=prefix + "depthwise")(x)
    x = layers.Conv2D(out, 1, use_bias=False, name=prefix + "project")(x)
    if stride == 1 and channels == out:
        return layers.Add(name=prefix + "add")([inp, x])
    return x
i = keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(8, 3, strides=2)(i)
settings = [(2, 8, 1), (4, 16, 2), (4, 16, 1)]
for n, (t, c, s) in enumerate(settings):
    x = bottleneck(x, t, c, s, n)
model = keras.Model(i, layers.GlobalAveragePooling2D()(x))
