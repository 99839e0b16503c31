import keras
from keras import layers
shared_embedding = layers.Embedding(1000, 16)
a = keras.Input(shape=(None,), dtype="int32")
b = keras.Input(shape=(None,), dtype="int32")
ea, eb = shared_embedding(a), shared_embedding(b)
lstm = layers.LSTM(8)
merged = layers.Concatenate()([lstm(ea), lstm(eb)])
model = keras.Model([a, b], layers.Dense(1, activation="sigmoid")(merged))
