"""The trials of a sweep as a table: the best first, then those under way, then the others."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from gui.parts import accented, tip
from gui.sweeps.link import DONE, RUNNING, Sweep, Tried
from runtime.sweeps.table import shown

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
FIXED = 3


class TrialTable(QAbstractTableModel):
    """A row for each trial; what it tried stands behind its number, its state and what it is judged by."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Tried] = []
        self.keys: tuple[str, ...] = ()
        self.monitor = ""
        self.best: int | None = None
        self.face: QFont | None = None

    def show_sweep(self, sweep: Sweep | None) -> None:
        self.beginResetModel()
        done = sweep.done if sweep is not None else []
        others = [t for t in (sweep.trials.values() if sweep else ()) if t.state != DONE or t.value is None]
        self.rows = done + sorted(others, key=lambda trial: (trial.state != RUNNING, trial.number))
        self.keys, self.monitor = (sweep.keys, sweep.monitor) if sweep is not None else ((), "")
        self.best = done[0].number if done else None
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else FIXED + len(self.keys)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("Trial"), self.tr("State"), self.monitor, *self.keys)[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        trial, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(trial, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column == 1 else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(trial.reason) if trial.reason else None
        if role == Qt.ItemDataRole.FontRole and trial.number == self.best and self.face is not None:
            return accented(self.face)
        return None

    def _text(self, trial: Tried, column: int) -> str:
        if column == 0:
            return str(trial.number)
        if column == 1:
            states = {
                "done": self.tr("trained"),
                "pruned": self.tr("ended early"),
                "failed": self.tr("failed"),
                "running": self.tr("under way"),
                "stopped": self.tr("stopped"),
            }
            return states.get(trial.state, trial.state)
        if column == 2:
            last = trial.value if trial.value is not None else trial.epochs[-1] if trial.epochs else None
            return "" if last is None else f"{last:.5g}"
        return shown(trial.values.get(self.keys[column - FIXED]))
