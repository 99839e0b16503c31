"""The rows of a data set as a table that holds only what is seen: some rows of it at a time, read when they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from graph.specs.message import MessageError
from gui.canvas.captions import number_text
from gui.panels.samples import image_of
from gui.workspaces.data.asking import Asking
from gui.workspaces.data.overview import URGENT
from gui.workspaces.data.words import figure
from runtime.data.column import MISSING_CLASS, Column
from runtime.data.column_look import NUMBERS, PICTURE, kind_of
from runtime.data.dataset import Dataset

PAGE = 32
"""Rows that are read together where a column doesn't lie in memory."""
KEPT = 64
Index = QModelIndex | QPersistentModelIndex
IS_MISSING, IS_NUMBER = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
WAITING = "…"


class RowsModel(QAbstractTableModel):
    """`fitting` rows from the row `first` on, in an order of their own if one is given."""

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self.asking = asking
        self.dataset: Dataset | None = None
        self.columns: list[Column] = []
        self.kinds: list[str] = []
        self.order: NDArray[np.intp] | None = None
        self.first, self.fitting = 0, 1
        self._pages: dict[tuple[int, int], NDArray[Any] | None] = {}

    # What is shown

    def show_dataset(self, dataset: Dataset | None) -> None:
        self.beginResetModel()
        self.dataset = dataset
        self.columns = list(dataset.columns.values()) if dataset is not None else []
        self.kinds = [kind_of(column) for column in self.columns]
        self.order, self.first = None, 0
        self._pages.clear()
        self.asking.forget("page")
        self.endResetModel()

    def set_order(self, order: NDArray[np.intp] | None) -> None:
        self.beginResetModel()
        self.order, self.first = order, 0
        self._pages.clear()
        self.asking.forget("page")
        self.endResetModel()

    @property
    def count(self) -> int:
        """All rows that can be scrolled to."""
        if self.order is not None:
            return len(self.order)
        return self.dataset.rows if self.dataset is not None else 0

    def move_to(self, first: int, fitting: int) -> None:
        """Show other rows."""
        first = max(0, min(first, self.count - fitting))
        if fitting != self.fitting:
            self.beginResetModel()
            self.first, self.fitting = first, fitting
            self.endResetModel()
        elif first != self.first:
            self.first = first
            if self.rowCount():
                last = self.index(self.rowCount() - 1, max(0, self.columnCount() - 1))
                self.dataChanged.emit(self.index(0, 0), last)
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def row_of(self, place: int) -> int:
        """The row of the data set at a place of the table."""
        at = self.first + place
        return int(self.order[at]) if self.order is not None else at

    # The model

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else min(self.fitting, self.count - self.first)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self.row_of(section)) if section < self.rowCount() else ""
        return self.columns[section].name if section < len(self.columns) else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not self.dataset:
            return None
        place = index.column()
        if role == IS_NUMBER:
            return not self.columns[place].classes and self.kinds[place] not in (PICTURE, NUMBERS)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole, IS_MISSING):
            return None
        value = self._value(place, index.row())
        if value is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DecorationRole:
            return _picture(value) if self.kinds[place] == PICTURE else None
        if role == IS_MISSING:
            return _is_missing(value, bool(self.columns[place].classes))
        return self._text(place, value)

    def _text(self, place: int, value: NDArray[Any]) -> str:
        column = self.columns[place]
        if self.kinds[place] == PICTURE:
            return ""
        if self.kinds[place] == NUMBERS:
            flat = value.reshape(-1)
            shown = "  ".join(figure(number, 3) for number in flat[:4].tolist())
            return f"{shown} …" if flat.size > 4 else shown
        number = value.reshape(-1)[0].item()
        if _is_missing(value, bool(column.classes)):
            return self.tr("missing")
        if column.classes:
            return column.classes[int(number)] if 0 <= number < len(column.classes) else str(number)
        if isinstance(number, float):
            return figure(number, 6)
        return number_text(number) if abs(number) >= 100_000 else str(number)

    # Reading

    def _value(self, place: int, at: int) -> NDArray[Any] | None:
        """One sample; None while it is being read."""
        column, row = self.columns[place], self.row_of(at)
        if column.in_memory:
            return np.asarray(column.block(row, row + 1))[0]
        page = (self.first + at) // PAGE
        found = self._pages.get((place, page), WAITING)
        if isinstance(found, str):
            self._read(place, page)
            return None
        return None if found is None else found[(self.first + at) % PAGE]

    def _read(self, place: int, page: int) -> None:
        column, order = self.columns[place], self.order
        start, stop = page * PAGE, min((page + 1) * PAGE, self.count)
        rows = np.arange(start, stop) if order is None else np.asarray(order[start:stop])

        def work() -> object:
            if order is None:
                return np.array(column.block(start, stop))
            out = np.empty((len(rows), *column.shape[1:]), column.dtype)
            column.gather(rows, out)
            return out

        while len(self._pages) >= KEPT:
            del self._pages[next(iter(self._pages))]
        self._pages[place, page] = None
        self.asking.ask(f"page {place} {page}", work, lambda found: self._came(place, page, found), URGENT)

    def _came(self, place: int, page: int, found: Any) -> None:
        if isinstance(found, MessageError) or (place, page) not in self._pages:
            return
        self._pages[place, page] = found
        if self.rowCount():
            self.dataChanged.emit(self.index(0, place), self.index(self.rowCount() - 1, place))


def _is_missing(value: NDArray[Any], has_classes: bool) -> bool:
    if value.dtype.kind == "f":
        return bool(np.isnan(value).any())
    return has_classes and bool((value == MISSING_CLASS).any())


def _picture(value: NDArray[Any]) -> QImage | None:
    low, high = (0.0, 255.0) if value.dtype == np.uint8 else (float(np.nanmin(value)), float(np.nanmax(value)))
    return image_of(value, low, high)
