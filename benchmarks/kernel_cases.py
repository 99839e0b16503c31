"""The kernels that `benchmarks.kernels` measures, each with the work of a call and, where NumPy has the same, its."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from runtime.jit import threads
from runtime.kernels.convolution import choice as choice
from runtime.kernels.convolution.direct import Geometry
from runtime.kernels.elementwise import activations
from runtime.kernels.elementwise.reductions import column_sums
from runtime.kernels.matmul.gemm import Product
from runtime.kernels.matmul.packed_product import PackedProduct, pays
from runtime.kernels.updates import embedding, optimizers
from runtime.ops.op import Array
from runtime.weights.weights import aligned_zeros

MEMORY = 16 << 20
"""Numbers in an array that fits no cache."""

Call = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """One line: how many GFLOP, or GB where `bytes`, a call is; `numpy` does the same by NumPy."""

    name: str
    amount: float
    bytes: bool
    ours: Call
    numpy: Call | None = None


def normal(*shape: int) -> Array:
    return np.random.default_rng(0).standard_normal(shape, np.float32)


def zeros(shape: tuple[int, ...]) -> Array:
    return aligned_zeros(int(np.prod(shape)), np.dtype(np.float32)).reshape(shape)


def products() -> Iterator[Measured]:
    """The products of dense layers: forward, gradient of the input, gradient of the weight."""
    for batch, inward, outward in ((32, 784, 64), (64, 512, 512), (256, 1024, 1024), (128, 2048, 2048)):
        x, w, y = normal(batch, inward), normal(inward, outward), normal(batch, outward)
        cases = {"": (x, w), " dX": (y, w.T), " dW": (x.T, y)}
        for label, (a, b) in cases.items():
            c = zeros((a.shape[0], b.shape[1]))
            amount = 2e-9 * a.shape[0] * a.shape[1] * b.shape[1]
            name = f"product {batch}×{inward}×{outward}{label}"
            yield Measured(name, amount, False, Product(a, b, c, zeros), partial(np.matmul, a, b, out=c))
            if pays(a, b):
                yield Measured(f"{name}, packed", amount, False, PackedProduct(a, b, c, zeros))


def passes() -> Iterator[Measured]:
    """Kernels that are bound by the memory, on arrays that fit no cache."""
    n, one = MEMORY, np.float32(0.01)
    w, g, v, m = (normal(n) for _ in range(4))
    chunk = 1 << 17
    np.abs(v, out=v)
    run = threads.run
    yield Measured("relu", 8e-9 * n, True, partial(run, activations.forward("relu"), n, chunk, g, w, 0.0, 0.0),
                   partial(np.maximum, g, 0, out=w))  # fmt: skip
    yield Measured("tanh", 8e-9 * n, True, partial(run, activations.forward("tanh"), n, chunk, g, w, 0.0, 0.0),
                   partial(np.tanh, g, out=w))  # fmt: skip
    rms, adam = optimizers.RMSNumbers(one, one, one), optimizers.AdamNumbers(one, one, one, one)
    yield Measured("SGD", 12e-9 * n, True, partial(run, optimizers.sgd, n, chunk, w, g, one))
    yield Measured("RMSprop", 20e-9 * n, True, partial(run, optimizers.rmsprop, n, chunk, w, g, (v,), rms))
    yield Measured("Adam", 28e-9 * n, True, partial(run, optimizers.adam, n, chunk, w, g, (m, v), adam))
    matrix, sums = g.reshape(-1, 64), zeros((64,))
    yield Measured("column sums", 4e-9 * n, True,
                   partial(column_sums, g, n // 64, 64, zeros((64,)), sums, False, 0, 64),
                   partial(np.sum, matrix, axis=0, out=sums))  # fmt: skip
    rows = np.random.default_rng(0).integers(0, n // 512, 4096)
    out = zeros((4096 * 512,))
    yield Measured("rows of a table", 8e-9 * out.size, True,
                   partial(run, embedding.gather, 4096, 64, rows, w, 512, out),
                   partial(np.take, w.reshape(-1, 512), rows, 0, out.reshape(-1, 512), "clip"))  # fmt: skip


CONVOLUTIONS = (
    (64, 30, 32, 64, 3), (64, 9, 64, 64, 3), (32, 26, 16, 32, 3), (32, 28, 1, 16, 3), (16, 256, 3, 3, 3),
    (32, 28, 16, 1, 3), (32, 32, 16, 32, 5), (32, 32, 64, 48, 1),
)  # fmt: skip
"""(batch, side, channels in, channels out, window)."""


def convolutions() -> Iterator[Measured]:
    """Convolutions of images of `side` × `side` with padding: forward, back to the images, gradient of the filters.

    Operations are those of the direct way: one with fewer multiplications may be above the limit.
    """
    for batch, side, channels, many, window in CONVOLUTIONS:
        geometry = Geometry((1, 1), (1, 1), (window // 2, window // 2))
        images, filters = normal(batch, side, side, channels), normal(window, window, channels, many)
        bias, outputs, back = normal(many), normal(batch, side, side, many), zeros(images.shape)
        d_filters = zeros(filters.shape)
        amount = 2e-9 * outputs.size * window * window * channels
        name = f"convolution {batch}×{side}×{side} {channels}→{many} {window}×{window}"
        steps = {
            "": [choice.forward(geometry, images, filters, outputs, workspace, bias)],
            " dX": [choice.backward(geometry, outputs, filters, back, workspace)],
            " dW": choice.filter_gradient(geometry, images, outputs, d_filters, None, workspace),
        }
        for label, bound in steps.items():
            yield Measured(name + label, amount, False, partial(_in_turn, bound))


def _in_turn(steps: list[Any]) -> None:
    for step in steps:
        step(False)


def workspace(shape: tuple[int, ...], dtype: Any = np.float32) -> Array:
    return np.zeros(shape, dtype)


def recurrent() -> Iterator[Measured]:
    """LSTMs over whole sequences, by the ops of a network."""
    import runtime as keras
    from runtime.execution.shards import Shards

    for batch, steps, features, units in ((32, 280, 256, 64), (32, 100, 512, 32)):
        inputs = keras.Input((steps, features))
        model = keras.Model(inputs, keras.layers.LSTM(units)(inputs))
        model.compile("sgd", "mse")
        model.train_on_batch(normal(batch, steps, features), normal(batch, units))
        network = model._trainer.network
        plan = network.plan(((batch, steps, features),), tuple(o.value for o in network.program.outputs))
        assert not isinstance(plan, Shards)
        op, name = plan.steps[0].op, f"LSTM {batch}×{steps}×{features} {units} units"
        state, whole = (2e-9 * batch * steps * 4 * units * n for n in (units, features + units))
        yield Measured(name, whole, False, partial(op.forward, True))
        yield Measured(f"{name}, backward", whole + state, False, op.backward)
