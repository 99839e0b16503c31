"""Every problem: the document that has it, where it points, and that its mend really takes it away."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.digits import Digits
from graph.data.facts import ColumnFacts, DataFacts
from graph.document.document import Call, Document, Layer, Source, new_document
from graph.editing.edits import (
    add_call,
    add_layer,
    add_model,
    connect,
    disconnect,
    move,
    rename_layer,
    set_params,
    set_spec,
)
from graph.layers.convolution.conv import Conv2D
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.merging.addition import Add
from graph.layers.merging.concatenate import Concatenate
from graph.layers.recurrent.lstm import LSTM
from graph.layers.reshaping.reshape import Flatten, Reshape
from graph.specs.message import Message
from graph.specs.training import TrainingPlan
from graph.storage.storage import dumps, loads
from graph.validate import problems
from graph.validate.problems import ERROR, HINT, WARNING, Problem, errors

Chain = Callable[..., Document]


def found(document: Document, code: str, **known: Any) -> list[Problem]:
    return [p for p in problems(document, **known) if p.code == code]


def only(document: Document, code: str, **known: Any) -> Problem:
    (problem,) = found(document, code, **known)
    return problem


def mended(document: Document, problem: Problem, **known: Any) -> Document:
    """The document after the mend, which must have taken the problem away and brought no new error."""
    assert problem.mend is not None
    assert str(problem.mend.text)
    after = problem.mend.edit(document)
    assert problem not in problems(after, **known)
    places = {(p.code, p.layer) for p in problems(document, **known)}
    assert {(p.code, p.layer) for p in errors(problems(after, **known))} <= places
    return after


def laid_out(document: Document) -> Document:
    """The boxes of the root side by side."""
    return move(document, document.root, {layer: (200.0 * i, 0.0) for i, layer in enumerate(document.main.layers)})


def facts(layer: str, *shape: int, samples: int = 100, **known: Any) -> DataFacts:
    return DataFacts({layer: ColumnFacts(shape, **known)}, samples)


def test_a_sound_network_with_data_has_no_problem(chain: Chain) -> None:
    document = laid_out(
        chain(
            Input(shape=(28, 28)),
            Flatten(),
            Dense(units=10, activation="softmax"),
            Output(loss="sparse_categorical_crossentropy"),
        )
    )
    plan = DataPlan(Digits(), {"l2": Binding("image"), "l8": Binding("digit")})
    data = DataFacts({"l2": ColumnFacts((28, 28)), "l8": ColumnFacts((), "int64", 0, 9, is_integer=True)}, 1797)
    assert problems(replace(document, data=plan), data, 10**9) == ()


def test_errors_come_first_and_those_for_training_only_can_be_left_out(chain: Chain) -> None:
    all_found = problems(chain(Input(), Dense(), Output()))
    assert [p.severity for p in all_found] == sorted((p.severity for p in all_found), key=[ERROR, WARNING, HINT].index)
    assert {p.code for p in errors(all_found)} == {"no-loss", "no-data"}
    assert errors(all_found, training=False) == ()


class TestShapes:
    def test_inputs_that_do_not_merge_are_named_with_their_shapes(self, chain: Chain) -> None:
        document = chain(Input(shape=(3,)), Dense(units=3), Add(), Output(loss="mse"))
        document, _, other = add_layer(document, "m1", Input(shape=(4,)), name="extra")
        problem = only(connect(document, "m1", Source(other), "c7", 1), "misfit")
        assert (problem.severity, problem.call) == (ERROR, "c7")
        for piece in ("add", "dense (None, 3)", "extra (None, 4)"):
            assert piece in str(problem.message)

    def test_concatenating_along_the_wrong_axis_is_mended(self, chain: Chain) -> None:
        document = chain(Input(shape=(2, 3)), Concatenate(axis=-1), Output(loss="mse"))
        document, _, other = add_layer(document, "m1", Input(shape=(5, 3)))
        document = connect(document, "m1", Source(other), "c5", 1)
        document = mended(document, only(document, "misfit"))
        assert document.main.layers["l4"].spec == Concatenate(axis=1)

    def test_a_kernel_larger_than_the_image(self, chain: Chain) -> None:
        document = chain(Input(shape=(2, 2, 1)), Conv2D(filters=4, kernel_size=3), Output(loss="mse"))
        mended(document, only(document, "misfit"))

    def test_a_reshape_that_does_not_fit(self, chain: Chain) -> None:
        document = chain(Input(shape=(6,)), Reshape(target_shape=(2, 4)), Output(loss="mse"))
        problem = only(document, "misfit")
        assert "(None, 6)" in str(problem.message)
        assert "(2, 4)" in str(problem.message)
        mended(document, problem)

    def test_an_image_without_channels_gets_them(self, chain: Chain) -> None:
        document = chain(Input(shape=(8, 8)), Conv2D(filters=4, kernel_size=3), Output(loss="mse"))
        document = mended(document, only(document, "misfit"))
        assert Reshape(target_shape=(8, 8, 1)) in [layer.spec for layer in document.main.layers.values()]

    def test_a_free_axis_where_a_size_is_needed_takes_that_of_the_data(self, chain: Chain) -> None:
        document = chain(Input(shape=(None, 3)), Flatten(), Dense(units=2), Output(loss="mse"))
        problem = only(document, "misfit")
        assert "size of the last axis" in str(problem.message)
        assert problem.mend is None
        data = facts("l2", 5, 3)
        mended(document, only(document, "misfit", data=data), data=data)

    def test_an_input_of_another_shape_than_its_data(self, chain: Chain) -> None:
        document, data = chain(Input(shape=(784,)), Dense(), Output(loss="mse")), facts("l2", 28)
        problem = only(document, "data-shape", data=data)
        assert "(784,)" in str(problem.message)
        assert "(28,)" in str(problem.message)
        mended(document, problem, data=data)

    def test_a_shared_layer_on_two_sizes(self, chain: Chain) -> None:
        document = chain(Input(shape=(3,)), Dense(units=3), Output(loss="mse"))
        document, _, other = add_layer(document, "m1", Input(shape=(4,)))
        document, call = add_call(document, "m1", "l4")
        document = connect(document, "m1", Source(other), call, 0)
        assert "used more than once" in str(only(document, "misfit").message)

    @pytest.mark.parametrize("units", [2**40, 2**62])
    def test_impossible_sizes_are_problems_at_once(self, chain: Chain, units: int) -> None:
        start = time.process_time()
        document = chain(Input(), *[Dense(units=units)] * 3, Output(loss="mse"))
        assert errors(problems(document, memory=2**40), training=True)
        assert time.process_time() - start < 10


class TestWires:
    def test_a_circle_is_found_and_cut(self, chain: Chain) -> None:
        document = chain(Input(), Dense(), Dense(), Output(loss="mse"))
        content = json.loads(dumps(document))
        content["models"]["m1"]["calls"]["c5"]["inputs"] = ["c7"]
        document = loads(json.dumps(content))
        problem = only(document, "cycle")
        assert "dense → dense_1 → dense" in str(problem.message)
        assert problem.mend is not None
        assert found(problem.mend.edit(document), "cycle") == []

    def test_a_call_that_feeds_itself(self, chain: Chain) -> None:
        document = chain(Input(), Dense(), Output(loss="mse"))
        model = document.main
        document = document.with_model(replace(model, calls={**model.calls, "c5": Call("c5", "l4", (Source("c5"),))}))
        problem = only(document, "cycle")
        assert problem.mend is not None
        assert found(problem.mend.edit(document), "cycle") == []

    def test_a_port_without_a_wire_is_connected_to_the_newest_loose_end(self, chain: Chain) -> None:
        document = disconnect(chain(Input(), Dense(), Output(loss="mse")), "m1", "c7", 0)
        problem = only(document, "open-port")
        assert (problem.severity, problem.call, problem.port) == (ERROR, "c7", 0)
        assert mended(document, problem).main.calls["c7"].inputs == (Source("c5"),)

    def test_a_port_of_a_box_that_nothing_needs_is_only_a_warning(self, chain: Chain) -> None:
        document, _, _ = add_layer(chain(Input(), Dense(), Output(loss="mse")), "m1", Dense())
        assert only(document, "open-port").severity == WARNING

    def test_a_call_that_feeds_no_output(self, chain: Chain) -> None:
        document = chain(Input(), Dense(), Output(loss="mse"))
        document, _, call = add_layer(document, "m1", Dense(), name="side")
        document = connect(document, "m1", Source("c3"), call, 0)
        assert "side" in str(only(document, "dead-end").message)
        mended(document, only(document, "dead-end"))

    def test_an_input_that_reaches_no_output(self, chain: Chain) -> None:
        document, _, _ = add_layer(chain(Input(), Dense(), Output(loss="mse")), "m1", Input(), name="idle")
        assert "data of idle reaches no Output" in str(only(document, "dead-end").message)
        mended(document, only(document, "dead-end"))

    def test_a_model_without_output_gets_one_at_its_end(self, chain: Chain) -> None:
        document = chain(Input(), Dense())
        problem = only(document, "no-output")
        assert problem.severity == ERROR
        assert problem.mend is not None
        after = problem.mend.edit(document)
        assert found(after, "no-output") == []
        assert after.main.calls[after.main.outputs[0]].inputs == (Source("c5"),)

    def test_a_model_without_input(self, chain: Chain) -> None:
        assert only(chain(Dense(), Output(loss="mse")), "no-input").severity == ERROR

    def test_an_empty_canvas_is_only_a_hint(self) -> None:
        assert [p.severity for p in problems(new_document())] == [HINT]

    def test_a_wire_out_of_a_port_that_is_gone(self, chain: Chain) -> None:
        document = chain(Input(shape=(4, 3)), LSTM(units=2, return_state=True), Output(loss="mse"))
        document = connect(document, "m1", Source("c5", 2), "c7", 0)
        document = set_params(document, "m1", "l4", {"return_state": False})
        problem = only(document, "missing-port")
        assert problem.call == "c7"
        assert problem.mend is not None
        assert found(problem.mend.edit(document), "missing-port") == []

    def test_a_wire_into_a_port_that_is_gone(self, chain: Chain) -> None:
        document = chain(Input(shape=(3,)), Add(), Output(loss="mse"))
        document = connect(document, "m1", Source("c3"), "c5", 1)
        document = set_spec(document, "m1", "l4", Dense(units=3))
        mended(document, only(document, "missing-port"))

    def test_a_layer_that_is_not_used(self) -> None:
        document = new_document()
        document = document.with_model(replace(document.main, layers={"l9": Layer("l9", "alone", Dense())}))
        problem = only(document, "unused-layer")
        assert problem.mend is not None
        assert problem.mend.edit(document).main.layers == {}


class TestNames:
    @pytest.mark.parametrize(
        ("name", "code"),
        [("", "empty-name"), ("dense", "equal-names"), ("a/b", "slash-in-name"), ("a\u202eb\n", "invisible-letters")],
    )
    def test_a_bad_name_is_mended_by_a_better_one(self, chain: Chain, name: str, code: str) -> None:
        document = chain(Input(), Dense(), Dense(), Output(loss="mse"))
        document = rename_layer(document, "m1", "l6", name)
        if code == "invisible-letters":
            document = document.with_model(
                replace(document.main, layers={**document.main.layers, "l6": Layer("l6", name, Dense())})
            )
        problem = only(document, code)
        assert problem.layer == "l6"
        mended(document, problem)

    def test_an_output_may_be_without_a_name_and_have_that_of_its_source(self, chain: Chain) -> None:
        document = chain(Input(), Dense(), Output(loss="mse"))
        assert found(rename_layer(document, "m1", "l6", "dense"), "equal-names") == []
        assert found(document, "empty-name") == []


class TestModels:
    def test_a_model_that_is_not_there(self, chain: Chain) -> None:
        document = set_spec(chain(Input(), Dense(), Output(loss="mse")), "m1", "l4", NestedModel(model="m9"))
        problem = only(document, "missing-model")
        assert problem.mend is not None
        assert found(problem.mend.edit(document), "missing-model") == []

    def test_a_model_in_itself(self, chain: Chain) -> None:
        document, inner = add_model(chain(Input(), Dense(), Output(loss="mse")), "inner")
        document = set_spec(document, "m1", "l4", NestedModel(model=inner))
        model = document.models[inner]
        loop = Layer("l90", "loop", NestedModel(model="m1"))
        document = document.with_model(replace(model, layers={"l90": loop}, calls={"c91": Call("c91", "l90")}))
        assert {p.layer for p in found(document, "model-in-itself")} == {"l4", "l90"}
        problem = found(document, "model-in-itself")[0]
        assert problem.mend is not None
        assert found(problem.mend.edit(document), "model-in-itself") == []

    def test_trouble_inside_a_model_is_told_once_where_it_is(self, chain: Chain) -> None:
        document, inner = add_model(chain(Input(), Dense(), Output(loss="mse")), "inner")
        document = chain(
            Input(shape=(2, 2, 1)), Conv2D(filters=1, kernel_size=3), Output(), model=inner, document=document
        )
        document = set_spec(document, "m1", "l4", NestedModel(model=inner))
        assert only(document, "misfit").model == inner


class TestUnreadable:
    def read(self, chain: Chain, spec: dict[str, Any]) -> Document:
        content = json.loads(dumps(chain(Input(), Dense(), Output(loss="mse"))))
        content["models"]["m1"]["layers"]["l4"]["spec"] = spec
        return loads(json.dumps(content))

    def test_a_layer_of_an_unknown_kind_has_no_mend(self, chain: Chain) -> None:
        problem = only(self.read(chain, {"kind": "Later"}), "unknown-layer")
        assert "Later" in str(problem.message)
        assert problem.mend is None

    def test_an_unreadable_parameter_can_be_set_to_its_default(self, chain: Chain) -> None:
        document = self.read(chain, {"kind": "Dense", "units": 7, "activation": "wobble", "later": 1})
        document = mended(document, only(document, "unknown-layer"))
        assert document.main.layers["l4"].spec == Dense(units=7)

    def test_an_unknown_initializer_and_an_unknown_optimizer(self, chain: Chain) -> None:
        document = self.read(chain, {"kind": "Dense", "units": 7, "kernel_initializer": "later"})
        mended(document, only(document, "unknown-value"))
        content = json.loads(dumps(document)) | {"training": {"optimizer": "later", "epochs": "ten"}}
        document = loads(json.dumps(content))
        for problem in found(document, "unknown-training"):
            document = mended(document, problem)
        assert document.training == TrainingPlan()

    @pytest.mark.parametrize(
        "place, key, better",
        [
            (("training",), "epoch", "epochs"),
            (("training",), "BatchSize", "batch_size"),
            ((), "trainings", "training"),
            (("data",), "data_set", "dataset"),
            (("data", "bindings", "l2"), "step", "steps"),
            (("models", "m1"), "layer", "layers"),
            (("models", "m1", "layers", "l4"), "trainble", "trainable"),
            (("models", "m1", "calls", "c5"), "input", "inputs"),
        ],
    )
    def test_a_key_that_nobody_reads_is_named_with_the_closest_and_can_be_left_out(
        self, chain: Chain, place: tuple[str, ...], key: str, better: str
    ) -> None:
        document = chain(Input(), Dense(), Output(loss="mse"))
        plan = DataPlan(bindings={"l2": Binding("x")})
        content = json.loads(dumps(replace(document, data=plan)))
        spot = content
        for step in place:
            spot = spot[step]
        spot[key] = False
        document = loads(json.dumps(content))
        problem = only(document, "unknown-key")
        assert problem.severity == "warning"
        assert f"knows no '{key}', so that it changes nothing. The closest is {better}." in str(problem.message)
        mended(document, problem)

    def test_keys_of_a_newer_version_are_its_own_business(self, chain: Chain) -> None:
        document = loads(dumps(new_document()).replace('"version": 2', '"version": 3, "later": 3'))
        assert not found(document, "unknown-key")

    def test_an_unknown_parameter_is_told_with_the_closest(self, chain: Chain) -> None:
        document = self.read(chain, {"kind": "Dense", "unit": 7})
        assert "has no parameter unit in this version. The closest is units." in str(
            only(document, "unknown-layer").message
        )
        content = json.loads(dumps(document)) | {"data": {"dataset": {"kind": "Digits", "share": 1}}}
        assert "Digits has no parameter share" in str(only(loads(json.dumps(content)), "unknown-data").message)

    def test_a_newer_file_can_be_made_one_of_this_version(self, chain: Chain) -> None:
        document = loads(dumps(new_document()).replace('"version": 2', '"version": 3'))
        mended(document, only(document, "newer-file"))


def test_boxes_that_lie_on_one_another_are_moved_apart(chain: Chain) -> None:
    document = chain(Input(), Dense(), Output(loss="mse"))
    problem = only(document, "hidden-box")
    assert problem.severity == HINT
    after = mended(document, problem)
    assert len(set(after.main.positions.values())) == 3


@settings(max_examples=80)
@given(st.integers(0, 2**32))
def test_no_document_however_broken_makes_it_raise_and_every_mend_can_be_applied(
    random_document: Callable[..., Document], seed: int
) -> None:
    rng = Random(seed)
    document = random_document(rng, rng.randrange(50))
    data = DataFacts(
        {
            layer: ColumnFacts((rng.randrange(1, 4),) * rng.randrange(3), "float32", -1, 9)
            for layer in document.main.layers
        },
        9,
    )
    for problem in problems(document, data, 10_000):
        assert isinstance(problem.message, Message)
        assert str(problem.message)[-1] in ".…"
        assert problem.model in document.models
        if problem.mend is not None:
            after = problem.mend.edit(document)
            assert loads(dumps(after)) == after


def test_a_thousand_layers_are_checked_in_a_moment(thousand: Document) -> None:
    best = min(_time(thousand) for _ in range(5))
    assert best < 0.6  # some 40 ms on a quiet machine


def _time(document: Document) -> float:
    start = time.process_time()
    problems(document, DataFacts({}, 10), 10**9)
    return time.process_time() - start
