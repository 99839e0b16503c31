"""Layers that give categories: what they learn from data, and numbers that Keras 3.15.1 gave on TensorFlow."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import runtime as keras

IDS = np.array([[0, 3, 3], [1, 9, 2]])
HASHED, SALTED = [[9, 5, 1, 7]], [[6, 5, 2, 6]]


def test_categories_outside_are_left_out() -> None:
    found = keras.layers.CategoryEncoding(4, output_mode="count")(IDS)
    np.testing.assert_array_equal(found, [[1, 0, 0, 2], [0, 1, 1, 0]])
    weighted = keras.layers.CategoryEncoding(4, output_mode="count")(IDS, count_weights=[[1.0, 0.5, 2.0]] * 2)
    np.testing.assert_array_equal(weighted, [[1, 0, 0, 2.5], [0, 1, 2, 0]])
    assert keras.layers.CategoryEncoding(4, output_mode="one_hot")(IDS).shape == (2, 3, 4)
    with pytest.raises(ValueError, match="needs num_tokens"):
        keras.layers.CategoryEncoding()(IDS)
    with pytest.raises(ValueError, match="takes count weights only"):
        keras.layers.CategoryEncoding(4)(IDS, count_weights=IDS)


def test_bins_are_found_in_data() -> None:
    layer = keras.layers.Discretization(num_bins=4, epsilon=0.01)
    with pytest.raises(ValueError, match="No bounds are known yet"):
        layer(np.zeros((1, 2)))
    layer.adapt(np.arange(1000.0))
    np.testing.assert_allclose(layer.bin_boundaries, [249, 499, 749], atol=2)
    assert layer(np.array([[-5.0, 300.0, 749.5, 1e9]])).tolist() == [[0, 1, 3, 3]]
    with pytest.raises(ValueError, match="ascending"):
        keras.layers.Discretization([1.0, 0.0])


def test_a_vocabulary_is_learnt_by_how_often_numbers_are_there() -> None:
    layer = keras.layers.IntegerLookup(max_tokens=4, mask_token=1)
    layer.adapt([1, 1, 1, 2, 2, 5, 5, 7, 8, 8, 8, 8, -1])
    assert layer.vocabulary == (8, 5)
    assert layer([[8, 5, 2, 1, -1]]).tolist() == [[2, 3, 1, 0, 1]]
    back = keras.layers.IntegerLookup(vocabulary=layer.vocabulary, mask_token=1, invert=True)
    assert back([[2, 3, 1, 0, 9]]).tolist() == [[8, 5, -1, 1, -1]]
    with pytest.raises(ValueError, match="7 is not in the vocabulary"):
        keras.layers.IntegerLookup(vocabulary=[1, 2], num_oov_indices=0)(np.array([[1, 7]]))
    with pytest.raises(ValueError, match="without repetitions"):
        keras.layers.IntegerLookup(vocabulary=[1, 1])
    with pytest.raises(ValueError, match="doesn't know its categories yet"):
        keras.layers.IntegerLookup(output_mode="count")(IDS)


def test_what_a_vocabulary_is_asked_for() -> None:
    layer = keras.layers.StringLookup(output_mode="multi_hot", mask_token="")
    layer.adapt(np.array(["a", "b", "a", "c"]))
    assert (layer.get_vocabulary(), layer.vocabulary_size()) == (["[UNK]", "a", "c", "b"], 4)
    cut = keras.layers.TextVectorization(output_sequence_length=2)
    cut.set_vocabulary(np.array(["hi", "you"]))
    assert (cut.get_vocabulary(), cut.get_vocabulary(False)) == (["", "[UNK]", "hi", "you"], ["hi", "you"])
    assert keras.layers.IntegerLookup(vocabulary=[5, 6]).get_vocabulary() == [-1, 5, 6]


def test_hashing_is_tensorflows() -> None:
    numbers = np.array([[-3, 0, 5, 8]])
    assert keras.layers.Hashing(10)(numbers).tolist() == HASHED
    assert keras.layers.Hashing(10, salt=133)(numbers).tolist() == SALTED


def test_a_network_trains_behind_categories_and_is_saved_with_them(tmp_path: Path) -> None:
    x = keras.Input((3,), dtype="int64")
    lookup = keras.layers.IntegerLookup(output_mode="multi_hot")
    lookup.adapt(IDS)
    model = keras.Model(x, keras.layers.Dense(1)(lookup(x)))
    model.compile("sgd", "mse")
    first = model.fit(IDS, np.ones((2, 1)), epochs=5, verbose=0).history["loss"]
    assert first[-1] < first[0]
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again.predict(IDS, verbose=0), model.predict(IDS, verbose=0))
