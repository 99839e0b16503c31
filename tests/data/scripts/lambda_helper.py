import keras
from keras import layers
act = lambda t: layers.LeakyReLU(negative_slope=0.1)(t)
dense = lambda n, t: act(layers.Dense(n)(t))
i = keras.Input((4,))
model = keras.Model(i, dense(2, dense(8, i)))
