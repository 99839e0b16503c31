import keras
model = keras.Sequential(name="stack")
model.add(keras.Input((20,)))
for i in range(4):
    model.add(keras.layers.Dense(2 ** (6 - i), activation="relu", name=f"hidden_{i}"))
model.add(keras.layers.Dense(3, activation="softmax", name="out"))
