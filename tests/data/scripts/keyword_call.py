import keras
from keras import layers
q = keras.Input((4, 8)); v = keras.Input((6, 8))
x = layers.MultiHeadAttention(num_heads=2, key_dim=4)(query=q, value=v)
y, scores = layers.MultiHeadAttention(2, 4)(q, v, return_attention_scores=True)
model = keras.Model([q, v], [x, y])
