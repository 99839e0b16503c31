"""From columns to Inputs and Outputs: preprocessing batch by batch, and every misfit named before training."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.data.data_plan import Binding, UnknownKind
from graph.data.data_sets.npy_files import NpyFiles
from graph.data.transforms import Cast, Flatten, Integer, OneHot, ReshapeTo, Scale, Standardize
from runtime.data import ArrayColumn, DataError, Dataset, Feed, as_array, open_dataset, prepare, suggest
from runtime.data import binding as feeding_module
from runtime.data.column import StackedColumn
from runtime.data.stages import PreparedColumn

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.integers(0, 256, (50, 4, 4), np.uint8)
LABELS = np.arange(50) % 3
REALS = RANDOM.normal(1000, 2, (50, 5)).astype(np.float32)


def dataset(in_memory: bool = True, **extra: np.ndarray) -> Dataset:
    arrays = {"image": IMAGES, "label": LABELS, "reals": REALS, **extra}
    return Dataset("set", [ArrayColumn(name, array, in_memory=in_memory) for name, array in arrays.items()])


def fed(binding: Binding, feed: Feed, in_memory: bool = True, **extra: np.ndarray) -> Any:
    return prepare(dataset(in_memory, **extra), {feed.layer: binding}, [feed]).x[0]


CHAINS = [
    ("image", (Scale(), Flatten()), (16,), "float32"),
    ("image", (Flatten(), Scale(2.0, -1.0), ReshapeTo((2, 8))), (2, 8), "float32"),
    ("image", (ReshapeTo((4, 4, 1)),), (4, 4, 1), "float32"),
    ("image", (Cast("int32"), Scale(0.5)), (4, 4), "float64"),
    ("image", (Standardize(over="all"),), (4, 4), "float32"),
    ("reals", (Standardize(),), (5,), "float32"),
    ("label", (OneHot(classes=3),), (3,), "float32"),
    ("label", (Integer(offset=1), OneHot()), (4,), "float32"),
    ("label", (Integer(),), (1,), "int64"),
    ("image", (OneHot(classes=256),), (4, 4, 256), "float32"),
    ("reals", (), (5,), "float32"),
]


@pytest.mark.parametrize(("column", "steps", "shape", "dtype"), CHAINS)
def test_batches_hold_what_the_whole_would(column: str, steps: Any, shape: tuple[int, ...], dtype: str) -> None:
    binding, feed = Binding(column, steps), Feed("i", "in", shape, dtype)
    whole = as_array(fed(binding, feed))
    lazily = fed(binding, feed, in_memory=False)
    assert whole.shape == lazily.shape == (50, *shape) and whole.dtype == np.dtype(dtype)
    for rows in ([3, 0, 49], [7], list(range(50))):
        out = np.full((len(rows), *shape), 77, dtype)
        lazily.gather(np.array(rows, np.intp), out)
        np.testing.assert_array_equal(out, whole[rows])
    np.testing.assert_array_equal(lazily.block(5, 9), whole[5:9])


def test_what_the_steps_compute() -> None:
    np.testing.assert_allclose(
        as_array(fed(Binding("image", (Scale(),)), Feed("i", "in", (4, 4)))), IMAGES / 255, rtol=1e-6
    )
    standard = as_array(fed(Binding("reals", (Standardize(),)), Feed("i", "in", (5,))))
    np.testing.assert_allclose(standard, (REALS - REALS.mean(0, np.float64)) / REALS.std(0, np.float64), atol=1e-5)
    np.testing.assert_array_equal(
        as_array(fed(Binding("label", (OneHot(),)), Feed("i", "in", (3,)))), np.eye(3)[LABELS]
    )


def test_constant_features_standardize_to_zero() -> None:
    constant = as_array(fed(Binding("c", (Standardize(),)), Feed("i", "in", (2,)), c=np.full((50, 2), 7.0)))
    assert not constant.any()


def test_several_columns_side_by_side() -> None:
    column = dataset().column("label, reals")
    assert isinstance(column, StackedColumn) and column.shape == (50, 6) and column.dtype == np.float32
    np.testing.assert_array_equal(column.block(2, 4), np.column_stack([LABELS, REALS])[2:4].astype(np.float32))
    with pytest.raises(DataError, match=r"no column 'nothing'\. The data set has: image, label, reals"):
        dataset().column("label, nothing")


def test_a_mapped_set_is_trained_on_without_being_read_whole(tmp_path: Path) -> None:
    """Batches of a memory-mapped file cost memory for one batch, however large the file is."""
    shape = (2000, 32, 32, 3)
    file = np.lib.format.open_memmap(tmp_path / "image.npy", "w+", np.uint8, shape)
    file[:] = np.arange(2000, dtype=np.uint8).reshape(-1, 1, 1, 1)
    file.flush()
    feed = Feed("i", "in", shape[1:])
    mapped = prepare(open_dataset(NpyFiles("image.npy"), tmp_path), {"i": Binding("image", (Scale(),))}, [feed]).x[0]
    assert isinstance(mapped, PreparedColumn) and not mapped.in_memory
    out, order = np.empty((64, *shape[1:]), np.float32), np.random.default_rng(1).permutation(2000)
    mapped.gather(order[:64], out)
    tracemalloc.start()
    for start in range(0, 1984, 64):
        mapped.gather(order[start : start + 64], out)
        np.testing.assert_allclose(out[:, 0, 0, 0], (order[start : start + 64] % 256) / 255, rtol=1e-6)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


def test_small_results_are_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    feed = Feed("i", "in", (4, 4))
    assert isinstance(fed(Binding("image", (Scale(),)), feed), ArrayColumn)
    monkeypatch.setattr(feeding_module, "PREPARED_ONCE", 100)
    assert isinstance(fed(Binding("image", (Scale(),)), feed), PreparedColumn)
    assert fed(Binding("reals"), Feed("i", "in", (5,))).array is REALS


def with_nan() -> np.ndarray:
    values = REALS.copy()
    values[17, 2] = np.nan
    return values


EMBEDDING = Feed("i", "words", (5,), "int64", table=100)
MISFITS: dict[str, tuple[Binding | None, Feed, dict[str, np.ndarray], str]] = {
    "unbound": (
        None,
        Feed("i", "in", (4,)),
        {},
        "Input 'in' has no data. Bind it to a column of set: image, label, reals",
    ),
    "unbound target": (None, Feed("i", "out", (4,), is_target=True), {}, "Output 'out' has no data"),
    "no such column": (Binding("picture"), Feed("i", "in", (4,)), {}, "Input 'in': There is no column 'picture'"),
    "unknown step": (Binding("image", (UnknownKind("Blur", {}),)), Feed("i", "in", (4, 4)), {}, "Blur on column image"),
    "shape": (
        Binding("reals"),
        Feed("i", "in", (7,)),
        {},
        r"expects samples of shape \(7,\), but column 'reals' gives \(5,\)",
    ),
    "flat": (Binding("image"), Feed("i", "in", (16,)), {}, r"gives \(4, 4\). Add the step Flatten"),
    "channels": (Binding("image"), Feed("i", "in", (4, 4, 1)), {}, "Add the step ReshapeTo"),
    "labels": (Binding("label"), Feed("i", "out", (3,), is_target=True), {}, "Output 'out' .* Add the step OneHot"),
    "rank": (Binding("reals"), Feed("i", "in", (None, 5)), {}, r"expects samples of shape \(None, 5\)"),
    "broadcast": (Binding("label"), Feed("i", "out", (2,), is_target=True), {}, r"expects samples of shape \(2,\)"),
    "reshape": (
        Binding("image", (ReshapeTo((5, -1)),)),
        Feed("i", "in", (5, 3)),
        {},
        "Input 'in', column 'image': 16 numbers",
    ),
    "one-hot of reals": (Binding("reals", (OneHot(),)), Feed("i", "in", (5, 3)), {}, "Put an Integer step before it"),
    "nan": (
        Binding("r"),
        Feed("i", "in", (5,)),
        {"r": with_nan()},
        r"'r' for 'in' has no value in 1 of 50 rows \(row 17, counted from 0\)",
    ),
    "nan, scaled": (Binding("r", (Scale(),)), Feed("i", "in", (5,)), {"r": with_nan()}, "row 17, counted"),
    "inf": (Binding("r"), Feed("i", "in", (1,)), {"r": np.array([1.0] * 49 + [np.inf])}, "holds infinity in row 49"),
    "overflow": (Binding("r", (Scale(1e38),)), Feed("i", "in", (5,)), {"r": REALS}, "holds infinity in row 0"),
    "float into Embedding": (
        Binding("reals"),
        EMBEDDING,
        {},
        "'words' takes whole numbers, but column 'reals' gives float32",
    ),
    "fractions": (Binding("r", (Integer(),)), EMBEDDING, {"r": REALS + 0.5}, "holds a fraction in row 0"),
    "past the table": (Binding("image", (Flatten(),)), Feed("i", "w", (16,), "int64", 100), {}, "numbers from 0 to 99"),
    "negative": (Binding("n"), Feed("i", "w", (1,), "int32", 10), {"n": LABELS - 1}, "'n' for 'w' holds -1 in row 0"),
    "label past classes": (Binding("label", (OneHot(classes=2),)), Feed("i", "o", (2,)), {}, "holds 2 in row 2"),
    "sparse label": (
        Binding("label"),
        Feed("i", "o", (1,), "int32", 2, True),
        {},
        "holds 2 in row 2 .* 0 to 1 are expected",
    ),
}


@pytest.mark.filterwarnings("ignore:overflow encountered")
@pytest.mark.parametrize("case", MISFITS)
def test_misfit_gives_one_sentence(case: str) -> None:
    binding, feed, extra, sentence = MISFITS[case]
    bindings = {} if binding is None else {feed.layer: binding}
    inputs, outputs = ([], [feed]) if feed.is_target else ([feed], [])
    with pytest.raises(DataError, match=sentence) as caught:
        prepare(dataset(**extra), bindings, inputs, outputs)
    assert "\n" not in str(caught.value)


def test_a_class_past_the_scanned_part_is_still_refused() -> None:
    column = fed(Binding("label", (OneHot(classes=3),)), Feed("i", "in", (3,)), in_memory=False)
    column.column.array = LABELS + 1
    with pytest.raises(DataError, match="A class number is 3; one-hot has classes 0 to 2"):
        column.gather(np.array([2]), np.empty((1, 3), np.float32))


def test_validation_data_uses_what_training_data_taught() -> None:
    train = Dataset("t", [ArrayColumn("x", np.array([0.0, 2.0])), ArrayColumn("y", np.array([0, 1]), ["cat", "dog"])])
    held = Dataset("v", [ArrayColumn("x", np.array([4.0])), ArrayColumn("y", np.array([0]), ["dog"])])
    bindings = {"i": Binding("x", (Standardize(),)), "o": Binding("y", (OneHot(),))}
    feeds = [Feed("i", "in", (1,))], [Feed("o", "out", (2,), is_target=True)]
    fitted = prepare(train, bindings, *feeds)
    seen = prepare(held, bindings, *feeds, fitted)
    assert as_array(seen.x[0]).tolist() == [[3.0]] and as_array(seen.y[0]).tolist() == [[0.0, 1.0]]
    stranger = Dataset("v", [held.columns["x"], ArrayColumn("y", np.array([0]), ["emu"])])
    with pytest.raises(DataError, match="class 'emu', which the data trained on has not"):
        prepare(stranger, bindings, *feeds, fitted)


@pytest.mark.parametrize(
    ("column", "feed", "steps"),
    [
        (IMAGES, Feed("i", "in", (16,)), (Scale(1 / 255), Flatten())),
        (IMAGES // 16, Feed("i", "in", (4, 4, 1)), (Scale(1 / 16), ReshapeTo((4, 4, 1)))),
        (LABELS, Feed("o", "out", (3,), is_target=True), (OneHot(classes=3),)),
        (LABELS, Feed("o", "out", (1,), "int32", 3, True), ()),
        (REALS, Feed("i", "words", (5,), "int64", 9), (Integer(),)),
        (REALS, Feed("i", "in", (5,)), ()),
    ],
)
def test_usual_steps_are_suggested(column: np.ndarray, feed: Feed, steps: tuple[Any, ...]) -> None:
    assert suggest(ArrayColumn("c", column), feed) == steps


def test_summary_shows_ranges_and_first_rows() -> None:
    summary = dataset(bad=with_nan()).describe()
    by_name = {column.name: column for column in summary.columns}
    assert by_name["label"].preview[:3] == ("0", "1", "2") and (by_name["label"].low, by_name["label"].high) == (0, 2)
    assert (
        by_name["image"].shape == (4, 4)
        and by_name["image"].dtype == "uint8"
        and by_name["image"].preview[0].endswith("…")
    )
    assert by_name["bad"].low is not None and by_name["bad"].low < 1000
    assert summary.rows == 50
