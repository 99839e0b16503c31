"""Sessions: data, network and trainer from a document; what is held out; what a command may change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.npz_file import NpzFile
from graph.data.transforms import Standardize
from graph.document.document import Source
from graph.editing import edits
from graph.inference.program import flatten
from graph.specs.message import MessageError
from graph.specs.registry import layer_kinds, make
from graph.specs.training import TrainingPlan
from runtime.data.model_data import input_feeds, target_feeds
from runtime.files import templates
from runtime.jit import threads
from runtime.training.experiment import Experiment, ExperimentError, Overrides, ready_program
from tests.bad_inputs import fed, small


def arrays_for(folder: Path, name: str = "data.npz", rows: int = 10, shift: float = 0.0) -> None:
    x = np.arange(rows * 3, dtype=np.float32).reshape(rows, 3) + shift
    np.savez(folder / name, x=x, y=x.sum(axis=1, keepdims=True))


def test_validation_is_the_last_part_of_the_data_before_shuffling(tmp_path: Path) -> None:
    arrays_for(tmp_path)
    document = fed(small(units=1), NpzFile(path="data.npz"))
    document = replace(document, training=TrainingPlan(validation_split=0.25, batch_size=4))
    experiment = Experiment(document, tmp_path)
    assert experiment.validation is not None
    assert (experiment.training.rows, experiment.validation.rows) == (7, 3)  # floor(10 · 0.75), as Keras cuts
    assert experiment.validation.x[0].block(0, 1)[0, 0] == 21
    assert (experiment.training.steps, experiment.held_out) == (2, experiment.validation)


def test_a_validation_set_of_its_own_is_prepared_as_the_training_data_was(tmp_path: Path) -> None:
    arrays_for(tmp_path)
    arrays_for(tmp_path, "held.npz", rows=4, shift=100)
    bindings = {"l2": Binding("x", (Standardize(),)), "l6": Binding("y")}
    plan = DataPlan(NpzFile(path="data.npz"), bindings, NpzFile(path="held.npz"))
    experiment = Experiment(replace(small(units=1), data=plan), tmp_path)
    assert experiment.validation is not None and experiment.training.rows == 10 and experiment.validation.rows == 4
    shifted = (100 - 13.5) / np.std(np.arange(0, 30, 3))
    assert experiment.validation.x[0].block(0, 1)[0, 0] == pytest.approx(shifted, rel=1e-5)


def test_the_same_seed_gives_the_same_bits() -> None:
    document = Overrides(epochs=2, seed=3).applied(templates.load("layer_in_series"))
    runs = []
    for _ in range(2):
        experiment = Experiment(document)
        experiment.trainer.fit(experiment.training, epochs=2, seed=experiment.seed)
        runs.append(experiment.weights)
    assert all(np.array_equal(a, b) for a, b in zip(*runs, strict=True))


def test_without_a_seed_each_session_draws_one() -> None:
    document = templates.load("layer_in_series")
    document = replace(document, training=document.training.replace(seed=None))
    assert Experiment(document).seed != Experiment(document).seed


def test_an_embedding_says_how_large_the_numbers_before_it_may_be() -> None:
    feeds = {feed.name: feed for feed in input_feeds(flatten(templates.load("headline")))}
    assert (feeds["main_input"].table, feeds["input2"].table) == (10_000, None)
    assert feeds["main_input"].dtype == "int64"


def test_sparse_losses_take_class_numbers() -> None:
    document = small(units=4, activation="softmax", loss="sparse_categorical_crossentropy")
    (feed,) = target_feeds(flatten(document))
    assert (feed.shape, feed.table, feed.dtype) == ((), 4, "int64")
    (feed,) = target_feeds(flatten(small(units=4)))
    assert (feed.shape, feed.table) == ((4,), None)


def test_an_output_without_loss_and_metrics_needs_no_data(tmp_path: Path) -> None:
    arrays_for(tmp_path)
    document = fed(small(units=1), NpzFile(path="data.npz"))
    document, _, call = edits.add_layer(document, "m1", make(layer_kinds()["Output"], {}), name="looked_at")
    document = edits.connect(document, "m1", Source("c5"), call, 0)
    experiment = Experiment(document, tmp_path)
    assert [target is None for target in experiment.training.targets] == [False, True]


def test_to_predict_needs_no_targets(tmp_path: Path) -> None:
    arrays_for(tmp_path)
    experiment = Experiment(fed(small(units=1), NpzFile(path="data.npz"), y=None), tmp_path, targets=False)
    (answers,) = experiment.trainer.predict(experiment.training.x, 4)
    assert answers.shape == (10, 1)


def test_overrides_change_the_plan_and_nothing_else(tmp_path: Path) -> None:
    arrays_for(tmp_path)
    document = templates.load("layer_in_series")
    new = Overrides(7, 8, 9, 2, tmp_path / "data.npz").applied(document)
    assert (new.training.epochs, new.training.batch_size, new.training.seed, new.training.threads) == (7, 8, 9, 2)
    assert new.data.dataset == NpzFile(path=str(tmp_path / "data.npz"))
    assert new.models == document.models and Overrides().applied(document) == document


def test_threads_are_those_of_the_plan() -> None:
    before = threads.thread_count()
    Experiment(Overrides(threads=1).applied(templates.load("layer_in_series")))
    assert threads.thread_count() == 1
    threads.set_threads(before)


def test_a_document_with_errors_is_refused_with_its_first_sentence() -> None:
    with pytest.raises(ExperimentError, match="middle"):
        ready_program(small("Reshape", target_shape=(5, 5)))


def test_errors_of_the_data_are_messages_too(tmp_path: Path) -> None:
    with pytest.raises(MessageError, match=r"data\.npz"):
        Experiment(fed(small(units=1), NpzFile(path="data.npz")), tmp_path)
