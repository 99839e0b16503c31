"""Problems of losses, data and the training plan: where each points, and that its mend really takes it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graph.data.data_plan import DataPlan
from graph.data.data_sets.digits import Digits
from graph.data.facts import ClassRows, ColumnFacts, DataFacts
from graph.document.document import Document, Source
from graph.editing.edits import add_layer, connect, move, set_trainable
from graph.inference.totals import PROCESS
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.layers.core.masking import Masking
from graph.layers.regularization.dropout import Dropout
from graph.specs.training import TrainingPlan
from graph.storage.storage import dumps, loads
from graph.validate import problems
from graph.validate.problems import WARNING, Problem, errors

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


class TestLosses:
    def end(self, chain: Chain, units: int, activation: str, **output: Any) -> Document:
        return chain(Input(), Dense(units=units, activation=activation), Output(**output))

    def test_no_loss_anywhere_forbids_only_training(self, chain: Chain) -> None:
        document = self.end(chain, 3, "softmax")
        problem = only(document, "no-loss")
        assert problem.for_training
        document = mended(document, problem)
        assert document.main.layers["l6"].spec.loss.kind == "CategoricalCrossentropy"  # type: ignore[attr-defined]

    def test_one_loss_can_serve_every_output(self, chain: Chain) -> None:
        document = self.end(chain, 1, "sigmoid", loss="binary_crossentropy", loss_weight=1.0)
        for _ in range(2):
            document, _, call = add_layer(document, "m1", Output(loss_weight=0.2))
            document = connect(document, "m1", Source("c5"), call, 0)
        problem = found(document, "output-without-loss")[0]
        same = "Use the same loss for every output"
        assert (problem.severity, str(problem.mend and problem.mend.text)) == (WARNING, same)
        assert found(mended(document, problem), "output-without-loss") == []

    @pytest.mark.parametrize(
        ("units", "activation", "output", "code"),
        [
            (1, "softmax", {"loss": "categorical_crossentropy"}, "softmax-on-one"),
            (1, "softmax", {"loss": "mse"}, "softmax-on-one"),
            (1, "sigmoid", {"loss": "categorical_crossentropy"}, "classes-of-one"),
            (1, "sigmoid", {"loss": {"kind": "BinaryCrossentropy", "from_logits": True}}, "activation-twice"),
            (
                3,
                "softmax",
                {"loss": {"kind": "SparseCategoricalCrossentropy", "from_logits": True}},
                "activation-twice",
            ),
            (1, "linear", {"loss": "binary_crossentropy"}, "no-probabilities"),
            (3, "relu", {"loss": "sparse_categorical_crossentropy"}, "no-probabilities"),
            (3, "softmax", {"loss": "binary_crossentropy"}, "softmax-with-binary"),
            (3, "linear", {"loss": "dice"}, "no-probabilities"),
            (3, "linear", {"loss": "binary_focal_crossentropy"}, "no-probabilities"),
            (3, "linear", {"loss": "CategoricalGeneralizedCrossEntropy"}, "no-probabilities"),
        ],
    )
    def test_a_loss_that_does_not_go_with_the_activation(
        self, chain: Chain, units: int, activation: str, output: dict[str, Any], code: str
    ) -> None:
        document = self.end(chain, units, activation, **output)
        problem = only(document, code)
        assert (problem.layer, problem.port, problem.for_training) == ("l6", 0, True)
        mended(document, problem)

    def test_a_loss_of_sequences_wants_logits_of_steps_without_a_mask(self, chain: Chain) -> None:
        assert only(self.end(chain, 3, "linear", loss="ctc"), "loss-shape").layer == "l6"
        twice = chain(Input(shape=(5, 2)), Dense(units=3, activation="softmax"), Output(loss="ctc"))
        mended(twice, only(twice, "activation-twice"))
        masked = chain(Input(shape=(5, 2)), Masking(), Dense(units=3), Output(loss="ctc"))
        assert "mask" in str(only(masked, "loss-masked").message)

    def test_axes_and_vectors_that_a_loss_needs(self, chain: Chain) -> None:
        assert "axis" in str(
            only(self.end(chain, 3, "sigmoid", loss={"kind": "Dice", "axis": 2}), "loss-shape").message
        )
        of_steps = chain(Input(shape=(5, 2)), Dense(units=3), Output(loss="circle"))
        assert "vector" in str(only(of_steps, "loss-shape").message)

    @pytest.mark.parametrize(
        ("activation", "loss"),
        [
            ("sigmoid", "binary_crossentropy"),
            ("softmax", "sparse_categorical_crossentropy"),
            ("linear", {"kind": "BinaryCrossentropy", "from_logits": True}),
            ("relu", "mse"),
            ("sigmoid", "dice"),
            ("softmax", "tversky"),
        ],
    )
    def test_usual_pairs_are_no_problem(self, chain: Chain, activation: str, loss: Any) -> None:
        document = laid_out(self.end(chain, 4, activation, loss=loss))
        assert {p.code for p in problems(document)} == {"no-data"}


class TestData:
    def test_a_target_that_only_stretches_to_the_result(self, chain: Chain) -> None:
        document = chain(Input(), Dense(units=2), Output(loss="mse"))
        data = facts("l6", 1)
        problem = only(document, "target-stretches", data=data)
        assert "(1,)" in str(problem.message)
        assert "(2,)" in str(problem.message)
        assert mended(document, problem, data=data).main.layers["l4"].spec == Dense(units=1)

    def test_a_target_of_another_shape(self, chain: Chain) -> None:
        document, data = chain(Input(), Dense(units=2), Output(loss="mse")), facts("l6", 3)
        mended(document, only(document, "target-shape", data=data), data=data)

    def test_a_target_without_the_last_axis_of_one_is_fine(self, chain: Chain) -> None:
        document = chain(Input(), Dense(units=1), Output(loss="mse"))
        assert {p.code for p in problems(laid_out(document), facts("l6"))} == {"no-data"}

    def test_class_numbers_for_a_loss_over_one_hot_rows(self, chain: Chain) -> None:
        document = chain(Input(), Dense(units=3, activation="softmax"), Output(loss="categorical_crossentropy"))
        for shape in ((), (1,)):
            data = facts("l6", *shape, low=0, high=2, is_integer=True, dtype="int64")
            mended(document, only(document, "number-targets", data=data), data=data)

    def test_one_hot_rows_for_a_loss_over_class_numbers(self, chain: Chain) -> None:
        document = chain(Input(), Dense(units=3, activation="softmax"), Output(loss="sparse_categorical_crossentropy"))
        data = facts("l6", 3, low=0, high=1, is_integer=True)
        mended(document, only(document, "one-hot-targets", data=data), data=data)

    def test_class_numbers_beyond_the_last_class(self, chain: Chain) -> None:
        document = chain(Input(), Dense(units=3, activation="softmax"), Output(loss="sparse_categorical_crossentropy"))
        data = facts("l6", low=0, high=7, is_integer=True)
        problem = only(document, "labels-out-of-range", data=data)
        assert "0 to 7" in str(problem.message)
        mended(document, problem, data=data)
        assert only(document, "labels-out-of-range", data=facts("l6", low=-1, high=2, is_integer=True)).mend is None
        assert found(document, "no-class-numbers", data=facts("l6", low=0, high=2))

    def test_labels_of_sequences_and_of_groups(self, chain: Chain) -> None:
        document = chain(Input(shape=(5, 2)), Dense(units=3), Output(loss="ctc"))
        assert not found(document, "no-sequences", data=facts("l6", 4, low=0, high=2, is_integer=True))
        assert only(document, "no-sequences", data=facts("l6", low=0, high=2, is_integer=True)).layer == "l6"
        mended(
            document,
            only(document, "labels-out-of-range", data=(data := facts("l6", 4, low=0, high=3, is_integer=True))),
            data=data,
        )
        document = chain(Input(), Dense(units=3), Output(loss="circle"))
        assert not errors(problems(laid_out(document), facts("l6", low=-5, high=70, is_integer=True)), training=False)
        assert only(document, "no-groups", data=facts("l6", 3, low=0, high=1, is_integer=True)).layer == "l6"

    def test_targets_of_a_cross_entropy_outside_0_to_1(self, chain: Chain) -> None:
        document = chain(Input(), Dense(units=1, activation="sigmoid"), Output(loss="binary_crossentropy"))
        assert only(document, "targets-out-of-range", data=facts("l6", 1, low=0, high=255)).severity == WARNING

    def test_nan_in_the_data(self, chain: Chain) -> None:
        document = chain(Input(), Dense(), Output(loss="mse"))
        assert only(document, "not-finite", data=facts("l2", 784, has_nan=True)).layer == "l2"

    def test_an_embedding_of_fractions_or_past_its_table(self, chain: Chain) -> None:
        document = chain(Input(shape=(5,), dtype="int64"), Embedding(input_dim=10, output_dim=2), Output(loss="mse"))
        assert only(document, "no-indices", data=facts("l2", 5, low=0.0, high=0.5)).layer == "l4"
        data = facts("l2", 5, low=0, high=10, is_integer=True)
        mended(document, only(document, "index-past-table", data=data), data=data)
        assert found(document, "index-past-table", data=facts("l2", 5, low=-1, high=3, is_integer=True))

    def test_ends_that_no_column_feeds(self, chain: Chain) -> None:
        document = chain(Input(), Dense(), Output(loss="mse"))
        assert only(document, "no-data").for_training
        document = replace(document, data=DataPlan(Digits()))
        assert [p.layer for p in found(document, "unbound")] == ["l2", "l6"]

    def test_unreadable_data_sets_and_steps(self, chain: Chain) -> None:
        binding = {"column": "image", "steps": [{"kind": "Later"}]}
        plan = DataPlan.from_json({"dataset": {"kind": "Later", "x": 1}, "bindings": {"l2": binding}})
        document = replace(chain(Input(), Dense(), Output(loss="mse")), data=plan)
        assert len(found(document, "unknown-data")) == 2
        assert loads(dumps(document)) == document


class TestPlan:
    def test_a_batch_larger_than_the_data(self, chain: Chain) -> None:
        document, data = chain(Input(), Dense(), Output(loss="mse")), DataFacts({}, 20)
        mended(document, only(document, "large-batch", data=data), data=data)

    def test_validation_that_takes_all(self, chain: Chain) -> None:
        document = replace(chain(Input(), Dense(), Output(loss="mse")), training=TrainingPlan(validation_split=1.0))
        mended(document, only(document, "validation-takes-all"))

    def test_validation_of_other_classes_than_are_trained_on(self, chain: Chain) -> None:
        plan = TrainingPlan(validation_split=0.2)
        document = replace(chain(Input(), Dense(3), Output(loss="sparse_categorical_crossentropy")), training=plan)
        sorted_rows = tuple(ClassRows(name, n * 50, n * 50 + 49) for n, name in enumerate(("setosa", "versicolor")))
        sorted_rows += (ClassRows("virginica", 120, 149),)
        data = DataFacts({"l6": ColumnFacts((), "int64", 0, 2, is_integer=True, classes=sorted_rows)}, 150)
        problem = only(document, "classes-apart", data=data)
        assert problem.severity == "warning" and "1 of 3 classes stand only there" in str(problem.message)
        mended(document, problem, data=data)
        early = (ClassRows("a", 0, 60), ClassRows("b", 1, 149))
        data = DataFacts({"l6": ColumnFacts((), "int64", 0, 1, is_integer=True, classes=early)}, 150)
        assert only(document, "classes-apart", data=data).severity == "hint"
        mixed = (ClassRows("a", 0, 148), ClassRows("b", 1, 149))
        data = DataFacts({"l6": ColumnFacts((), "int64", 0, 1, is_integer=True, classes=mixed)}, 150)
        assert found(document, "classes-apart", data=data) == []

    def test_everything_frozen(self, chain: Chain) -> None:
        document = set_trainable(chain(Input(), Dense(), Dropout(), Output(loss="mse")), "m1", "l4", False)
        mended(document, only(document, "all-frozen"))

    def test_more_memory_than_there_is(self, chain: Chain) -> None:
        document = chain(Input(shape=(1000,)), Dense(units=1000), Output(loss="mse"))
        document = replace(document, training=TrainingPlan(batch_size=4096))
        least = PROCESS * 5 // 4 + 60_000_000  # of four fifths the process itself takes a part
        problem = only(document, "too-much-memory", memory=least)
        assert "MB are free" in str(problem.message)
        assert "MB of memory" in str(problem.message)
        mended(document, problem, memory=least)
        assert only(document, "too-much-memory", memory=1000).mend is None
        assert found(document, "too-much-memory", memory=10**9) == []
