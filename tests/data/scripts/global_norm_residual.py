import keras
from keras import layers as L
def mlp(x, hidden_units, dropout_rate):
    for units in hidden_units:
        x = L.Dense(units, activation=keras.activations.gelu)(x)
        x = L.Dropout(dropout_rate)(x)
    return x
i = keras.Input((16, 8))
encoded = i
for _ in range(2):
    x1 = L.LayerNormalization(epsilon=1e-6)(encoded)
    att = L.MultiHeadAttention(num_heads=2, key_dim=8, dropout=0.1)(x1, x1)
    x2 = L.Add()([att, encoded])
    x3 = L.LayerNormalization(epsilon=1e-6)(x2)
    x3 = mlp(x3, hidden_units=[16, 8], dropout_rate=0.1)
    encoded = L.Add()([x3, x2])
rep = L.LayerNormalization(epsilon=1e-6)(encoded)
rep = L.Flatten()(rep)
model = keras.Model(inputs=i, outputs=L.Dense(10)(mlp(rep, [32], .5)))
