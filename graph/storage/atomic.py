"""Writing a file so that a crash, a full disk or a pulled plug leaves the old one or the new one, never a mixture."""

from __future__ import annotations

import errno
import io
import os
import secrets
import shutil
import stat
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from graph.specs.message import Message, say
from graph.storage.processes import HOST, has_ended, own_name

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

UNREACHABLE = {
    getattr(errno, code)
    for code in ("EIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "ETIMEDOUT", "EREMOTEIO", "ENXIO")
    if hasattr(errno, code)
}
"""What a drive reports that is gone or broken."""
DAY = 24 * 3600
PREFIX = ".layerloom-"
"""How temporary files begin; the name of the process that writes follows, so that what it leaves is known for that."""


def atomic_write(path: str | os.PathLike[str], data: bytes) -> None:
    """Make `data` the whole content of the file at `path`; raises OSError, and then the old file is as it was."""
    with atomic_file(path) as file:
        file.write(data)


def settle(path: Path) -> None:
    """Have the disk keep what was written to a file, before another file says that it is there; raises OSError."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def atomic_file(
    path: str | os.PathLike[str], *, private: bool = False, before: Callable[[], None] | None = None
) -> Iterator[BinaryIO]:
    """A file to write to; when the block ends without an error it becomes the whole content of the one at `path`.

    A temporary file in the same folder is written, flushed to the disk, read back and compared, and only then put in
    the place of the old one, whose permissions it takes; a `private` one is readable to its owner alone. `before` is
    called at the last moment: where it raises, nothing is replaced. A symbolic link stays: the file it points to is
    replaced. Raises OSError, and then the old file is as it was.
    """
    target = Path(os.path.realpath(path))
    mode = _mode_of(target)
    temporary = target.parent / temporary_name()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(temporary, flags, 0o666 if mode is None and not private else 0o600)
        with _Written(handle) as written:
            yield cast(BinaryIO, written)
        _compare(temporary, written)
        if mode is not None and not private:
            _set_mode(temporary, mode)
        if before is not None:
            before()
        os.replace(temporary, target)
    except BaseException:
        _remove(temporary)
        raise
    _flush_folder(target.parent)
    remove_stale(target.parent)


def atomic_folder(path: str | os.PathLike[str], files: Mapping[str, bytes]) -> None:
    """Make a folder of exactly these files; raises OSError, and then what was there is as it was.

    A folder that is replaced must hold nothing but files of these names: it is set aside, and removed when the new
    one is in its place.
    """
    target = Path(os.path.realpath(path))
    new = target.parent / temporary_name()
    old = target.with_name(f"{target.name}.{os.getpid()}.bak")
    exists = target.exists()
    if exists and (not target.is_dir() or {entry.name for entry in os.scandir(target)} - set(files)):
        raise FileExistsError(errno.EEXIST, "something else is there already", str(target))
    os.mkdir(new)
    try:
        for name, data in files.items():
            atomic_write(new / name, data)
        if exists:
            os.replace(target, old)
        try:
            os.replace(new, target)
        except OSError:
            if exists:
                os.replace(old, target)
            raise
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _flush_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


class _Written(io.RawIOBase):
    """A new file that is written from its beginning to its end, and knows what it should hold."""

    def __init__(self, handle: int) -> None:
        self.size, self.checksum = 0, 0
        self._handle = handle

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        """Write all of `data`, however little the system takes at once."""
        rest = memoryview(data).cast("B")
        self.size += len(rest)
        self.checksum = zlib.crc32(rest, self.checksum)
        count = len(rest)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        return count

    def close(self) -> None:
        if self.closed:
            return
        super().close()
        try:
            os.fsync(self._handle)
        finally:
            os.close(self._handle)


def _mode_of(target: Path) -> int | None:
    """The permissions of a file that exists; raises OSError where it must not or can't be replaced."""
    if target.is_symlink():
        raise OSError(errno.ELOOP, "the link leads back to itself", str(target))
    if not target.exists():
        return None
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "this is a folder", str(target))
    need_regular(target)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is write-protected", str(target))
    return target.stat().st_mode & 0o7777


def need_regular(path: str | os.PathLike[str]) -> None:
    """Raise OSError where a path leads to a pipe, a device or a socket, which can't be replaced whole."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return  # who opens it says why it can't be
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.ENODEV, "it is a pipe or a device, not a file", os.fspath(path))


def _compare(temporary: Path, written: _Written) -> None:
    """A disk that lies is found here, while the old file still stands."""
    size, checksum = 0, 0
    with open(temporary, "rb") as file:
        while block := file.read(1 << 20):
            size += len(block)
            checksum = zlib.crc32(block, checksum)
    if (size, checksum) != (written.size, written.checksum):
        raise OSError(errno.EIO, "what was written does not read back the same", str(temporary))


def _set_mode(temporary: Path, mode: int) -> None:
    try:
        os.chmod(temporary, mode)
    except OSError:
        pass  # Some network drives have no permissions to set; the file stays readable to its owner.


def _remove(temporary: Path) -> None:
    try:
        os.unlink(temporary)
    except OSError:
        pass  # It was never made, or the folder is gone; the error that led here says more.


def _flush_folder(folder: Path) -> None:
    """Bring the new name to the disk too, where the system can: Windows has no such call."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        pass  # The file is complete and in place; only how soon its name reaches the disk is left to the system.


def temporary_name() -> str:
    """A name that nobody has, which tells whose file it is."""
    return f"{PREFIX}{own_name()}-{secrets.token_hex(6)}.tmp"


def remove_stale(folder: str | os.PathLike[str]) -> None:
    """Delete temporary files that killed processes of this machine left in a folder."""
    try:
        found = [entry for entry in os.scandir(folder) if entry.name.startswith(PREFIX)]
        for entry in found:
            name = entry.name.removeprefix(PREFIX)
            old = time.time() - entry.stat(follow_symlinks=False).st_mtime > DAY
            if has_ended(name) or (old and name.startswith(HOST)):
                shutil.rmtree(entry.path) if entry.is_dir(follow_symlinks=False) else os.unlink(entry.path)
    except OSError:
        pass  # Tidying is a courtesy: a folder that can't be listed is no reason to fail.


def file_trouble(error: OSError, path: str | os.PathLike[str]) -> Message:
    """Why a file can't be read or written, in a sentence for the user."""
    name = os.fspath(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        if not os.path.lexists(name):
            return say("The disk is full: {path} was not written.", path=name)
        return say("The disk is full: {path} was not written. The old file is as it was.", path=name)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return say("{path} can't be opened or written here: permission denied.", path=name)
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        if not os.path.isdir(os.path.dirname(os.path.abspath(name))):
            return say("The folder of {path} does not exist.", path=name)
        return say("{path} does not exist, or its folder is gone.", path=name)
    if isinstance(error, IsADirectoryError):
        return say("{path} is a folder, not a file.", path=name)
    if error.errno == errno.ENODEV:
        return say("{path} is a pipe or a device, not a file.", path=name)
    if error.errno in UNREACHABLE:
        return say(
            "{path} can't be reached: its drive reports an error ({reason}). Save it elsewhere.",
            path=name,
            reason=error.strerror or str(error),
        )
    if error.errno == errno.ENAMETOOLONG:
        return say("The name {path} is too long for this disk.", path=name)
    return say("{path}: {reason}.", path=name, reason=error.strerror or str(error))
