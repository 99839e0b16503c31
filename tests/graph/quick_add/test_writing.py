"""Layers as lines: what is written of a layer draws that layer again."""

from __future__ import annotations

import pytest

from graph.document.document import new_document
from graph.quick_add.drawing import draw_line
from graph.quick_add.writing import line_of
from graph.specs.params import params_of
from graph.specs.registry import kinds, layer_kinds, make
from graph.specs.spec import Spec, Value

WITHOUT_WORDS = {"array", "any", "texts", "numbers"}
KINDS = [kind for kind in layer_kinds().values() if kind.offered and kind.kind != "Output"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_what_is_written_draws_it_again(kind: type[Spec]) -> None:
    for example in kind.examples:
        spec = kind(**example.params)
        line = line_of(spec)
        hard = {params_of(spec)[name].kind for name, _ in spec.non_default()}
        assert line is not None or hard & {*WITHOUT_WORDS, "constant", "ints"}, spec
        if line is not None:
            found = draw_line(new_document(), "m1", line)
            assert found.is_sound, line
            assert [layer.spec for layer in found.document.main.layers.values()] == [spec], line


@pytest.mark.parametrize(
    ("kind", "given", "line"),
    [
        ("Conv2D", {"filters": 64, "kernel_size": 3, "padding": "same", "activation": "relu"}, "conv2d 64 3 same relu"),
        ("Dense", {"units": 10, "activation": "softmax"}, "dense 10 softmax"),
        ("Input", {"shape": (28, 28, 1)}, "input 28x28x1"),
        ("Input", {"shape": (None, 8), "dtype": "int32"}, "input nonex8 int32"),
        ("Dropout", {"rate": 0.25}, "dropout 0.25"),
        ("Dense", {"units": 3, "kernel_initializer": {"kind": "HeNormal", "seed": 2}}, None),
    ],
)
def test_it_is_written_shortly(kind: str, given: dict[str, object], line: str | None) -> None:
    value: Value = make(layer_kinds()[kind], given)
    written = line_of(value)
    assert written == line if line else written == "dense 3 kernel_initializer=he_normal(seed=2)"


def test_blocks_are_written_too() -> None:
    for kind in kinds("block").values():
        for given in kind.examples:
            assert line_of(make(kind, given)) is not None
