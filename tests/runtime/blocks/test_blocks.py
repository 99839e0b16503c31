"""Every block trains a step, and the exported script builds the network that predicts the same."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.blocks.block import Block, add_block
from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, connect
from graph.export.keras_code import keras_code
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.specs.registry import kinds, make
from runtime.api.from_document import from_document

EXAMPLES = [
    pytest.param(make(cls, given), id=f"{kind}-{i}")
    for kind, cls in kinds("block").items()
    for i, given in enumerate(cls.examples)
]


def network(drawn: Block) -> Document:
    """The block between Inputs and Outputs."""
    document, model = add_block(new_document(), drawn)
    document, _, call = add_layer(document, "m1", NestedModel(model=model))
    for port, (name, shape) in enumerate(zip(drawn.inputs, drawn.shapes, strict=True)):
        document, _, source = add_layer(document, "m1", Input(shape), name=name)
        document = connect(document, "m1", Source(source), call, port)
    for output in range(len(document.models[model].outputs)):
        document, _, end = add_layer(document, "m1", Output(loss="mse"), name=f"result{output}")
        document = connect(document, "m1", Source(call, output), end, 0)
    return document


def as_list(given: Any) -> list[Any]:
    return list(given) if isinstance(given, (list, tuple)) else [given]


@pytest.mark.parametrize("drawn", EXAMPLES)
def test_a_block_trains_and_its_script_predicts_the_same(drawn: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    keras.utils.set_random_seed(1)
    document = network(drawn)
    model: Any = from_document(document, keras.Model)
    rng = np.random.default_rng(1)
    x = [rng.standard_normal((4, *shape)).astype("float32") for shape in drawn.shapes]
    targets = [rng.standard_normal(np.shape(p)).astype("float32") for p in as_list(model.predict(x, verbose=0))]
    model.compile(keras.optimizers.SGD(0.01), "mse")
    losses = model.fit(x, targets, epochs=3, verbose=0).history["loss"]
    assert np.isfinite(losses).all() and losses[-1] < losses[0]

    monkeypatch.setitem(sys.modules, "keras", keras)
    script: dict[str, Any] = {"__name__": "script", "__file__": __file__}
    exec(compile(keras_code(document), "script.py", "exec"), script)  # noqa: S102
    built = script["build_model"]()
    built.set_weights(model.get_weights())
    for mine, theirs in zip(as_list(model.predict(x, verbose=0)), as_list(built.predict(x, verbose=0)), strict=True):
        np.testing.assert_allclose(theirs, mine, atol=1e-6)
