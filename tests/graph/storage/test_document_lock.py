"""A document is one program's to save; the lock ends with its process, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.document.document import new_document
from graph.storage.document_lock import COMMAND, EDITOR, DocumentLock, locked
from graph.storage.file_state import is_unchanged, state_of
from graph.storage.model_json import StorageError
from graph.storage.storage import ChangedElsewhere, load, save

HOLDER = """
import sys
from graph.storage.document_lock import DocumentLock
assert DocumentLock(sys.argv[1]).take()
print("taken", flush=True)
sys.stdin.read()
"""


def test_a_lock_is_ones_own_until_it_is_released(tmp_path: Path) -> None:
    path = tmp_path / "x.loom"
    first, second = DocumentLock(path), DocumentLock(path, COMMAND)
    assert first.take() and not second.take()
    assert second.whose()[0] == EDITOR and str(os.getpid()) in second.whose()[1]
    with pytest.raises(StorageError, match="open in another program"), locked(path):
        pass
    first.release()
    with locked(path):
        assert not first.take()
    assert list(tmp_path.iterdir()) == []


def test_a_link_and_its_file_have_one_lock(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("x.loom")
    first, second = DocumentLock(tmp_path / "x.loom"), DocumentLock(tmp_path / "link")
    assert first.take() and not second.take()
    first.release()


@pytest.mark.parametrize("name", ["n" * 250 + ".loom", "数" * 80 + ".loom"])
def test_the_longest_names_have_a_lock(tmp_path: Path, name: str) -> None:
    lock = DocumentLock(tmp_path / name)
    assert lock.take()
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by a signal")
def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "x.loom"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"taken\n"
        assert not DocumentLock(path).take()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    lock = DocumentLock(path)
    assert lock.take()
    lock.release()


def test_a_file_that_somebody_changed_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.loom"
    save(new_document("one"), path)
    known = state_of(path)
    save(new_document("theirs"), path)
    with pytest.raises(ChangedElsewhere, match="left as it is"):
        save(new_document("mine"), path, known)
    assert load(path).main.name == "theirs"
    save(new_document("mine"), path, state_of(path))
    assert load(path).main.name == "mine"


def test_a_new_time_alone_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("a", encoding="utf-8")
    known = state_of(path)
    os.utime(path, ns=(1, 1))
    assert is_unchanged(path, known)
    path.write_text("b", encoding="utf-8")
    assert not is_unchanged(path, known)
    path.unlink()
    assert not is_unchanged(path, known) and is_unchanged(path, None)
