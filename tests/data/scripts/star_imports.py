from keras.layers import *
from keras.models import *
from keras.optimizers import *

inp = Input((32, 32, 3))
c1 = Conv2D(8, 3, activation='relu', padding='same')(inp)
p1 = MaxPooling2D((2, 2))(c1)
c2 = Conv2D(16, 3, activation='relu', padding='same')(p1)
u1 = UpSampling2D((2, 2))(c2)
m1 = concatenate([u1, c1])
out = Conv2D(1, 1, activation='sigmoid')(m1)
model = Model(inp, out)
model.compile(optimizer=Adam(1e-4), loss='binary_crossentropy', metrics=['accuracy'])
