import keras
from keras import layers
cnn = keras.Sequential([keras.Input((16, 16, 1)), layers.Conv2D(4, 3), layers.Flatten()], name="cnn")
video = keras.Input((5, 16, 16, 1))
frames = layers.TimeDistributed(cnn)(video)
x = layers.TimeDistributed(layers.Dense(8))(frames)
x = layers.GRU(4)(x)
model = keras.Model(video, layers.Dense(2)(x))
