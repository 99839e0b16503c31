import keras
from keras import layers
class Plain:
    pass
note = """a text
over lines"""
with keras.name_scope("net"):
    i = keras.Input((3,))
    o = layers.Dense(2, name="d")(i)
model = keras.Model(i, o)
