import keras
from keras.layers import *
i = keras.layers.Input((4, 8, 8, 1))
x = Conv3D(2, (2, 3, 3), activation="relu")(i)
x = MaxPooling3D((1, 2, 2))(x)
x = Reshape((3, -1))(x)
x = SimpleRNN(4, return_sequences=True)(x)
x = GRU(3, reset_after=False, go_backwards=True)(x)
model = keras.Model(i, x)
