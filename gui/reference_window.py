"""The reference: a page for every kind, made from its spec, in a window beside the editor."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument, QTextFormat, QTextLength, QTextTable
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QWidget

from graph.quick_add.ranking import search
from graph.reference.markdown import markdown
from graph.reference.page import documented, reference
from graph.specs.message import Message
from graph.specs.spec import Value
from gui.parts import column
from gui.theme import Theme, font
from gui.translate import sentence, text

translate = QCoreApplication.translate
SIZE = QSize(960, 680)
LIST_WIDTH, HEADER, MARGIN = 230, 32, 24
SHARES = 27, 22, 20, 31
"""Per cent of the page's width for the columns of a table of parameters."""
KIND = Qt.ItemDataRole.UserRole


def categories() -> dict[str, str]:
    """What the categories of kinds are called."""
    return {
        "layer": translate("Reference", "Layers"),
        "loss": translate("Reference", "Losses"),
        "metric": translate("Reference", "Metrics"),
        "optimizer": translate("Reference", "Optimizers"),
        "schedule": translate("Reference", "Learning-rate schedules"),
        "callback": translate("Reference", "Callbacks"),
        "initializer": translate("Reference", "Initializers"),
        "regularizer": translate("Reference", "Regularizers"),
        "constraint": translate("Reference", "Constraints"),
    }


def shown(part: Message | str) -> str:
    """A text of a page in the user's language."""
    return sentence(part) if isinstance(part, str) else text(part)


def dress(page: QTextDocument, theme: Theme) -> None:
    """Room between paragraphs, quiet lines around a table's cells, code on a ground of its own."""
    page.setDocumentMargin(MARGIN)
    for table in page.rootFrame().childFrames():
        if isinstance(table, QTextTable):
            _dress_table(table, theme)
    block = page.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        if cursor.currentTable() is None:
            look = block.blockFormat()
            heading, code = look.headingLevel(), look.hasProperty(QTextFormat.Property.BlockCodeFence)
            look.setTopMargin(16 if heading > 1 else 4)
            look.setBottomMargin(2 if code and block.next().blockFormat() == block.blockFormat() else 8)
            if code:
                look.setBackground(theme.colors.field)
            cursor.setBlockFormat(look)
        block = block.next()


def _dress_table(table: QTextTable, theme: Theme) -> None:
    look = table.format().toTableFormat()
    look.setBorderBrush(theme.colors.line)
    look.setBorderCollapse(True)
    look.setCellPadding(5)
    look.setTopMargin(6)
    look.setBottomMargin(8)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shares = [QTextLength(QTextLength.Type.PercentageLength, share) for share in SHARES]
    look.setColumnWidthConstraints(shares)
    table.setFormat(look)


class ReferenceWindow(QDialog):
    """A list with a filter on the left, the page on the right; it stays open beside the editor."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.theme = theme
        self.setWindowTitle(self.tr("Reference"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("Filter the reference"))
        self.filter.textChanged.connect(self._list)
        self.filter.installEventFilter(self)
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Kinds"))
        self.list.currentItemChanged.connect(self._show)
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setOpenLinks(False)  # nothing on a page leads out of the program
        self._all = [(title, cls) for name, title in categories().items() for cls in documented().get(name, ())]
        self._arrange()
        self._list("")
        self.resize(SIZE.boundedTo(self.screen().availableSize() - QSize(40, 80)))
        theme.changed.connect(self._render)

    def _arrange(self) -> None:
        left = QWidget()
        inside = column(left, (12, 12, 6, 12), 8)
        inside.addWidget(self.filter)
        inside.addWidget(self.list, 1)
        both = QSplitter()
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(self.page)
        both.setStretchFactor(1, 1)
        both.setSizes([LIST_WIDTH, SIZE.width() - LIST_WIDTH])
        column(self, (0, 0, 0, 0), 0).addWidget(both)

    def look_up(self, cls: type[Value] | None) -> None:
        """Come to the front with the page of that kind, or with the filter ready for typing."""
        self.filter.clear()
        if cls is not None:
            for row in range(self.list.count()):
                if self.list.item(row).data(KIND) is cls:
                    self.list.setCurrentRow(row)
        self.show()
        self.raise_()
        self.activateWindow()
        self.filter.setFocus()

    def _list(self, query: str) -> None:
        """Everything by category, or what the filter finds, the best first."""
        now = self.current
        self.list.clear()
        query = query.strip()
        found = search(query, self._all, lambda entry: entry[1].kind, lambda _entry: 0) if query else self._all
        last = ""
        for title, cls in found:
            if not query and title != last:
                header = QListWidgetItem(title)
                header.setFlags(Qt.ItemFlag.NoItemFlags)
                header.setFont(font(12, font().Weight.DemiBold))
                header.setSizeHint(QSize(0, HEADER))
                self.list.addItem(header)
                last = title
            item = QListWidgetItem(cls.kind)
            item.setData(KIND, cls)
            self.list.addItem(item)
            if cls is now and not query:
                self.list.setCurrentItem(item)
        if query or self.list.currentItem() is None:
            self.list.setCurrentRow(0 if query else 1)

    @property
    def current(self) -> type[Value] | None:
        item = self.list.currentItem()
        return None if item is None else item.data(KIND)

    def _show(self) -> None:
        if self.current is not None:
            self._render()

    def _render(self) -> None:
        cls = self.current
        if cls is not None:
            self.page.setMarkdown(markdown(reference(cls), shown))
            dress(self.page.document(), self.theme)
            self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def eventFilter(self, _watched: object, event: object) -> bool:
        """Arrow keys in the filter move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            row = self.list.currentRow() + step
            while step and 0 <= row < self.list.count() and self.list.item(row).data(KIND) is None:
                row += step
            if step and 0 <= row < self.list.count():
                self.list.setCurrentRow(row)
            return bool(step)
        return False
