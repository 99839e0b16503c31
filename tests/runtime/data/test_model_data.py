"""A document's data: its Inputs and Outputs are fed from the columns that its plan binds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.digits import Digits
from graph.data.data_sets.generated_headlines import GeneratedHeadlines
from graph.data.data_sets.npz_file import NpzFile
from graph.data.steps.missing import DropMissing
from graph.data.transforms import Flatten, Integer, OneHot, Scale, Standardize
from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, connect
from graph.inference.program import Program, flatten
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.specs.spec import Spec
from runtime.data import DataError, Feed, as_array, input_feeds, load_data, open_dataset, suggest_binding, target_feeds
from runtime.data.splitting import Split


def chain(*named: tuple[str, Spec]) -> tuple[Document, dict[str, str]]:
    """Layers one after another; gives the document and the layers' ids by name."""
    document, ids, last = new_document(), {}, None
    for name, spec in named:
        document, ids[name], call = add_layer(document, document.root, spec, name=name)
        if last is not None:
            document = connect(document, document.root, Source(last), call, 0)
        last = call
    return document, ids


def digits_model(loss: Any = "categorical_crossentropy") -> tuple[Program, dict[str, str]]:
    layers = (("pixels", Input((64,))), ("probs", Dense(10, "softmax")), ("out", Output(loss=loss)))
    document, ids = chain(*layers)
    return flatten(document), ids


def test_inputs_and_targets_of_a_model() -> None:
    program, ids = digits_model()
    assert input_feeds(program) == (Feed(ids["pixels"], "pixels", (64,)),)
    (target,) = target_feeds(program)
    assert target.shape == (10,) and target.is_target and target.table is None
    (sparse,) = target_feeds(digits_model("sparse_categorical_crossentropy")[0])
    assert sparse.shape == () and sparse.table == 10 and sparse.dtype == "int64"
    assert target_feeds(digits_model(None)[0]) == ()


def test_digits_reach_the_model() -> None:
    program, ids = digits_model()
    bindings = {ids["pixels"]: Binding("image", (Scale(1 / 16), Flatten())), ids["out"]: Binding("digit", (OneHot(),))}
    train, held = load_data(program, DataPlan(Digits(size="8x8"), bindings))
    assert held is None and train.rows == 1797
    assert train.x[0].shape == (1797, 64) and train.y[0] is not None and train.y[0].shape == (1797, 10)
    assert as_array(train.x[0]).max() == 1
    sparse, ids = digits_model("sparse_categorical_crossentropy")
    bindings = {ids["pixels"]: Binding("image", (Flatten(),)), ids["out"]: Binding("digit")}
    labels = load_data(sparse, DataPlan(Digits(size="8x8"), bindings))[0].y[0]
    assert labels is not None and labels.shape == (1797,) and labels.dtype == np.int64


def test_an_output_without_loss_and_data_has_no_target() -> None:
    program, ids = digits_model(None)
    plan = DataPlan(Digits(size="8x8", flat=True), {ids["pixels"]: Binding("image")})
    assert load_data(program, plan)[0].y == (None,)
    bound = load_data(program, plan.bind(ids["out"], Binding("digit", (OneHot(),))))[0].y[0]
    assert bound is not None and bound.shape == (1797, 10)


def test_validation_data_is_a_set_of_its_own(tmp_path: Path) -> None:
    program, ids = digits_model("sparse_categorical_crossentropy")
    np.savez(tmp_path / "held.npz", image=np.ones((5, 64), np.uint8), digit=np.arange(5))
    bindings = {ids["pixels"]: Binding("image", (Scale(1 / 16),)), ids["out"]: Binding("digit")}
    plan = DataPlan(Digits(size="8x8", flat=True), bindings, NpzFile("held.npz"))
    train, held = load_data(program, plan, tmp_path)
    assert train.rows == 1797 and held is not None and held.rows == 5


@pytest.mark.parametrize("how", ["end", "shuffled", "stratified"])
def test_rows_are_split_and_steps_learn_from_those_trained_on_alone(how: str, tmp_path: Path) -> None:
    program, ids = digits_model("sparse_categorical_crossentropy")
    image = np.random.default_rng(0).normal(size=(100, 64)) * np.arange(100)[:, None]
    np.savez(tmp_path / "t.npz", image=image, digit=np.arange(100) // 10)  # class by class, as folders are
    bindings = {ids["pixels"]: Binding("image", (Standardize(),)), ids["out"]: Binding("digit")}
    plan = DataPlan(NpzFile("t.npz"), bindings)
    train, held = load_data(program, plan, tmp_path, split=Split(0.2, how, seed=3))
    assert held is not None and (train.rows, held.rows) == (80, 20)
    np.testing.assert_allclose(as_array(train.x[0]).mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(as_array(train.x[0]).std(axis=0), 1, atol=1e-5)
    assert train.y[0] is not None and held.y[0] is not None
    counts = np.bincount(as_array(held.y[0]), minlength=10)
    assert counts.tolist() == ([0] * 8 + [10] * 2 if how == "end" else [2] * 10) or how == "shuffled"
    assert (np.bincount(as_array(train.y[0]), minlength=10) + counts).tolist() == [10] * 10
    # Evaluation and prediction see all rows as the training saw its own.
    _, everything = load_data(program, plan, tmp_path, split=Split(0.2, how, seed=3), targets=False, everything=True)
    assert everything is not None and everything.rows == 100
    first = as_array(train.x[0])[0]
    assert (np.abs(as_array(everything.x[0]) - first).max(axis=1) < 1e-6).any()


def test_prediction_sees_what_was_learnt_of_the_rows_that_targets_left(tmp_path: Path) -> None:
    program, ids = digits_model("categorical_crossentropy")
    image, digit = np.random.default_rng(0).normal(size=(40, 64)), np.random.default_rng(1).normal(size=(40, 10))
    digit[::3] = np.nan
    np.savez(tmp_path / "t.npz", image=image, digit=digit)
    bindings = {ids["pixels"]: Binding("image", (Standardize(),)), ids["out"]: Binding("digit", (DropMissing(),))}
    plan, split = DataPlan(NpzFile("t.npz"), bindings), Split(0.25, "shuffled")
    train, _ = load_data(program, plan, tmp_path, split=split)
    _, all_rows = load_data(program, plan, tmp_path, split=split, targets=False, everything=True)
    assert all_rows is not None and (train.rows, all_rows.rows) == (20, 40)
    rows = {tuple(row) for row in as_array(all_rows.x[0]).tolist()}
    assert all(tuple(row) in rows for row in as_array(train.x[0]).tolist())


@pytest.mark.parametrize("how", ["end", "shuffled", "stratified"])
def test_what_is_wrong_is_said_with_its_row_of_the_file(how: str, tmp_path: Path) -> None:
    program, ids = digits_model("sparse_categorical_crossentropy")
    plan = DataPlan(NpzFile("t.npz"), {ids["pixels"]: Binding("image"), ids["out"]: Binding("digit", (Integer(),))})
    for row in (3, 57, 98):
        image, digit = np.zeros((100, 64), np.float32), np.arange(100) % 10
        image[row, 5] = np.nan
        np.savez(tmp_path / "t.npz", image=image, digit=digit)
        with pytest.raises(
            DataError, match=rf"'image' for 'pixels' has no value in 1 of \d+ rows \(row {row}, counted"
        ):
            load_data(program, plan, tmp_path, split=Split(0.3, how))
        image[row, 5], digit[row] = 0, 2**33
        np.savez(tmp_path / "t.npz", image=image, digit=digit)
        with pytest.raises(DataError, match=rf"'digit' for 'out' holds {2**33} in row {row} "):
            load_data(program, plan, tmp_path, split=Split(0.3, "end" if how == "stratified" else how))


def test_a_split_needs_classes_to_be_stratified_and_rows_for_both_parts(tmp_path: Path) -> None:
    program, ids = digits_model()
    np.savez(tmp_path / "t.npz", image=np.zeros((6, 64)), digit=np.random.default_rng(0).normal(size=(6, 10)))
    plan = DataPlan(NpzFile("t.npz"), {ids["pixels"]: Binding("image"), ids["out"]: Binding("digit")})
    with pytest.raises(DataError, match="needs class numbers, but column 'digit'"):
        load_data(program, plan, tmp_path, split=Split(0.5, "stratified"))
    with pytest.raises(DataError, match="leaves nothing for validation with 6 samples"):
        load_data(program, plan, tmp_path, split=Split(0.1, "shuffled"))
    np.savez(tmp_path / "t.npz", image=np.zeros((6, 64)), digit=np.eye(10)[[0, 0, 0, 3, 3, 3]])
    train, _ = load_data(program, plan, tmp_path, split=Split(0.34, "stratified"))
    assert train.y[0] is not None and as_array(train.y[0]).sum(axis=0)[[0, 3]].tolist() == [2, 2]


def test_an_index_past_the_embedding_is_found() -> None:
    document, ids = chain(("words", Input((100,), "int64")), ("table", Embedding(5000, 4)), ("out", Output(loss=None)))
    program = flatten(document)
    assert input_feeds(program)[0].table == 5000
    plan = DataPlan(GeneratedHeadlines(samples=50), {ids["words"]: Binding("headline")})
    with pytest.raises(DataError, match=r"'headline' for 'words' holds .* numbers from 0 to 4999 are expected"):
        load_data(program, plan)
    reals = DataPlan(GeneratedHeadlines(samples=50), {ids["words"]: Binding("additional")})
    with pytest.raises(DataError, match=r"expects samples of shape \(100,\)"):
        load_data(program, reals)


def test_bindings_are_suggested_by_name_and_shape() -> None:
    digits = open_dataset(Digits(size="28x28"))
    program, _ = digits_model()
    assert suggest_binding(digits, Feed("i", "x", (28, 28, 1))) == Binding("image", (Scale(),))
    assert suggest_binding(digits, Feed("i", "code", (16,))) == Binding("sketch")
    assert suggest_binding(digits, target_feeds(program)[0]) == Binding("digit", (OneHot(classes=10),))
    assert suggest_binding(digits, Feed("i", "x", (5, 5))) is None
    headlines = open_dataset(GeneratedHeadlines(samples=20))
    assert suggest_binding(headlines, Feed("i", "words", (100,), "int64", 10_000)) == Binding("headline")
    wanted = Feed("i", "additional", (5,), "int64", 10)
    assert suggest_binding(headlines, wanted) == Binding("additional", (Integer(),))
