"""A selection is a text that can be pasted here, into another document, or refused with a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document.document import Document, Note, Source, new_document
from graph.editing.clipboard import copy, duplicate, paste
from graph.editing.edits import EditError, add_layer, connect, put_note, reuse
from graph.editing.grouping import group
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.merging.addition import Add
from graph.storage.storage import dumps, loads

Chain = Callable[..., Document]


@pytest.fixture
def small(chain: Chain) -> Document:
    return chain(Input(shape=(4,)), Dense(units=4), Dense(units=4), Output(loss="mse"))


def test_a_pasted_layer_has_a_new_id_a_fresh_name_and_the_same_parameters(small: Document) -> None:
    document, (layer,) = paste(small, "m1", copy(small, "m1", ["l4"]))
    pasted = document.main.layers[layer]
    assert layer not in small.main.layers
    assert (pasted.name, pasted.spec) == ("dense_2", Dense(units=4))
    assert [c.inputs for c in document.main.calls_of(layer)] == [(None,)]


def test_wires_inside_the_selection_are_copied_and_sharing_stays_sharing(small: Document) -> None:
    small, again = reuse(small, "m1", Source("c7"), "l4")
    document, (one, two) = paste(small, "m1", copy(small, "m1", ["l4", "l6"]))
    calls = document.main.calls_of(one)
    assert len(calls) == 2
    (middle,) = document.main.calls_of(two)
    assert middle.inputs == (Source(calls[0].id),)
    assert calls[1].inputs == (Source(middle.id),)
    assert document.main.calls[again] == small.main.calls[again]


def test_incoming_wires_are_kept_only_when_asked_for(small: Document) -> None:
    text = copy(small, "m1", ["l6"])
    for keep, expected in ((False, (None,)), (True, (Source("c5"),))):
        document, (layer,) = paste(small, "m1", text, keep_inputs=keep)
        assert document.main.calls_of(layer)[0].inputs == expected


def test_incoming_wires_are_not_kept_where_the_call_is_another_one(small: Document, chain: Chain) -> None:
    other = chain(Input(shape=(3,)), Add(), Output())
    document, (layer,) = paste(other, "m1", copy(small, "m1", ["l6"]), keep_inputs=True)
    assert document.main.calls_of(layer)[0].inputs == (None,)


def test_a_merging_layer_loses_only_the_wires_from_outside(small: Document) -> None:
    small, layer, call = add_layer(small, "m1", Add())
    for port, source in enumerate(("c3", "c5", "c7")):
        small = connect(small, "m1", Source(source), call, port)
    document, (_, added) = paste(small, "m1", copy(small, "m1", ["l6", layer]))
    (pasted,) = document.main.calls_of(added)
    assert pasted.inputs[1:] == (None,)
    assert pasted.inputs[0] is not None


def test_a_single_call_of_a_shared_layer_can_be_copied(small: Document) -> None:
    small, again = reuse(small, "m1", Source("c7"), "l4")
    document, (layer,) = paste(small, "m1", copy(small, "m1", [again]))
    assert len(document.main.calls_of(layer)) == 1


def test_inputs_and_outputs_are_pasted_as_ends_of_the_model(small: Document) -> None:
    document, ids = duplicate(small, "m1", list(small.main.layers))
    assert len(ids) == 4
    assert (len(document.main.inputs), len(document.main.outputs)) == (2, 2)


def test_notes_and_places_come_along(small: Document) -> None:
    small, note = put_note(small, "m1", Note("", "why", (10.0, 20.0), (5.0, 5.0)))
    document, (pasted,) = paste(small, "m1", copy(small, "m1", [note]), at=(100.0, 200.0))
    assert document.main.notes[pasted].position == (100.0, 200.0)
    document, (beside,) = duplicate(small, "m1", [note])
    assert document.main.notes[beside].position == (50.0, 60.0)


def test_a_nested_model_is_shared_in_its_own_document_and_brought_along_to_another(small: Document) -> None:
    nested, layer = group(small, "m1", ["l4", "l6"], "block")
    text = copy(nested, "m1", [layer])
    here, (same,) = paste(nested, "m1", text)
    assert here.main.layers[same].spec == here.main.layers[layer].spec
    there, (new,) = paste(small, "m1", text)
    spec = there.main.layers[new].spec
    assert isinstance(spec, NestedModel)
    assert [v.spec for v in there.models[spec.model].layers.values()].count(Dense(units=4)) == 2
    assert loads(dumps(there)) == there


def test_a_model_cannot_be_pasted_into_itself(small: Document) -> None:
    nested, layer = group(small, "m1", ["l4"], "block")
    spec = nested.main.layers[layer].spec
    assert isinstance(spec, NestedModel)
    with pytest.raises(EditError, match="can't contain itself"):
        paste(nested, spec.model, copy(nested, "m1", [layer]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "{}",
        '{"format": "layerloom"}',
        '{"format": "layerloom-clipboard", "version": 2}',
        '{"format": "layerloom-clipboard", "version": 1}',
        '{"format": "layerloom-clipboard", "version": 1, "selection": 3}',
        "[" * 200,
        "NaN",
        '{"a": 1, "a": 2}',
        '{"format": "layerloom-clipboard", "version": 1, "selection": {"name": "", "calls": {"c1": {"layer": "l1"}}}}',
    ],
)
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(EditError, match="This can't be pasted: "):
        paste(new_document(), "m1", text)


def test_nothing_selected_is_a_sentence(small: Document) -> None:
    with pytest.raises(EditError, match="Nothing is selected"):
        copy(small, "m1", [])


@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_whatever_is_selected_can_be_pasted_into_any_document(
    random_document: Callable[..., Document], seed: int
) -> None:
    rng = Random(seed)
    document, other = random_document(rng, 30), random_document(rng, 10)
    for model in document.models.values():
        if not model.layers:
            continue
        text = copy(document, model.id, rng.sample(list(model.layers), rng.randrange(1, len(model.layers) + 1)))
        json.loads(text)
        other, ids = paste(other, other.root, text, (0.0, 0.0), rng.random() < 0.5)
        assert set(ids) <= other.main.layers.keys() | other.main.notes.keys()
        assert loads(dumps(other)) == other
        try:
            document, _ = duplicate(document, model.id, list(model.layers), True)
        except EditError as error:
            assert "can't contain itself" in str(error)
        assert loads(dumps(document)) == document
