from tensorflow.keras.layers import Input, Dense, Subtract, Dot
from tensorflow.keras.models import Model, Sequential

def base_network(shape):
    net = Sequential()
    net.add(Input(shape=shape))
    net.add(Dense(32, activation='relu'))
    net.add(Dense(16))
    return net

base = base_network((10,))
left = Input(shape=(10,))
right = Input(shape=(10,))
out = Dot(axes=1, normalize=True)([base(left), base(right)])
model = Model(inputs=[left, right], outputs=out)
