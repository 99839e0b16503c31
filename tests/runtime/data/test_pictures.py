"""Folders of pictures and the CIFAR-10 archive: only plain pictures, only plain values."""

from __future__ import annotations

import io
import pickle
import struct
import tarfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from graph.data.data_sets.cifar10 import Cifar10
from graph.data.data_sets.image_folder import ImageFolder
from runtime.data import DataError, guess_spec, open_dataset
from runtime.data.archive_values import read_values
from runtime.data.readers.cifar10 import TEST, TRAIN

RED = Image.new("RGB", (4, 2), (255, 0, 0))


def save(folder: Path, name: str, image: Image.Image = RED, **options: Any) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **options)


def pictures(folder: Path, **params: Any) -> np.ndarray:
    column = open_dataset(ImageFolder(str(folder), **{"height": 2, "width": 4, **params})).column("image")
    return column.block(0, len(column))


def test_subfolders_are_classes_in_alphabetical_order(tmp_path: Path) -> None:
    names = "dog/1.png", "cat/2.jpg", "cat/1.bmp", "emu/1.gif", "emu/2.webp", "emu/3.TIFF", "emu/4.ppm", "emu/5.avif"
    for name in names:
        save(tmp_path, name)
    dataset = open_dataset(guess_spec(tmp_path))
    assert dataset.column("image").shape == (8, 32, 32, 3) and not dataset.notes
    assert dataset.column("label").classes == ("cat", "dog", "emu")
    assert dataset.column("label").block(0, 8).tolist() == [0, 0, 1, 2, 2, 2, 2, 2]
    assert all((image[0, 0] - [255.0, 0, 0]).max() < 9 for image in dataset.column("image").block(0, 8))
    out = np.empty((2, 32, 32, 3), np.float32)
    dataset.column("image").gather(np.array([2, 0]), out)
    assert out[0, 0, 0].tolist() == [255, 0, 0]


def test_what_is_left_out_of_a_folder_is_counted(tmp_path: Path) -> None:
    for name in ("cat/1.png", "dog/1.png", "dog/more/2.png", "3.png"):
        save(tmp_path, name)
    for name in ("cat/notes.txt", "cat/Thumbs.db", ".hidden"):
        (tmp_path / name).write_text("no picture")
    dataset = open_dataset(guess_spec(tmp_path))
    assert len(dataset.column("image")) == 2
    told = " ".join(map(str, dataset.notes))
    assert "3 files are left out, such as " in told and ".tiff" in told


def test_damaged_pictures_are_all_named_or_left_out(tmp_path: Path) -> None:
    for name in ("cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png"):
        save(tmp_path, name)
    (tmp_path / "cat" / "1.png").write_bytes(b"none")
    with pytest.raises(DataError, match=r"cat/1\.png is no picture.* by damaged=leave_out"):
        pictures(tmp_path)
    (tmp_path / "dog" / "2.png").write_bytes(b"none")
    with pytest.raises(DataError, match=r"2 pictures can't be read: cat/1\.png, dog/2\.png.* by damaged=leave_out"):
        pictures(tmp_path)
    save(tmp_path, "dog/3.png", Image.effect_noise((64, 64), 50))
    whole = (tmp_path / "dog" / "3.png").read_bytes()
    (tmp_path / "dog" / "3.png").write_bytes(whole[:-200])  # its header is right
    dataset = open_dataset(ImageFolder(str(tmp_path), damaged="leave_out"))
    assert dataset.column("label").block(0, len(dataset)).tolist() == [0, 1]
    assert len(dataset.column("image").block(0, 2)) == 2
    assert "3 pictures can't be read and are left out: cat/1.png, dog/2.png, dog/3.png" in str(dataset.notes[-1])


@pytest.mark.parametrize("numbers", [np.full((2, 4), 0.5, np.float32), np.full((2, 4), 70_000, np.int32)])
def test_pictures_that_do_not_say_what_is_white_are_refused(tmp_path: Path, numbers: np.ndarray) -> None:
    save(tmp_path, "a/1.tif", Image.fromarray(numbers))
    with pytest.raises(DataError, match=r"a/1.tif holds numbers of 32 bits"):
        pictures(tmp_path)


def test_every_colour_mode_becomes_bytes(tmp_path: Path) -> None:
    grey16 = Image.fromarray(np.full((2, 4), 65535, np.uint16))
    turned = Image.new("RGB", (2, 4), (255, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = 6
    save(tmp_path, "a/1_grey16.png", grey16)
    save(tmp_path, "a/2_cmyk.jpg", Image.new("CMYK", (4, 2), (0, 0, 0, 0)))
    save(tmp_path, "a/1_grey16.tif", grey16)
    save(tmp_path, "a/3_clear.png", Image.new("RGBA", (4, 2), (9, 9, 9, 0)))
    save(tmp_path, "a/4_palette.png", Image.new("P", (4, 2), 0), transparency=0)
    save(tmp_path, "a/5_bits.png", Image.new("1", (4, 2), 1))
    save(tmp_path, "a/6_turned.jpg", turned, exif=exif, quality=100)
    save(
        tmp_path, "a/7_animated.gif", Image.new("L", (4, 2), 255), save_all=True, append_images=[Image.new("L", (4, 2))]
    )
    found = pictures(tmp_path)
    assert found.shape == (8, 2, 4, 3) and found.dtype == np.uint8
    assert all(found[i].min() == 255 for i in (0, 1, 2, 3, 4, 5, 7))
    assert found[6, 0, 0].tolist()[0] >= 250
    assert pictures(tmp_path, colour="grey").shape == (8, 2, 4, 1)
    assert pictures(tmp_path, colour="rgba").shape == (8, 2, 4, 4)


def png(width: int, height: int, pixels: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def as_bytes(form: str, image: Image.Image = RED) -> bytes:
    file = io.BytesIO()
    image.save(file, form)
    return file.getvalue()


PNG, JPEG, TEXT_BOMB = as_bytes("PNG"), as_bytes("JPEG", RED.resize((64, 64))), b"tEXt"
BAD_PICTURES = {
    "zero bytes": (b"", "is no picture"),
    "text": (b"not a picture", "is no picture"),
    "TIFF cut": (as_bytes("TIFF", RED.resize((64, 64)))[:-200], "can't be read|is no picture"),
    "PostScript renamed": (as_bytes("EPS"), "is no picture"),
    "PDF renamed": (as_bytes("PDF"), "is no picture"),
    "TGA renamed": (as_bytes("TGA"), "is no picture"),
    "FITS renamed": (b"SIMPLE  =                    T" + b" " * 2850, "is no picture"),
    "ICO renamed": (as_bytes("ICO"), "is no picture"),
    "signature only": (PNG[:8], "is no picture|can't be read"),
    "PNG cut": (as_bytes("PNG", Image.effect_noise((64, 64), 50))[:-200], "can't be read"),
    "JPEG cut": (JPEG[:-200], "can't be read"),
    "PNG damaged": (PNG[:45] + b"\xff\xff\xff" + PNG[48:], "can't be read|is no picture"),
    "bomb of 60 million pixels": (png(10_000, 6_000, b""), "10000×6000 pixels; at most 50 million"),
    "bomb past Pillow's warning": (png(10_000, 10_000, b""), "far more pixels"),
    "bomb past Pillow's limit": (png(60_000, 60_000, b""), "far more pixels"),
    "2**31 wide": (png(2**31 - 1, 2**31 - 1, b""), "far more pixels|can't be read|is no picture"),
    "no pixels": (png(0, 5, b""), "is no picture|can't be read"),
    "too few pixels": (png(100, 100, b"\0" * 50), "can't be read"),
}


@pytest.mark.parametrize("case", BAD_PICTURES)
def test_bad_picture_is_named(case: str, tmp_path: Path) -> None:
    raw, sentence = BAD_PICTURES[case]
    save(tmp_path, "a/good.png")
    (tmp_path / "a" / "wrong.png").write_bytes(raw)
    with pytest.raises(DataError, match=sentence) as caught:
        pictures(tmp_path)
    assert "a/wrong.png" in str(caught.value)


def test_bad_folders(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="has neither pictures nor subfolders"):
        pictures(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="/empty holds no pictures"):
        pictures(tmp_path)
    with pytest.raises(DataError, match="There is no file or folder"):
        pictures(tmp_path / "missing")
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataError, match="is not a folder"):
        pictures(tmp_path / "file")


def batch(count: int = 4, seed: int = 0) -> dict[str, Any]:
    random = np.random.default_rng(seed)
    return {"data": random.integers(0, 256, (count, 3072), np.uint8), "labels": [n % 10 for n in range(count)]}


def as_python2_wrote(values: dict[str, Any]) -> bytes:
    """A batch as in the original archive: version 2 of the format, with Python 2's byte strings."""
    raw = values["data"].tobytes()
    rows = len(values["data"])
    array = (
        b"cnumpy.core.multiarray\n_reconstruct\nq\x03cnumpy\nndarray\nq\x04K\x00\x85U\x01b\x87Rq\x05("
        + b"K\x01M"
        + struct.pack("<H", rows)
        + b"M\x00\x0c\x86cnumpy\ndtype\nq\x06U\x02u1K\x00K\x01\x87Rq\x07"
        + b"(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89T"
        + struct.pack("<i", len(raw))
        + raw
        + b"tb"
    )
    labels = b"]q\x02(" + b"".join(b"K" + bytes([n]) for n in values["labels"]) + b"e"
    return b"\x80\x02}q\x01(U\x06labelsq\x08" + labels + b"U\x04dataq\x09" + array + b"u."


WRITERS = [as_python2_wrote, *(lambda values, p=p: pickle.dumps(values, protocol=p) for p in (2, 3, 4))]


@pytest.mark.parametrize("write", WRITERS)
def test_values_of_every_version_are_read(write: Any) -> None:
    values = batch()
    found = read_values(write(values), "batch")
    np.testing.assert_array_equal(found["data"], values["data"])
    assert found["labels"] == values["labels"]


def cifar_folder(folder: Path) -> None:
    folder.mkdir()
    for seed, name in enumerate(TRAIN + TEST):
        (folder / name).write_bytes(as_python2_wrote(batch(seed=seed)))


def test_cifar10_from_folder_and_archive(tmp_path: Path) -> None:
    folder = tmp_path / "cifar-10-batches-py"
    cifar_folder(folder)
    with tarfile.open(tmp_path / "cifar-10-python.tar.gz", "w:gz") as archive:
        archive.add(folder, "cifar-10-batches-py")
    for path in (folder, tmp_path, tmp_path / "cifar-10-python.tar.gz"):
        assert guess_spec(path) == Cifar10(str(path))
        dataset = open_dataset(Cifar10(str(path), "all"))
        assert dataset.column("image").shape == (24, 32, 32, 3) and dataset.column("label").classes[3] == "cat"
        planes = batch()["data"][1].reshape(3, 32, 32)
        np.testing.assert_array_equal(dataset.column("image").block(1, 2)[0], planes.transpose(1, 2, 0))
    assert open_dataset(Cifar10(str(folder), "test")).rows == 4


class Harmful:
    def __reduce__(self) -> tuple[Any, ...]:
        return (print, ("harm",))


BAD_BATCHES = {
    "empty": (b"", "ends too early"),
    "text": (b"hello", "make no sense"),
    "cut": (as_python2_wrote(batch())[:500], "ends too early"),
    "call": (pickle.dumps(Harmful()), "asks for builtins.print"),
    "system": (b"cos\nsystem\n(U\x02lstR.", "asks for os.system"),
    "persistent": (b"\x80\x02Pharm\n.", "asks for operation PERSID"),
    "extension": (b"\x80\x02\x82\x01.", "asks for operation EXT1"),
    "instance": (b"\x80\x02(ios\nsystem\n.", "asks for operation INST"),
    "newobj": (b"\x80\x02cnumpy\nndarray\n)\x81.", "asks for operation NEWOBJ"),
    "calls ndarray": (b"\x80\x02cnumpy\nndarray\n)R.", "calls something that is no array"),
    "object array": (pickle.dumps({"data": np.array([None])}, 2), "isn't of whole numbers"),
    "list": (pickle.dumps([1], 2), "holds no dictionary"),
    "no data": (pickle.dumps({"labels": [1]}, 2), "should hold rows of 3072 bytes"),
    "narrow data": (pickle.dumps({"data": np.zeros((2, 7), np.uint8), "labels": [1, 2]}, 2), "rows of 3072 bytes"),
    "label 10": (as_python2_wrote({**batch(), "labels": [1, 2, 3, 10]}), "labels from 0 to 9"),
    "labels missing": (as_python2_wrote({**batch(), "labels": [1]}), "should hold 4 labels"),
    "unhashable key": (b"\x80\x02}(]K\x01u.", "a key in it is no text"),
    "endless key": (b"\x80\x02})" + b"\x85" * 100_000 + b"K\x01s.", "a key in it is no text"),
    "endless name of a type": (b"\x80\x02cnumpy\ndtype\n)" + b"\x85" * 100_000 + b"R.", "a name in it is no text"),
    "mark missing": (b"\x80\x02}u.", "make no sense"),
    "stack empty": (b"\x80\x02.", "make no sense"),
    "memo missing": (b"\x80\x02h\x05.", "make no sense"),
    "name never ends": (b"c" + b"a" * 1000, "ends too early"),
    "deep": (b"\x80\x02" + b"]" * 600_000 + b".", "more operations than images need"),
}


@pytest.mark.parametrize("case", BAD_BATCHES)
def test_bad_batch_gives_one_sentence_and_runs_nothing(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, sentence = BAD_BATCHES[case]
    (tmp_path / "test_batch").write_bytes(raw)
    with pytest.raises(DataError, match=sentence):
        open_dataset(Cifar10(str(tmp_path), "test"))
    assert capsys.readouterr().out == ""


def test_bad_archives(tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_bytes(b"no archive")
    with pytest.raises(DataError, match="can't be read as the CIFAR-10 archive"):
        open_dataset(Cifar10(str(tmp_path / "a.tar.gz")))
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz"):
        pass
    with pytest.raises(DataError, match="does not hold data_batch_1"):
        open_dataset(Cifar10(str(tmp_path / "b.tar.gz")))
    with pytest.raises(DataError, match="does not hold data_batch_1"):
        open_dataset(Cifar10(str(tmp_path)))
