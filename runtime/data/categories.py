"""The texts of a column as class numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import MISSING_CLASS, ArrayColumn
from runtime.data.number_style import is_missing_text

MOST_CATEGORIES = 1_000_000


class Categories:
    """Texts numbered in the order in which they come; in the end by the alphabet, as `numpy.unique` gives them."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    @property
    def is_full(self) -> bool:
        """Whether there are more different texts than categories can have."""
        return len(self._codes) > MOST_CATEGORIES

    def code(self, cell: str) -> int:
        if is_missing_text(cell):
            return MISSING_CLASS
        text = cell.strip()
        found = self._codes.get(text)
        if found is None:
            # What is left out in the end need not be remembered.
            found = 0 if self.is_full else self._codes.setdefault(text, len(self._codes))
        return found

    def codes(self, cells: Sequence[str | None]) -> NDArray[np.int64]:
        """A number for each text; for None, as for an empty one, that of what is missing."""
        code = self.code
        return np.array([MISSING_CLASS if cell is None else code(cell) for cell in cells], np.int64)

    def names(self) -> list[str]:
        """The texts by the alphabet."""
        return sorted(self._codes)

    def order(self) -> NDArray[np.int32]:
        """The place in the alphabet for each number that `code` gave, the last for that of what is missing."""
        found = np.full(len(self._codes) + 1, MISSING_CLASS, np.int32)
        for place, text in enumerate(self.names()):
            found[self._codes[text]] = place
        return found

    def column(self, name: str, codes: NDArray[Any]) -> ArrayColumn:
        """The column of the numbers that `code` gave."""
        return ArrayColumn(name, self.order()[codes.astype(np.intp)], self.names())
