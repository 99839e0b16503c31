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
        return self._codes.setdefault(cell.strip(), len(self._codes))

    def codes(self, cells: Sequence[str | None]) -> NDArray[np.int64]:
        """A number for each text; for None, as for an empty one, that of what is missing."""
        code = self.code
        return np.array([MISSING_CLASS if cell is None else code(cell) for cell in cells], np.int64)

    def column(self, name: str, codes: NDArray[Any]) -> ArrayColumn:
        """The column of the numbers that `code` gave."""
        names = sorted(self._codes)
        order = np.full(len(names) + 1, MISSING_CLASS, np.int32)  # the last place is that of -1
        for place, text in enumerate(names):
            order[self._codes[text]] = place
        return ArrayColumn(name, order[codes.astype(np.intp)], names)
