try:
    import tensorflow as tf
    from tensorflow import keras
except ImportError:
    import keras
from tensorflow.keras import backend as K
assert K.image_data_format() == "channels_last"
if K.image_data_format() == "channels_first":
    shape = (1, 28, 28)
else:
    shape = (28, 28, 1)
model = keras.Sequential([keras.Input(shape), keras.layers.Conv2D(4, 3), keras.layers.Flatten()])
