"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from pathlib import Path

from graph.specs.message import MessageError, say
from graph.storage.atomic import file_trouble

ZIP, HDF5, TEXT = "zip", "hdf5", "text"
SIGNATURES = ((b"PK\x03\x04", ZIP), (b"PK\x05\x06", ZIP), (b"\x89HDF\r\n\x1a\n", HDF5))


class ContentsError(MessageError):
    """A file can't be read at all."""


def contents_of(path: Path) -> str:
    """`zip`, `hdf5`, or `text` for all others; raises ContentsError where the file can't be read."""
    try:
        with path.open("rb") as file:
            begin = file.read(8)
    except OSError as error:
        raise ContentsError(file_trouble(error, path)) from None
    except ValueError:
        raise ContentsError(say("{path!r:.200} can't be a file name.", path=str(path))) from None
    return next((kind for signature, kind in SIGNATURES if begin.startswith(signature)), TEXT)
