"""What is made of arrays, pictures and folders is what Keras on TensorFlow makes of them, as recorded by
`tests/keras_oracle/array_answers.py`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras

RECORDED = json.loads((Path(__file__).resolve().parents[2] / "data" / "keras_arrays.json").read_text(encoding="utf-8"))
FORMS = {"plain": {}, "cropped": {"crop_to_aspect_ratio": True}, "padded": {"pad_to_aspect_ratio": True}}


@pytest.mark.parametrize("case", RECORDED["resized"])
def test_pictures_of_a_folder_are_resized_as_in_keras(tmp_path: Path, case: str) -> None:
    way, form = case.split()
    pixels = np.round(127.5 + 127.5 * np.sin(np.arange(63) ** 1.5)).reshape(9, 7, 1)
    keras.utils.save_img(tmp_path / "a.png", pixels, scale=False)
    data = keras.utils.image_dataset_from_directory(
        tmp_path,
        labels=None,
        color_mode="grayscale",
        image_size=(6, 11),
        interpolation=way,
        verbose=False,
        **FORMS[form],
    )
    (batch,) = list(data)
    assert batch.shape == (1, 6, 11, 1)
    assert batch.dtype == ("uint8" if way == "nearest" else "float32")
    near = 0.3 if way == "bicubic" else 0.02  # of whose weights TensorFlow keeps a table of 1024
    np.testing.assert_allclose(batch.reshape(-1), RECORDED["resized"][case], atol=near)


@pytest.mark.parametrize("case", RECORDED["files"])
def test_a_seed_gives_the_same_files_and_labels_as_in_keras(tmp_path: Path, case: str) -> None:
    for kind in ("b", "a"):
        (tmp_path / kind / "in").mkdir(parents=True)
        for place in ("x.txt", "y.txt", "z.txt", "in/w.txt"):
            (tmp_path / kind / place).write_text(f"{kind} {place}", encoding="utf-8")
    answer = RECORDED["files"][case]
    data = keras.utils.text_dataset_from_directory(tmp_path, verbose=False, **answer["options"])
    assert sorted([text, int(label)] for text, label in data.unbatch()) == answer["pairs"]
    assert data.class_names == answer["names"]


@pytest.mark.parametrize("answer", RECORDED["splits"], ids=lambda answer: str(answer["options"]))
def test_a_seed_splits_as_in_keras(answer: Any) -> None:
    left, right = keras.utils.split_dataset(np.arange(11), **answer["options"])
    assert [int(n) for n in left] == answer["left"]
    assert [int(n) for n in right] == answer["right"]


@pytest.mark.parametrize("answer", RECORDED["windows"], ids=lambda answer: str(answer["options"]))
def test_windows_are_those_of_keras(answer: Any) -> None:
    data = keras.utils.timeseries_dataset_from_array(np.arange(14), np.arange(14) * 10, **answer["options"])
    batches = [[part.tolist() for part in batch] for batch in data]
    assert batches == answer["batches"]
    assert len(data) == len(batches)
