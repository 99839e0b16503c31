import keras.layers as L
import keras.models as M
i = L.Input((16,))
h = L.Dense(8)(i)
h = L.BatchNormalization()(h)
h = L.Activation('relu')(h)
o = L.Dense(2)(h)
model = M.Model(inputs=i, outputs=o)
