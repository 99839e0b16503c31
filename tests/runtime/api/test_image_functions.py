"""Keras' `ops.image`: the numbers that Keras gives, recorded by `tests/keras_oracle/image_functions.py`."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError
from tests.keras_oracle.image_functions import CASES, TARGET, arrays

RECORDED = json.loads(TARGET.read_text(encoding="utf-8"))
IMAGE = keras.ops.image


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: f"{n}-{CASES[n][0]}")
def test_as_keras(number: int) -> None:
    name, images, given, settings = CASES[number]
    _, shape, numbers = RECORDED[number]
    found = np.asarray(getattr(IMAGE, name)(*arrays(images), *given, **settings))
    assert list(found.shape) == shape
    np.testing.assert_allclose(found.ravel(), numbers, rtol=1e-4, atol=2e-5)


FIRST = [case for case in CASES if case[1][0] == "batch" and case[0] not in ("ssim", "sobel_edges")]


@pytest.mark.parametrize(("name", "given", "settings"), [(n, g, s) for n, _, g, s in FIRST if "data_format" not in s])
def test_channels_may_come_first(name: str, given: list[Any], settings: dict[str, Any]) -> None:
    (images,) = arrays(("batch",))
    last = getattr(IMAGE, name)(images, *given, **settings)
    first = getattr(IMAGE, name)(np.moveaxis(images, -1, 1), *given, **settings, data_format="channels_first")
    np.testing.assert_allclose(np.moveaxis(np.asarray(first), 1, -1), last, rtol=1e-5, atol=1e-6)


def test_bending_is_of_a_seed_and_leaves_an_even_picture() -> None:
    (images,) = arrays(("batch",))
    bent = [IMAGE.elastic_transform(images, alpha=3.0, sigma=1.0, seed=seed) for seed in (1, 1, 2)]
    assert (bent[0] == bent[1]).all() and not np.allclose(bent[0], bent[2]) and not np.allclose(bent[0], images)
    even = np.full((1, 8, 8, 2), 0.25, np.float32)
    np.testing.assert_allclose(IMAGE.elastic_transform(even, seed=3), even, atol=1e-6)


def test_what_is_made_of_operations_goes_between_layers() -> None:
    x = keras.Input((5, 6, 3))
    y = IMAGE.crop_images(IMAGE.pad_images(x, 1, 1, 1, 1), 2, 0, None, None, 4, 5)
    y = IMAGE.resize(IMAGE.rgb_to_grayscale(y), (3, 3))
    model = keras.Model(x, IMAGE.extract_patches(y, 2, strides=1))
    (images,) = arrays(("batch",))
    z = IMAGE.crop_images(IMAGE.pad_images(images, 1, 1, 1, 1), 2, 0, None, None, 4, 5)
    z = IMAGE.resize(IMAGE.rgb_to_grayscale(z), (3, 3))
    np.testing.assert_allclose(model.predict(images, verbose=0), IMAGE.extract_patches(z, 2, strides=1), atol=1e-5)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda i: IMAGE.crop_images(i, 1, 1), "two of the border before"),
        (lambda i: IMAGE.crop_images(i, 3, 0, 4, 0), "would be 3 and 4"),
        (lambda i: IMAGE.pad_images(i, 1, 1, None, None, 4, 9), "would be 1 and -2"),
        (lambda i: IMAGE.resize(i[0, 0], (2, 2)), "an image of three axes"),
        (lambda i: IMAGE.rgb_to_grayscale(i[..., :2]), "1 or 3 channels"),
        (lambda i: IMAGE.rgb_to_hsv((i * 255).astype(np.uint8)), "needs floats"),
        (lambda i: IMAGE.affine_transform(i, [1, 2]), "eight numbers"),
        (lambda i: IMAGE.affine_transform(i, [1] * 8, "cubic"), "nearest, bilinear"),
        (lambda i: IMAGE.ssim(i, i), "11 rows"),
        (lambda i: IMAGE.rgb_to_hsv(keras.Input((5, 6, 3))), "arrays only"),
    ],
)
def test_a_wrong_argument_gets_a_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence):
        call(arrays(("batch",))[0])
