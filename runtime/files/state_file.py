"""A state as a file: a tree of plain values and arrays, checked by a digest, read without trusting what it says.

    magic · length of the head (8 bytes) · head · arrays, one after the other · SHA-256 of all before it

The head is JSON: the tree, in which `{"@": …}` stands for what JSON has not, and type and shape of each array.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from graph.specs.message import MessageError, say
from runtime.ops.op import Array

MAGIC = b"LAYERLOOM STATE 1\n"
DIGEST = 32
HEAD = len(MAGIC) + 8
MARK = "@"
PLAIN = (bool, int, str, type(None))


class StateFileError(MessageError):
    """A file holds no whole state."""


def plain_state(value: Any) -> bool:
    """Whether a value is one that a state file holds, whatever it holds itself."""
    if isinstance(value, (*PLAIN, float, np.number, np.bool_)):
        return True
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biuf"
    if isinstance(value, Mapping):
        return type(value) is dict and all(plain_state(k) and plain_state(v) for k, v in value.items())
    return type(value) in (list, tuple) and all(map(plain_state, value))


def copied(value: Any) -> Any:
    """A plain value that nobody else changes: arrays and what holds them are copied."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {key: copied(entry) for key, entry in value.items()}
    return type(value)(map(copied, value)) if isinstance(value, (list, tuple)) else value


def write_state(file: BinaryIO, state: Mapping[str, Any]) -> str:
    """Write a state from the beginning of a file to its end; gives the digest. Raises TypeError for what is no plain
    value, OSError."""
    arrays: list[Array] = []
    tree = _told(state, arrays)
    kinds = [[array.dtype.str, list(array.shape)] for array in arrays]
    head = json.dumps({"state": tree, "arrays": kinds}, allow_nan=False, separators=(",", ":")).encode()
    digest = hashlib.sha256()
    parts: list[bytes | memoryview] = [MAGIC, len(head).to_bytes(8, "little"), head, *map(_bytes, arrays)]
    for part in parts:
        file.write(part)
        digest.update(part)
    file.write(digest.digest())
    return digest.hexdigest()


def _bytes(array: Array) -> memoryview:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def _told(value: Any, arrays: list[Array]) -> Any:
    if isinstance(value, (np.ndarray, np.number, np.bool_)):
        arrays.append(np.asarray(value))
        return {MARK: "array" if isinstance(value, np.ndarray) else "number", "i": len(arrays) - 1}
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {MARK: "float", "v": str(float(value))}
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Mapping):
        if all(isinstance(key, str) for key in value) and MARK not in value:
            return {key: _told(entry, arrays) for key, entry in value.items()}
        return {MARK: "dict", "v": [[_told(k, arrays), _told(v, arrays)] for k, v in value.items()]}
    if isinstance(value, (list, tuple)):
        told = [_told(entry, arrays) for entry in value]
        return told if isinstance(value, list) else {MARK: "tuple", "v": told}
    raise TypeError(f"A {type(value).__name__} is no plain value.")


def read_state(path: Path) -> dict[str, Any]:
    """The state in a file; raises StateFileError where it is not whole, OSError where it can't be read."""
    data = path.read_bytes()
    try:
        body = memoryview(data)[: len(data) - DIGEST]
        if not data.startswith(MAGIC) or hashlib.sha256(body).digest() != data[len(body) :]:
            raise ValueError
        end = HEAD + int.from_bytes(data[len(MAGIC) : HEAD], "little")
        head = json.loads(data[HEAD:end])
        found = _read(head["state"], list(_arrays(data, end, len(body), head["arrays"])))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, OverflowError, MemoryError):
        raise StateFileError(say("{path} is damaged: it holds no whole state of a training.", path=str(path))) from None
    if not isinstance(found, dict):
        raise StateFileError(say("{path} is damaged: it holds no whole state of a training.", path=str(path)))
    return found


def _arrays(data: bytes, at: int, end: int, kinds: list[tuple[str, list[int]]]) -> Iterator[Array]:
    """The arrays, as copies that may be written to."""
    for kind, shape in kinds:
        dtype = np.dtype(kind)
        size = math.prod(shape)
        if dtype.kind not in "biuf" or min(shape, default=0) < 0 or at + size * dtype.itemsize > end:
            raise ValueError
        yield np.frombuffer(data, dtype, size, at).reshape(shape).copy()
        at += size * dtype.itemsize
    if at != end:
        raise ValueError


def _read(value: Any, arrays: list[Array]) -> Any:
    if isinstance(value, list):
        return [_read(entry, arrays) for entry in value]
    if not isinstance(value, dict):
        return value
    match value.get(MARK):
        case None:
            return {key: _read(entry, arrays) for key, entry in value.items()}
        case "array":
            return arrays[value["i"]]
        case "number":
            return arrays[value["i"]][()]
        case "float":
            return float(value["v"])
        case "tuple":
            return tuple(_read(entry, arrays) for entry in value["v"])
        case "dict":
            return {_read(k, arrays): _read(v, arrays) for k, v in value["v"]}
        case other:
            raise ValueError(other)
