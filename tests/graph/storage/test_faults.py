"""Each step of saving fails in turn, in each way that disks have: a whole file is there, and a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from graph.document.document import new_document
from graph.storage.storage import StorageError, load, save

STEPS = ("open", "write", "fsync", "replace", "link", "chmod", "stat", "close")
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.ESTALE, errno.EROFS)


class Failing:
    """Lets the n-th of all steps fail."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, code: int) -> None:
        self.left, self.code, self.failed = number, code, False
        for name in STEPS:
            real = getattr(os, name)
            patch.setattr(os, name, lambda *given, _real=real, **named: self.step(_real, given, named))

    def step(self, real: Any, given: Any, named: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            self.failed = True
            if real.__name__ == "close":
                real(*given)
            raise OSError(self.code, os.strerror(self.code))
        return real(*given, **named)


@pytest.mark.parametrize("code", CODES, ids=lambda code: errno.errorcode[code])
def test_whatever_fails_the_old_file_or_the_new_one_is_there(tmp_path: Path, code: int) -> None:
    old, new = new_document("old"), new_document("new")
    for number in range(1, 200):
        path = tmp_path / f"{number}.loom"
        save(old, path)
        said = ""
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(patch, number, code)
            try:
                save(new, path)
            except StorageError as error:
                said = str(error)
        assert load(path) == (old if said else new), number
        assert {p.name for p in tmp_path.iterdir()} <= {path.name, f"{path.name}.bak"}
        for left in tmp_path.iterdir():
            left.unlink()
        if not failing.failed:
            assert number > 12
            return
    raise AssertionError("it never ended")


@pytest.mark.parametrize("name", ["n" * 251, "n" * 300 + ".loom", "a\0b.loom"])
def test_a_name_that_no_disk_takes_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    if len(name) == 251:
        save(new_document(), tmp_path / (name + ".loo"))  # 255: the longest there is
        return
    with pytest.raises(StorageError, match=r"too long|can't be a file name"):
        save(new_document(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_names_in_two_spellings_of_one_letter_are_kept_as_they_are(tmp_path: Path) -> None:
    for number, name in enumerate(("n\u00e9.loom", "ne\u0301.loom", "网络.loom")):
        save(new_document(f"m{number}"), tmp_path / name)
        assert load(tmp_path / name).main.name == f"m{number}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_pipes_devices_and_folders_are_left_as_they_are(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.loom"
    os.mkfifo(pipe)
    (tmp_path / "folder.loom").mkdir()
    for place, reason in (
        (pipe, "pipe or a device"),
        (Path("/dev/null"), "pipe or a device"),
        (tmp_path / "folder.loom", "folder"),
    ):
        with pytest.raises(StorageError, match=reason):
            save(new_document(), place)
        with pytest.raises(StorageError, match=reason):
            load(place)
    assert pipe.is_fifo() and (tmp_path / "folder.loom").is_dir()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.loom", "pipe.loom"]


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    save(new_document("one"), tmp_path / "there" / "x.loom")
    (tmp_path / "link.loom").symlink_to("there/x.loom")
    save(new_document("two"), tmp_path / "link.loom")
    assert (tmp_path / "link.loom").is_symlink()
    assert load(tmp_path / "there" / "x.loom").main.name == "two"
    assert load(tmp_path / "there" / "x.loom.bak").main.name == "one"


def test_a_disk_that_is_almost_full_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.loom"
    save(new_document("old"), path)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: type("Usage", (), {"total": 10**9, "free": 5_000_000})())
    with pytest.raises(StorageError, match="disk is full"):
        save(new_document("new"), path)
    assert load(path).main.name == "old"
