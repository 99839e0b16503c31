"""Configs of layers have the keys that Keras' have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import runtime as keras

KEYS: dict[str, tuple[Callable[[], Any], set[str], set[str]]] = {
    "Dense": (lambda: keras.layers.Dense(2), {"quantization_config"}, {"activity_regularizer"}),
    "Dense with a penalty": (lambda: keras.layers.Dense(2, activity_regularizer="l2"), {"activity_regularizer"}, set()),
    "Embedding": (lambda: keras.layers.Embedding(3, 2), {"quantization_config"}, {"lora_rank"}),
    "Discretization": (lambda: keras.layers.Discretization([1.0]), {"sparse"}, set()),
    "StringLookup": (lambda: keras.layers.StringLookup(vocabulary=["a"]), {"encoding", "invert", "salt"}, set()),
    "LSTM": (lambda: keras.layers.LSTM(2), {"activity_regularizer"}, {"use_cudnn", "implementation"}),
}
"""Keys that Keras' configs have, and some that they have not."""


@pytest.mark.parametrize("case", KEYS)
def test_configs_have_the_keys_of_keras(case: str) -> None:
    make, has, lacks = KEYS[case]
    config = make().get_config()
    assert has <= config.keys() and not lacks & config.keys()
    told = {"vocabulary_size": 2, "oov_method": "floormod"} if "vocabulary" in config else {}
    assert type(make()).from_config({**config, **told}).spec == make().spec
