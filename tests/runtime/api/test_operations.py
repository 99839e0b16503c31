"""Functions of `keras.ops` on arrays give what Keras gave when `keras_oracle/operations.py` recorded it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.layers.operations.by_layer import Conv
from graph.specs.spec import TensorType
from runtime.execution.liveness import known_sizes
from runtime.ops.op import StepArrays
from runtime.ops.operations.by_layer import ByLayerOp
from tests.keras_oracle.operation_cases import CASES, LONG

DATA = Path(__file__).resolve().parents[2] / "data"
RECORDED = json.loads((DATA / "keras_operations.json").read_text(encoding="utf-8"))


def check(found: Any, want: Any) -> None:
    if isinstance(want, str):
        assert str(found) == want
    elif not want or isinstance(want[0], list):
        assert len(found) == len(want)
        for one, other in zip(found, want):
            check(one, other)
    else:
        dtype, shape, numbers = want
        array = np.asarray(found)
        assert list(array.shape) == shape
        assert array.dtype.kind == np.dtype(dtype).kind
        np.testing.assert_allclose(array.ravel(), np.array(numbers, float), rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{name}-{n}" for n, (name, _, _) in enumerate(CASES)])
def test_a_function_gives_what_keras_gives(number: int) -> None:
    name, args, settings = CASES[number]
    recorded, want = RECORDED[number]
    assert recorded == name
    assert want is not None
    check(getattr(keras.ops, name)(*args, **settings), want)


def test_between_layers_a_function_gives_what_it_gives_of_arrays() -> None:
    """Kernels and weights are tensors, too; what is made of several operations trains."""
    x = keras.Input((10, 2))
    kernel = keras.ops.mean(keras.ops.reshape(x, (-1, 10, 2, 1)), axis=0)[:3]
    model = keras.Model(x, keras.ops.conv(x, keras.ops.concatenate([kernel, kernel * 2.0], axis=-1)))
    found = model.predict(LONG, verbose=0)
    mine = LONG[0, :3, :, None]
    np.testing.assert_allclose(found, keras.ops.conv(LONG, np.concatenate([mine, mine * 2], -1)), rtol=1e-6)
    quantiles = keras.ops.quantile(keras.layers.Dense(3)(keras.Input((4,))), [0.25, 0.5], axis=-1)
    assert quantiles.shape == (2, None)


def test_the_gradient_of_a_kernel_that_is_an_input_is_that_of_central_differences() -> None:
    rng, step = np.random.default_rng(2), 1e-6
    terms = [rng.standard_normal(shape) for shape in ((2, 5, 4, 4), (3, 2, 2, 6))]
    spec = Conv(strides=2, padding="same")
    types = spec.outputs(tuple(TensorType(t.shape) for t in terms))
    slopes = [np.full_like(t, 0.5) for t in terms]
    io = StepArrays(
        spec=spec,
        dtype=np.dtype(np.float64),
        inputs=tuple(terms),
        outputs=tuple(np.zeros(known_sizes(t)) for t in types),
        weights={},
        scratch=lambda shape, dtype=None: np.zeros(shape, dtype or np.float64),
        d_inputs=tuple(slopes),
        d_outputs=(rng.standard_normal(known_sizes(types[0])),),
        add_inputs=(True, False),
    )
    pull = io.d_outputs[0].copy()
    op = ByLayerOp(io)
    op.forward(True)
    op.backward()
    for term, slope, start in zip(terms, slopes, (0.5, 0.0)):
        for at in rng.choice(term.size, 5, replace=False):
            sums = []
            for way in (step, -step):
                kept, term.flat[at] = term.flat[at], term.flat[at] + way
                again = ByLayerOp(replace(io, d_inputs=(), d_outputs=(), add_inputs=(), backward=False))
                again.forward(True)
                sums.append(float((io.outputs[0] * pull).sum()))
                term.flat[at] = kept
            assert slope.flat[at] == pytest.approx((sums[0] - sums[1]) / (2 * step) + start, rel=1e-5, abs=1e-6)


def test_infinite_constants_go_through_keras_files(tmp_path: Path) -> None:
    x = keras.Input((3,))
    around = keras.ops.pad(keras.ops.maximum(x, -np.inf), [(0, 0), (1, 1)], constant_values=-np.inf)
    model = keras.Model(x, keras.ops.nan_to_num(keras.ops.max(around, axis=1, initial=-np.inf), posinf=np.inf))
    model.save(tmp_path / "infinite.keras")
    again = keras.saving.load_model(tmp_path / "infinite.keras")
    np.testing.assert_array_equal(again.predict(np.array([[1.0, 5.0, 2.0]]), verbose=0), [5.0])


def test_the_logarithm_of_softmax_keeps_the_digits_of_large_numbers() -> None:
    small = np.array([[0.0, 1.0, 2.0, 3.0]], np.float32)
    np.testing.assert_array_equal(keras.ops.log_softmax(small + 10_000), keras.ops.log_softmax(small))


def test_an_input_that_may_be_left_out_leaves_the_others_in_their_places(tmp_path: Path) -> None:
    x = keras.Input((3,))
    beta = keras.ops.mean(keras.ops.square(x), axis=0)
    model = keras.Model(x, keras.ops.layer_normalization(x, beta=beta, epsilon=0.1))
    given = np.array([[1.0, 5.0, 2.0], [0.5, -1.0, 3.0]], np.float32)
    want = keras.ops.layer_normalization(given, beta=(given**2).mean(axis=0), epsilon=0.1)
    np.testing.assert_allclose(model.predict(given, verbose=0), want, rtol=1e-5)
    model.save(tmp_path / "open.keras")
    again = keras.saving.load_model(tmp_path / "open.keras")
    np.testing.assert_allclose(again.predict(given, verbose=0), want, rtol=1e-5)
