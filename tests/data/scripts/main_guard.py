import keras
from keras import layers

WIDTH = 16

def make_model():
    model = keras.Sequential()
    model.add(layers.Input(shape=(12,)))
    model.add(layers.Dense(WIDTH * 2, activation="tanh"))
    model.add(layers.Dense(WIDTH // 4))
    return model

def main():
    global model
    model = make_model()
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.01, momentum=0.9), loss="mse")
    model.summary()

if __name__ == "__main__":
    main()
