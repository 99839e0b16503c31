from keras.layers import Input, Embedding, Flatten, Dot, Add
from keras.models import Model
n_users, n_items, k = 100, 200, 8
u = Input(shape=(1,), name="user"); v = Input(shape=(1,), name="item")
pu = Flatten()(Embedding(n_users, k, name="P")(u)); qv = Flatten()(Embedding(n_items, k, name="Q")(v))
bu = Flatten()(Embedding(n_users, 1)(u))
dot = Dot(axes=1)([pu, qv])
model = Model([u, v], Add()([dot, bu]))
model.compile("adam", "mse", metrics=["mae"])
