"""Blocks: each is a model whose shapes are known, which suits what reaches it and says in words what does not."""

from __future__ import annotations

from typing import Any

import pytest

from graph.blocks.block import Block, add_block, same_model
from graph.document.document import new_document
from graph.inference.following import infer
from graph.specs.registry import kinds, make
from graph.specs.spec import ShapeError, TensorType
from graph.storage.storage import dumps, loads

EXAMPLES = [
    pytest.param(make(cls, given), id=f"{kind}-{i}")
    for kind, cls in kinds("block").items()
    for i, given in enumerate(cls.examples)
]


def block(kind: str, **given: Any) -> Any:
    return make(kinds("block")[kind], given)


def image(*shape: int) -> TensorType:
    return TensorType((None, *shape))


@pytest.mark.parametrize("drawn", EXAMPLES)
def test_a_block_is_a_model_without_faults_that_can_be_saved(drawn: Block) -> None:
    document, model = add_block(new_document(), drawn)
    shapes = infer(document, model)
    assert not shapes.failures and None not in shapes.outputs(document.models[model])
    names = [document.models[model].layer_of(call).name for call in document.models[model].inputs]
    assert tuple(names) == drawn.inputs
    assert loads(dumps(document)) == document


@pytest.mark.parametrize(
    ("drawn", "given", "expected"),
    [
        (block("Residual", filters=64), (9, 9, 64), (9, 9, 64)),
        (block("Residual", filters=64, strides=2), (9, 9, 3), (5, 5, 64)),
        (block("Residual", filters=8), (20, 8), (20, 8)),
        (block("Residual", filters=4), (6, 6, 6, 2), (6, 6, 6, 4)),
        (block("Bottleneck", filters=16, strides=2), (8, 8, 64), (4, 4, 64)),
        (block("InvertedResidual", filters=24, strides=2), (8, 8, 16), (4, 4, 24)),
        (block("DenseBlock", layers=3, growth=5), (8, 8, 16), (8, 8, 31)),
        (block("SqueezeExcite"), (8, 8, 64), (8, 8, 64)),
        (block("TransformerEncoder", heads=8), (50, 128), (50, 128)),
    ],
)
def test_what_comes_out(drawn: Block, given: tuple[int, ...], expected: tuple[int, ...]) -> None:
    document, model = add_block(new_document(), drawn, (image(*given),))
    assert infer(document, model).outputs(document.models[model])[0] == image(*expected)


def test_the_input_is_added_as_it_is_only_where_it_fits() -> None:
    document, model = add_block(new_document(), block("Residual", filters=64), (image(9, 9, 64),))
    kinds_of = [layer.spec.kind for layer in document.models[model].layers.values()]
    assert kinds_of == ["Input", "Conv2D", "Conv2D", "Add", "Output"]
    document, model = add_block(new_document(), block("Residual", filters=64), (image(9, 9, 3),))
    assert [layer.spec.kind for layer in document.models[model].layers.values()].count("Conv2D") == 3


def test_the_stages_of_a_u_net_meet() -> None:
    document, down = add_block(new_document(), block("UNetDown", filters=16), (image(32, 32, 3),))
    smaller, kept = infer(document, down).outputs(document.models[down])
    assert (smaller, kept) == (image(16, 16, 16), image(32, 32, 16))
    document, up = add_block(document, block("UNetUp", filters=16), (image(16, 16, 32), kept))
    assert infer(document, up).outputs(document.models[up]) == (image(32, 32, 16),)


@pytest.mark.parametrize(
    ("drawn", "given", "said"),
    [
        (block("Residual"), (10,), "expects from 3 to 5 axes"),
        (block("TransformerEncoder", heads=3), (50, 128), "can't be shared by 3 heads"),
        (block("InvertedResidual"), (4, 4, 4, 8), "DepthwiseConv3D, which there is not"),
        (block("SqueezeExcite"), (4,), "expects from 3 to 5 axes"),
    ],
)
def test_what_does_not_suit_is_said(drawn: Block, given: tuple[int, ...], said: str) -> None:
    with pytest.raises(ShapeError, match=said):
        add_block(new_document(), drawn, (image(*given),))


def test_two_drawn_alike_are_known_as_such() -> None:
    document, one = add_block(new_document(), block("Residual", filters=8))
    document, two = add_block(document, block("Residual", filters=8))
    document, other = add_block(document, block("Residual", filters=8, activation="elu"))
    assert same_model(document, one, two) and not same_model(document, one, other)
