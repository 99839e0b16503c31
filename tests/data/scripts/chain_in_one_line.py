from keras import Input, Model, layers as ly
inp = Input((5,))
model = Model(inp, ly.Dense(1)(ly.Dropout(.1)(ly.Dense(7, 'relu')(inp))))
