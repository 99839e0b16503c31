import keras
from keras import layers
config = {"units": [32, 16], "activation": "elu", "rate": 0.1}
model = keras.Sequential([keras.Input((9,))])
for n in config["units"]:
    model.add(layers.Dense(n, activation=config["activation"]))
    model.add(layers.Dropout(config.get("rate", 0.5)))
model.add(layers.Dense(1))
