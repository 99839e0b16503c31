"""Functions of `keras.ops` on arrays give what Keras gave when `keras_oracle/operations.py` recorded it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from tests.keras_oracle.operation_cases import CASES

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
