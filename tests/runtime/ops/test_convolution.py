"""Convolutions of sequences: lying or standing, the numbers are the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.layers.convolution.conv import Conv1D
from graph.layers.convolution.depthwise import DepthwiseConv1D
from graph.layers.convolution.separable import SeparableConv1D
from graph.layers.convolution.transposed import Conv1DTranspose
from graph.specs.spec import Example, Spec
from runtime.ops.convolution import filters
from tests.runtime.ops.one_layer import Trial

KINDS: tuple[type[Spec], ...] = (Conv1D, Conv1DTranspose, DepthwiseConv1D, SeparableConv1D)


def results(kind: type[Spec], given: Example) -> list[Any]:
    trial = Trial(kind(**given.params), given.inputs)
    return [*trial.forward(), *(gradient for _, _, gradient in trial.gradients())]


@pytest.mark.parametrize("kind, given", [(kind, given) for kind in KINDS for given in kind.examples])
def test_a_long_sequence_stands_upright(kind: type[Spec], given: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    lying = results(kind, given)
    monkeypatch.setattr(filters, "LONG", 0)
    monkeypatch.setattr(filters, "LANES_32", 1)
    for before, now in zip(lying, results(kind, given), strict=True):
        np.testing.assert_allclose(now, before, atol=1e-12)
