import keras
from keras import layers
latent_dim = 2
enc_in = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(8, 3, activation="relu", strides=2, padding="same")(enc_in)
shape_before = x.shape[1:]
x = layers.Flatten()(x)
z_mean = layers.Dense(latent_dim, name="z_mean")(x)
z_log_var = layers.Dense(latent_dim, name="z_log_var")(x)
model = keras.Model(enc_in, [z_mean, z_log_var], name="encoder")
