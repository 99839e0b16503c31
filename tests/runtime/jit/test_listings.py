"""The tutorial's listings, word for word but for their import lines, on a few samples and for an epoch or two.

`tests/data/listings` holds them; what they leave open (the data, optimizer and loss of the first) is given here.
"""

from __future__ import annotations

import pickle
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from runtime.api.model_training import TrainedModel
from runtime.api.naming import clear_session

LISTINGS = Path(__file__).resolve().parent.parent.parent / "data" / "listings"
RNG = np.random.default_rng(0)


@pytest.fixture(autouse=True)
def few_epochs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """One epoch instead of fifty or a hundred, in an empty folder; data where a listing has `x=None`."""
    clear_session()
    keras.utils.set_random_seed(0)
    monkeypatch.chdir(tmp_path)
    whole = TrainedModel.fit

    def short(self: Any, x: Any = None, y: Any = None, **options: Any) -> Any:
        if x is None:
            x, y = RNG.random((16, 784)), np.eye(10)[RNG.integers(0, 10, 16)]
        return whole(self, x, y, **{**options, "epochs": 1})

    monkeypatch.setattr(TrainedModel, "fit", short)
    yield
    clear_session()


def run(name: str, **given: Any) -> dict[str, Any]:
    """The names a listing leaves behind."""
    return runpy.run_path(str(LISTINGS / f"{name}.txt"), given)


def test_the_fully_connected_network() -> None:
    names = run("fully_connected", optimizer="rmsprop", loss="categorical_crossentropy")
    assert names["model"].count_params() == 784 * 64 + 64 + 64 * 64 + 64 + 64 * 10 + 10
    assert list(names["history"].history) == ["loss"]


def test_the_headline_with_two_inputs_and_two_losses() -> None:
    rows = 8
    names = run(
        "headline",
        headline_data=RNG.integers(1, 10000, (rows, 100)),
        additional_data=RNG.random((rows, 5)),
        labels=RNG.integers(0, 2, (rows, 1)),
    )
    kept = names["model"].history.history
    assert list(kept) == ["loss", "main_output_loss", "output2_loss"]
    assert kept["loss"][0] == pytest.approx(kept["main_output_loss"][0] + 0.2 * kept["output2_loss"][0], rel=1e-5)


def test_two_tweets_read_by_one_lstm() -> None:
    data = [RNG.integers(0, 2, (4, 280, 256)).astype("float32") for _ in range(2)]
    names = run("tweets", data_a=data[0], data_b=data[1], labels=np.array([0, 1, 1, 0]))
    assert len(names["shared_lstm"].nodes) == 2
    assert names["model"].count_params() == 4 * 64 * (256 + 64 + 1) + 129
    assert list(names["model"].history.history) == ["accuracy", "loss"]


def test_the_autoencoder_of_two_models(capsys: pytest.CaptureFixture[str]) -> None:
    names = run("autoencoder")
    assert [layer.name for layer in names["autoencoder"].layers] == ["img", "encoder", "decoder"]
    assert names["autoencoder"].output_shape == (None, 28, 28, 1)
    assert names["autoencoder"].predict(np.zeros((2, 28, 28, 1)), verbose=0).shape == (2, 28, 28, 1)
    assert 'Model: "autoencoder"' in capsys.readouterr().out


def test_the_residual_block() -> None:
    names = run("residual")
    model = keras.Model(names["x"], names["z"])
    assert model.output_shape == (None, 256, 256, 3)
    assert model.count_params() == 84


def test_the_small_resnet(tmp_path: Path) -> None:
    folder = tmp_path / "cifar-10-batches-py"
    folder.mkdir()
    for name in (*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"):
        rows = 4
        content = {b"data": RNG.integers(0, 256, (rows, 3072)).astype(np.uint8), b"labels": [0, 9, 3, 5]}
        (folder / name).write_bytes(pickle.dumps(content, protocol=2))
    names = run("small_resnet")
    assert names["x_train"].shape == (20, 32, 32, 3)
    assert names["y_train"].shape == (20, 10)
    assert list(names["model"].history.history) == ["acc", "loss", "val_acc", "val_loss"]
    assert (tmp_path / "small_resnet_model.png").stat().st_size > 1000


def test_data_sets_that_are_not_here_are_asked_for_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    with pytest.raises(ValueError, match=r"CIFAR-10 is not on this machine.*cifar-10-python\.tar\.gz"):
        keras.datasets.cifar10.load_data()
