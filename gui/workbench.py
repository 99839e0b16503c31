"""The Draw page: the panels around the canvas, what can be dragged wider, and how wide it was the last time."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from gui.parts import column
from gui.settings import Settings

SIZE = (1440, 900)
PALETTE_WIDTH, INSPECTOR_WIDTH, BOTTOM_HEIGHT = 208, 284, 208


class Workbench(QWidget):
    """The palette on the left, the inspector on the right, pages with tabs below, the canvas between."""

    def __init__(self, palette: QWidget, canvas: QWidget, inspector: QWidget) -> None:
        super().__init__()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("bottom")
        self.tabs.setDocumentMode(True)
        self.upper, self.middle, self.columns = QSplitter(), QSplitter(Qt.Orientation.Vertical), QSplitter()
        self.upper.addWidget(canvas)
        self.upper.addWidget(inspector)
        self.middle.addWidget(self.upper)
        self.middle.addWidget(self.tabs)
        self.columns.addWidget(palette)
        self.columns.addWidget(self.middle)
        for splitter, stretched in ((self.upper, 0), (self.middle, 0), (self.columns, 1)):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(stretched, 1)
        palette.setMinimumWidth(150)
        inspector.setMinimumWidth(240)
        self.tabs.setMinimumHeight(120)
        column(self, spacing=0).addWidget(self.columns)

    def fill_tabs(self, pages: Mapping[str, QWidget]) -> None:
        for title, page in pages.items():
            self.tabs.addTab(page, title)

    def show_page(self, page: QWidget) -> None:
        self.tabs.setCurrentWidget(page)

    def entitle(self, page: QWidget, title: str) -> None:
        self.tabs.setTabText(self.tabs.indexOf(page), title)

    def restore(self, settings: Settings) -> None:
        """The widths of the last time, or those that suit `SIZE`."""
        self.columns.setSizes([PALETTE_WIDTH, SIZE[0] - PALETTE_WIDTH])
        self.upper.setSizes([SIZE[0] - PALETTE_WIDTH - INSPECTOR_WIDTH, INSPECTOR_WIDTH])
        self.middle.setSizes([SIZE[1] - BOTTOM_HEIGHT, BOTTOM_HEIGHT])
        for name, splitter in self._splitters().items():
            state = settings.bytes(f"window/{name}")
            if state is not None:
                splitter.restoreState(state)
                splitter.setHandleWidth(1)

    def keep(self, settings: Settings) -> None:
        for name, splitter in self._splitters().items():
            settings.set_bytes(f"window/{name}", splitter.saveState())

    def _splitters(self) -> dict[str, QSplitter]:
        return {"columns": self.columns, "upper": self.upper, "middle": self.middle}
