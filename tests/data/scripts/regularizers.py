from tensorflow.keras import layers, models, regularizers, initializers, constraints
model = models.Sequential()
model.add(layers.Input((10,)))
model.add(layers.Dense(16, kernel_regularizer=regularizers.l2(0.001), activation='relu'))
model.add(layers.Dense(8, kernel_regularizer=regularizers.L1L2(l1=1e-5, l2=1e-4), bias_initializer=initializers.Constant(0.1)))
model.add(layers.Dense(4, kernel_constraint=constraints.MaxNorm(2.), kernel_initializer=initializers.HeNormal(seed=1)))
