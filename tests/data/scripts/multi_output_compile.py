import keras
from keras import layers
inp = keras.Input((10,))
h = layers.Dense(8, activation="relu")(inp)
a = layers.Dense(1, name="age")(h)
b = layers.Dense(2, activation="softmax", name="gender")(h)
model = keras.Model(inp, [a, b])
model.compile(optimizer="adam", loss={"age": "mse", "gender": "sparse_categorical_crossentropy"},
              loss_weights={"age": 0.25, "gender": 1.0}, metrics={"gender": ["accuracy"]})
