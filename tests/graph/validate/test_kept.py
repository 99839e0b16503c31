"""What follows a document from edit to edit finds the same as what looks at it for the first time."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document.document import Document, ModelId, new_document
from graph.inference.following import Inference, infer_all
from graph.inference.shapes import ModelShapes
from graph.inference.totals import Counting, totals
from graph.validate import Kept, problems
from tests.graph.random_edits import Someone

MEMORY = 1 << 28


def assert_same(one: ModelShapes, other: ModelShapes) -> None:
    assert one.types == other.types
    assert one.failures == other.failures
    assert one.weights == other.weights
    assert one.wiring == other.wiring
    assert one.calls.keys() == other.calls.keys()
    assert all(found == other.calls[call] or found.inner for call, found in one.calls.items())
    assert one.nested.keys() == other.nested.keys()
    for call, inner in one.nested.items():
        assert_same(inner, other.nested[call])


def follow(seed: int, steps: int) -> None:
    someone = Someone(Random(seed), new_document())
    inference, counting, kept = Inference(), Counting(), Kept()
    looks = Random(seed + 1)
    for _ in range(steps):
        document = someone.step()
        if looks.random() < 0.3:
            continue  # Not every document is looked at, as where somebody types fast.
        anew = infer_all(document)
        followed = {model: inference.of(document, model) for model in document.models}
        for model in document.models:
            assert_same(followed[model], anew[model])
            mine = counting.of(document, document.models[model], followed[model])
            assert mine == totals(document, model, anew[model])
        assert problems(document, memory=MEMORY, shapes=followed, kept=kept) == problems(document, memory=MEMORY)


@given(st.integers(0, 1 << 30))
@settings(max_examples=25, deadline=None)
def test_shapes_totals_and_problems_follow_any_edits(seed: int) -> None:
    follow(seed, 60)


def large(layers: int) -> Document:
    someone = Someone(Random(layers), new_document())
    while len(someone.document.main.layers) < layers:
        someone.step()
    return someone.document


def test_what_nothing_happened_to_stays_the_same_object() -> None:
    document = large(40)
    inference = Inference()
    before: dict[ModelId, ModelShapes] = {model: inference.of(document, model) for model in document.models}
    moved = document.with_model(document.main.__class__(**{**vars(document.main), "positions": {}}))
    assert {model: inference.of(moved, model) for model in moved.models} == before
