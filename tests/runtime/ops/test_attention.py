"""Attention against a slow twin: masks that flow and masks that are given, rows where nothing counts, dropout."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.layers.attention.attention import Attention
from graph.layers.attention.multi_head_attention import MultiHeadAttention
from graph.specs.params import SpecError
from graph.specs.spec import ShapeError, TensorType
from runtime.api.errors import ApiError
from tests.runtime.ops.one_layer import Trial

Array = np.ndarray[Any, Any]


def softmax(x: Array) -> Array:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def naive(q: Array, v: Array, k: Array, w: list[Array], counts: Array, empty: float) -> tuple[Array, Array]:
    """Multi-head attention as Keras' documentation writes it; rows where nothing counts spread evenly or give 0."""
    qs, ks, vs = (np.einsum("btc,cnd->btnd", x, w[i]) + w[i + 1] for x, i in ((q, 0), (k, 2), (v, 4)))
    scores = np.einsum("btnd,bsnd->bnts", qs, ks) / np.sqrt(qs.shape[-1])
    p = softmax(np.where(counts, scores, -1e30))
    p = np.where(counts.any(axis=-1, keepdims=True), p, empty)
    return np.einsum("btne,nec->btc", np.einsum("bnts,bsne->btne", p, vs), w[6]) + w[7], p


def random(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


@pytest.mark.parametrize("shows", [False, True], ids=["output", "scores"])
def test_masks_of_a_call_are_joined(shows: bool) -> None:
    q, v, k = random(2, 4, 3), random(2, 5, 6, seed=1), random(2, 5, 2, seed=2)
    both, of_values = np.random.default_rng(3).random((2, 4, 5)) > 0.3, np.array([[1, 1, 0, 1, 1], [0] * 5], np.bool_)
    layer = keras.layers.MultiHeadAttention(2, 3, seed=1)
    given = {"attention_mask": both, "value_mask": of_values, "use_causal_mask": True}
    found = layer(q, v, k, return_attention_scores=shows, **given)
    counts = both & of_values[:, None] & np.tril(np.ones((4, 5), np.bool_))
    want = naive(q, v, k, layer.get_weights(), counts[:, None], 0.0 if shows else 0.2)
    for a, b in zip(found if shows else [found], want):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)


def test_masks_of_an_embedding_flow_in_and_out() -> None:
    ids = np.array([[1, 2, 0, 3], [0, 0, 4, 0]])
    tokens = keras.Input((4,), dtype="int32")
    embedded = keras.layers.Embedding(5, 6, mask_zero=True)(tokens)
    seen = keras.layers.MultiHeadAttention(2, 3)(embedded, embedded)
    model = keras.Model(tokens, [seen, keras.layers.LSTM(3)(seen)])
    assert seen.type.masked
    x, w = model.get_weights()[0][ids], model.get_weights()[1:9]
    counts = (ids != 0)[:, :, None] & (ids != 0)[:, None, :]
    want, _ = naive(x, x, x, w, counts[:, None], 0.25)
    np.testing.assert_allclose(model.predict(ids, verbose=0)[0], want, rtol=1e-5, atol=1e-6)


def test_attention_gives_nothing_for_queries_that_do_not_count() -> None:
    q, v = random(2, 3, 4), random(2, 5, 4, seed=1)
    masks = [np.array([[1, 0, 1], [1, 1, 1]], np.bool_), np.array([[1, 1, 0, 0, 1], [0] * 5], np.bool_)]
    found = keras.layers.Attention()([q, v], mask=masks)
    scores = q @ v.swapaxes(1, 2)
    p = softmax(np.where(masks[1][:, None], scores, scores - np.float32(1e9)))
    np.testing.assert_allclose(found, np.where(masks[0][..., None], p @ v, 0), rtol=1e-5, atol=1e-6)
    one_sided = keras.layers.Attention()([q, v], mask=[None, masks[1]])
    np.testing.assert_allclose(one_sided, p @ v, rtol=1e-5, atol=1e-6)


def test_attention_with_masks_has_the_gradients_of_central_differences() -> None:
    types = tuple(TensorType((None, n, 4), masked=True) for n in (3, 5))
    for spec in (Attention(use_scale=True), Attention(score_mode="concat", use_scale=True)):
        trial = Trial(spec, types)
        for name, array, gradient in trial.gradients():
            for at in trial.rng.choice(array.size, min(array.size, 8), replace=False):
                assert gradient.flat[at] == pytest.approx(trial.slope(array, at), rel=1e-5, abs=2e-6), name


def test_a_causal_step_sees_nothing_behind_it() -> None:
    x = random(1, 5, 4)
    layer = keras.layers.GroupQueryAttention(3, 4, 2)
    before = layer(x, x, use_causal_mask=True)
    later = x.copy()
    later[:, 3:] += 1
    after = layer(later, later, use_causal_mask=True)
    np.testing.assert_array_equal(before[:, :3], after[:, :3])
    assert np.abs(before[:, 3:] - after[:, 3:]).max() > 1e-3


def test_one_array_is_query_and_value() -> None:
    """Both gradients are the input's."""
    x = keras.Input((3, 4))
    model = keras.Model(x, keras.layers.Attention(use_scale=True)([keras.layers.Dense(4)(x)] * 2))
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    data, step = random(4, 3, 4), 1e-2
    kernel = model.get_weights()[0]
    target = np.zeros((4, 3, 4), np.float32)
    found = np.zeros_like(kernel)
    for at in np.ndindex(*kernel.shape):
        losses = []
        for sign in (1, -1):
            moved = kernel.copy()
            moved[at] += sign * step
            model.set_weights([moved, *model.get_weights()[1:]])
            losses.append(model.evaluate(data, target, verbose=0))
        found[at] = (losses[0] - losses[1]) / (2 * step)
    model.set_weights([kernel, *model.get_weights()[1:]])
    model.fit(data, target, batch_size=4, epochs=1, verbose=0)
    np.testing.assert_allclose((kernel - model.get_weights()[0]) / 0.1, found, rtol=0.02, atol=1e-3)


def test_arguments_of_a_call_live_in_the_model(tmp_path: Any) -> None:
    x = keras.Input((4, 3))
    layer = keras.layers.MultiHeadAttention(2, 3)
    seen, scores = layer(x, x, use_causal_mask=True, return_attention_scores=True)
    model = keras.Model(x, [seen, scores, layer(x, x)])
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    data = random(2, 4, 3)
    for a, b in zip(model.predict(data, verbose=0), again.predict(data, verbose=0)):
        np.testing.assert_array_equal(a, b)
    assert scores.shape == (None, 2, 4, 4)


def test_what_does_not_fit_is_said() -> None:
    x = random(2, 3, 4)
    with pytest.raises(ApiError, match="takes no argument upwards"):
        keras.layers.MultiHeadAttention(2, 3, name="m")(x, x, upwards=True)
    with pytest.raises(SpecError, match="query_mask can only be None"):
        keras.layers.MultiHeadAttention(2, 3, name="m")(x, x, query_mask=np.ones((2, 3), np.bool_))
    with pytest.raises(ApiError, match="inputs must be 2–3 tensors"):
        keras.layers.Attention(name="a")([x])
    with pytest.raises(ShapeError, match="attention_mask must fit the scores"):
        mask = TensorType((None, 2, 3), "bool")
        spec = MultiHeadAttention(num_heads=1, key_dim=2).called({}, (0, 1, 5))
        spec.outputs((TensorType((None, 3, 4)), TensorType((None, 5, 4)), mask))
    with pytest.raises(ShapeError, match="attention_axes must be axes between"):
        MultiHeadAttention(num_heads=1, key_dim=2, attention_axes=(3,)).outputs((TensorType((None, 3, 4)),) * 2)
