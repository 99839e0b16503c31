"""Archives unpacked where nothing in them can leave the folder that they are unpacked into."""

from __future__ import annotations

import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.storage.safe_zip import SafeZip, ZipError
from runtime.data.errors import bad

MOST_MEMBERS = 1_000_000
KINDS = ("tar", "zip")
ZIP_BEGINS = (b"PK\x03\x04", b"PK\x05\x06")


def unpack(archive: Path, folder: Path, kinds: Sequence[str]) -> bool:
    """Unpack a tar or zip archive; gives whether it is one of these kinds. Raises DataError for what would lie
    elsewhere, and OSError."""
    with archive.open("rb") as file:
        is_zip = file.read(4) in ZIP_BEGINS
    if "tar" in kinds and not is_zip and tarfile.is_tarfile(archive):
        _unpack_tar(archive, folder)
        return True
    if "zip" in kinds and is_zip:
        _unpack_zip(archive, folder)
        return True
    return False


def kinds_of(archive_format: Any) -> tuple[str, ...]:
    """Which kinds are tried; raises DataError."""
    wanted = (
        KINDS if archive_format == "auto" else (archive_format,) if isinstance(archive_format, str) else archive_format
    )
    if wanted is None:
        return ()
    if not isinstance(wanted, (list, tuple)) or any(kind not in KINDS for kind in wanted):
        raise bad('archive_format must be "auto", "tar", "zip" or None. Received: {given!r:.40}.', given=archive_format)
    return tuple(wanted)


def _unpack_zip(archive: Path, folder: Path) -> None:
    with archive.open("rb") as file:
        try:
            found = SafeZip(file, MOST_MEMBERS)
            for name, member in found.members.items():
                target = _inside(folder, name)
                if member.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                with found.open(name) as stream, target.open("wb") as out:
                    while piece := stream.read(1 << 20):
                        out.write(piece)
        except ZipError as error:
            raise bad("{path} is not unpacked: {reason}.", path=archive.name, reason=error.message) from None


def _unpack_tar(archive: Path, folder: Path) -> None:
    """Files and folders alone: links and devices are refused, whatever they point to."""
    try:
        with tarfile.open(archive) as found:
            for member in found:
                target = _inside(folder, member.name)
                if member.isdir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                stream = found.extractfile(member) if member.isfile() else None
                if stream is None:
                    raise bad(
                        "{path} is not unpacked: its {name!r:.60} is neither a file nor a folder.",
                        path=archive.name,
                        name=member.name,
                    )
                target.parent.mkdir(parents=True, exist_ok=True)
                with stream, target.open("wb") as out:
                    while piece := stream.read(1 << 20):
                        out.write(piece)
    except tarfile.TarError as error:
        raise bad("{path} is not unpacked: {reason:.80}.", path=archive.name, reason=str(error)) from None


def _inside(folder: Path, name: str) -> Path:
    """Where a member lies; raises DataError for a name that leads out of the folder."""
    top = folder.resolve()
    target = (top / name).resolve()
    if not target.is_relative_to(top):
        raise bad(
            "The archive is not unpacked: its {name!r:.60} would lie outside of {folder}.", name=name, folder=str(top)
        )
    return target
