from __future__ import print_function
import argparse
import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Dropout, Activation, Flatten, Conv2D, MaxPooling2D, BatchNormalization
from tensorflow.keras.optimizers import Adam
from tensorflow.keras.callbacks import EarlyStopping, ReduceLROnPlateau

parser = argparse.ArgumentParser(description="train")
parser.add_argument("--filters", type=int, default=16)
parser.add_argument("--drop", type=float, default=0.25)
parser.add_argument("--lr", type=float, default=1e-3)
args = parser.parse_args([])

input_shape = (32, 32, 3)
num_classes = 10
model = Sequential(name="argnet")
for i, mult in enumerate([1, 2, 4]):
    if i == 0:
        model.add(Conv2D(args.filters * mult, (3, 3), padding="same", input_shape=input_shape, name=f"conv_{i}"))
    else:
        model.add(Conv2D(args.filters * mult, (3, 3), padding="same", name="conv_%d" % i))
    model.add(BatchNormalization(name="bn_{}".format(i)))
    model.add(Activation("relu"))
    model.add(MaxPooling2D(pool_size=(2, 2)))
    model.add(Dropout(args.drop))
model.add(Flatten())
model.add(Dense(num_classes, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer=Adam(learning_rate=args.lr), metrics=["accuracy"])
