from keras import Input, Model
from keras.layers import SeparableConv2D, SpatialDropout2D, ZeroPadding2D, Cropping2D, GlobalAveragePooling2D
i = Input((20, 20, 3))
x = ZeroPadding2D(((1, 2), (3, 4)))(i)
x = SeparableConv2D(6, 3, depth_multiplier=2)(x)
x = SpatialDropout2D(0.3)(x)
x = Cropping2D(2)(x)
model = Model(i, GlobalAveragePooling2D()(x))
