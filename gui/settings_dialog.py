"""Settings: language, theme, threads, and the keys of all commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.key_bindings import KeyBindings
from gui.parts import column, plain
from gui.settings import Settings

WIDTH, HEIGHT = 640, 560
NAME = Qt.ItemDataRole.UserRole
NATIVE = QKeySequence.SequenceFormat.NativeText


class SettingsDialog(QDialog):
    """Every choice takes effect at once."""

    def __init__(
        self,
        settings: Settings,
        bindings: KeyBindings,
        themes: Mapping[str, str],
        languages: Mapping[str, str],
        set_theme: Callable[[str], None],
        set_language: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.settings = settings
        self.theme = self._choice(themes, settings.theme, set_theme)
        self.language = self._choice(languages, settings.language, set_language)
        counts = {str(n): str(n) for n in range(1, max(os.cpu_count() or 1, settings.threads) + 1)}
        cores = {"0": self.tr("All cores"), **counts}
        self.threads = self._choice(cores, str(settings.threads), self._set_threads)
        self.keys = KeysPage(bindings)
        self.tabs = tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self._general(), self.tr("General"))
        tabs.addTab(self.keys, self.tr("Keys"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.close)
        page = column(self, (0, 0, 0, 0), 0)
        page.addWidget(tabs, 1)
        foot = QWidget()
        column(foot, (16, 8, 16, 12), 0).addWidget(buttons)
        page.addWidget(foot)
        room = self.screen().availableSize()
        self.resize(min(WIDTH, room.width() - 40), min(HEIGHT, room.height() - 80))

    def _choice(self, choices: Mapping[str, str], now: str, choose: Callable[[str], None]) -> QComboBox:
        combo = QComboBox()
        for name, title in choices.items():
            combo.addItem(title, name)
        combo.setCurrentIndex(combo.findData(now))
        combo.activated.connect(lambda index: choose(combo.itemData(index)))
        return combo

    def _set_threads(self, count: str) -> None:
        self.settings.threads = int(count)

    def _general(self) -> QWidget:
        page = QWidget()
        rows = column(page, (20, 20, 20, 20), 6)
        saved = self.tr("Every edit is kept at once: nothing is lost if the program ends, and there is no interval.")
        for title, widget, note in (
            (self.tr("Language"), self.language, ""),
            (self.tr("Theme"), self.theme, ""),
            (self.tr("Processor cores for training"), self.threads, self.tr("A document's own setting goes before.")),
            (self.tr("Saving"), None, saved),
        ):
            rows.addWidget(plain(title, "section"))
            if widget is not None:
                widget.setAccessibleName(title)
                widget.setMaximumWidth(260)
                rows.addWidget(widget)
            if note:
                rows.addWidget(plain(note, "muted", wrap=True))
            rows.addSpacing(10)
        rows.addStretch(1)
        return page


class KeysPage(QWidget):
    """All commands with their keys; one is chosen, pressed anew, and refused where another command has it."""

    def __init__(self, bindings: KeyBindings) -> None:
        super().__init__()
        self.bindings = bindings
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Search commands and keys"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._find)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(self.tr("Press the new keys"))
        self.edit.keySequenceChanged.connect(lambda _keys: self._judge())
        self.set = self._button(self.tr("Set"), self._set)
        self.none = self._button(self.tr("No key"), lambda: self.bindings.bind(self.chosen, ()))
        self.reset = self._button(self.tr("Default"), lambda: self.bindings.reset(self.chosen))
        self.reset_all = self._button(self.tr("All defaults"), self.bindings.reset_all)
        self.told = plain("", "muted", wrap=True)
        row = QHBoxLayout()
        for part in (self.edit, self.set, self.none, self.reset, self.reset_all):
            row.addWidget(part, 1 if part is self.edit else 0)
        page: QVBoxLayout = column(self, (16, 16, 16, 8), 8)
        page.addWidget(self.filter)
        page.addWidget(self.list, 1)
        page.addLayout(row)
        page.addWidget(self.told)
        bindings.changed.connect(self._show_keys)
        self._fill()

    def _button(self, title: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(title)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button

    @property
    def chosen(self) -> str:
        item = self.list.currentItem()
        return "" if item is None else str(item.data(0, NAME))

    def _fill(self) -> None:
        for name, action in self.bindings.commands().items():
            item = QTreeWidgetItem([action.text().replace("&", ""), ""])
            item.setData(0, NAME, name)
            self.list.addTopLevelItem(item)
        self._show_keys()
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _show_keys(self) -> None:
        for place in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(place)
            assert item is not None
            name = str(item.data(0, NAME))
            item.setText(1, ", ".join(key.toString(NATIVE) for key in self.bindings.keys(name)))
            face = item.font(1)
            face.setBold(self.bindings.is_changed(name))
            item.setFont(1, face)
        self._choose()

    def _find(self, query: str) -> None:
        """Hide what has the words neither in its title nor in its keys."""
        words = query.casefold().split()
        for place in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(place)
            assert item is not None
            text = f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(not all(word in text for word in words))

    def _choose(self) -> None:
        keys = self.bindings.keys(self.chosen) if self.chosen else ()
        self.edit.setKeySequence(keys[0] if keys else QKeySequence())
        self.reset.setEnabled(bool(self.chosen) and self.bindings.is_changed(self.chosen))
        self.none.setEnabled(bool(keys))
        self._judge()

    def _judge(self) -> None:
        """Say who has the keys that are pressed, and what setting them would do."""
        key, name = self.edit.keySequence(), self.chosen
        if not self.isVisible() or name not in self.bindings.commands():
            return  # the window may be going away
        owner = self.bindings.owner(key, but=name) if name and not key.isEmpty() else None
        already = bool(name) and key in self.bindings.keys(name)
        self.set.setEnabled(bool(name) and not key.isEmpty() and not already)
        self.set.setText(self.tr("Take them over") if owner else self.tr("Set"))
        said = ""
        if owner is not None:
            title = self.bindings.commands()[owner].text().replace("&", "")
            said = self.tr("{keys} belong to {command}, which would have none of them any more.").format(
                keys=key.toString(NATIVE), command=title
            )
        self.told.setText(said)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._judge()

    def _set(self) -> None:
        others = self.bindings.keys(self.chosen)[1:]
        self.bindings.bind(self.chosen, (self.edit.keySequence(), *others))
