import keras
from keras import layers
model = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2), layers.Dense(1)])
model.pop()
model.add(layers.Dense(5, name="new_head"))
