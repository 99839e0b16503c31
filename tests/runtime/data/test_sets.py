"""The shipped digits and the generated sets: what their columns are, and that they can be learnt."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from graph.data.data_plan import UnknownKind
from graph.data.data_sets.csv_file import CsvFile
from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.digits import Digits
from graph.data.data_sets.excel_file import ExcelFile
from graph.data.data_sets.generated_headlines import GeneratedHeadlines
from graph.data.data_sets.generated_images import GeneratedImages
from graph.data.data_sets.generated_points import GeneratedPoints
from graph.data.data_sets.generated_series import GeneratedSeries
from graph.data.data_sets.generated_tweets import GeneratedTweets
from graph.data.data_sets.npy_files import NpyFiles
from graph.data.data_sets.npz_file import NpzFile
from runtime.data import DataError, Dataset, as_array, guess_spec, open_dataset
from runtime.data.readers.generated_images import SHARPEN, filtered


def column(dataset: Dataset, name: str) -> np.ndarray:
    return as_array(dataset.column(name))


def least_squares_accuracy(x: np.ndarray, labels: np.ndarray) -> float:
    """Accuracy on the last fifth of one linear layer fitted on the rest: a floor for any network."""
    split = len(x) * 4 // 5
    x = np.concatenate([x.reshape(len(x), -1).astype(np.float64), np.ones((len(x), 1))], axis=1)
    targets = np.eye(labels.max() + 1)[labels]
    weights = np.linalg.lstsq(x[:split], targets[:split], rcond=1e-6)[0]
    return float((np.argmax(x[split:] @ weights, axis=1) == labels[split:]).mean())


@pytest.mark.parametrize(
    ("size", "shape", "largest"), [("8x8", (8, 8, 1), 16), ("28x28", (28, 28, 1), 255), ("32x32x3", (32, 32, 3), 255)]
)
def test_digits_in_every_size(size: str, shape: tuple[int, ...], largest: int) -> None:
    dataset = open_dataset(Digits(size=size))
    images = column(dataset, "image")
    assert images.shape == (1797, *shape) and images.dtype == np.uint8 and images.max() == largest
    assert column(open_dataset(Digits(size=size, flat=True)), "image").shape == (1797, int(np.prod(shape)))
    assert dataset.column("digit").classes == tuple("0123456789")
    assert column(dataset, "sketch").shape == (1797, 16)


def test_larger_digits_show_the_same_strokes() -> None:
    small, large = (
        column(open_dataset(Digits(size="8x8")), "image"),
        column(open_dataset(Digits(size="32x32x3")), "image"),
    )
    fields = large[..., 0].reshape(-1, 8, 4, 8, 4).mean(axis=(2, 4))
    assert all(np.corrcoef(fields[i].ravel(), small[i].ravel())[0, 1] > 0.95 for i in range(0, 1797, 50))


def test_mixed_order_gives_the_validation_part_every_writer() -> None:
    """In the stored order the last fifth is by writers that the rest never shows, and accuracy there is lower."""
    mixed, stored = (open_dataset(Digits(size="8x8", mixed=mixed)) for mixed in (True, False))
    assert sorted(map(bytes, column(mixed, "image"))) == sorted(map(bytes, column(stored, "image")))
    in_mixed, in_stored = (least_squares_accuracy(column(d, "image"), column(d, "digit")) for d in (mixed, stored))
    assert in_mixed > 0.92 > in_stored
    assert np.bincount(column(mixed, "digit")[-360:]).min() >= 30
    np.testing.assert_array_equal(column(mixed, "digit")[:8], [0, 2, 7, 3, 9, 6, 8, 1])


GENERATED = [
    GeneratedHeadlines(samples=300),
    GeneratedTweets(samples=300),
    GeneratedImages(samples=3, height=9, width=7),
    GeneratedSeries(samples=300),
    *(GeneratedPoints(pattern=p, classes=3) for p in ("spiral", "circles", "blobs", "moons", "checkerboard")),
]


@pytest.mark.parametrize("spec", GENERATED, ids=lambda s: f"{s.kind}-{getattr(s, 'pattern', '')}")
def test_generated_sets_say_so_and_repeat(spec: DatasetSpec) -> None:
    dataset, again, other = open_dataset(spec), open_dataset(spec), open_dataset(spec.replace(seed=2))
    assert (
        dataset.generated and str(dataset.description).startswith("Generated") and dataset.name.startswith("generated")
    )
    for name in dataset.columns:
        np.testing.assert_array_equal(column(dataset, name), column(again, name))
    first = next(iter(dataset.columns))
    assert not np.array_equal(column(dataset, first), column(other, first))
    summary = dataset.describe()
    assert summary.generated and summary.rows == dataset.rows and len(summary.columns) == len(dataset.columns)


def test_headlines_depend_on_words_and_on_the_additional_features() -> None:
    dataset = open_dataset(GeneratedHeadlines(samples=3000, vocabulary=1000))
    words, additional, labels = (column(dataset, name) for name in ("headline", "additional", "label"))
    assert words.shape == (3000, 100) and words.min() >= 1 and words.max() <= 999 and additional.shape == (3000, 5)
    counts = np.zeros((3000, 1000))
    np.add.at(counts, (np.arange(3000)[:, None], words), 1)
    by_words, by_features = least_squares_accuracy(counts, labels), least_squares_accuracy(additional, labels)
    by_both = least_squares_accuracy(np.concatenate([counts, additional], axis=1), labels)
    assert by_words > 0.7 and by_features > 0.6 and by_both > max(by_words, by_features) + 0.03


def test_tweets_can_be_told_apart_by_adding_up_both_texts() -> None:
    dataset = open_dataset(GeneratedTweets())
    a, b, labels = (column(dataset, name) for name in ("tweet_a", "tweet_b", "same_author"))
    counts = [np.stack([np.bincount(text, minlength=256) for text in texts]) for texts in (a, b)]
    assert 0.45 < labels.mean() < 0.55
    assert 0.85 < least_squares_accuracy(np.concatenate(counts, axis=1), labels) < 0.97


def test_sharpened_pictures_are_a_residual_of_one_filter() -> None:
    dataset = open_dataset(GeneratedImages(samples=2, height=8, width=8))
    image, target = column(dataset, "image"), column(dataset, "sharpened")
    np.testing.assert_allclose(target[0], image[0] + filtered(image[0], SHARPEN), rtol=1e-6)
    centre = image[0, 3, 3] * 3 - 0.5 * (image[0, 2, 3] + image[0, 4, 3] + image[0, 3, 2] + image[0, 3, 4])
    np.testing.assert_allclose(target[0, 3, 3], centre, rtol=1e-5)


def test_points_lie_in_their_pattern() -> None:
    rings = open_dataset(GeneratedPoints(pattern="circles", noise=0))
    radius = np.hypot(*column(rings, "point").T)
    np.testing.assert_array_equal(radius > 0.45, column(rings, "label") == 1)
    blobs = open_dataset(GeneratedPoints(pattern="blobs", classes=4))
    assert least_squares_accuracy(column(blobs, "point"), column(blobs, "label")) > 0.9
    board = open_dataset(GeneratedPoints(pattern="checkerboard", noise=0))
    cells = np.floor((column(board, "point") + 1) * 2).astype(int).sum(axis=1) % 2
    np.testing.assert_array_equal(cells, column(board, "label"))


def test_series_is_a_layer_used_twice() -> None:
    dataset = open_dataset(GeneratedSeries(noise=0))
    assert column(dataset, "x").shape == column(dataset, "y").shape == (2000, 16)
    assert np.abs(column(dataset, "y")).max() < 1


def test_kinds_of_files_are_guessed(tmp_path: Path) -> None:
    for name, kind in (
        ("a.npz", NpzFile),
        ("b.npy", NpyFiles),
        ("c.csv", CsvFile),
        ("d.TSV", CsvFile),
        ("f.xlsx", ExcelFile),
    ):
        (tmp_path / name).write_bytes(b"")
        assert isinstance(guess_spec(tmp_path / name), kind)
    assert isinstance(guess_spec(tmp_path), NpyFiles)
    (tmp_path / "e.doc").write_bytes(b"")
    with pytest.raises(DataError, match=r"e\.doc is no kind of data that is known"):
        guess_spec(tmp_path / "e.doc")
    with pytest.raises(DataError, match="There is no file or folder"):
        guess_spec(tmp_path / "missing.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such thing there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "t.csv"
    os.mkfifo(pipe)
    for read in (lambda: guess_spec(pipe), lambda: open_dataset(CsvFile(str(pipe)))):
        with pytest.raises(DataError, match=r"t\.csv is neither a file nor a folder"):
            read()


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        (None, "No data set is chosen"),
        (UnknownKind("Satellite", {}), "Satellite is not known to this version"),
        (NpzFile("missing.npz"), r"no file or folder .*missing\.npz. It may have been moved"),
        (NpzFile("x" * 5000), "There is no file or folder"),
        (NpzFile("~nobody/x.npz"), "There is no file or folder"),
        (NpzFile("."), "can't be read: Is a directory"),
        (CsvFile("."), "can't be read: Is a directory"),
        (GeneratedImages(samples=1_000_000, height=4096, width=4096), "TiB of memory"),
    ],
)
def test_what_cannot_be_opened_gives_one_sentence(spec: DatasetSpec | None, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=sentence):
        open_dataset(spec, tmp_path)
