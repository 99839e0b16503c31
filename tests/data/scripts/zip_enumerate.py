import keras
from keras import layers
i = keras.Input((6,))
x = i
names = ["one", "two", "three"]
for k, (name, act) in enumerate(zip(names, ["relu", "tanh", None]), start=1):
    x = layers.Dense(k * 4, activation=act, name="{:s}_{:02d}".format(name, k))(x)
model = keras.Model(inputs=i, outputs=x)
