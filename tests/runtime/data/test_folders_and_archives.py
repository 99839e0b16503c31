"""Folders by class, MNIST's and CIFAR's files, and data that is divided into training and testing already."""

from __future__ import annotations

import gzip
import json
import pickle  # the archives are written by it; this program never reads by it
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.data.data_sets.idx_files import IdxFiles
from graph.data.data_sets.image_folder import ImageFolder
from graph.data.data_sets.npz_file import NpzFile
from graph.data.data_sets.text_folder import TextFolder
from graph.storage.storage import load
from runtime.cli import main
from runtime.data import DataError, Dataset, guess_spec, open_dataset
from runtime.data.readers.reader import guess_sets

RNG = np.random.default_rng(0)


def values(dataset: Dataset, name: str) -> Any:
    return np.asarray(dataset.column(name).block(0, dataset.rows))


def texts(folder: Path, **by_class: list[str]) -> Path:
    for name, found in by_class.items():
        (folder / name).mkdir(parents=True)
        for i, text in enumerate(found):
            (folder / name / f"{i}.txt").write_text(text, encoding="utf-8")
    return folder


def test_texts_are_categories_that_steps_can_read(tmp_path: Path) -> None:
    folder = texts(tmp_path / "mail", good=["hello  you\n", "naïve"], bad=["win!", ""])
    spec = guess_spec(folder)
    assert isinstance(spec, TextFolder)
    dataset = open_dataset(spec)
    assert dataset.column("label").classes == ("bad", "good")
    assert values(dataset, "label").tolist() == [0, 0, 1, 1]
    names = dataset.column("text").classes
    assert [names[n] if n >= 0 else None for n in values(dataset, "text")] == ["win!", None, "hello  you", "naïve"]
    (folder / "good" / "x.txt").write_bytes(b"\xff\x80")
    with pytest.raises(DataError, match=r"good/x\.txt: the letters are not stored as utf-8"):
        open_dataset(spec)
    assert open_dataset(spec.replace(encoding="latin-1")).rows == 5


def wave(bits: int, frames: np.ndarray, rate: int = 8000, kind: int = 1, extra: bytes = b"") -> bytes:
    """A .wav file of samples −1…1 (n, channels)."""
    if kind == 3:
        raw = frames.astype(f"<f{bits // 8}").tobytes()
    elif bits == 8:
        raw = np.round(frames * 127 + 128).astype(np.uint8).tobytes()
    elif bits == 24:
        whole = np.round(frames * (2**23 - 1)).astype("<i4").reshape(-1, 1).view(np.uint8)[:, :3]
        raw = np.ascontiguousarray(whole).tobytes()
    else:
        raw = np.round(frames * (2 ** (bits - 1) - 1)).astype(f"<i{bits // 8}").tobytes()
    channels = frames.shape[1]
    form = struct.pack("<HHIIHH", kind, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits)
    if kind == 0xFFFE:
        form = form + struct.pack("<HHIH", 22, bits, 0, 1) + bytes(14)
    chunks = extra + b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(raw)) + raw
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


@pytest.mark.parametrize(("bits", "kind"), [(8, 1), (16, 1), (24, 1), (32, 1), (32, 3), (64, 3), (16, 0xFFFE)])
def test_sounds_of_every_usual_form(bits: int, kind: int, tmp_path: Path) -> None:
    sound = np.stack([np.sin(np.arange(50) / 5), np.cos(np.arange(50) / 5)], axis=1) * 0.9
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.wav").write_bytes(wave(bits, sound, kind=kind, extra=b"LIST\3\0\0\0abc\0"))
    (tmp_path / "a" / "2.wav").write_bytes(wave(bits, sound[:, :1], kind=kind))
    spec = guess_spec(tmp_path)
    stereo = open_dataset(spec.replace(length=60, channels="stereo"))
    found = values(stereo, "sound")
    assert found.shape == (2, 60, 2) and found.dtype == np.float32
    np.testing.assert_allclose(found[0, :50], sound, atol=0.02 if bits == 8 else 1e-4)
    np.testing.assert_allclose(found[1, :50], sound[:, [0, 0]], atol=0.02 if bits == 8 else 1e-4)
    assert not found[:, 50:].any()
    mono = open_dataset(spec.replace(length=10))
    np.testing.assert_allclose(values(mono, "sound")[0, :, 0], sound.mean(axis=1)[:10], atol=0.01)
    assert "2 of 2 sounds are longer than 10 samples and are cut; the longest has 50" in str(mono.notes[0])


BAD_SOUNDS = {
    "another rate": (wave(16, np.zeros((5, 1)), rate=16000), "has 16000 samples a second, a/1.wav has 8000"),
    "no sound": (b"RIFF\0\0\0\0WAVE", "holds no sound"),
    "nothing": (b"", "is no .wav file"),
    "compressed": (wave(16, np.zeros((5, 1))).replace(b"fmt \x10\0\0\0\1\0", b"fmt \x10\0\0\0\x55\0"), "isn't read"),
    "no form": (b"RIFF\0\0\0\0WAVEdata\4\0\0\0abcd", "doesn't say how its sound is stored"),
}


@pytest.mark.parametrize("case", BAD_SOUNDS)
def test_what_is_wrong_with_a_sound_is_said(case: str, tmp_path: Path) -> None:
    content, sentence = BAD_SOUNDS[case]
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.wav").write_bytes(wave(16, np.zeros((5, 1))))
    (tmp_path / "a" / "2.wav").write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        open_dataset(guess_spec(tmp_path))


def idx(array: np.ndarray) -> bytes:
    return bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def mnist(folder: Path, packed: bool) -> tuple[np.ndarray, np.ndarray]:
    """The four files of MNIST's kind: 30 images to train on, 10 to test with."""
    folder.mkdir()
    images, labels = RNG.integers(0, 256, (40, 5, 4), np.uint8), np.arange(40, dtype=np.uint8) % 10
    for part, rows in (("train", slice(30)), ("t10k", slice(30, 40))):
        for name, array in (("images-idx3", images[rows]), ("labels-idx1", labels[rows])):
            data = idx(array)
            file = folder / f"{part}-{name}-ubyte{'.gz' if packed else ''}"
            file.write_bytes(gzip.compress(data) if packed else data)
    return images, labels


@pytest.mark.parametrize("packed", [False, True])
def test_the_four_files_of_mnist_train_on_one_part_and_validate_on_the_other(packed: bool, tmp_path: Path) -> None:
    images, labels = mnist(tmp_path / "m", packed)
    spec, held_out = guess_sets(tmp_path / "m")
    assert spec == IdxFiles(str(tmp_path / "m")) and held_out == spec.replace(part="test")
    dataset = open_dataset(spec)
    np.testing.assert_array_equal(values(dataset, "image"), images[:30])
    np.testing.assert_array_equal(values(open_dataset(held_out), "label"), labels[30:])
    assert dataset.column("label").classes == tuple("0123456789")
    assert open_dataset(spec.replace(part="all")).rows == 40


BAD_IDX = {
    "cut": (idx(np.zeros((3, 2, 2), np.uint8))[:-1], "should hold 12 bytes for the shape"),
    "of floats": (b"\0\0\x0d\1\0\0\0\0", "is no file of bytes in MNIST's format"),
    "of many axes": (b"\0\0\x08\xff", "is no file of bytes"),
    "nothing": (b"", "is no file of bytes"),
    "of other length": (idx(np.zeros((9, 2, 2), np.uint8)), "There must be one label for each"),
}


@pytest.mark.parametrize("case", BAD_IDX)
def test_damaged_idx_files_are_said(case: str, tmp_path: Path) -> None:
    content, sentence = BAD_IDX[case]
    mnist(tmp_path / "m", packed=False)
    (tmp_path / "m" / "train-images-idx3-ubyte").write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        open_dataset(guess_spec(tmp_path / "m"))


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b", gzip.compress(bytes(50 << 20))[:-8] + b"\0\0\0\0\x10\0\0\0"])
def test_damaged_or_lying_packed_files_are_said(content: bytes, tmp_path: Path) -> None:
    mnist(tmp_path / "m", packed=True)
    (tmp_path / "m" / "train-images-idx3-ubyte.gz").write_bytes(content)
    with pytest.raises(DataError, match=r"can't be read|is no file of bytes"):
        open_dataset(guess_spec(tmp_path / "m"))


def cifar(folder: Path, hundred: bool, binary: bool) -> tuple[np.ndarray, list[np.ndarray]]:
    """An archive of 6 images in the training part and 2 in the test part."""
    folder.mkdir()
    pixels = RNG.integers(0, 256, (12, 3072), np.uint8)
    labels = [RNG.integers(0, 20, 12), RNG.integers(0, 100, 12)] if hundred else [RNG.integers(0, 10, 12)]
    names = ["train", "test"] if hundred else [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]
    parts = np.array_split(np.arange(12), len(names))
    for name, rows in zip(names, parts):
        if binary:
            block = np.concatenate([*(given[rows, None].astype(np.uint8) for given in labels), pixels[rows]], axis=1)
            (folder / f"{name}.bin").write_bytes(block.tobytes())
            continue
        keys = ("coarse_labels", "fine_labels") if hundred else ("labels",)
        held = {b"data": pixels[rows], **{key.encode(): g[rows].tolist() for key, g in zip(keys, labels)}}
        (folder / name).write_bytes(pickle.dumps(held, protocol=2))
    if hundred:
        (folder / ("fine_label_names.txt" if binary else "meta")).write_bytes(b"")
    return pixels.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1), labels


@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize("hundred", [False, True])
def test_cifar_for_python_and_binary(hundred: bool, binary: bool, tmp_path: Path) -> None:
    images, labels = cifar(tmp_path / "c", hundred, binary)
    spec, held_out = guess_sets(tmp_path / "c")
    assert spec.kind == ("Cifar100" if hundred else "Cifar10") and held_out == spec.replace(part="test")
    dataset = open_dataset(spec.replace(part="all"))
    np.testing.assert_array_equal(values(dataset, "image"), images)
    np.testing.assert_array_equal(values(dataset, "label"), labels[-1])
    if hundred:
        np.testing.assert_array_equal(values(dataset, "coarse"), labels[0])
    assert open_dataset(spec).rows + open_dataset(held_out).rows == 12


def test_an_archive_of_both_parts_is_read_part_by_part(tmp_path: Path) -> None:
    x, y = RNG.integers(0, 256, (7, 3, 3), np.uint8), np.arange(7)
    np.savez(tmp_path / "m.npz", x_train=x[:5], y_train=y[:5], x_test=x[5:], y_test=y[5:])
    spec, held_out = guess_sets(tmp_path / "m.npz")
    assert spec == NpzFile(str(tmp_path / "m.npz"), "train") and held_out == spec.replace(part="test")
    assert list(open_dataset(spec).columns) == ["x", "y"]
    np.testing.assert_array_equal(values(open_dataset(held_out), "x"), x[5:])
    np.savez(tmp_path / "n.npz", x=x, y_train=y)
    assert guess_sets(tmp_path / "n.npz") == (NpzFile(str(tmp_path / "n.npz")), None)
    with pytest.raises(DataError, match="has no array whose name ends in _test"):
        open_dataset(NpzFile(str(tmp_path / "n.npz"), "test"))


def pictures(folder: Path, count: int) -> None:
    from PIL import Image

    for label, name in enumerate(("cats", "dogs")):
        (folder / name).mkdir(parents=True)
        for i in range(count):
            Image.new("RGB", (9, 9), (label * 200, i, 0)).save(folder / name / f"{i}.png")


@pytest.mark.parametrize(("training", "held_out"), [("train", "test"), ("Training", "VAL"), ("train", "validation")])
def test_a_divided_folder_trains_on_one_part_and_validates_on_the_other(
    training: str, held_out: str, tmp_path: Path
) -> None:
    pictures(tmp_path / "p" / training, 6)
    pictures(tmp_path / "p" / held_out, 2)
    found = guess_sets(tmp_path / "p")
    assert found == (ImageFolder(str(tmp_path / "p" / training)), ImageFolder(str(tmp_path / "p" / held_out)))
    with pytest.raises(DataError, match=rf"is divided into parts: .*Choose {training} to train on"):
        open_dataset(ImageFolder(str(tmp_path / "p")))


def test_from_a_divided_folder_to_a_trained_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pictures(tmp_path / "p" / "train", 6)
    pictures(tmp_path / "p" / "test", 2)
    assert main(["new", "n.loom", "--data", "p", "--target", "label"]) == 0
    plan = load(tmp_path / "n.loom")
    assert (plan.data.dataset, plan.data.validation) == (ImageFolder("p/train"), ImageFolder("p/test"))
    assert plan.training.validation_split == 0
    assert main(["train", "n.loom", "--epochs", "2", "--json", "-o", "r"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert any("val_loss" in json.dumps(event) for event in told)


def test_folders_by_class_say_what_is_missing(tmp_path: Path) -> None:
    folder = texts(tmp_path / "mail", good=["x"])
    (folder / "bad").mkdir()
    with pytest.raises(DataError, match="mail/bad holds no texts"):
        open_dataset(guess_spec(folder))
