"""The pages of the window: one is in front, each keeps its place, and each can be a window of its own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.parts import column

DRAW, DATA, TRAIN = "draw", "data", "train"


@dataclass(frozen=True)
class Workspace:
    """One page: its name in the program, its title in the user's language, and what it shows."""

    name: str
    title: str
    page: QWidget


class Workspaces(QStackedWidget):
    """Holds the pages in their order; those in windows of their own are out of the stack as long as that is open."""

    shown = Signal(str)
    """The name of the page that is in front now."""
    moved = Signal(str, bool)
    """(name, whether it is a window of its own now)."""
    drag_entered = Signal(object)
    dropped = Signal(object)
    """Something is dropped on the window of a page."""

    def __init__(self, pages: tuple[Workspace, ...]) -> None:
        super().__init__()
        self.pages = {page.name: page for page in pages}
        self.windows: dict[str, PageWindow] = {}
        for workspace in pages:
            self.addWidget(workspace.page)
        self.currentChanged.connect(lambda _: self.shown.emit(self.front))

    @property
    def front(self) -> str:
        """The name of the page in front."""
        return next((name for name, w in self.pages.items() if w.page is self.currentWidget()), "")

    def go(self, name: str) -> None:
        """Bring a page to the front: here, or the window it is in."""
        window = self.windows.get(name)
        if window is None:
            self.setCurrentWidget(self.pages[name].page)
        else:
            window.show()
            window.raise_()
            window.activateWindow()

    def is_seen(self, name: str) -> bool:
        """Whether a page is in front, here or in a window of its own."""
        return name in self.windows or name == self.front

    def set_detached(self, name: str, apart: bool) -> None:
        """Put a page into a window of its own, or back; the last page stays."""
        if apart == (name in self.windows) or (apart and self.count() == 1):
            return
        if apart:
            self._detach(self.pages[name])
        else:
            self._attach(self.pages[name])
        self.moved.emit(name, apart)

    def _detach(self, workspace: Workspace) -> None:
        size = workspace.page.size()
        self.removeWidget(workspace.page)
        window = PageWindow(workspace, self)
        self.windows[workspace.name] = window
        window.resize(size)
        window.show()
        workspace.page.show()

    def _attach(self, workspace: Workspace) -> None:
        window = self.windows.pop(workspace.name)
        place = [name for name in self.pages if name not in self.windows].index(workspace.name)
        self.insertWidget(place, workspace.page)
        window.hide()
        window.deleteLater()
        self.setCurrentWidget(workspace.page)

    def lend_keys(self, actions: list[QAction]) -> None:
        """Let the window's keys work in the windows of single pages as well."""
        for window in self.windows.values():
            window.addActions(actions)

    def dress(self, style: str) -> None:
        for window in self.windows.values():
            window.setStyleSheet(style)

    def close_windows(self) -> None:
        """The program ends: pages come home, so that they end with it."""
        for name in list(self.windows):
            self.set_detached(name, False)

    def entitle(self, title: str) -> None:
        """Name the document in the windows of single pages."""
        for window in self.windows.values():
            window.setWindowTitle(f"{window.workspace.title} – {title}")


class PageWindow(QWidget):
    """A page alone; closing it puts the page back."""

    def __init__(self, workspace: Workspace, home: Workspaces) -> None:
        super().__init__()
        self.workspace, self.home = workspace, home
        self.setProperty("role", "panel")
        self.setStyleSheet(home.window().styleSheet())
        self.setAcceptDrops(True)
        column(self, spacing=0).addWidget(workspace.page)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.home.windows.get(self.workspace.name) is self:
            self.home.set_detached(self.workspace.name, False)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.home.drag_entered.emit(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.home.dropped.emit(event)
