"""How searches order what they find: exact, then prefix, then word, then substring, then letters in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

EXACT, PREFIX, WORD, SUBSTRING, LETTERS = range(5)


@lru_cache(maxsize=1 << 16)
def rank(query: str, text: str) -> int | None:
    """How well a text answers a query, the lower the better; None where it does not."""
    sought, given = query.strip().casefold(), text.casefold()
    if not sought or sought == given:
        return EXACT
    if given.startswith(sought):
        return PREFIX
    if any(word.casefold().startswith(sought) for word in words(text)):
        return WORD
    if sought in given:
        return SUBSTRING
    return LETTERS if len(sought) > 1 and in_order(sought, given) else None


def words(text: str) -> list[str]:
    """`Conv2DTranspose` is Conv2D and Transpose; `return_sequences` is return and sequences."""
    return re.findall(r"[A-Z]+[\da-z]*(?:\dD)?|[a-z]+|\d+D?|\w+", text.replace("_", " "))


def in_order(sought: str, given: str) -> bool:
    """Whether the letters occur in that order, the first at the start of a word."""
    if not re.search(rf"\b{re.escape(sought[0])}", given):
        return False
    letters = iter(given)
    return all(letter in letters for letter in sought.replace(" ", ""))


def search(
    query: str, items: Iterable[T], text: Callable[[T], str], usage: Callable[[T], int] = lambda _item: 0
) -> list[T]:
    """The items that answer a query, best first; ties go to what is used more, then to the given order."""
    found = [(rank(query, text(item)), -usage(item), i, item) for i, item in enumerate(items)]
    kept = [(r, used, i, item) for r, used, i, item in found if r is not None]
    return [item for *_, item in sorted(kept, key=lambda entry: entry[:3])]
