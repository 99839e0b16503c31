import keras
from keras import layers

def build_model(hidden=(64, 32), dropout=0.3, classes=5):
    inputs = keras.Input(shape=(40,))
    x = inputs
    for h in hidden:
        x = layers.Dense(h, activation="gelu")(x)
        if dropout > 0:
            x = layers.Dropout(dropout)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)

model = build_model(hidden=[128, 64, 32], dropout=0.0)
model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
