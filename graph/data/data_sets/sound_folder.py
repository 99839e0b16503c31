"""Folders of sounds by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.specs.params import param
from graph.specs.quoting import quoted
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class SoundFolder(DatasetSpec):
    """A folder with one subfolder of `.wav` files per class; columns `sound` (length, channels), −1…1, and `label`.

    Longer sounds are cut, shorter ones filled up with silence behind. All have one sampling rate: nothing is resampled.
    """

    caption: ClassVar[str] = "A folder with one subfolder of sounds (.wav) per class"
    takes_folder: ClassVar[bool] = True
    split: ClassVar[str] = "stratified"
    examples: ClassVar[tuple[Any, ...]] = ({"path": "sounds"}, {"path": "sounds", "length": 8000, "channels": "stereo"})
    path: str = param("text", help="The folder that holds the classes' subfolders.")
    length: int = param("int", 16_000, "Samples of each sound: 16000 are a second at 16 kHz.", low=1, high=10_000_000)
    channels: str = param("choice", "mono", "One channel, the mean of several, or two.", choices=("mono", "stereo"))

    def script(self, name: str, columns: Sequence[str]) -> Script:
        lines = (
            f"folder = beside({quoted(self.path)})",
            'classes = sorted(f.name for f in folder.iterdir() if f.is_dir() and not f.name.startswith("."))',
            "sounds, labels = [], []",
            "for label, name in enumerate(classes):",
            "    for path in sorted((folder / name).iterdir()):",
            '        if path.suffix.lower() == ".wav" and not path.name.startswith("."):',
            f"            sounds.append(read_sound(path, {self.length}, {2 if self.channels == 'stereo' else 1}))",
            "            labels.append(label)",
            f'{name} = {{"sound": np.stack(sounds), "label": np.array(labels)}}',
        )
        return Script(lines, ("import struct",), READ_SOUND)


READ_SOUND = '''\
def read_sound(path, length, channels):
    """The samples of a .wav file, -1 to 1, cut or filled up to a length: (length, channels)."""
    data = path.read_bytes()
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        if name == b"fmt ":
            kind, width, _, _, _, bits = struct.unpack_from("<HHIIHH", data, at + 8)
            kind = struct.unpack_from("<H", data, at + 32)[0] if kind == 0xFFFE else kind
        elif name == b"data":
            raw = np.frombuffer(data[at + 8 : at + 8 + size], "uint8")
            break
        at += 8 + size + size % 2
    raw = raw[: len(raw) // (width * bits // 8) * (width * bits // 8)]
    if kind == 3:
        sound = raw.view("<f4" if bits == 32 else "<f8").astype("float32")
    elif bits == 8:
        sound = (raw.astype("float32") - 128) / 128
    elif bits == 24:
        wide = np.pad(raw.reshape(-1, 3), ((0, 0), (1, 0))).reshape(-1).view("<i4")
        sound = (wide / 2**31).astype("float32")
    else:
        sound = (raw.view(f"<i{bits // 8}") / 2 ** (bits - 1)).astype("float32")
    sound = sound.reshape(-1, width)
    if channels == 1:
        sound = sound.mean(axis=1, keepdims=True)
    elif width == 1:
        sound = np.repeat(sound, 2, axis=1)
    sound = sound[:length, :channels]
    return np.pad(sound, ((0, length - len(sound)), (0, 0)))'''
