from tensorflow import keras
from tensorflow.keras import layers

def residual_block(x, filters, stride=1, name=None):
    shortcut = x
    x = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False, name=name + "_conv1")(x)
    x = layers.BatchNormalization(name=name + "_bn1")(x)
    x = layers.ReLU(name=name + "_relu")(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=name + "_conv2")(x)
    x = layers.BatchNormalization(name=name + "_bn2")(x)
    if stride != 1 or shortcut.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride, name=name + "_proj")(shortcut)
    x = layers.Add(name=name + "_add")([x, shortcut])
    return layers.Activation("relu", name=name + "_out")(x)

inputs = keras.Input((32, 32, 3))
x = layers.Conv2D(16, 3, padding="same")(inputs)
for stage, (filters, n) in enumerate([(16, 2), (32, 2), (64, 2)]):
    for block in range(n):
        stride = 2 if stage > 0 and block == 0 else 1
        x = residual_block(x, filters, stride=stride, name="s{}b{}".format(stage, block))
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs, name="resnet")
