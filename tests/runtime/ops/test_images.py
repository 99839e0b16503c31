"""Layers of images: every parameter, gradients against central differences, values recorded from Keras."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.layers.convolution.conv import Conv2D
from graph.layers.convolution.transposed import Conv2DTranspose
from graph.layers.pooling.global_pooling import GlobalMaxPooling2D
from graph.layers.pooling.windowed import MaxPooling2D
from graph.layers.reshaping.repeating import UpSampling2D
from graph.specs.spec import TensorType
from runtime.ops.op import StepArrays, find_op

Array = np.ndarray[Any, Any]
FIRST = {"data_format": "channels_first"}
LAYERS = [
    (Conv2D, (6, 5, 3), {"filters": 4, "kernel_size": 3}),
    (Conv2D, (7, 6, 2), {"filters": 3, "kernel_size": (3, 2), "strides": (2, 3), "padding": "same"}),
    (Conv2D, (5, 6, 2), {"filters": 3, "kernel_size": 3, "activation": "tanh"}),
    (Conv2D, (7, 7, 4), {"filters": 6, "kernel_size": 3, "dilation_rate": 2, "groups": 2, "use_bias": False}),
    (Conv2D, (2, 6, 5), {"filters": 3, "kernel_size": 2, "padding": "same", "activation": "softmax", **FIRST}),
    (Conv2D, (4, 4, 2), {"filters": 3, "kernel_size": 1, "activation": "gelu"}),
    (Conv2DTranspose, (4, 3, 2), {"filters": 3, "kernel_size": 3}),
    (Conv2DTranspose, (3, 4, 2), {"filters": 2, "kernel_size": (3, 2), "strides": 2, "padding": "same"}),
    (Conv2DTranspose, (3, 3, 2), {"filters": 2, "kernel_size": 3, "strides": 2, "output_padding": 1}),
    (Conv2DTranspose, (3, 3, 2), {"filters": 2, "kernel_size": 2, "strides": 3, "activation": "tanh"}),
    (Conv2DTranspose, (2, 3, 4), {"filters": 3, "kernel_size": 2, "dilation_rate": 2, **FIRST}),
    (MaxPooling2D, (6, 7, 2), {"pool_size": 2}),
    (MaxPooling2D, (7, 7, 3), {"pool_size": 3, "strides": 2, "padding": "same"}),
    (MaxPooling2D, (2, 6, 6), {"pool_size": (3, 2), **FIRST}),
    (GlobalMaxPooling2D, (4, 5, 3), {}),
    (GlobalMaxPooling2D, (3, 4, 5), {"keepdims": True, **FIRST}),
    (UpSampling2D, (3, 4, 2), {"size": (2, 3)}),
    (UpSampling2D, (2, 3, 4), {"size": 2, **FIRST}),
    (UpSampling2D, (3, 4, 2), {"size": (2, 3), "interpolation": "bilinear"}),
    (UpSampling2D, (2, 3, 4), {"size": 2, "interpolation": "lanczos3", **FIRST}),
]


def step(spec: Any, x: Array, weights: dict[str, Array], add: bool = False) -> StepArrays:
    """The arrays of a layer over x; gradient buffers hold ones to be added to, or rubbish to be overwritten."""
    (out,) = spec.outputs((TensorType((None, *x.shape[1:])),))
    start = 1.0 if add else np.nan
    outputs = np.full((len(x), *out.shape[1:]), np.nan)
    return StepArrays(
        spec,
        x.dtype,
        (x,),
        (outputs,),
        weights,
        lambda shape, dtype=None: np.zeros(shape, dtype or x.dtype),
        (np.full(x.shape, start),),
        (np.empty_like(outputs),),
        {k: np.full(w.shape, start) for k, w in weights.items()},
        (add,),
        add,
        (None,),
    )


def weights_of(spec: Any, x: Array) -> dict[str, Array]:
    rng = np.random.default_rng(7)
    return {w.name: rng.standard_normal(w.shape) for w in spec.weights((TensorType((None, *x.shape[1:])),))}


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize(("kind", "shape", "parameters"), LAYERS)
def test_gradients_are_those_of_central_differences(kind, shape, parameters, add):
    rng, spec = np.random.default_rng(3), kind(**parameters)
    x = rng.standard_normal((2, *shape))
    io = step(spec, x, weights_of(spec, x), add)
    op = find_op(kind)(io)
    op.forward(True)
    pull = rng.standard_normal(io.outputs[0].shape)
    io.d_outputs[0][...] = pull
    op.backward()
    for array, gradient in [(x, io.d_inputs[0]), *((w, io.d_weights[k]) for k, w in io.weights.items())]:
        for at in rng.integers(0, array.size, 12):
            difference = 0.0
            for sign in (1, -1):
                array.flat[at] += sign * 1e-6
                op.forward(True)
                difference += sign * float((io.outputs[0] * pull).sum())
                array.flat[at] -= sign * 1e-6
            assert abs(difference / 2e-6 + add - gradient.flat[at]) < 1e-6


@pytest.mark.parametrize(("kind", "shape", "parameters"), LAYERS)
def test_predicting_gives_the_numbers_of_training(kind, shape, parameters):
    x, spec = np.random.default_rng(3).standard_normal((2, *shape)), kind(**parameters)
    io = step(spec, x, weights_of(spec, x))
    find_op(kind)(io).forward(True)
    trained = io.outputs[0].copy()
    io.backward, io.d_inputs, io.d_outputs, io.d_weights = False, (None,), (), dict.fromkeys(io.weights)
    io.outputs[0][...] = 0
    find_op(kind)(io).forward(False)
    np.testing.assert_array_equal(io.outputs[0], trained)


@pytest.mark.parametrize(
    ("window", "stride", "padding", "extra", "expected"),
    [
        (3, 2, "valid", None, [1, 2, 5, 4, 9, 6, 9]),
        (3, 2, "same", None, [1, 2, 5, 4, 9, 6]),
        (4, 2, "same", None, [2, 5, 8, 9, 14, 9]),
        (5, 2, "same", None, [2, 5, 8, 14, 14, 19]),
        (2, 3, "valid", None, [1, 2, 0, 2, 4, 0, 3, 6, 0]),
        (3, 2, "same", 0, [2, 5, 4, 9, 6]),
        (3, 2, "same", 1, [1, 2, 5, 4, 9, 6]),
        (3, 2, "valid", 1, [1, 2, 5, 4, 9, 6, 9, 0]),
    ],
)
def test_transposed_convolutions_are_placed_as_keras_places_them(window, stride, padding, extra, expected):
    extra = None if extra is None else (0, extra)
    spec = Conv2DTranspose(1, (1, window), strides=(1, stride), padding=padding, output_padding=extra)
    x = np.array([1.0, 2, 3]).reshape(1, 1, 3, 1)
    kernel = np.arange(1.0, window + 1).reshape(1, window, 1, 1)
    io = step(spec, x, {"kernel": kernel, "bias": np.zeros(1)})
    find_op(Conv2DTranspose)(io).forward(True)
    assert io.outputs[0].ravel().tolist() == expected


@pytest.mark.parametrize(
    ("size", "window", "stride", "expected"),
    [(5, 2, 1, [3, 5, 7, 9, 5]), (5, 3, 2, [3, 9, 9]), (4, 3, 2, [6, 7])],
)
def test_padding_same_puts_the_odd_zero_last(size, window, stride, expected):
    spec = Conv2D(1, (1, window), strides=(1, stride), padding="same", use_bias=False)
    x = np.arange(1.0, size + 1).reshape(1, 1, size, 1)
    io = step(spec, x, {"kernel": np.ones((1, window, 1, 1))})
    find_op(Conv2D)(io).forward(True)
    assert io.outputs[0].ravel().tolist() == expected
