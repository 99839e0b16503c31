"""A folder with one subfolder of sounds per class: `.wav` files of PCM with 8, 16, 24 or 32 bits, or of floats.

Format: Multimedia Programming Interface and Data Specifications 1.0 (RIFF), and WAVE_FORMAT_EXTENSIBLE.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.sound_folder import SoundFolder
from graph.specs.message import say
from runtime.data.class_folders import classified, holds_classes_of, left_out, name_in, named_in
from runtime.data.column import ArrayColumn, Column
from runtime.data.dataset import Dataset
from runtime.data.decoded_column import DecodedColumn
from runtime.data.errors import bad
from runtime.data.readers.reader import NO, SURE, Reader
from runtime.kinds.computes import computes

SUFFIXES = (".wav",)
PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE
MOST_CHUNKS = 1000


@computes(SoundFolder)
class SoundFolderReader(Reader):
    def open(self) -> Dataset:
        return open_sound_folder(self.paths[0], self.spec)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        return SURE if holds_classes_of(path, SUFFIXES) else NO


@dataclass(frozen=True)
class WaveHeader:
    """How a file stores its sound: `kind` PCM or FLOAT, the number of channels, samples a second, bits of a sample, and
    where its bytes are."""

    kind: int
    channels: int
    rate: int
    bits: int
    start: int
    size: int

    @property
    def frames(self) -> int:
        return self.size // (self.channels * self.bits // 8)


def open_sound_folder(path: Path, spec: SoundFolder) -> Dataset:
    """Columns `sound` (n, length, channels) float32 and `label`, classes by name; raises DataError."""
    files, labels, classes = classified(path, SUFFIXES, "sounds")
    headers = [read_header(file, file.relative_to(path).as_posix()) for file in files]
    for file, header in zip(files, headers):
        if header.rate != headers[0].rate:
            raise bad(
                "{name} has {rate} samples a second, {first} has {expected}. Bring all to one rate.",
                name=file.relative_to(path).as_posix(),
                rate=header.rate,
                first=files[0].relative_to(path).as_posix(),
                expected=headers[0].rate,
            )
    longest, cut = max(h.frames for h in headers), sum(h.frames > spec.length for h in headers)
    notes = left_out([path], files, SUFFIXES, "sounds")
    if cut:
        said = say(
            "{count} of {all} sounds are longer than {length} samples and are cut; the longest has {longest}.",
            count=cut,
            all=len(files),
            length=spec.length,
            longest=longest,
        )
        notes.append(said)
    sounds = SoundColumn(path, files, headers, spec)
    about = say(
        "{count} sounds in {folders} folders, {rate} samples a second",
        count=len(files),
        folders=len(classes),
        rate=headers[0].rate,
    )
    columns: list[Column] = [sounds, ArrayColumn("label", labels, classes)]
    return Dataset(path.name, columns, about, notes=notes, files=named_in(files, path))


class SoundColumn(DecodedColumn):
    """Sounds as they are asked for, read once."""

    def __init__(self, folder: Path, files: list[Path], headers: list[WaveHeader], spec: SoundFolder) -> None:
        self.folder, self.headers = folder, headers
        self.length, self.channels = spec.length, 2 if spec.channels == "stereo" else 1
        shape = (len(files), self.length, self.channels)
        super().__init__("sound", files, ("sound", shape), shape, np.dtype(np.float32))

    def decode(self, row: int) -> NDArray[np.float32]:
        name = name_in(self.files[row], self.folder)
        return read_sound(self.files[row], name, self.headers[row], self.length, self.channels)


def read_header(file: Path, name: str) -> WaveHeader:
    """What the chunks before the sound say; raises DataError."""
    try:
        with file.open("rb") as data:
            total = file.stat().st_size
            start = data.read(12)
            if start[:4] != b"RIFF" or start[8:] != b"WAVE":
                raise bad("{name} is no .wav file: it should begin with RIFF and WAVE.", name=name)
            form = b""
            for _ in range(MOST_CHUNKS):
                head = data.read(8)
                if len(head) < 8:
                    break
                kind, size = struct.unpack("<4sI", head)
                if kind == b"fmt ":
                    form = data.read(min(size, 40))
                    data.seek(size - len(form) + size % 2, 1)
                elif kind == b"data":
                    return _header(form, data.tell(), min(size, total - data.tell()), name)
                else:
                    data.seek(size + size % 2, 1)
    except OSError as error:
        raise bad("{name} can't be read: {reason}.", name=name, reason=error.strerror or "the system refuses") from None
    raise bad("{name} holds no sound. Copy or save it again.", name=name)


def _header(form: bytes, start: int, size: int, name: str) -> WaveHeader:
    if len(form) < 16:
        raise bad("{name} doesn't say how its sound is stored. Save it again.", name=name)
    kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", form[:16])
    if kind == EXTENSIBLE and len(form) >= 26:
        kind = struct.unpack("<H", form[24:26])[0]
    known = {PCM: (8, 16, 24, 32), FLOAT: (32, 64)}
    if bits not in known.get(kind, ()) or not 1 <= channels <= 64 or rate == 0:
        raise bad(
            "{name} is stored in a way that isn't read (kind {kind}, {bits} bits, {channels} channels). Save it as PCM "
            "with 16 bits.",
            name=name,
            kind=kind,
            bits=bits,
            channels=channels,
        )
    return WaveHeader(kind, channels, rate, bits, start, size)


def read_sound(file: Path, name: str, header: WaveHeader, length: int, channels: int) -> NDArray[np.float32]:
    """The samples as (length, channels), −1…1, cut or filled up with silence; raises DataError."""
    frame = header.channels * header.bits // 8
    try:
        with file.open("rb") as data:
            data.seek(header.start)
            raw = data.read(min(header.frames, length) * frame)
    except OSError as error:
        raise bad("{name} can't be read: {reason}.", name=name, reason=error.strerror or "the system refuses") from None
    raw = raw[: len(raw) // frame * frame]
    sound = _samples(np.frombuffer(raw, np.uint8), header).reshape(-1, header.channels)
    if not np.isfinite(sound).all():
        raise bad("{name} holds samples that are no numbers. Save it again.", name=name)
    if channels == 1:
        sound = sound.mean(axis=1, keepdims=True)
    elif header.channels == 1:
        sound = np.repeat(sound, 2, axis=1)
    found = np.zeros((length, channels), np.float32)
    found[: len(sound)] = sound[:, :channels]
    return found


def _samples(raw: NDArray[np.uint8], header: WaveHeader) -> NDArray[np.float32]:
    if header.kind == FLOAT:
        return np.asarray(raw.view("<f4" if header.bits == 32 else "<f8"), np.float32)
    if header.bits == 8:
        return np.asarray((raw.astype(np.float32) - 128) / 128, np.float32)
    if header.bits == 24:
        wide = np.zeros((len(raw) // 3, 4), np.uint8)
        wide[:, 1:] = raw.reshape(-1, 3)
        return np.asarray(wide.reshape(-1).view("<i4") / 2**31, np.float32)
    return np.asarray(raw.view(f"<i{header.bits // 8}") / 2 ** (header.bits - 1), np.float32)
