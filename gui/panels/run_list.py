"""The runs before the one in front: those that are ticked are drawn beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from gui.curves.metric_plot import overlay_color
from gui.panels.front_run import result_text
from gui.parts import tip
from gui.theme import Theme
from gui.training.run import Run
from gui.training.runs import TrainingRuns

TICKED, EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class RunList(QListWidget):
    """Lists earlier runs; hidden while there are none."""

    compared_changed = Signal()

    def __init__(self, training: TrainingRuns, theme: Theme) -> None:
        super().__init__()
        self.training, self.theme = training, theme
        self._ticked: set[int] = set()
        self.setAccessibleName(self.tr("Runs"))
        self.itemChanged.connect(self._compare)
        self.hide()
        training.runs_changed.connect(self._list)

    def compared(self) -> list[Run]:
        """The runs that are drawn beside the one in front."""
        return [run for run in self.training.runs if run is not self.training.current and id(run) in self._ticked]

    def _list(self) -> None:
        earlier = [run for run in self.training.runs if run is not self.training.current]
        self._ticked &= {id(run) for run in earlier}
        self.blockSignals(True)
        self.clear()
        for run in earlier:
            item = QListWidgetItem("\n".join(filter(None, (run.name, result_text(run)))))
            item.setToolTip(tip(str(run.folder)))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(Qt.ItemDataRole.UserRole, id(run))
            item.setCheckState(TICKED if id(run) in self._ticked else EMPTY)
            self.addItem(item)
        self.blockSignals(False)
        self.setVisible(bool(earlier))
        self._colour()

    def _compare(self, item: QListWidgetItem) -> None:
        number = int(item.data(Qt.ItemDataRole.UserRole))
        (self._ticked.add if item.checkState() == TICKED else self._ticked.discard)(number)
        self._colour()
        self.compared_changed.emit()

    def _colour(self) -> None:
        self.blockSignals(True)
        place = 0
        for row in range(self.count()):
            item = self.item(row)
            on = item.checkState() == TICKED
            item.setForeground(overlay_color(self.theme, place) if on else self.theme.colors.muted)
            place += on
        self.blockSignals(False)
