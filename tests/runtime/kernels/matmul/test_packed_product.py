"""Products by packed panels: the numbers of the plain product, bit for bit, on any number of threads."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.jit import threads
from runtime.kernels.matmul.gemm import Product
from runtime.kernels.matmul.packed_product import Epilogue, PackedProduct, bind_product, pays

BIG = pytest.param((150, 520, 70), id="big and odd")
SIZES = [
    (5, 3, 7), BIG, pytest.param((26, 30, 300), id="big and wide"), (31, 260, 33),
    pytest.param((320, 64, 128), id="big and even"),
]  # fmt: skip


def zeros(shape):
    return np.zeros(shape, np.float32)


def matrices(rows, depth, columns, turned):
    draw = np.random.default_rng(0).standard_normal
    a, b = (draw(s).astype(np.float32) for s in ((rows, depth), (depth, columns)))
    if turned == "a":
        a = np.ascontiguousarray(a.T).T
    if turned == "b":
        b = np.ascontiguousarray(b.T).T
    return a, b, draw(columns).astype(np.float32), draw((rows, columns)).astype(np.float32)


@pytest.fixture(params=[1, 2])
def pool(request):
    before = threads.thread_count()
    threads.set_threads(request.param)
    yield request.param
    threads.set_threads(before)


@pytest.mark.parametrize("turned", ["", "a", "b"])
@pytest.mark.parametrize("sizes", SIZES)
def test_the_numbers_of_the_plain_product(pool, sizes, turned):
    a, b, bias, before = matrices(*sizes, turned)
    plain, packed = zeros(before.shape), zeros(before.shape)
    Product(a, b, plain, zeros, bias)()
    PackedProduct(a, b, packed, zeros, bias)()
    np.testing.assert_array_equal(packed, plain)
    np.testing.assert_allclose(packed, a.astype(float) @ b + bias, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("turned", ["", "a"])
def test_tiles_of_two_heights_fit_any_number_of_rows(turned):
    for rows in range(1, 80):
        a, b, bias, _ = matrices(rows, 20, 40, turned)
        c = zeros((rows, 40))
        PackedProduct(a, b, c, zeros, bias)()
        np.testing.assert_allclose(c, a.astype(float) @ b + bias, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("sizes", [(64, 300, 96), (300, 40, 40)])
def test_ends_with_relu(pool, sizes):
    a, b, bias, _ = matrices(*sizes, "")
    plain, rectified = zeros((sizes[0], sizes[2])), zeros((sizes[0], sizes[2]))
    PackedProduct(a, b, plain, zeros, bias)()
    a[0, 0] = np.nan
    PackedProduct(a, b, rectified, zeros, bias, Epilogue(rectified=True))()
    np.testing.assert_array_equal(rectified[1:], np.maximum(plain[1:], 0))
    assert np.isnan(rectified[0]).all()


@pytest.mark.parametrize("adds", [False, True])
def test_begins_with_the_gradient_of_relu_and_its_sums(pool, adds):
    a, b, _, before = matrices(96, 150, 70, "a")
    gate = np.random.default_rng(1).standard_normal(b.shape).astype(np.float32)
    c, sums, expected = before.copy(), np.ones(70, np.float32), np.where(gate > 0, b, 0)
    PackedProduct(a, b, c, zeros, None, Epilogue(gate=gate, sums=sums, add_sums=adds))(adds)
    np.testing.assert_array_equal(b, expected)
    np.testing.assert_allclose(sums, expected.sum(0) + (1 if adds else 0), rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(c, a.astype(float) @ expected + (before if adds else 0), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("turned", ["", "a", "b"])
def test_adds_where_asked(pool, turned):
    a, b, _, before = matrices(100, 80, 40, turned)
    c = before.copy()
    PackedProduct(a, b, c, zeros)(accumulate=True)
    np.testing.assert_allclose(c, before + a.astype(float) @ b, rtol=1e-4, atol=1e-4)


def test_a_second_call_sees_new_numbers(pool):
    a, b, _, c = matrices(60, 50, 40, "")
    bound = PackedProduct(a, b, c, zeros)
    bound()
    a *= 2
    b *= 3
    bound()
    np.testing.assert_allclose(c, a.astype(float) @ b, rtol=1e-4, atol=1e-4)


def test_float64():
    a, b, bias, _ = (m.astype(np.float64) for m in matrices(130, 90, 50, ""))
    c = np.zeros((130, 50))
    PackedProduct(a, b, c, np.zeros, bias)()
    np.testing.assert_allclose(c, a @ b + bias, rtol=1e-12)


def test_only_large_products_are_packed():
    assert not pays(zeros((256, 1024)), zeros((1024, 3)))
    small, large = zeros((32, 64)), zeros((256, 1024))
    assert not pays(small, zeros((64, 64)))
    assert pays(large, zeros((1024, 1024)))
    assert pays(large.T, zeros((256, 1024)))
    assert isinstance(bind_product(large, zeros((1024, 1024)), zeros((256, 1024)), zeros), PackedProduct)
    assert isinstance(bind_product(small, zeros((64, 64)), zeros((32, 64)), zeros), Product)
