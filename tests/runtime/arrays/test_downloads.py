"""Files that are fetched: kept, checked, unpacked, and nothing ever written outside of their folder."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

import runtime as keras
from graph.specs.message import MessageError


def origin(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return (folder / name).as_uri()


def test_a_file_is_fetched_once_and_anew_when_its_hash_is_another(tmp_path: Path) -> None:
    address = origin(tmp_path, "a.txt", b"first")
    kept = keras.utils.get_file(origin=address, cache_dir=tmp_path / "cache")
    assert Path(kept) == tmp_path / "cache" / "datasets" / "a.txt"
    origin(tmp_path, "a.txt", b"second")
    assert Path(keras.utils.get_file(origin=address, cache_dir=tmp_path / "cache")).read_bytes() == b"first"
    digest = hashlib.sha256(b"second").hexdigest()
    found = keras.utils.get_file(origin=address, cache_dir=tmp_path / "cache", file_hash=digest)
    assert Path(found).read_bytes() == b"second"


def test_another_file_than_asked_for_is_not_kept(tmp_path: Path) -> None:
    address = origin(tmp_path, "a.txt", b"other")
    with pytest.raises(MessageError, match="is not the one that was asked for"):
        keras.utils.get_file(origin=address, cache_dir=tmp_path, md5_hash="0" * 32)
    assert not (tmp_path / "datasets" / "a.txt").exists()


def test_what_cannot_be_reached_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MessageError, match=r"can't be fetched.*put the file to .*b\.txt yourself"):
        keras.utils.get_file(origin=(tmp_path / "nothing" / "b.txt").as_uri(), cache_dir=tmp_path)
    with pytest.raises(MessageError, match="an address of http"):
        keras.utils.get_file(origin="javascript:1", cache_dir=tmp_path)
    with pytest.raises(MessageError, match="without folders"):
        keras.utils.get_file("../b.txt", origin="http://localhost/b.txt", cache_dir=tmp_path)


def zipped(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return out.getvalue()


def tarred(names: list[str], link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = len(name)
            archive.addfile(entry, io.BytesIO(name.encode()))
        if link:
            entry = tarfile.TarInfo("link")
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            archive.addfile(entry)
    return out.getvalue()


@pytest.mark.parametrize("name, data", [("a.zip", zipped(["in/x.txt"])), ("a.tar.gz", tarred(["in/x.txt"]))])
def test_archives_are_unpacked(tmp_path: Path, name: str, data: bytes) -> None:
    address = origin(tmp_path, name, data)
    folder = keras.utils.get_file(origin=address, extract=True, cache_dir=tmp_path / "cache")
    assert Path(folder) == tmp_path / "cache" / "datasets" / name
    assert (Path(folder) / "in" / "x.txt").read_text() == "in/x.txt"
    named = keras.utils.get_file("b.zip", address, extract=True, cache_dir=tmp_path / "cache")
    assert Path(named) == tmp_path / "cache" / "datasets" / "b_extracted"


@pytest.mark.parametrize(
    "data",
    [
        tarred(["../evil.txt"]),
        tarred(["/tmp/evil.txt"]),
        tarred([], "../.."),
        zipped(["../evil.txt"]),
        zipped(["/evil"]),
    ],
    ids=["tar above", "tar absolute", "tar link", "zip above", "zip absolute"],
)
def test_nothing_is_unpacked_outside_of_the_folder(tmp_path: Path, data: bytes) -> None:
    address = origin(tmp_path, "a.bin", data)
    with pytest.raises(MessageError, match="is not unpacked"):
        keras.utils.get_file(origin=address, extract=True, cache_dir=tmp_path / "cache")
    assert not list(tmp_path.rglob("evil*"))
