"""Keeps the numbers of categories the same in training and validation data that were opened separately."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import Column
from runtime.data.errors import bad


def same_classes(column: Column, classes: tuple[str, ...]) -> Column:
    """The column with its categories numbered as in `classes`; raises DataError for one that isn't among them.

    A column of plain numbers is taken as it is.
    """
    if not classes or column.classes in (classes, ()):
        return column
    numbers = {name: number for number, name in enumerate(classes)}
    for name in column.classes:
        if name not in numbers:
            raise bad(
                "Column {column!r} has the class {name!r} in the validation data, which the training data has not.",
                column=column.name,
                name=name[:60],
            )
    return RenumberedColumn(column, np.array([numbers[name] for name in column.classes], np.int64), classes)


class RenumberedColumn:
    """A column of class numbers seen through a table of new numbers."""

    def __init__(self, column: Column, table: NDArray[Any], classes: tuple[str, ...]) -> None:
        self.column, self.table, self.classes = column, table, classes
        self.name, self.shape, self.dtype, self.in_memory = column.name, column.shape, table.dtype, column.in_memory

    def __len__(self) -> int:
        return len(self.column)

    def gather(self, rows: NDArray[np.intp], out: NDArray[Any]) -> None:
        old = np.empty((len(rows), *self.shape[1:]), self.column.dtype)
        self.column.gather(rows, old)
        out[...] = self.table[old]

    def block(self, start: int, stop: int) -> NDArray[Any]:
        return self.table[self.column.block(start, stop)]
