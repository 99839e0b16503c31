from tensorflow.keras import Sequential, layers
def build_generator(latent_dim=100):
    model = Sequential(name="generator")
    model.add(layers.Input(shape=(latent_dim,)))
    model.add(layers.Dense(7 * 7 * 16, use_bias=False))
    model.add(layers.BatchNormalization(momentum=0.8))
    model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.Reshape((7, 7, 16)))
    for filters, strides in [(8, 1), (4, 2), (1, 2)]:
        last = filters == 1
        model.add(layers.Conv2DTranspose(filters, (5, 5), strides=(strides, strides), padding='same', use_bias=False,
                                         activation='tanh' if last else None))
        if not last:
            model.add(layers.BatchNormalization())
            model.add(layers.LeakyReLU())
    return model
generator = build_generator()
model = generator
