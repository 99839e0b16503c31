"""Parameters that are pairs: a number for all, one for each, or two for each, as Keras takes croppings and paddings."""

from __future__ import annotations

from typing import Any

import pytest

from graph.layers.reshaping.borders import Cropping2D, ZeroPadding3D
from graph.specs.params import SpecError
from graph.specs.spec import ShapeError, TensorType


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (1, ((1, 1), (1, 1))),
        ((1, 2), ((1, 1), (2, 2))),
        ([[1, 0], [2, 3]], ((1, 0), (2, 3))),
        (((1, 0), 2), ((1, 0), (2, 2))),
    ],
)
def test_what_pairs_are_made_of(given: Any, kept: Any) -> None:
    assert Cropping2D(cropping=given).cropping == kept


@pytest.mark.parametrize("given", [-1, (1,), "11", ((1, 2, 3), 1), ((1, -1), 1), ((1, 0.5), 1), None])
def test_what_is_no_pair_is_refused(given: Any) -> None:
    with pytest.raises(SpecError, match="2 pairs"):
        Cropping2D(cropping=given)


def test_a_padding_of_a_volume_has_three() -> None:
    assert ZeroPadding3D(padding=(0, 1, 2)).padding == ((0, 0), (1, 1), (2, 2))


def test_a_cropping_that_leaves_nothing_says_so() -> None:
    with pytest.raises(ShapeError, match=r"axis 2 of .* has 4 places"):
        Cropping2D(cropping=((0, 0), (1, 3))).outputs((TensorType((None, 5, 4, 1)),))
