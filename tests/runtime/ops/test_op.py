"""What every op must have."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.layers.activation import Activation
from runtime.ops.op import Op, StepArrays, View

IO = StepArrays(Activation(), np.dtype(np.float32), (), (), {}, lambda shape, dtype=None: np.zeros(shape, dtype))


@pytest.mark.parametrize("missing", ["forward", "backward"])
def test_an_op_without_a_way_there_or_back_is_refused_when_it_is_made(missing: str) -> None:
    methods: dict[str, Any] = {"forward": lambda self, training: None, "backward": lambda self: None}
    assert type("Whole", (Op,), methods)(IO).io is IO
    del methods[missing]
    with pytest.raises(TypeError, match=missing):
        type("Half", (Op,), methods)(IO)


def test_a_view_has_nothing_to_do() -> None:
    assert View(IO).is_view
