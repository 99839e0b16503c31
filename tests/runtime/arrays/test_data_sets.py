"""Data sets of arrays, windows and folders train, evaluate and predict; and what they refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

X = np.cos(np.arange(60)).reshape(20, 3).astype("float32")
Y = X.sum(axis=1, keepdims=True)


def linear() -> Any:
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.1), "mse")
    return model


def test_a_split_trains_as_its_arrays_do() -> None:
    left, right = keras.utils.split_dataset((X, Y), left_size=0.8)
    one, other = linear(), linear()
    got = one.fit(left.batch(4), validation_data=right.batch(4), epochs=3, verbose=0).history
    want = other.fit(
        X[:16], Y[:16], batch_size=4, validation_data=(X[16:], Y[16:]), epochs=3, shuffle=False, verbose=0
    ).history
    for name in want:
        np.testing.assert_allclose(got[name], want[name], rtol=1e-5)
    np.testing.assert_allclose(one.predict(right.batch(3), verbose=0), other.predict(X[16:], verbose=0), rtol=1e-5)
    assert one.evaluate(right.batch(2), verbose=0) == pytest.approx(other.evaluate(X[16:], Y[16:], verbose=0))


def test_pictures_of_a_folder_can_be_learnt(tmp_path: Path) -> None:
    for kind, level in (("dark", 20), ("light", 220)):
        (tmp_path / kind).mkdir()
        for number in range(6):
            pixels = np.full((5, 6, 3), level + 3 * number)
            keras.utils.save_img(tmp_path / kind / f"{number}.png", pixels, scale=False)
    train, held_out = keras.utils.image_dataset_from_directory(
        tmp_path, image_size=(4, 4), batch_size=4, seed=2, validation_split=0.25, subset="both", verbose=False
    )
    assert (len(train), len(held_out), train.class_names) == (3, 1, ["dark", "light"])
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [keras.Input((4, 4, 3)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), keras.layers.Dense(2)]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.05), loss, metrics=["accuracy"])
    history = model.fit(train, validation_data=held_out, epochs=15, verbose=0).history
    assert history["val_accuracy"][-1] == 1.0
    orders = [[float(y[0]) + 10 * float(x.mean()) for x, y in train] for _ in range(3)]
    assert orders[0] != orders[1] or orders[1] != orders[2]  # another order in every pass


def test_texts_of_a_folder_go_into_a_model_of_texts(tmp_path: Path) -> None:
    for kind, word in (("neg", "bad"), ("pos", "good")):
        (tmp_path / kind).mkdir()
        for number in range(3):
            (tmp_path / kind / f"{number}.txt").write_text(f"{word} " * (number + 1), encoding="utf-8")
    data = keras.utils.text_dataset_from_directory(tmp_path, batch_size=4, label_mode="binary", seed=1, verbose=False)
    words = keras.layers.TextVectorization(output_mode="multi_hot", vocabulary=["bad", "good"])
    model = keras.Sequential([keras.Input((), dtype="string"), words, keras.layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(0.3), "binary_crossentropy", metrics=["accuracy"])
    assert model.fit(data, epochs=12, verbose=0).history["accuracy"][-1] == 1.0


def test_a_data_set_can_be_cut_changed_and_batched_anew() -> None:
    data = keras.utils.timeseries_dataset_from_array(np.arange(12), None, 2, batch_size=3)
    assert [batch.shape[0] for batch in data] == [3, 3, 3, 2]
    assert len(data.take(2)) == 2
    assert [b.tolist() for b in data.take(1)] == [b.tolist() for b in data][:1]
    assert [b.tolist() for b in data.skip(3)] == [b.tolist() for b in data][3:]
    assert [int(b.sum()) for b in data.map(lambda x: x * 0 + 1)] == [6, 6, 6, 4]
    assert [len(b) for b in data.unbatch().batch(5)] == [5, 5, 1]
    assert [len(b) for b in data.unbatch().batch(5, drop_remainder=True)] == [5, 5]
    with pytest.raises(AttributeError, match=r"has no prefetch: there are take, skip"):
        data.prefetch(1)


FOLDER = {"labels": "inferred", "verbose": False}
REFUSED = {
    "no share": ({"subset": "training"}, "validation_split and subset go together"),
    "no seed": ({"subset": "training", "validation_split": 0.5}, "without a seed the two parts"),
    "labels": ({"labels": [1, 2, 3]}, r"there are 3 labels, and 2 files"),
    "classes": ({"class_names": ["a", "x"]}, "There is no x, only a, b"),
    "binary": ({"class_names": ["a"], "label_mode": "binary"}, "needs two classes. Found: a"),
    "grain": ({"format": "grain"}, "Grain is not used"),
    "mode": ({"label_mode": "words"}, "label_mode must be one of int, categorical, binary, or None"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_folders_that_cannot_be_read_as_asked(tmp_path: Path, case: str) -> None:
    for kind in ("a", "b"):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "t.txt").write_text(kind, encoding="utf-8")
    options, sentence = REFUSED[case]
    with pytest.raises(MessageError, match=sentence):
        keras.utils.text_dataset_from_directory(tmp_path, **{**FOLDER, **options})


@pytest.mark.parametrize(
    "options, sentence",
    [
        ({}, "needs left_size or right_size"),
        ({"left_size": 20}, "a whole number from 1 to 19"),
        ({"left_size": 0.9, "right_size": 0.4}, "ask for 26 samples, and there are 20"),
        ({"left_size": 0.01}, "one part would have none"),
        ({"left_size": 3, "preferred_backend": "torch"}, "Leave preferred_backend out"),
    ],
)
def test_splits_that_make_no_sense(options: Any, sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence):
        keras.utils.split_dataset(X, **options)
