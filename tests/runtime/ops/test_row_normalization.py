"""What the normalizations of single samples do beyond the tests of every layer."""

from __future__ import annotations

import numpy as np
import pytest

import runtime as keras
from graph.layers.normalization.group_normalization import GroupNormalization
from graph.layers.normalization.layer_normalization import LayerNormalization, RMSNormalization, UnitNormalization
from graph.specs.message import MessageError
from graph.specs.params import SpecError
from graph.specs.spec import Spec, TensorType
from runtime.jit import threads
from tests.runtime.ops.one_layer import Trial


def test_weights_are_shaped_as_keras_shapes_them() -> None:
    x = (TensorType((None, 3, 4)),)
    shapes = {axis: LayerNormalization(axis=axis).weights(x)[0].shape for axis in ((1, 2), (-1, 1), (2, 1))}
    assert shapes == {(1, 2): (3, 4), (-1, 1): (4, 3), (2, 1): (3, 4)}
    assert [w.name for w in LayerNormalization(rms_scaling=True, scale=False).weights(x)] == ["gamma"]
    assert LayerNormalization(scale=False, center=False).outputs((TensorType((None, None)),))


@pytest.mark.parametrize(
    ("spec", "shape"),
    [
        (LayerNormalization(), (3, 900, 64)),
        (LayerNormalization(axis=(1,)), (3, 900, 64)),
        (GroupNormalization(groups=4), (3, 900, 64)),
        (GroupNormalization(groups=4, axis=1), (3, 64, 900)),
    ],
    ids=["big rows", "big rows turned", "big groups side by side", "big groups of runs"],
)
def test_any_number_of_threads_gives_the_same_bits(spec: Spec, shape: tuple[int, ...]) -> None:
    found = []
    for count in (1, 2):
        threads.set_threads(count)
        trial = Trial(spec, (TensorType((None, *shape[1:])),), dtype="float32")
        found.append([*trial.forward(), *(gradient for _, _, gradient in trial.gradients())])
    threads.set_threads(threads.default_threads())
    for one, two in zip(*found, strict=True):
        np.testing.assert_array_equal(one, two)


def test_a_mean_far_from_zero_costs_no_precision() -> None:
    x = np.random.default_rng(0).normal(10_000, 1, (4, 300)).astype("float32")
    exact = x.astype("float64")
    want = (exact - exact.mean(1, keepdims=True)) / exact.std(1, keepdims=True)
    np.testing.assert_allclose(keras.layers.LayerNormalization(epsilon=1e-9)(x), want, atol=2e-3)
    np.testing.assert_allclose(keras.layers.GroupNormalization(1, epsilon=1e-9)(x), want, atol=2e-3)


def test_what_does_not_fit_is_refused_with_a_sentence() -> None:
    x = (TensorType((None, 3, 6)),)
    with pytest.raises(MessageError, match="can't form 4 groups of the 6 channels"):
        GroupNormalization(groups=4).outputs(x)
    assert GroupNormalization(groups=4).mends(x) == {"groups": 3}
    with pytest.raises(SpecError, match="or -1 for one a channel"):
        GroupNormalization(groups=0)
    with pytest.raises(MessageError, match="each once"):
        UnitNormalization(axis=(1, -2)).outputs(x)
    with pytest.raises(MessageError, match="along the last axes"):
        RMSNormalization(axis=1).outputs(x)
