import keras
from keras import activations, layers
i = keras.Input((5,))
x = layers.Dense(4, activation=activations.swish)(i)
x = layers.Dense(4, activation=keras.activations.gelu)(x)
x = layers.PReLU()(x)
x = layers.Activation(activations.tanh)(x)
model = keras.Model(i, x)
