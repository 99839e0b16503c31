"""Keeps the numbers of categories the same in training and validation data that were opened separately."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.data.column import MISSING_CLASS, Column
from runtime.data.errors import bad


def same_classes(column: Column, classes: tuple[str, ...]) -> Column:
    """The column with its categories numbered as in `classes`; raises DataError for one that isn't among them.

    A column of plain numbers is taken as these classes' numbers.
    """
    if not classes or column.classes == classes:
        return column
    if not column.classes:
        return NamedColumn(column, classes)
    numbers = {name: number for number, name in enumerate(classes)}
    for name in column.classes:
        if name not in numbers:
            raise bad(
                "Column {column!r} has the class {name!r}, which the data trained on has not. Leave out the rows with "
                "it, or train with some of them.",
                column=column.name,
                name=name[:60],
            )
    # The last place is that of the number of what is missing, which is -1.
    table = np.array([*(numbers[name] for name in column.classes), MISSING_CLASS], np.int64)
    return RenumberedColumn(column, classes, table)


class NamedColumn:
    """A column of class numbers with names for them."""

    def __init__(self, column: Column, classes: tuple[str, ...]) -> None:
        self.column, self.classes = column, classes
        self.name, self.shape, self.in_memory = column.name, column.shape, column.in_memory
        self.dtype = column.dtype

    def __len__(self) -> int:
        return len(self.column)

    def gather(self, rows: NDArray[np.intp], out: NDArray[Any]) -> None:
        self.column.gather(rows, out)

    def block(self, start: int, stop: int) -> NDArray[Any]:
        return self.column.block(start, stop)


class RenumberedColumn(NamedColumn):
    """A column of class numbers seen through a table of new numbers."""

    def __init__(self, column: Column, classes: tuple[str, ...], table: NDArray[Any]) -> None:
        super().__init__(column, classes)
        self.table, self.dtype = table, table.dtype

    def gather(self, rows: NDArray[np.intp], out: NDArray[Any]) -> None:
        old = np.empty((len(rows), *self.shape[1:]), self.column.dtype)
        self.column.gather(rows, old)
        out[...] = self.table[old]

    def block(self, start: int, stop: int) -> NDArray[Any]:
        return self.table[self.column.block(start, stop)]
