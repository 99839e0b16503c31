"""Images changed at random: while training only, each in its own way, and the same for the same seed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.layers.preprocessing.image_sizes import RandomCrop, Resizing
from graph.layers.preprocessing.random_colours import RandomColorJitter, RandomHue
from graph.layers.preprocessing.random_details import CutMix, MixUp, RandomErasing
from graph.layers.preprocessing.random_geometry import (
    RandomFlip,
    RandomRotation,
    RandomTranslation,
    RandomZoom,
)
from graph.specs.params import SpecError
from graph.specs.spec import ShapeError, TensorType
from runtime.ops.op import RandomStream, StepArrays, find_op

Array = np.ndarray[Any, Any]


def changed(spec: Any, x: Array, step: int = 1, training: bool = True) -> Array:
    """What the layer makes of some images in one step."""
    (out,) = spec.outputs((TensorType(x.shape, x.dtype.name),))
    y = np.full(out.shape, np.nan, np.float64)

    def scratch(shape: tuple[int, ...], dtype: Any = None) -> Array:
        return np.zeros(shape, dtype or np.float64)

    io = StepArrays(spec, np.dtype(np.float64), (x,), (y,), {}, scratch, random=RandomStream(7, 0, step))
    io.backward = False
    found = find_op(type(spec))
    assert found is not None
    found(io).forward(training)
    return y


@pytest.fixture
def images() -> Array:
    return np.random.default_rng(0).standard_normal((200, 3, 4, 1))


def test_half_of_the_images_are_flipped_both_ways_at_once(images: Array) -> None:
    y = changed(RandomFlip(), images)
    flipped = (y == images[:, ::-1, ::-1]).all((1, 2, 3))
    assert (flipped | (y == images).all((1, 2, 3))).all()
    assert 70 < flipped.sum() < 130


def test_a_step_has_its_own_numbers_and_the_same_again(images: Array) -> None:
    spec = RandomRotation(factor=0.5)
    np.testing.assert_array_equal(changed(spec, images), changed(spec, images))
    assert not np.array_equal(changed(spec, images), changed(spec, images, step=2))
    np.testing.assert_array_equal(changed(spec, images, training=False), images)


def test_half_a_turn_shows_the_image_upside_down(images: Array) -> None:
    np.testing.assert_allclose(changed(RandomRotation(factor=(0.5, 0.5)), images), images[:, ::-1, ::-1], atol=1e-12)


def test_whole_places_are_shifted_and_filled_up(images: Array) -> None:
    spec = RandomTranslation(height_factor=0, width_factor=(0.25, 0.25), fill_mode="constant", fill_value=9)
    y = changed(spec, images)
    np.testing.assert_allclose(y[:, :, 1:], images[:, :, :-1], atol=1e-12)
    np.testing.assert_allclose(y[:, :, 0], 9)


def test_one_zoom_holds_for_both_axes() -> None:
    rows = np.broadcast_to(np.arange(4.0)[:, None, None], (2, 4, 4, 1)).copy()
    spec = RandomZoom(height_factor=0.4)
    turned = changed(spec, np.ascontiguousarray(rows.transpose(0, 2, 1, 3)))
    np.testing.assert_allclose(changed(spec, rows), turned.transpose(0, 2, 1, 3))


def test_a_random_part_is_the_same_in_all_images(images: Array) -> None:
    places = set()
    for step in range(40):
        y = changed(RandomCrop(height=2, width=2), images, step)
        found = [(i, j) for i in (0, 1) for j in (0, 1, 2) if np.array_equal(y, images[:, i : i + 2, j : j + 2])]
        assert len(found) == 1
        places.add(found[0])
    assert len(places) == 6


def test_while_predicting_the_largest_part_is_resized(images: Array) -> None:
    want = changed(Resizing(height=2, width=2, crop_to_aspect_ratio=True), images)
    np.testing.assert_allclose(changed(RandomCrop(height=2, width=2), images, training=False), want)


def test_a_range_is_a_number_or_two() -> None:
    assert RandomRotation(factor=[0.3, -0.1]).factor == (-0.1, 0.3)
    for wrong in (2, (0.1,), (0.1, 0.2, 0.3), "0.1", (0, 2)):
        with pytest.raises(SpecError, match="from -1 to 1"):
            RandomRotation(factor=wrong)


def test_noise_covers_a_rectangle_of_the_share_that_is_asked_for() -> None:
    x = np.zeros((50, 20, 30, 2))
    y = changed(RandomErasing(factor=(1, 1), scale=(0.25, 0.25), fill_value=1, value_range=(0, 2)), x)
    covered = y[..., 0] == 1
    np.testing.assert_array_equal(covered, y[..., 1] == 1)
    rows, columns = covered.any(2).sum(1), covered.any(1).sum(1)
    np.testing.assert_array_equal(covered.sum((1, 2)), rows * columns)
    assert (abs(rows - 10) <= 1).all() and (abs(columns - 15) <= 1).all()


def test_blended_and_cut_images_have_their_numbers_from_two() -> None:
    x = np.broadcast_to(np.arange(8.0)[:, None, None, None], (8, 5, 5, 1)).copy()
    blended = changed(MixUp(alpha=1.0), x)
    assert (blended == blended[:, :1, :1]).all() and ((blended >= 0) & (blended <= 7)).all()
    np.testing.assert_allclose(changed(MixUp(alpha=1e6), x).sum(), x.sum(), rtol=1e-2)
    assert all(len(set(image.ravel())) <= 2 for image in changed(CutMix(), x))


def test_jitter_does_what_its_layers_do_and_nothing_without_them() -> None:
    x = np.abs(np.random.default_rng(0).standard_normal((4, 3, 3, 3)))
    np.testing.assert_array_equal(changed(RandomColorJitter(), x), x)
    brighter = changed(RandomColorJitter(value_range=(0, 10), brightness_factor=(0.1, 0.1)), x)
    np.testing.assert_allclose(brighter, np.minimum(x + 1, 10))
    grey = changed(RandomColorJitter(value_range=(0, 10), saturation_factor=(0, 0), hue_factor=0.5), x)
    np.testing.assert_allclose(grey, np.broadcast_to(x.max(3, keepdims=True), x.shape))


def test_images_without_three_channels_have_no_colours() -> None:
    with pytest.raises(ShapeError, match="3 channels"):
        RandomHue(factor=0.1).outputs((TensorType((None, 4, 4, 2)),))


def test_called_on_arrays_they_act_unless_told_otherwise() -> None:
    import runtime as keras

    images = np.full((2, 3, 3, 1), 100, np.float32)
    brighter = keras.layers.RandomBrightness((0.2, 0.2))
    assert (np.asarray(brighter(images)) > 100).all()
    assert (np.asarray(brighter(images, training=False)) == 100).all()
    entry = keras.Input((3, 3, 1))
    assert (np.asarray(keras.Model(entry, brighter(entry))(images)) > 100).all()
