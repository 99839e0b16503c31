"""Making and dissolving nested models changes nothing of what a network computes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document.document import Document, Note, Source, new_document
from graph.document.nesting import RESTING
from graph.editing.edits import (
    EditError,
    add_call,
    add_layer,
    connect,
    disconnect,
    order_ends,
    put_note,
    remove,
    reuse,
    set_trainable,
)
from graph.editing.grouping import group, ungroup
from graph.editing.model_edits import delete_model, duplicate_model
from graph.inference.program import flatten
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.merging.addition import Add
from graph.layers.recurrent.lstm import LSTM
from graph.storage.storage import dumps, loads
from graph.validate import problems
from graph.validate.problems import errors

Chain = Callable[..., Document]


def meaning(document: Document) -> tuple[Any, ...]:
    """What a document computes, without names: each result as a number, equal where layer and arguments are.

    Layers are told apart by their place in the order in which the results meet them.
    """
    program = flatten(document)
    makers = {value: (step, port) for step in program.steps for port, value in enumerate(step.outputs)}
    inputs = {value: ("input", number) for number, (_, _, value) in enumerate(program.inputs)}
    seen: dict[tuple[str, ...], int] = {}
    known: dict[int, Any] = {}
    numbers: dict[Any, int] = {}

    def express(value: int) -> int:
        if value not in known:
            if value in inputs:
                key: Any = inputs[value]
            else:
                step, port = makers[value]
                arguments = tuple(express(v) for v in step.inputs)
                layer = seen.setdefault(step.layer, len(seen))
                key = (step.spec, step.trainable, layer, arguments, port, program.values[value])
            known[value] = numbers.setdefault(key, len(numbers))
        return known[value]

    results = tuple((express(out.value), out.spec) for out in program.outputs)
    reached = (w for w in program.weights if w.layer in seen)  # a model also computes the outputs that nobody takes
    weights = sorted((w.weight.name, w.weight.shape, w.trainable) for w in reached)
    return results, tuple(numbers), tuple(weights)


def sound(rng: Random) -> Document:
    """A network without errors: layers of one width, shared at random, one or two inputs and outputs."""
    document, sources = new_document(), []
    for _ in range(rng.randrange(1, 3)):
        document, _, call = add_layer(document, "m1", Input(shape=(4,)))
        sources.append(Source(call))
    layers: list[str] = []
    for _ in range(rng.randrange(2, 12)):
        one, two = rng.choice(sources), rng.choice(sources)
        if layers and rng.random() < 0.3:
            document, call = reuse(document, "m1", one, rng.choice(layers))
        elif rng.random() < 0.3:
            document, _, call = add_layer(document, "m1", Add())
            document = connect(connect(document, "m1", one, call, 0), "m1", two, call, 1)
        else:
            document, layer, call = add_layer(document, "m1", Dense(units=4, activation=rng.choice(["relu", "tanh"])))
            document = connect(document, "m1", one, call, 0)
            document = set_trainable(document, "m1", layer, rng.random() < 0.8)
            layers.append(layer)
        sources.append(Source(call))
    for source in rng.sample(sources, min(2, len(sources))):
        document, _, call = add_layer(document, "m1", Output(loss="mse"))
        document = connect(document, "m1", source, call, 0)
    return document


@settings(max_examples=50)
@given(st.integers(0, 2**32))
def test_grouping_and_dissolving_keep_the_program_up_to_names(seed: int) -> None:
    rng = Random(seed)
    document = sound(rng)
    before = meaning(document)
    for _ in range(3):
        model = rng.choice(list(document.models.values()))
        ids = rng.sample(list(model.layers), rng.randrange(1, min(5, len(model.layers)) + 1))
        try:
            document, layer = group(document, model.id, ids, "block")
        except EditError:
            continue
        assert meaning(document) == before
        assert loads(dumps(document)) == document
        if rng.random() < 0.5:
            document, _ = ungroup(document, model.id, layer)
            assert meaning(document) == before
    nested = [(m.id, v.id) for m in document.models.values() for v in m.layers.values() if v.spec.kind == "Model"]
    for model_id, layer in nested:
        if model_id in document.models and layer in document.models[model_id].layers:
            document, _ = ungroup(document, model_id, layer)
            assert meaning(document) == before
            assert loads(dumps(document)) == document


def test_a_group_shows_its_wires_as_inputs_and_outputs(chain: Chain) -> None:
    document = chain(Input(shape=(3,)), Dense(units=4), Dense(units=5), Output(loss="mse"))
    document, layer = group(document, "m1", ["l4", "l6"], "block")
    spec = document.main.layers[layer].spec
    assert isinstance(spec, NestedModel)
    inner = document.models[spec.model]
    assert document.main.layers[layer].name == "block"
    assert [inner.layer_of(c).spec for c in inner.inputs] == [Input(shape=(3,))]
    assert inner.calls[inner.outputs[0]].inputs == (Source("c7"),)
    assert {"l4", "l6"} <= inner.layers.keys()
    assert [p.code for p in errors(problems(document), training=False)] == []


def test_dissolving_a_fresh_group_gives_the_same_layers_and_calls_back(chain: Chain) -> None:
    document = chain(Input(shape=(3,)), Dense(units=4), Dense(units=5), Output(loss="mse"))
    grouped, layer = group(document, "m1", ["l4", "l6"], "block")
    after, ids = ungroup(grouped, "m1", layer)
    assert set(ids) == {"l4", "l6"}
    assert after.main.layers == document.main.layers
    assert after.main.calls == document.main.calls
    assert after.models.keys() == {"m1"}


def test_a_shared_group_dissolves_into_shared_layers(chain: Chain) -> None:
    document = chain(Input(shape=(4,)), Dense(units=4), Output(loss="mse"))
    document, layer = group(document, "m1", ["l4"], "block")
    (first,) = document.main.calls_of(layer)
    document, second = reuse(document, "m1", Source(first.id), layer)
    document = connect(document, "m1", Source(second), "c7", 0)
    before = meaning(document)
    document, (dense,) = ungroup(document, "m1", layer)
    assert len(document.main.calls_of(dense)) == 2
    assert meaning(document) == before


def test_a_frozen_group_dissolves_into_frozen_layers(chain: Chain) -> None:
    document, layer = group(chain(Input(), Dense(), Output(loss="mse")), "m1", ["l4"], "block")
    document, ids = ungroup(set_trainable(document, "m1", layer, False), "m1", layer)
    assert [document.main.layers[i].trainable for i in ids] == [False]


def test_a_model_that_is_used_elsewhere_stays_when_one_use_is_dissolved(chain: Chain) -> None:
    document, layer = group(chain(Input(), Dense(), Output(loss="mse")), "m1", ["l4"], "block")
    spec = document.main.layers[layer].spec
    document, other, _ = add_layer(document, "m1", spec)
    document, _ = ungroup(document, "m1", layer)
    assert isinstance(spec, NestedModel)
    assert spec.model in document.models
    assert other in document.main.layers


def test_outputs_of_a_layer_with_several_and_masks_go_through_a_group(chain: Chain) -> None:
    document = chain(
        Input(shape=(5,), dtype="int64"),
        Embedding(input_dim=9, output_dim=3, mask_zero=True),
        LSTM(units=2, return_state=True),
        Output(loss="mse"),
    )
    document = connect(document, "m1", Source("c7", 1), "c9", 0)
    before = meaning(document)
    document, layer = group(document, "m1", ["l6"], "block")
    assert meaning(document) == before
    assert meaning(ungroup(document, "m1", layer)[0]) == before


def test_notes_go_along(chain: Chain) -> None:
    document, note = put_note(chain(Input(), Dense(), Output()), "m1", Note("", "why", (0.0, 0.0), (9.0, 9.0)))
    document, layer = group(document, "m1", ["l4", note], "block")
    assert document.main.notes == {}
    document, _ = ungroup(document, "m1", layer)
    assert [n.text for n in document.main.notes.values()] == ["why"]


class TestRefused:
    def test_nothing_but_inputs_and_outputs(self, chain: Chain) -> None:
        with pytest.raises(EditError, match="neither Input nor Output"):
            group(chain(Input(), Dense(), Output()), "m1", ["l2", "l6"], "block")

    def test_a_layer_that_is_also_used_outside(self, chain: Chain) -> None:
        document, call = add_call(chain(Input(), Dense(), Dense(), Output()), "m1", "l4")
        document = connect(document, "m1", Source("c3"), call, 0)
        with pytest.raises(EditError, match="dense is also used outside the selection"):
            group(document, "m1", ["c5", "l6"], "block")

    def test_a_hole_in_the_middle(self, chain: Chain) -> None:
        document = chain(Input(shape=(4,)), Dense(units=4), Dense(units=4), Dense(units=4), Output())
        with pytest.raises(EditError, match="dense_1 lies between"):
            group(document, "m1", ["l4", "l8"], "block")

    def test_a_shape_that_is_not_known(self, chain: Chain) -> None:
        document = disconnect(chain(Input(), Dense(), Dense(), Output()), "m1", "c5", 0)
        with pytest.raises(EditError, match="shape of dense is not known"):
            group(document, "m1", ["l6"], "block")

    def test_dissolving_what_is_no_model(self, chain: Chain) -> None:
        with pytest.raises(EditError, match="not a nested model"):
            ungroup(chain(Input(), Dense(), Output()), "m1", "l4")


class TestModels:
    def nested(self, chain: Chain) -> tuple[Document, str, str]:
        document = chain(Input(shape=(4,)), Dense(units=4), Add(), Output(loss="mse"))
        document, _, extra = add_layer(document, "m1", Input(shape=(4,)))
        document = connect(document, "m1", Source(extra), "c7", 1)
        document, layer = group(document, "m1", ["l4", "l6"], "block")
        spec = document.main.layers[layer].spec
        assert isinstance(spec, NestedModel)
        return document, layer, spec.model

    def test_a_duplicate_computes_the_same_with_other_ids(self, chain: Chain) -> None:
        document, _, inner = self.nested(chain)
        document, copy = duplicate_model(document, inner)
        one, two = document.models[inner], document.models[copy]
        assert not (one.layers.keys() | one.calls.keys()) & (two.layers.keys() | two.calls.keys())
        assert [v.spec for v in one.layers.values()] == [v.spec for v in two.layers.values()]
        assert [two.layer_of(c).name for c in two.inputs] == [one.layer_of(c).name for c in one.inputs]
        assert loads(dumps(document)) == document

    def test_a_model_in_use_and_the_main_model_cannot_be_deleted(self, chain: Chain) -> None:
        document, layer, inner = self.nested(chain)
        with pytest.raises(EditError, match="block is used in model/block"):
            delete_model(document, inner)
        with pytest.raises(EditError, match="main model"):
            delete_model(document, "m1")
        assert inner not in delete_model(remove(document, "m1", [layer]), inner).models

    def test_wires_follow_the_ports_when_a_models_inputs_are_reordered_or_removed(self, chain: Chain) -> None:
        document, layer, inner = self.nested(chain)
        (call,) = document.main.calls_of(layer)
        before = meaning(document)
        model = document.models[inner]
        swapped = order_ends(document, inner, model.inputs[::-1], model.outputs)
        assert swapped.main.calls[call.id].inputs == call.inputs[::-1]
        assert meaning(swapped) == before
        gone = remove(document, inner, [model.calls[model.inputs[0]].layer])
        assert gone.main.calls[call.id].inputs == call.inputs[1:]
        without = remove(document, inner, [model.calls[model.outputs[0]].layer])
        assert without.main.calls["c9"].inputs == (None,)


def test_what_was_at_rest_stays_so_when_its_model_is_dissolved(chain: Chain) -> None:
    document, layer = group(chain(Input(shape=(3,)), Dense(units=2), Dense(units=2), Output()), "m1", ["l4", "l6"], "g")
    (call,) = document.main.calls_of(layer)
    resting = replace(call, arguments=RESTING)
    document = document.with_model(replace(document.main, calls={**document.main.calls, call.id: resting}))
    before = [step.at_rest for step in flatten(document).steps]
    assert before == [True, True]
    assert [step.at_rest for step in flatten(ungroup(document, "m1", layer)[0]).steps] == before
