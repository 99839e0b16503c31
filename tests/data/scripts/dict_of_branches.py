import keras
from keras import layers
base = layers.Dense(16, activation="relu", name="shared")
branches = {k: keras.Input((6,), name=k) for k in ("left", "right", "mid")}
feats = {k: base(v) for k, v in branches.items()}
merged = layers.Average()(list(feats.values()))
diff = layers.Subtract()([feats["left"], feats["right"]])
absd = keras.ops.abs(diff)
x = layers.Concatenate()([merged, absd])
x = layers.Dense(units=x.shape[-1] // 2)(x)
x = layers.Activation("swish")(x)
assert x.shape[-1] == 16
model = keras.Model(branches, layers.Dense(1, activation="sigmoid")(x))
