"""Cross-entropies are computed from logits, as in Keras on TensorFlow; as in Keras on JAX where that is asked for."""

from __future__ import annotations

import pytest

import runtime as keras
from tests.runtime.api.api_saturated import SATURATED
from tests.runtime.api.test_api_fits import compare, recorded

LOGITS, PROBABILITIES = recorded("keras_saturated.json"), recorded("keras_saturated_jax.json")


@pytest.mark.parametrize("name", SATURATED)
def test_what_is_sure_and_wrong_learns(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    compare(SATURATED[name](keras), LOGITS[name], name)


@pytest.mark.parametrize("name", SATURATED)
def test_what_is_sure_learns_nothing_where_jax_is_asked_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    compare(SATURATED[name](keras), PROBABILITIES[name], name)
