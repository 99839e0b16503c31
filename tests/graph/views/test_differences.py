"""The differences of two documents, in words: everything that is otherwise is named, what is not is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document.document import Document, Note, Source
from graph.editing import edits
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.specs.optimizers.sgd import SGD
from graph.views.differences import differences


def said(before: Document, after: Document) -> list[str]:
    return [str(message) for message in differences(before, after)]


def test_each_thing_that_people_do_is_named(chain: Callable[..., Document]) -> None:
    first = chain(Input(shape=(5,)), Dense(units=3), Output(loss="mse"))
    changed = edits.set_params(first, "m1", "l4", {"units": 7})
    assert said(first, changed) == ["dense: units is 7, not 3."]
    assert said(first, edits.rename_layer(first, "m1", "l4", "hidden")) == ["The layer dense is called hidden."]
    assert said(first, edits.set_trainable(first, "m1", "l4", False)) == ["dense is frozen."]
    assert said(first, edits.move(first, "m1", {"l4": (900.0, 1.0)})) == ["Boxes that lie elsewhere in model: 1."]
    assert said(first, edits.add_layer(first, "m1", Dense(units=1))[0])[0] == "The layer dense_1 (Dense) is new."
    assert said(first, edits.remove(first, "m1", ["l4"]))[0] == "The layer dense (Dense) is gone."
    assert said(first, edits.put_note(first, "m1", Note("", "x", (0, 0), (1, 1)))[0]) == [
        "The notes of model are others."
    ]
    assert said(first, edits.rename_model(first, "m1", "net")) == ["The model model is called net."]
    assert said(first, edits.add_model(first, "more")[0]) == ["The model more is new, with 0 layers."]
    assert (
        said(first, edits.connect(first, "m1", Source("c3"), "c7", 0))
        == [
            "The wire from dense to dense is gone.",
            "A wire from input to dense is new.",
        ]
        or "A wire from" in said(first, edits.connect(first, "m1", Source("c3"), "c7", 0))[-1]
    )
    plan = replace(first, training=first.training.replace(epochs=77, optimizer=SGD()))
    assert any("epochs is 77" in line for line in said(first, plan))
    assert said(first, first) == []


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_nothing_is_said_only_where_nothing_differs(random_document: Callable[..., Document], seed: int) -> None:
    rng = Random(seed)
    one, other = random_document(rng, 8), random_document(rng, 8)
    assert bool(differences(one, other)) is (one != other)
    assert differences(one, one) == []
