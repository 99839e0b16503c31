"""Event files, which TensorBoard reads: records of a length, a protocol-buffer message and the check sums of both.

The few messages that are needed are written out by hand, since the package that has them brings a web server, gRPC and
protobuf along. See tensorflow/core/util/event.proto, summary.proto and graph.proto for the numbers of their fields, and
tensorflow/core/lib/io/record_writer.h for the records.
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from runtime.ops.op import Array

VARINT, DOUBLE, BYTES, FLOAT = 0, 1, 2, 5
"""How a field is written."""
POLYNOMIAL = 0x82F63B78
BUCKETS = 30


def _table() -> tuple[int, ...]:
    found = []
    for number in range(256):
        for _ in range(8):
            number = number >> 1 ^ (POLYNOMIAL if number & 1 else 0)
        found.append(number)
    return tuple(found)


TABLE = _table()


def masked_crc(data: bytes) -> int:
    """CRC-32C, turned and shifted as records have it."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    crc ^= 0xFFFFFFFF
    return (crc >> 15 | crc << 17) + 0xA282EAD8 & 0xFFFFFFFF


def record(data: bytes) -> bytes:
    """A message as the file has it."""
    length = struct.pack("<Q", len(data))
    return b"".join((length, struct.pack("<I", masked_crc(length)), data, struct.pack("<I", masked_crc(data))))


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def field(number: int, value: bytes | str | int | float, single: bool = False) -> bytes:
    """One field of a message: a whole number, a double (or with `single` a float), a text, or bytes."""
    if isinstance(value, int):
        return _varint(number << 3 | VARINT) + _varint(value & 0xFFFFFFFFFFFFFFFF)
    if isinstance(value, float):
        written = _as_single(value) if single else struct.pack("<d", value)
        return _varint(number << 3 | (FLOAT if single else DOUBLE)) + written
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | BYTES) + _varint(len(data)) + data


def _as_single(value: float) -> bytes:
    return np.float32(value).astype("<f4").tobytes()


def scalar(tag: str, value: float) -> bytes:
    """A value of a summary: one number of a curve."""
    with np.errstate(over="ignore"):
        return field(1, field(1, tag) + field(2, float(value), single=True))


def histogram(tag: str, array: Array) -> bytes:
    """A value of a summary: how the numbers of an array are spread. Those that are not finite are left out."""
    numbers = np.asarray(array, np.float64).reshape(-1)
    numbers = numbers[np.isfinite(numbers)]
    if not numbers.size:
        numbers = np.zeros(1)
    counts, edges = np.histogram(numbers, bins=BUCKETS)
    facts = (numbers.min(), numbers.max(), numbers.size, numbers.sum(), np.square(numbers).sum())
    # A bucket reaches up to its limit: the first of ours is empty and ends where the smallest number is.
    limits, filled = edges.astype("<f8"), np.concatenate(([0], counts)).astype("<f8")
    spread = b"".join(field(number, float(fact)) for number, fact in enumerate(facts, 1))
    spread += field(6, limits.tobytes()) + field(7, filled.tobytes())
    return field(1, field(1, tag) + field(5, spread))


def graph(nodes: Iterable[tuple[str, str, Iterable[str]]]) -> bytes:
    """A graph of (name, kind, names of what it reads)."""
    return b"".join(
        field(1, field(1, name) + field(2, kind) + b"".join(field(3, source) for source in sources))
        for name, kind, sources in nodes
    )


class EventFile:
    """A new file in a folder; what is written is on the disk at once. Raises OSError."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = f"events.out.tfevents.{time.time_ns() // 10**6:013d}.{socket.gethostname()}.{os.getpid()}.v2"
        self._file = (folder / name).open("ab")
        self._write(field(3, "brain.Event:2"))

    def summary(self, values: Iterable[bytes], step: int) -> None:
        """Write values of one step."""
        found = b"".join(values)
        if found:
            self._write(field(2, step) + field(5, found))

    def graph(self, definition: bytes) -> None:
        self._write(field(4, definition))

    def _write(self, event: bytes) -> None:
        self._file.write(record(field(1, time.time()) + event))
        self._file.flush()

    def close(self) -> None:
        self._file.close()
