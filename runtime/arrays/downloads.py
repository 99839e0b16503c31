"""Files from the network, kept in Keras' folder, and checked."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from graph.storage.atomic import atomic_file
from runtime.arrays.archives import kinds_of, unpack
from runtime.arrays.settings import home, tell
from runtime.data.errors import bad

SCHEMES = ("http", "https", "file", "ftp")
ALGORITHMS = ("auto", "md5", "sha256")
PIECE = 1 << 20
PATIENCE = 60.0
"""Seconds that a server may be silent."""


def get_file(
    fname: str | os.PathLike[str] | None = None,
    origin: str | None = None,
    untar: bool = False,
    md5_hash: str | None = None,
    file_hash: str | None = None,
    cache_subdir: str = "datasets",
    hash_algorithm: str = "auto",
    extract: bool = False,
    archive_format: Any = "auto",
    cache_dir: str | os.PathLike[str] | None = None,
    force_download: bool = False,
) -> str:
    """Where a file lies that was fetched from `origin`, an address of http, https, ftp or file, at most once.

    It is kept in `cache_dir`, Keras' folder `~/.keras` unless `KERAS_HOME` names another, under `cache_subdir`. With
    `extract` the folder that it was unpacked into. A `file_hash` (MD5 or SHA-256) must be that of the file. Raises
    DataError where it can't be had, or is another one.
    """
    if origin is None:
        raise bad("get_file needs origin, the address of the file.")
    address = urlsplit(str(origin))
    if address.scheme not in SCHEMES:
        raise bad(
            "get_file: origin must be an address of {schemes}. Received: {given!r:.80}.",
            schemes=", ".join(SCHEMES),
            given=origin,
        )
    if md5_hash is not None and file_hash is None:
        file_hash, hash_algorithm = md5_hash, "md5"
    if hash_algorithm not in ALGORITHMS:
        raise bad(
            "get_file: hash_algorithm must be auto, md5 or sha256. Received: {given!r:.40}.", given=hash_algorithm
        )
    kinds = kinds_of("tar" if untar else archive_format)
    if fname is not None and not isinstance(fname, (str, os.PathLike)):
        raise bad("get_file: fname must be the name of a file. Received: {given!r:.80}.", given=fname)
    name = os.fspath(fname) if fname else os.path.basename(address.path)
    if not name or name in (".", "..") or "/" in name or os.sep in name:
        raise bad(
            "get_file: fname must be the name of a file alone, without folders; cache_dir says where it lies. "
            "Received: {given!r:.80}.",
            given=name,
        )
    folder = _folder(cache_dir, cache_subdir)
    target, unpacked = folder / name, folder / name
    if extract or untar:
        if fname and "." in name:
            unpacked = folder / f"{name.partition('.')[0]}_extracted"
        else:
            target = folder / f"{name}_archive"
    fresh = force_download or not target.exists()
    if not fresh and file_hash is not None and not _is_right(target, file_hash, hash_algorithm):
        tell(f"{target} is not the file that was asked for: its hash is another. It is fetched again.")
        fresh = True
    if fresh:
        _fetch(str(origin), target, file_hash, hash_algorithm)
    if not (extract or untar):
        return str(target)
    if fresh or not unpacked.exists():
        _unpack(target, unpacked, kinds)
    return str(unpacked)


def _unpack(archive: Path, folder: Path, kinds: tuple[str, ...]) -> None:
    """Unpack an archive whole, or not at all into a folder that was not there before."""
    new = not folder.exists()
    try:
        if not unpack(archive, folder, kinds):
            warnings.warn(f"{archive} is no archive that can be unpacked: it stays as it is.", stacklevel=3)
    except BaseException:
        if new:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _folder(cache_dir: Any, cache_subdir: str) -> Path:
    top = Path(home() if cache_dir is None else os.fspath(cache_dir)).expanduser()
    top.mkdir(parents=True, exist_ok=True)
    if not os.access(top, os.W_OK):
        top = Path(tempfile.gettempdir()) / ".keras"
    folder = top / cache_subdir
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fetch(origin: str, target: Path, file_hash: str | None, algorithm: str) -> None:
    """Bring a file; what lay there stays where it can't be brought, or is another one."""
    tell(f"Downloading data from {origin}")
    try:
        with urlopen(origin, timeout=PATIENCE) as found, atomic_file(target) as out:
            digest = hashlib.new(_algorithm(file_hash, algorithm)) if file_hash is not None else None
            while piece := found.read(PIECE):
                out.write(piece)
                if digest is not None:
                    digest.update(piece)
            if digest is not None and digest.hexdigest() != str(file_hash).lower():
                raise bad(
                    "The file of {origin} is not the one that was asked for: its hash is {got}, not {want}. It was not "
                    "kept.",
                    origin=origin,
                    got=digest.hexdigest(),
                    want=str(file_hash),
                )
    except (URLError, OSError, ValueError) as error:
        if type(error).__module__.startswith("runtime."):
            raise
        raise bad(
            "{origin} can't be fetched: {reason:.200}. Look whether this machine may reach it, or put the file to "
            "{path} yourself.",
            origin=origin,
            reason=str(getattr(error, "reason", None) or error),
            path=str(target),
        ) from None


def _algorithm(file_hash: str | None, algorithm: str) -> str:
    if algorithm != "auto":
        return algorithm
    return "sha256" if len(str(file_hash)) == 64 else "md5"


def _is_right(path: Path, file_hash: str, algorithm: str) -> bool:
    digest = hashlib.new(_algorithm(file_hash, algorithm))
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest() == file_hash.lower()
