"""Compile, fit and evaluate in every form Keras takes: the same keys, the same numbers, in the same order."""

from __future__ import annotations

import json
from pathlib import Path
from types import NoneType
from typing import Any

import pytest

import runtime as keras
from tests.runtime.api.api_dtypes import DTYPES
from tests.runtime.api.api_faces import FACES
from tests.runtime.api.api_fits import FITS
from tests.runtime.api.api_losses import LOSSES
from tests.runtime.api.api_masks import MASKS
from tests.runtime.api.api_own_calls import OWN_CALLS

DATA = Path(__file__).resolve().parents[2] / "data"


def recorded(file: str) -> Any:
    return json.loads((DATA / file).read_text(encoding="utf-8"))


RECORDED, RECORDED_MASKS = recorded("keras_fits.json"), recorded("keras_masks.json")
RECORDED_LOSSES = recorded("keras_losses.json")
RECORDED_DTYPES = recorded("keras_dtypes.json")
RECORDED_FACES = recorded("keras_faces.json")
RECORDED_OWN_CALLS = recorded("keras_own_calls.json")


def compare(got: Any, want: Any, at: str) -> None:
    if isinstance(want, dict):
        assert list(got) == list(want), at
        for key, value in want.items():
            compare(got[key], value, f"{at}.{key}")
    elif isinstance(want, list):
        assert len(got) == len(want), at
        for number, value in enumerate(want):
            compare(got[number], value, f"{at}[{number}]")
    elif isinstance(want, (str, bool, NoneType)):
        assert got == want, at
    else:
        assert float(got) == pytest.approx(want, rel=5e-5, abs=5e-6), at


@pytest.mark.parametrize("name", FITS)
def test_is_what_keras_recorded(name: str) -> None:
    compare(FITS[name](keras), RECORDED[name], name)


@pytest.mark.parametrize("name", MASKS)
def test_masks_go_where_they_go_in_keras(name: str) -> None:
    compare(MASKS[name](keras), RECORDED_MASKS[name], name)


@pytest.mark.parametrize("name", LOSSES)
def test_losses_say_what_they_say_in_keras(name: str) -> None:
    compare(LOSSES[name](keras), RECORDED_LOSSES[name], name)


@pytest.mark.parametrize("name", DTYPES)
def test_inputs_of_every_dtype_are_computed_with(name: str) -> None:
    compare(DTYPES[name](keras), RECORDED_DTYPES[name], name)


@pytest.mark.parametrize("name", FACES)
def test_says_of_itself_what_keras_says(name: str) -> None:
    compare(FACES[name](keras), RECORDED_FACES[name], name)


@pytest.mark.parametrize("name", OWN_CALLS)
def test_calls_of_ones_own_say_what_keras_recorded(name: str) -> None:
    compare(OWN_CALLS[name](keras), RECORDED_OWN_CALLS[name], name)
