"""The switch in the middle of the top bar: which page is in front, and how far the training has come."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton

from gui.parts import accented
from gui.theme import Theme
from gui.workspaces.pages import Workspaces

HEIGHT, LEAST_WIDTH, PADDING = 30, 72, 34
LINE = 3


class WorkspaceSwitch(QFrame):
    """One button for each page; the context menu puts a page into a window of its own, or back."""

    def __init__(self, workspaces: Workspaces, theme: Theme) -> None:
        super().__init__()
        self.workspaces = workspaces
        self.setObjectName("workspaceSwitch")
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Workspaces"))
        self.segments: dict[str, Segment] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for place, workspace in enumerate(workspaces.pages.values()):
            segment = Segment(workspace.title, theme)
            segment.setToolTip(f"Ctrl+{place + 1}")
            segment.clicked.connect(partial(self._go, workspace.name))
            segment.stepped.connect(partial(self._step, place))
            segment.asked.connect(partial(self._ask, workspace.name))
            group.addButton(segment)
            row.addWidget(segment)
            self.segments[workspace.name] = segment
        workspaces.shown.connect(self._show)
        workspaces.moved.connect(self._mark)
        self._show(workspaces.front)

    def _go(self, name: str) -> None:
        self.workspaces.go(name)
        self._show(self.workspaces.front)

    def _step(self, place: int, by: int) -> None:
        """The next page by the arrow keys."""
        names = list(self.segments)
        name = names[(place + by) % len(names)]
        self.segments[name].setFocus()
        self._go(name)

    def _show(self, name: str) -> None:
        if name in self.segments:
            self.segments[name].setChecked(True)

    def _mark(self, name: str, apart: bool) -> None:
        title = self.workspaces.pages[name].title
        self.segments[name].setText(f"{title} ↗" if apart else title)

    def _ask(self, name: str, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(detaching(self.workspaces, name, self.tr("In a window of its own"), menu))
        menu.popup(at)

    def show_progress(self, name: str, share: float | None) -> None:
        """Draw how far something has come on the page's button; None draws nothing."""
        self.segments[name].show_share(share)


def detaching(workspaces: Workspaces, name: str, title: str, parent: QMenu) -> QAction:
    """What puts a page into a window of its own, and back."""
    action = QAction(title, parent)
    action.setCheckable(True)
    action.setChecked(name in workspaces.windows)
    action.setEnabled(action.isChecked() or workspaces.count() > 1)
    action.triggered.connect(lambda on: workspaces.set_detached(name, on))
    return action


class Segment(QPushButton):
    """The button of one page."""

    stepped = Signal(int)
    asked = Signal(QPoint)

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__(title)
        self.theme = theme
        self.share: float | None = None
        self.setCheckable(True)
        self.setProperty("role", "segment")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.asked.emit(self.mapToGlobal(at)))

    def sizeHint(self) -> QSize:
        """As wide as its title in bold, so that nothing moves when another one is chosen."""
        wide = QFontMetrics(accented(self.font())).horizontalAdvance(self.text()) + PADDING
        return QSize(max(LEAST_WIDTH, wide), HEIGHT - 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() - PADDING // 2, HEIGHT - 4)

    def show_share(self, share: float | None) -> None:
        if share != self.share:
            self.share = share
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.share is None:
            return
        colors, painter = self.theme.colors, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(10, self.height() - LINE - 2, self.width() - 20, LINE)
        painter.setBrush(colors.line)
        painter.drawRoundedRect(area, LINE / 2, LINE / 2)
        painter.setBrush(colors.accent)
        area.setWidth(area.width() * min(1.0, self.share))
        painter.drawRoundedRect(area, LINE / 2, LINE / 2)
        painter.end()
