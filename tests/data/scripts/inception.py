from keras.layers import Input, Conv2D, MaxPooling2D, Concatenate, GlobalAveragePooling2D, Dense
from keras.models import Model
def inception(x, f1, f2_in, f2_out, f3_in, f3_out, f4):
    b1 = Conv2D(f1, (1,1), padding='same', activation='relu')(x)
    b2 = Conv2D(f2_in, (1,1), padding='same', activation='relu')(x)
    b2 = Conv2D(f2_out, (3,3), padding='same', activation='relu')(b2)
    b3 = Conv2D(f3_in, (1,1), padding='same', activation='relu')(x)
    b3 = Conv2D(f3_out, (5,5), padding='same', activation='relu')(b3)
    b4 = MaxPooling2D((3,3), strides=(1,1), padding='same')(x)
    b4 = Conv2D(f4, (1,1), padding='same', activation='relu')(b4)
    return Concatenate(axis=-1)([b1, b2, b3, b4])
visible = Input(shape=(32, 32, 3))
layer = inception(visible, 4, 6, 8, 2, 4, 4)
layer = inception(layer, 8, *[6, 12], 4, 6, f4=4)
model = Model(inputs=visible, outputs=Dense(3)(GlobalAveragePooling2D()(layer)))
