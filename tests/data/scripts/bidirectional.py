import keras
from keras import layers
model = keras.Sequential([
    keras.Input(shape=(None,), dtype="int32"),
    layers.Embedding(20000, 128),
    layers.Bidirectional(layers.LSTM(64, return_sequences=True)),
    layers.Bidirectional(layers.LSTM(64)),
    layers.Dense(1, activation="sigmoid"),
])
