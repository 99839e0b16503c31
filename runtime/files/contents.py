"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from graph.specs.message import MessageError, say
from graph.storage.atomic import file_trouble

ZIP, HDF5, TEXT = "zip", "hdf5", "text"
SIGNATURES = ((b"PK\x03\x04", ZIP), (b"PK\x05\x06", ZIP), (b"\x89HDF\r\n\x1a\n", HDF5))
OTHERS = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x93NUMPY", ".npy"),
    (b"PAR1", "Parquet"),
)
"""What else files begin with that are given by mistake."""
PEEK = 4096
"""Bytes at the beginning of a text that show what it describes."""


class KerasFileError(MessageError):
    """A file of Keras can't be read."""


def opened_file(path: Path) -> BinaryIO:
    """A file to be read; raises KerasFileError."""
    try:
        return path.open("rb")
    except OSError as error:
        raise KerasFileError(file_trouble(error, path)) from None
    except ValueError:
        raise KerasFileError(say("{path!r:.200} can't be a file name.", path=str(path))) from None


def beginning(path: Path, size: int) -> bytes:
    """The first bytes of a file, all where it has no more; raises KerasFileError."""
    try:
        with opened_file(path) as file:
            return file.read(size)
    except OSError as error:
        raise KerasFileError(file_trouble(error, path)) from None


def contents_of(path: Path) -> str:
    """`zip`, `hdf5`, or `text` for all others; raises KerasFileError where the file can't be read."""
    return _kind(beginning(path, 8))


def is_keras(path: Path) -> bool:
    """Whether this is a model of Keras rather than a project of ours, by what it holds."""
    if path.is_dir():
        return True
    try:
        begin = beginning(path, PEEK)
    except KerasFileError:
        return False
    return _kind(begin) != TEXT or (b'"class_name"' in begin and b'"format": "layerloom"' not in begin[:200])


def need_text(path: Path) -> None:
    """Raise KerasFileError where a file that is no archive and no HDF5 is no text either, or empty."""
    begin = beginning(path, PEEK)
    if not begin:
        raise KerasFileError(say("{path} is empty: it holds neither a project nor a model.", path=path.name))
    other = next((name for signature, name in OTHERS if begin.startswith(signature)), None)
    if other is not None:
        raise KerasFileError(
            say(
                "{path} is a file of the kind {kind}: it holds neither a project nor a model.",
                path=path.name,
                kind=other,
            )
        )
    if b"\x00" in begin or begin.decode("utf-8", "ignore").encode() not in (begin, begin[:-1], begin[:-2], begin[:-3]):
        raise KerasFileError(
            say(
                "{path} can't be opened: it is no archive, no HDF5 and no text, in which projects and models are kept. "
                "It is damaged, or something else.",
                path=path.name,
            )
        )


def _kind(begin: bytes) -> str:
    return next((kind for signature, kind in SIGNATURES if begin.startswith(signature)), TEXT)
