"""HDF5 files that nobody vouches for: data sets by path, attributes by name, through hard links in the file alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import prod
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from graph.specs.message import MessageError, say
from runtime.ops.op import Array

if TYPE_CHECKING:
    import h5py

MOST_NAMES = 50_000
LONGEST_TEXT = 16 << 20
LEAST_OBJECTS, OBJECTS_EACH = 3_000, 60
"""How many groups and data sets a file may hold: so many at least, and so many for each of the model's weights."""
DEEPEST = 64
PLAIN_FILTERS = {1, 2, 3}
"""Deflate, shuffle and the checksum: what HDF5 itself brings along."""
LIBRARY_ERRORS = (
    OSError,
    RuntimeError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    EOFError,
    NotImplementedError,  # how h5py tells of what HDF5 calls unsupported
    SystemError,
)


class H5Error(MessageError):
    """An HDF5 file is damaged, or holds what no file of a model holds."""


def hostile(where: str, path: str, what: str) -> H5Error:
    return H5Error(
        say("{where} is no file of weights: at {path:.100} it holds {what}.", where=where, path=path, what=what)
    )


@contextmanager
def opened(source: BinaryIO, where: str) -> Iterator[h5py.File]:
    """An open file; raises H5Error for whatever is wrong with it while it is read."""
    import h5py

    try:
        with h5py.File(source, "r") as file:
            yield file
    except MessageError:
        raise
    except LIBRARY_ERRORS as error:
        raise H5Error(
            say(
                "{where} is damaged or no HDF5 file: {reason:.120}. Save it again.",
                where=where,
                reason=reason_of(error),
            )
        ) from None


def reason_of(error: Exception) -> str:
    """The library's words where they say something, in ours where they are about its inner life."""
    text = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
    if "truncated" in text:
        return "it ends too early"
    return "it doesn't begin like one" if "signature not found" in text else text


def datasets(file: h5py.Group, where: str, weights: int) -> dict[str, Any]:
    """Every data set by path, each object met once, of a file for so many weights; raises H5Error for links to other
    places, and for more objects than such a file can need."""
    import h5py

    most = LEAST_OBJECTS + OBJECTS_EACH * weights
    found: dict[str, Any] = {}
    seen: set[int] = set()
    waiting: list[tuple[str, Any]] = [("", file)]
    while waiting:
        prefix, group = waiting.pop()
        if len(group) + len(seen) > most:
            raise hostile(where, prefix or "/", f"more than {most:,} objects")
        for name in group:
            path = f"{prefix}{name}"
            if type(group.get(name, getlink=True)) is not h5py.HardLink:
                raise hostile(where, path, "a link to another place")
            item = group[name]
            address = h5py.h5o.get_info(item.id).addr
            if address in seen or path.count("/") > DEEPEST:
                raise hostile(where, path, "the same object twice, or too deep inside others")
            seen.add(address)
            if isinstance(item, h5py.Group):
                waiting.append((f"{path}/", item))
            elif isinstance(item, h5py.Dataset):
                found[path] = item
            else:
                raise hostile(where, path, "something that is no array")
    return found


def check_storage(item: Any, path: str, where: str) -> None:
    """Raise H5Error for an array that is not of plain numbers in the file itself."""
    if item.dtype.kind not in "fiu" or item.dtype.itemsize > 8:
        raise hostile(where, path, f"an array of {item.dtype!s:.40}")
    plan = item.id.get_create_plist()
    filters = {plan.get_filter(i)[0] for i in range(plan.get_nfilters())}
    if item.is_virtual or plan.get_external_count() or not filters <= PLAIN_FILTERS:
        raise hostile(where, path, "an array whose numbers lie elsewhere or are packed in an unknown way")


def arrays_within(items: Sequence[tuple[str, Any]], where: str, budget: int) -> tuple[Array, ...]:
    """The arrays of data sets, each with its path; raises H5Error, before any is read, where they take more bytes."""
    size = 0
    for path, item in items:
        check_storage(item, path, where)
        size += item.dtype.itemsize * prod(item.shape)
        if size > budget:
            raise hostile(where, path, "an array that is too large")
    return tuple(np.asarray(item[()], order="C") for _, item in items)


def text_of(group: h5py.Group, name: str, where: str) -> str | None:
    """A text among the attributes, None where there is none; raises H5Error for something else of that name."""
    found = _attribute(group, name, where, 1)
    return None if found is None else found[0]


def texts_of(group: h5py.Group, name: str, where: str) -> list[str] | None:
    """A list of texts among the attributes, put together where it lies in pieces; None where there is none."""
    found = _attribute(group, name, where, MOST_NAMES)
    if found is not None or f"{name}0" not in group.attrs:
        return found
    pieces: list[str] = []
    number = 0
    while f"{name}{number}" in group.attrs and len(pieces) < MOST_NAMES:
        pieces += _attribute(group, f"{name}{number}", where, MOST_NAMES) or []
        number += 1
    return pieces


def _attribute(group: h5py.Group, name: str, where: str, most: int) -> list[str] | None:
    import h5py

    if name not in group.attrs:
        return None
    held = group.attrs.get_id(name)
    kind = held.dtype
    count = prod(held.shape or ())
    flexible = h5py.check_string_dtype(kind)
    if kind.kind == "f" and count == 0:
        return []  # an empty list, as NumPy writes it
    if count > most or (kind.kind != "S" and flexible is None) or kind.itemsize * count > LONGEST_TEXT:
        raise hostile(where, f"{group.name}, {name}", "no text, or too much of it")
    items = np.asarray(group.attrs[name]).reshape(-1).tolist()
    texts = [item.decode("utf-8", "replace") if isinstance(item, bytes) else str(item) for item in items]
    if sum(map(len, texts)) > LONGEST_TEXT:
        raise hostile(where, f"{group.name}, {name}", "too much text")
    return texts
