"""The batches of the CIFAR archives, for Python or binary, in a folder or in the `.tar.gz`."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.archive_values import read_values
from runtime.data.errors import DataError, bad

LARGEST = 192 << 20
PIXELS = 3 * 32 * 32


@dataclass(frozen=True)
class CifarArchive:
    """One of the archives: its folders for Python and binary; the labels of a row by key, and how many classes each
    has. A row of the binary files has a byte for each label, then the pixels."""

    name: str
    folders: tuple[str, str]
    keys: tuple[str, ...]
    classes: tuple[int, ...]

    def folder(self, path: Path) -> Path:
        """The folder with the batches: the path, or one in it."""
        return next((path / name for name in self.folders if (path / name).is_dir()), path)

    def is_at(self, path: Path, batch: str, beginning: str) -> bool:
        """Whether a path looks like a copy of the archive."""
        if not path.is_dir():
            return path.name.lower().startswith(beginning)
        folder = self.folder(path)
        return folder != path or (folder / batch).is_file() or (folder / f"{batch}.bin").is_file()

    def read(self, path: Path, batches: Sequence[str]) -> tuple[NDArray[np.uint8], list[NDArray[Any]]]:
        """The images (n, 32, 32, 3) and labels of some batches; raises DataError."""
        found = self._in_folder(path, batches) if path.is_dir() else self._in_archive(path, batches)
        parts = [self._batch(*found[name]) for name in batches]
        labels = [np.concatenate([part[1][i] for part in parts]) for i in range(len(self.keys))]
        return np.concatenate([images for images, _ in parts]), labels

    def _in_folder(self, path: Path, batches: Sequence[str]) -> dict[str, tuple[bytes, str]]:
        found = {}
        for name in batches:
            place = self.folder(path) / name
            file = place if place.is_file() else place.with_name(f"{name}.bin")
            if not file.is_file():
                raise self._missing(path, name)
            if file.stat().st_size > LARGEST:
                raise bad("{name} is larger than a batch of {archive} can be.", name=file.name, archive=self.name)
            try:
                found[name] = (file.read_bytes(), file.name)
            except OSError as error:
                raise bad(
                    "{path} can't be read: {reason}.", path=name, reason=error.strerror or "the system refuses"
                ) from None
        return found

    def _in_archive(self, path: Path, batches: Sequence[str]) -> dict[str, tuple[bytes, str]]:
        found: dict[str, tuple[bytes, str]] = {}
        try:
            with tarfile.open(path, "r:*") as archive:
                for member in archive:
                    file = member.name.rsplit("/", 1)[-1]
                    name = file.removesuffix(".bin")
                    if name in batches and name not in found and member.isreg() and member.size <= LARGEST:
                        stream = archive.extractfile(member)
                        found[name] = (stream.read() if stream else b"", file)
        except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
            raise bad(
                "{path} can't be read as the {archive} archive ({reason}). Expected {folders} or its .tar.gz.",
                path=path.name,
                archive=self.name,
                reason=str(error)[:100],
                folders=" or ".join(self.folders),
            ) from None
        for name in batches:
            if name not in found:
                raise self._missing(path, name)
        return found

    def _missing(self, path: Path, name: str) -> DataError:
        return bad(
            "{path} does not hold {name}. Expected the folder {folders}, or its .tar.gz, complete.",
            path=path.name,
            name=name,
            folders=" or ".join(self.folders),
        )

    def _batch(self, data: bytes, name: str) -> tuple[NDArray[np.uint8], list[NDArray[Any]]]:
        pixels: Any
        if name.endswith(".bin"):
            pixels, labels = self._binary(data, name)
        else:
            values = read_values(data, name)
            pixels, labels = values.get("data"), [values.get(key) for key in self.keys]
        if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8 or pixels.shape[1:] != (PIXELS,):
            raise bad(
                "{name} should hold rows of {count} bytes called data. Get the archive again.", name=name, count=PIXELS
            )
        for given, classes in zip(labels, self.classes):
            if not _are_labels(given, len(pixels), classes):
                raise bad(
                    "{name} should hold {count} labels from 0 to {last}. Get the archive again.",
                    name=name,
                    count=len(pixels),
                    last=classes - 1,
                )
        images = np.ascontiguousarray(pixels.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1))
        return images, [np.asarray(given, np.int64) for given in labels]

    def _binary(self, data: bytes, name: str) -> tuple[NDArray[np.uint8], list[Any]]:
        width = len(self.keys) + PIXELS
        if not data or len(data) % width:
            raise bad(
                "{name} should hold rows of {width} bytes, and has {size}. Get the archive again.",
                name=name,
                width=width,
                size=len(data),
            )
        rows = np.frombuffer(data, np.uint8).reshape(-1, width)
        return rows[:, len(self.keys) :], [rows[:, i].tolist() for i in range(len(self.keys))]


def _are_labels(labels: Any, count: int, classes: int) -> bool:
    return (
        isinstance(labels, list) and len(labels) == count and all(type(n) is int and 0 <= n < classes for n in labels)
    )
