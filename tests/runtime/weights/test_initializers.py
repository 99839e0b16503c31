"""Initializers: the moments and limits of what they draw, and their special shapes."""

from __future__ import annotations

import numpy as np
import pytest

from graph.specs.initializers import ForgetBias
from graph.specs.registry import kinds, make_value
from runtime.ops.faults import RunError
from runtime.weights.initializers import fans_of, initial_value


def drawn(name, shape=(200, 300), **settings):
    spec = make_value("initializer", {"kind": name, **settings}, "test")
    return initial_value(spec, shape, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("name", "variance"),
    [
        ("GlorotUniform", 2 / 500),
        ("GlorotNormal", 2 / 500),
        ("HeUniform", 2 / 200),
        ("HeNormal", 2 / 200),
        ("LecunUniform", 1 / 200),
        ("LecunNormal", 1 / 200),
        ("RandomUniform", 0.1**2 / 12),
        ("RandomNormal", 0.05**2),
        ("TruncatedNormal", (0.05 * 0.87962566) ** 2),
        ("VarianceScaling", 1 / 200),
        ("Orthogonal", 1 / 300),
    ],
)
def test_mean_and_variance(name, variance):
    values = drawn(name)
    assert values.shape == (200, 300)
    assert values.mean() == pytest.approx(0, abs=4 * np.sqrt(variance / values.size))
    assert values.var() == pytest.approx(variance, rel=0.02)


@pytest.mark.parametrize(("name", "limit"), [("GlorotUniform", np.sqrt(6 / 500)), ("TruncatedNormal", 0.1)])
def test_nothing_lies_beyond_the_limit(name, limit):
    assert limit * 0.98 < np.abs(drawn(name)).max() <= limit


def test_fans_count_the_receptive_field():
    spec = make_value("initializer", "glorot_uniform", "test")
    assert fans_of(spec, (3, 3, 8, 16)) == (72, 144)
    assert fans_of(spec, (7,)) == (7, 7)
    assert fans_of(spec.replace(input_axes=(0,), output_axes=(1,)), (4, 5, 6)) == (4, 5)


@pytest.mark.parametrize("shape", [(4, 9), (9, 4), (3, 3, 2, 5)])
def test_orthogonal(shape):
    matrix = drawn("Orthogonal", shape, gain=2.0).reshape(-1, shape[-1])
    few = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    np.testing.assert_allclose(few @ few.T, 4 * np.eye(len(few)), atol=1e-12)


def test_plain_values():
    assert drawn("Zeros", (2,)).tolist() == [0, 0]
    assert drawn("Ones", (2,)).tolist() == [1, 1]
    assert drawn("Constant", (2,), value=3.5).tolist() == [3.5, 3.5]
    assert drawn("Identity", (2, 3), gain=2.0).tolist() == [[2, 0, 0], [0, 2, 0]]
    assert initial_value(ForgetBias(), (8,), np.random.default_rng(0)).tolist() == [0, 0, 1, 1, 0, 0, 0, 0]


def test_a_seed_of_its_own_and_every_kind_is_known():
    assert (drawn("HeNormal", seed=3) == drawn("HeNormal", seed=3)).all()
    for name in kinds("initializer"):
        shape = (4, 1, 4) if name == "STFT" else (4, 4)
        assert drawn(name, shape).shape == shape


@pytest.mark.parametrize("name", ["Orthogonal", "Identity"])
def test_a_vector_is_refused_with_a_sentence(name):
    with pytest.raises(RunError, match="two axes"):
        drawn(name, (3,))
