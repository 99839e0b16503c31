"""Texts through a network: looked up, hashed, cut into words; what Keras 3.15.1 on TensorFlow makes of the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import runtime as keras

WORDS = np.array([["cat", "dog", ""], ["Dog", "mouse", "cat"], ["zebra", "cat", "öl"]])
SENTENCES = np.array([["The cat, sat! on the mat."], ["the   dog: sat"], ["mouse's öl Öl cat the"]])
LOOKED_UP = [[4, 5, 0], [1, 2, 4], [3, 4, 1]]
HASHED = [[6, 2, 3], [1, 6, 6], [2, 6, 7]]
SENTENCES_AS_WORDS = [[2, 4, 3, 5, 2], [2, 7, 3, 0, 0], [1, 1, 1, 4, 2]]


def test_texts_are_looked_up_as_in_keras() -> None:
    layer = keras.layers.StringLookup(vocabulary=["cat", "dog"], mask_token="", num_oov_indices=3)
    assert layer(WORDS).tolist() == LOOKED_UP
    assert keras.layers.Hashing(10)(WORDS).tolist() == HASHED
    learnt = keras.layers.StringLookup(max_tokens=4)
    learnt.adapt(["cat", "dog", "cat", "mouse", "zebra", "dog", "cat", "[UNK]"])
    assert learnt.vocabulary == ("cat", "dog", "zebra")


def test_sentences_become_rows_of_words_as_in_keras() -> None:
    layer = keras.layers.TextVectorization(output_sequence_length=5)
    layer.adapt(np.array(["the cat sat", "a dog, The cat!", "sat on the mat"]))
    assert layer(SENTENCES).tolist() == SENTENCES_AS_WORDS
    assert layer(SENTENCES[:, 0].tolist()).tolist() == SENTENCES_AS_WORDS
    counted = keras.layers.TextVectorization(output_mode="count", ngrams=2, vocabulary=["the", "cat", "the cat"])
    assert counted(SENTENCES[:1]).tolist() == [[7, 2, 1, 1]]


def test_a_network_reads_trains_and_is_saved_with_texts(tmp_path: Path) -> None:
    x = keras.Input((1,), dtype="string")
    vectorize = keras.layers.TextVectorization(output_sequence_length=4)
    vectorize.adapt(SENTENCES)
    h = keras.layers.Embedding(20, 3, mask_zero=True)(vectorize(x))
    model = keras.Model(x, keras.layers.LSTM(1)(h))
    model.compile("sgd", "mse")
    history = model.fit(SENTENCES, np.ones((3, 1)), epochs=4, batch_size=2, verbose=0).history["loss"]
    assert history[-1] < history[0]
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again.predict(SENTENCES, verbose=0), model.predict(SENTENCES, verbose=0))
    objects = SENTENCES.astype(object)
    np.testing.assert_array_equal(model.predict(objects, verbose=0), model.predict(SENTENCES, verbose=0))


def test_numbers_and_texts_are_kept_apart() -> None:
    x = keras.Input((3,), dtype="string")
    with pytest.raises(ValueError, match="computes with numbers, and is given texts"):
        keras.layers.Dense(2)(x)
    with pytest.raises(ValueError, match="computes with numbers, and is given texts"):
        keras.layers.Dense(2)(WORDS)
    with pytest.raises(ValueError, match="looks up string"):
        keras.layers.StringLookup(vocabulary=["a"])(np.array([[1, 2]]))
    with pytest.raises(ValueError, match="computes with numbers, and is given texts"):
        keras.layers.IntegerLookup(vocabulary=[1])(WORDS)
    model = keras.Model(x, keras.layers.StringLookup(vocabulary=["a"])(x))
    with pytest.raises(ValueError, match="takes texts, in rows of one length"):
        model.predict(np.array([[1, 2, 3]]), verbose=0)
    numbers = keras.Input((3,))
    with pytest.raises(ValueError, match="must be numbers"):
        keras.Model(numbers, keras.layers.Dense(1)(numbers)).predict(WORDS, verbose=0)
    with pytest.raises(ValueError, match="needs output_sequence_length"):
        keras.layers.TextVectorization(vocabulary=["a"])(SENTENCES)
