import keras
from keras import layers
model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
lr = keras.optimizers.schedules.ExponentialDecay(0.01, decay_steps=10000, decay_rate=0.9)
opt = keras.optimizers.Adam(learning_rate=lr, clipnorm=1.0)
model.compile(optimizer=opt, loss=keras.losses.Huber(delta=0.5), metrics=[keras.metrics.MeanAbsoluteError()])
