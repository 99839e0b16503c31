"""A file is the old one or the new one, never a mixture, and nothing is left lying about."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.storage import atomic
from graph.storage.atomic import atomic_file, atomic_write, file_trouble
from graph.storage.processes import HOST

OLD, NEW = b"old" * 1000, b"new!" * 700_000
CALLS = ("open", "write", "fsync", "close", "chmod", "replace")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


class Saboteur:
    """Lets the n-th call to the operating system fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int, error: int) -> None:
        self.count, self.fail_at, self.error = 0, fail_at, error
        for name in CALLS:
            monkeypatch.setattr(atomic.os, name, self.wrap(name, getattr(os, name)))

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            if self.count == self.fail_at:
                if name == "close":
                    real(*args, **kwargs)  # the handle is gone even where close reports an error
                raise OSError(self.error, os.strerror(self.error))
            return real(*args, **kwargs)

        return call


def steps(tmp_path: Path) -> int:
    """How many calls one write takes."""
    with pytest.MonkeyPatch.context() as patch:
        saboteur = Saboteur(patch, 0, errno.EIO)
        path = tmp_path / "count"
        path.write_bytes(OLD)
        atomic_write(path, NEW)
    path.unlink()
    return saboteur.count


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "network.loom"
    path.write_bytes(OLD)
    yield path
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".layerloom")] == []


@pytest.mark.parametrize("error", ERRORS)
def test_any_failing_call_leaves_the_old_file_or_the_complete_new_one(old: Path, error: int) -> None:
    total = steps(old.parent)
    assert total >= 7
    failures = 0
    for number in range(1, total + 1):
        old.write_bytes(OLD)
        with pytest.MonkeyPatch.context() as patch:
            Saboteur(patch, number, error)
            try:
                atomic_write(old, NEW)
                expected = NEW
            except OSError as raised:
                assert raised.errno == error
                expected, failures = OLD, failures + 1
        assert old.read_bytes() == expected
        assert sorted(p.name for p in old.parent.iterdir()) == [old.name]
    assert failures >= 5  # only the chmod and the flush of the folder may fail without a word


def test_a_new_file_is_written_and_an_old_one_replaced(old: Path) -> None:
    atomic_write(old, NEW)
    assert old.read_bytes() == NEW
    atomic_write(old.with_name("empty"), b"")
    assert old.with_name("empty").read_bytes() == b""


def test_short_writes_are_continued(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(atomic.os, "write", lambda handle, data: real(handle, data[:100_000]))
    atomic_write(old, NEW)
    assert old.read_bytes() == NEW


def test_a_disk_that_lies_is_noticed_before_the_old_file_goes(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic.os, "write", lambda handle, data: len(data))
    with pytest.raises(OSError, match="does not read back"):
        atomic_write(old, NEW)
    assert old.read_bytes() == OLD


def test_what_is_written_piece_by_piece_is_there_only_when_all_of_it_is(old: Path) -> None:
    with atomic_file(old) as file:
        file.write(b"ab")
        file.write(memoryview(b"cd"))
        assert old.read_bytes() == OLD
    assert old.read_bytes() == b"abcd"


def test_an_error_between_the_pieces_leaves_the_old_file_and_nothing_else(old: Path) -> None:
    with pytest.raises(KeyboardInterrupt), atomic_file(old) as file:
        file.write(b"ab")
        raise KeyboardInterrupt
    assert old.read_bytes() == OLD
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of this kind are POSIX'")
class TestPosix:
    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
    def test_permissions_are_kept(self, old: Path, mode: int) -> None:
        old.chmod(mode)
        atomic_write(old, NEW)
        assert old.stat().st_mode & 0o777 == mode

    @pytest.mark.parametrize("mode", [None, 0o666])
    def test_a_private_file_is_its_owners_alone(self, old: Path, mode: int | None) -> None:
        old.unlink() if mode is None else old.chmod(mode)
        with atomic_file(old, private=True) as file:
            file.write(NEW)
        assert old.stat().st_mode & 0o777 == 0o600

    def test_a_link_stays_and_its_target_is_replaced(self, old: Path) -> None:
        link = old.with_name("link.loom")
        link.symlink_to(old.name)
        atomic_write(link, NEW)
        assert link.is_symlink()
        assert old.read_bytes() == NEW

    def test_a_link_to_itself_is_an_error(self, tmp_path: Path) -> None:
        link = tmp_path / "loop"
        link.symlink_to("loop")
        with pytest.raises(OSError):
            atomic_write(link, NEW)
        assert link.is_symlink()

    def test_the_longest_possible_name_can_be_written(self, tmp_path: Path) -> None:
        path = tmp_path / ("n" * 255)
        atomic_write(path, NEW)
        assert path.read_bytes() == NEW

    def test_what_killed_processes_left_is_removed_and_what_running_ones_write_is_not(self, tmp_path: Path) -> None:
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        dead = tmp_path / f"{atomic.PREFIX}{HOST}-{gone.pid}-aa.tmp"
        alive = tmp_path / f"{atomic.PREFIX}{HOST}-{os.getpid()}-bb.tmp"
        elsewhere = tmp_path / f"{atomic.PREFIX}00000000-{gone.pid}-cc.tmp"
        for path in (dead, alive, elsewhere):
            path.write_bytes(b"x")
        atomic_write(tmp_path / "file", NEW)
        assert [p.exists() for p in (dead, alive, elsewhere)] == [False, True, True]

    def test_a_process_killed_while_it_saves_leaves_the_old_file_or_the_new_one(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        atomic_write(path, b"a" * 2_000_000)
        program = (
            "import sys; from graph.storage.atomic import atomic_write\n"
            "while True:\n    for c in b'bcd':\n        atomic_write(sys.argv[1], bytes([c]) * 2_000_000)"
        )
        for delay in (0.35, 0.4, 0.41, 0.43):
            saver = subprocess.Popen([sys.executable, "-c", program, str(path)], cwd=Path(__file__).parents[3])
            time.sleep(delay)
            saver.send_signal(signal.SIGKILL)
            saver.wait()
            content = path.read_bytes()
            assert len(content) == 2_000_000
            assert len(set(content)) == 1
        atomic_write(path, NEW)
        assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("place", ["missing/file", "folder"])
def test_a_place_that_cannot_be_written_is_an_error_with_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    path = tmp_path / place
    with pytest.raises(OSError) as caught:
        atomic_write(path, NEW)
    sentence = str(file_trouble(caught.value, path))
    assert str(path) in sentence
    assert sentence.endswith(".")
