"""Texts as numbers: each is known by a number of its own for as long as the process lives, so that they go through the
buffers of a network as whole numbers do."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import Any

import numpy as np

from graph.specs.message import say
from graph.specs.spec import TEXT
from runtime.ops.faults import RunError
from runtime.ops.op import Array

NUMBERED = np.uint64
"""The type of texts' numbers, which no others have."""

_numbers: dict[str, int] = {}
_texts: list[str] = []
_lock = Lock()


def stored(dtype: str) -> np.dtype[Any]:
    """The type in which numbers, or texts, of a tensor's type lie in memory."""
    return np.dtype(NUMBERED if dtype == TEXT else dtype)


def is_text(given: Any) -> bool:
    """Whether this is an array of texts, or lists of them."""
    if isinstance(given, (list, tuple)):
        return bool(given) and (isinstance(given[0], (str, bytes)) or is_text(given[0]))
    kind = getattr(getattr(given, "dtype", None), "kind", "")
    if kind == "O":
        return bool(given.size) and isinstance(given.flat[0], (str, bytes))
    return kind in ("U", "S", "T")


def numbered(owner: str, given: Any) -> Array:
    """The numbers of texts; raises RunError where one of them is no text, or the rows differ in length."""
    try:
        array = np.asarray(given, object) if not isinstance(given, np.ndarray) else given
        texts = [plain(text) for text in array.reshape(-1).tolist()]
    except (TypeError, ValueError, UnicodeDecodeError):
        raise RunError(
            say("{owner} takes texts, in rows of one length. Received: {given!r:.80}.", owner=owner, given=given)
        ) from None
    return numbers_of(texts).reshape(array.shape)


def plain(text: Any) -> str:
    """A text, or the text behind bytes in UTF-8; raises TypeError."""
    if isinstance(text, bytes):
        return text.decode("utf-8")
    if not isinstance(text, str):
        raise TypeError
    return str(text)


def numbers_of(texts: Iterable[str]) -> Array:
    with _lock:
        return np.array([_number(text) for text in texts], NUMBERED)


def _number(text: str) -> int:
    found = _numbers.get(text)
    if found is None:
        found = _numbers[text] = len(_texts)
        _texts.append(text)
    return found


def text_of(number: int) -> str:
    """The text of a number; "" for those that belong to none, as in buffers before the first batch."""
    return _texts[number] if 0 <= number < len(_texts) else ""
