"""Keras' own data sets, from files that lie in its folder; where they don't, there is a sentence."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError
from runtime.datasets import boston_housing, california_housing
from tests.runtime.data.test_folders_and_archives import cifar, idx


def put(folder: Path, name: str, **arrays: Any) -> None:
    (folder / "datasets").mkdir(parents=True, exist_ok=True)
    np.savez(folder / "datasets" / name, **arrays)


def test_digits_and_houses_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    images = np.arange(2 * 28 * 28, dtype=np.uint8).reshape(2, 28, 28)
    put(tmp_path, "mnist.npz", x_train=images, y_train=[1, 2], x_test=images[:1], y_test=[3])
    (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
    np.testing.assert_array_equal(x, images)
    assert (y.tolist(), x_test.shape, y_test.tolist()) == ([1, 2], (1, 28, 28), [3])
    houses, prices = np.arange(26.0).reshape(13, 2), np.arange(13.0)
    for module, name in ((boston_housing, "boston_housing.npz"), (california_housing, "california_housing.npz")):
        put(tmp_path, name, x=houses, y=prices)
        (x, y), (x_test, y_test) = module.load_data(test_split=0.3, seed=5)
        rows = np.arange(13)
        np.random.RandomState(5).shuffle(rows)
        assert y.tolist() + y_test.tolist() == rows.tolist()
        assert (len(x), len(x_test)) == (9, 4)
        with pytest.raises(MessageError, match="a share from 0 up to 1"):
            module.load_data(test_split=1)


def test_clothes_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    folder = tmp_path / "datasets" / "fashion-mnist"
    folder.mkdir(parents=True)
    for part, rows in (("train", 3), ("t10k", 2)):
        (folder / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(np.arange(rows, dtype=np.uint8))))
        (folder / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(np.zeros((rows, 28, 28), np.uint8))))
    (x, y), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
    assert (x.shape, y.tolist(), x_test.shape, y_test.tolist()) == ((3, 28, 28), [0, 1, 2], (2, 28, 28), [0, 1])
    (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(b"broken")
    with pytest.raises(MessageError, match=r"can't be read.*Copy it again"):
        keras.datasets.fashion_mnist.load_data()


def test_small_photographs_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets" / "cifar-100-python-target").mkdir(parents=True)
    images, (coarse, fine) = cifar(tmp_path / "datasets" / "cifar-100-python-target" / "cifar-100-python", True, False)
    for mode, labels in (("fine", fine), ("coarse", coarse)):
        (x, y), (x_test, y_test) = keras.datasets.cifar100.load_data(mode)
        np.testing.assert_array_equal(np.concatenate([x, x_test]), images)
        np.testing.assert_array_equal(np.concatenate([y, y_test])[:, 0], labels)
    with pytest.raises(MessageError, match='must be "fine" or "coarse"'):
        keras.datasets.cifar100.load_data("both")
    images, (labels,) = cifar(tmp_path / "datasets" / "cifar-10-batches-py", False, False)
    (x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
    np.testing.assert_array_equal(np.concatenate([x, x_test]), images)
    assert np.concatenate([y, y_test]).tolist() == labels[:, None].tolist()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("mnist", "mnist.npz into .*datasets"),
        ("fashion_mnist", "train-images-idx3-ubyte.gz into .*fashion-mnist"),
        ("cifar10", "cifar-10-python.tar.gz into .*datasets"),
        ("cifar100", "cifar-100-python.tar.gz into .*datasets"),
        ("boston_housing", "boston_housing.npz into .*datasets"),
        ("california_housing", "california_housing.npz into .*datasets"),
    ],
)
def test_what_is_not_there_is_a_sentence_that_says_where_to_put_it(
    name: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MessageError, match=f"is not on this machine, and nothing is downloaded. Put {file}"):
        getattr(keras.datasets, name).load_data()


def test_other_files_of_that_name_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    put(tmp_path, "mnist.npz", x=[1])
    with pytest.raises(MessageError, match=r"mnist\.npz can't be read as MNIST, with x_train"):
        keras.datasets.mnist.load_data()
    (tmp_path / "datasets" / "boston_housing.npz").write_bytes(b"PK")
    with pytest.raises(MessageError, match="can't be read as The Boston housing set"):
        keras.datasets.boston_housing.load_data()
    with pytest.raises(AttributeError, match=r"keras\.datasets\.imdb is left out of Layerloom: its file holds Python"):
        keras.datasets.imdb  # noqa: B018


def test_parts_of_ops_have_the_same_functions() -> None:
    assert keras.ops.nn.relu is keras.ops.relu
    assert keras.ops.numpy.sum is keras.ops.sum
    assert "softmax" in dir(keras.ops.nn)
    with pytest.raises(AttributeError, match=r"keras\.ops\.nn\.nonsense"):
        keras.ops.nn.nonsense  # noqa: B018
