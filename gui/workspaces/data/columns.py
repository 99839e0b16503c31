"""The middle of the Data page: the table with its columns as cards, what is asked of it, the chosen column's way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QToolButton, QWidget

from graph.specs.message import MessageError
from gui.canvas.captions import number_text
from gui.parts import Elided, column, plain, tip
from gui.theme import Theme
from gui.translate import text
from gui.workspaces.data.columns_header import Use
from gui.workspaces.data.overview import URGENT, WAY, DataOverview
from gui.workspaces.data.rows import RowsModel
from gui.workspaces.data.table import RowsTable
from gui.workspaces.data.way_view import Stop, WayView, stops_of
from runtime.data.column_look import PICTURE
from runtime.data.row_order import can_order, filtered_rows, help_for, sorted_rows

PATIENCE_MS = 250
SAMPLES = 32
WAY_HEIGHT = 214


class ColumnsView(QWidget):
    """Shows the data set that the overview has; hides while there is none."""

    use_asked = Signal(str, QPoint)

    def __init__(self, overview: DataOverview, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("columnsView")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.overview, self.theme = overview, theme
        self.model = RowsModel(overview.asking)
        self.table = RowsTable(self.model, theme)
        self.way = WayView(theme)
        self.uses: dict[str, Use] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PATIENCE_MS)
        self._soon.timeout.connect(self._order)
        self._arrange()
        self.table.column_chosen.connect(self._chosen)
        self.table.moved.connect(self._show_place)
        self.table.header.use_asked.connect(lambda place, at: self.use_asked.emit(self.name_at(place), at))
        overview.changed.connect(self._learnt)

    def _arrange(self) -> None:
        self.title = plain(self.tr("Columns"), "section")
        self.hint = Elided()
        self.sorting = QToolButton()
        self.sorting.setText("↑↓")
        self.sorting.setToolTip(self.tr("Sort the rows by the chosen column: upwards, downwards, as they come"))
        self.sorting.setAccessibleName(self.tr("Sort the rows by the chosen column"))
        self.sorting.clicked.connect(self.sort)
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(190)
        self.filter.setAccessibleName(self.tr("Filter the rows by the chosen column"))
        self.filter.textChanged.connect(lambda _: self._soon.start())
        head = QHBoxLayout()
        head.setSpacing(10)
        for widget in (self.title, self.hint, self.sorting, self.filter):
            head.addWidget(widget, 1 if widget is self.hint else 0)
        self.place, self.seen = Elided(), Elided()
        self.seen.setAlignment(Qt.AlignmentFlag.AlignRight)
        foot = QHBoxLayout()
        foot.addWidget(self.place, 1)
        foot.addWidget(self.seen, 1)
        upper, lower = QWidget(), QWidget()
        page = column(upper, (14, 12, 12, 6), 8)
        page.addLayout(head)
        page.addWidget(self.table, 1)
        page.addLayout(foot)
        column(lower, (14, 4, 14, 14)).addWidget(self.way)
        self.way.setProperty("role", "card")
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.addWidget(upper)
        self.parts.addWidget(lower)
        self.parts.setStretchFactor(0, 1)
        self.parts.setChildrenCollapsible(False)
        self.parts.setHandleWidth(1)
        self.parts.setSizes([600, WAY_HEIGHT])
        self.nothing = plain(
            self.tr("Drop a table, a folder of pictures or an archive of arrays here"), "muted", wrap=True
        )
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page = column(self, spacing=0)
        page.addWidget(self.nothing, 1)
        page.addWidget(self.parts, 1)

    # What is shown

    def refresh(self, uses: dict[str, Use]) -> None:
        """Show the data set that is open, with what its columns are used for."""
        dataset = self.overview.dataset
        self.nothing.setVisible(dataset is None)
        self.parts.setVisible(dataset is not None)
        if dataset is not self.model.dataset:
            self.filter.blockSignals(True)
            self.filter.clear()
            self.filter.blockSignals(False)
            self.table.header.mark_sorted(None)
            self.table.header.choose(-1)
            self.model.show_dataset(dataset)
            self.table.show_from_start()
        if dataset is None:
            return
        self.uses = uses
        names = list(dataset.columns)
        unused = Use("", self.tr("use"))
        looks = self.overview.looks
        self.table.header.show_columns([looks.get(name) for name in names], [uses.get(n, unused) for n in names])
        many = self.tr("{k} of {n} used · click one to see it whole")
        self.hint.setText(many.format(n=number_text(len(names)), k=sum(name in uses for name in names)))
        self._show_seen()
        if self.table.header.current < 0 and names:
            self.table.choose(self._first(names))
        else:
            self._show_way()

    def _first(self, names: list[str]) -> int:
        """The column that is shown at first: one with gaps, else what is learnt."""
        target = next((name for name, use in self.uses.items() if use.role == "target"), names[0])
        return names.index(target) if target in names else 0

    def _learnt(self, what: str) -> None:
        if what == WAY and self.isVisible():
            self._show_way()

    def _show_seen(self) -> None:
        if self.overview.is_whole:
            self.seen.setText(self.tr("all rows were looked at"))
        elif self.overview.is_looking:
            self.seen.setText(self.tr("a sample was looked at so far"))
        else:
            self.seen.setText(self.tr("of larger columns only the first rows were looked at"))

    def _show_place(self) -> None:
        model = self.model
        if not model.count:
            self.place.setText(self.tr("no row is like that") if model.order is not None else "")
            return
        first, last = number_text(model.first + 1), number_text(model.first + model.rowCount())
        said = self.tr("{first} – {last} of {n}")
        if model.order is not None and model.dataset is not None and model.count < model.dataset.rows:
            said = self.tr("{first} – {last} of {n} that are like that")
        self.place.setText(said.format(first=first, last=last, n=number_text(model.count)))

    # The chosen column

    @property
    def name(self) -> str:
        return self.name_at(self.table.header.current)

    def name_at(self, place: int) -> str:
        return self.model.columns[place].name if 0 <= place < len(self.model.columns) else ""

    def choose_named(self, name: str) -> None:
        """Choose a column, and show the first row where it has no value."""
        names = [found.name for found in self.model.columns]
        if name in names:
            self.table.choose(names.index(name))
            look = self.overview.looks.get(name)
            if look is not None and look.gaps and self.model.order is None:
                self.table.show_row(look.gaps[0])

    def _chosen(self, place: int) -> None:
        found = self.model.columns[place]
        can = can_order(found)
        self.sorting.setEnabled(can)
        self.filter.setEnabled(can)
        self.filter.setPlaceholderText(text(help_for(found)) if can else "")
        if self.filter.text():
            self._soon.start()
        self._show_way()

    def _show_way(self) -> None:
        name = self.name
        look = self.overview.looks.get(name)
        if look is None:
            return
        self.overview.ask_way(name)
        way = self.overview.way
        trouble = text(way) if isinstance(way, MessageError) else ""
        stations = () if isinstance(way, MessageError) else way
        mine = stations and stations[0].look.name == name
        stops: list[Stop] = stops_of(look, stations if mine else ())
        self.way.show_way(name, stops, self.uses.get(name, Use()).role, trouble)
        opened = self.overview.reader.source.now
        is_picture = look.kind == PICTURE and name in opened.samples
        self.way.set_pictures(is_picture)
        if is_picture:
            labels = next((c for c in self.model.columns if c.classes and c.shape[1:] == ()), None)
            given = opened.samples[labels.name].tolist() if labels is not None else []
            names = [labels.classes[k] if labels and 0 <= k < len(labels.classes) else "?" for k in given]
            self.way.samples.show_samples(opened.samples[name][:SAMPLES], (), names)

    # Sorting and filtering

    def sort(self) -> None:
        """By the chosen column: upwards, then downwards, then as the rows come."""
        place = self.table.header.current
        now = self.table.header.sorted_by
        if now is None or now[0] != place:
            self.table.header.mark_sorted((place, False))
        else:
            self.table.header.mark_sorted(None if now[1] else (place, True))
        self._order()

    def _order(self) -> None:
        """Find the rows in the thread; while somebody types, only the last question counts."""
        asked, by = self.filter.text().strip(), self.table.header.sorted_by
        place = self.table.header.current
        if place < 0 or (not asked and by is None):
            self.overview.asking.forget("order")
            self._ordered(None)
            return
        found = self.model.columns[place]
        sorting = self.model.columns[by[0]] if by is not None else None

        def work() -> object:
            rows = filtered_rows(found, asked) if asked else None
            return rows if sorting is None or by is None else sorted_rows(sorting, by[1], rows)

        self.overview.asking.ask("order", work, self._ordered, URGENT)

    def _ordered(self, rows: Any) -> None:
        wrong = isinstance(rows, MessageError)
        self.filter.setToolTip(tip(text(rows)) if wrong else "")
        self.filter.setProperty("invalid", wrong)
        self.filter.style().unpolish(self.filter)
        self.filter.style().polish(self.filter)
        if not wrong:
            self.model.set_order(rows)
            self.table.show_from_start()
