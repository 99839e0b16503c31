"""Shapes of every wire, weights of every layer, and the straight-line program, shared and nested layers included."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from graph.data.facts import ColumnFacts, DataFacts
from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, add_model, connect, disconnect, reuse, set_trainable
from graph.editing.grouping import group, share
from graph.inference.following import infer, infer_all
from graph.inference.program import ProgramError, flatten
from graph.inference.totals import PLANS, PROCESS, WRITTEN, totals
from graph.layers.convolution.conv import Conv2D
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.merging.addition import Add
from graph.specs.optimizers.adam import Adam
from graph.specs.optimizers.sgd import SGD
from graph.specs.registry import layer_kinds
from graph.specs.spec import Spec
from graph.storage.value_json import read_spec, value_json
from graph.views.summary import summary

Chain = Callable[..., Document]


@pytest.mark.parametrize("kind", [cls for name, cls in layer_kinds().items() if name != "Model"])
def test_every_layers_examples_fit_and_its_json_gives_it_back(kind: type[Spec]) -> None:
    assert kind.examples
    for example in kind.examples:
        spec = example.of(kind)
        assert read_spec(value_json(spec)) == spec.replace()
        outputs = spec.outputs(example.inputs)
        assert len(outputs) == len(spec.ports().outputs)
        assert spec.flops(example.inputs, outputs) >= 0
        assert all(size > 0 for weight in spec.weights(example.inputs) for size in weight.shape)


def test_free_axes_stay_free(chain: Chain) -> None:
    document = chain(Input(shape=(None, None, 3)), Conv2D(filters=4, kernel_size=3), Output())
    assert infer(document).types[Source("c5")].shape == (None, None, None, 4)


def test_what_follows_an_open_port_or_a_misfit_has_no_shape(chain: Chain) -> None:
    document = disconnect(chain(Input(), Dense(), Dense(), Output()), "m1", "c5", 0)
    assert set(infer(document).types) == {Source("c3")}
    with pytest.raises(ProgramError, match="not connected"):
        flatten(document)


def test_a_layer_in_series_has_one_set_of_weights_and_two_steps(chain: Chain) -> None:
    document = chain(Input(shape=(3,)), Dense(units=3), Output())
    document, again = reuse(document, "m1", Source("c5"), "l4")
    program = flatten(connect(document, "m1", Source(again), "c7", 0))
    assert [step.call for step in program.steps] == [("c5",), (again,)]
    assert [weight.path for weight in program.weights] == ["dense/kernel", "dense/bias"]
    assert program.steps[1].inputs == program.steps[0].outputs


def test_two_layers_of_one_model_have_weights_of_their_own_and_two_calls_share_them(chain: Chain) -> None:
    document, layer = group(chain(Input(shape=(3,)), Dense(units=3), Output()), "m1", ["l4"], "block")
    (call,) = document.main.calls_of(layer)
    document, _, other = add_layer(document, "m1", document.main.layers[layer].spec)
    document = connect(document, "m1", Source(call.id), other, 0)
    document, shared = reuse(document, "m1", Source(other), layer)
    program = flatten(connect(document, "m1", Source(shared), "c7", 0))
    assert [weight.path for weight in program.weights] == [
        "block/dense/kernel",
        "block/dense/bias",
        "block_1/dense/kernel",
        "block_1/dense/bias",
    ]
    assert [step.name for step in program.steps] == ["block/dense", "block_1/dense", "block/dense"]
    assert totals(document).weights == 24


def test_a_model_shared_on_two_sizes_is_a_failure(chain: Chain) -> None:
    document, inner = add_model(chain(Input(shape=(3,)), Dense(units=3), Output()), "inner")
    document = chain(Input(shape=(None,)), model=inner, document=document)
    assert infer(document, inner).failures == {}
    document = chain(Input(shape=(4, None)), Dense(units=2), Output(), document=new_document())
    assert "size of the last axis" in str(next(iter(infer(document).failures.values())))


def test_frozen_models_freeze_what_is_inside(chain: Chain) -> None:
    document, layer = group(chain(Input(shape=(3,)), Dense(units=3), Output()), "m1", ["l4"], "block")
    document = set_trainable(document, "m1", layer, False)
    assert [weight.trainable for weight in flatten(document).weights] == [False, False]
    assert (totals(document).trainable, totals(document).frozen) == (0, 12)


def doubling(levels: int) -> Document:
    """Models that each hold the one below twice in a row: 2 ** levels calls in all."""
    document = new_document()
    below = None
    for level in range(levels):
        model = "m1"
        if level < levels - 1:
            document, model = add_model(document, f"level{level}")
        document, _, call = add_layer(document, model, Input(shape=(2,)))
        for _ in range(2):
            spec = Dense(units=2) if below is None else NestedModel(model=below)
            document, _, after = add_layer(document, model, spec)
            document, call = connect(document, model, Source(call), after, 0), after
        document, _, end = add_layer(document, model, Output(loss="mse"))
        document = connect(document, model, Source(call), end, 0)
        below = model
    return document


def test_models_that_double_at_every_level_are_looked_into_once() -> None:
    start = time.process_time()
    document = doubling(40)
    infer_all(document)
    assert totals(document).weights == 6 * 2**40
    with pytest.raises(ProgramError, match="calls in all"):
        flatten(document)
    assert time.process_time() - start < 60
    assert len(flatten(doubling(5)).steps) == 2**5
    # A layer that stands in another model as well counts once, in the summary too.
    dense = next(call.layer for call in document.models["m2"].calls.values() if call.inputs)
    document, _ = share(document, "m2", [dense], "twin")
    assert totals(document).weights == summary(document).counts.total == 6 * 2**39 + 6


def test_models_nested_too_deep_are_a_failure_not_a_crash() -> None:
    failures = [str(f) for shapes in infer_all(doubling(60)).values() for f in shapes.failures.values()]
    assert len(failures) == 10 and all("nested more than 50 deep" in failure for failure in failures)


def test_totals_count_weights_work_and_memory(chain: Chain) -> None:
    document = chain(Input(shape=(10,)), Dense(units=4), Output(loss="mse"))
    found = totals(document)
    assert (found.trainable, found.frozen, found.flops, found.activations) == (44, 0, 80, 14)
    data = DataFacts({"l2": ColumnFacts((10,)), "l6": ColumnFacts((4,), "uint8")}, 100)
    least = PROCESS + 4 * (round(44 * (1 + WRITTEN)) + 44 + PLANS * 8 * 14)
    assert found.process_bytes(SGD(), 8) == least
    assert found.process_bytes(SGD(), 8, data) == least + 100 * 44
    assert found.process_bytes(Adam(), 8, data) == least + 4 * 44 * 2 + 100 * 44


def test_add_of_one_source_twice(chain: Chain) -> None:
    document = chain(Input(shape=(3,)), Add(), Output())
    document = connect(document, "m1", Source("c3"), "c5", 1)
    (step,) = flatten(document).steps
    assert step.inputs == (0, 0)
