"""What a picture of the canvas is to show, asked before it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QIcon
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFileDialog, QFormLayout, QWidget

from graph.specs.message import MessageError
from graph.storage.atomic import atomic_write
from gui.editing import Editing
from gui.messages import tell, written
from gui.parts import column
from gui.pictures import FORMATS, Picture
from gui.theme import Mode, Theme
from gui.translate import text

SCALES = (1.0, 2.0, 3.0, 4.0)


class PictureDialog(QDialog):
    """All or the selection, how large, in which theme; then where to."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Picture of the canvas"))
        self.editing, self.current = editing, theme
        self.format = self._choice([(name.upper(), name) for name in FORMATS])
        self.scale = self._choice([(f"{scale:g}×", scale) for scale in SCALES])
        self.scale.setCurrentIndex(1)
        self.part = self._choice([(self.tr("The whole model"), False), (self.tr("The selection"), True)])
        self.part.setEnabled(bool(editing.selection))
        self.light = QCheckBox(self.tr("In light colours"))
        self.light.setChecked(True)
        self.nested = QCheckBox(self.tr("Models inside on pages of their own"))
        form = QFormLayout()
        form.addRow(self.tr("Format"), self.format)
        form.addRow(self.tr("Pixels for a unit"), self.scale)
        form.addRow(self.tr("What"), self.part)
        form.addRow("", self.light)
        form.addRow("", self.nested)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        for button in buttons.buttons():
            button.setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = column(self, (20, 16, 20, 16), 16)
        page.addLayout(form)
        page.addWidget(buttons)
        self.format.currentIndexChanged.connect(lambda _index: self._suit())
        self._suit()

    def _choice(self, choices: list[tuple[str, object]]) -> QComboBox:
        combo = QComboBox()
        for title, value in choices:
            combo.addItem(title, value)
        return combo

    def _suit(self) -> None:
        """Only PNG has pixels, only PDF pages."""
        self.scale.setEnabled(self.format.currentData() == "png")
        self.nested.setEnabled(self.format.currentData() == "pdf")

    def picture(self) -> Picture:
        """What was chosen."""
        keys = self.editing.selection if self.part.currentData() else None
        mode: Mode = "light" if self.light.isChecked() or self.current.name == "light" else "dark"
        return Picture(self.editing.document, self.editing.path, keys, mode)

    def content(self) -> bytes:
        """The file's content; raises PictureError."""
        picture = self.picture()
        if self.format.currentData() == "png":
            return picture.png(self.scale.currentData())
        if self.format.currentData() == "svg":
            return picture.svg()
        return picture.pdf(self.nested.isChecked())


class Pictures:
    """The commands of the window: export a picture, print."""

    def __init__(self, editing: Editing, theme: Theme, window: QWidget, folder: Callable[[], Path | None]) -> None:
        self.editing, self.theme, self.window, self.folder = editing, theme, window, folder

    def export(self) -> None:
        """Ask what and where to, and write it."""
        dialog = PictureDialog(self.editing, self.theme, self.window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._save(dialog)
        dialog.deleteLater()

    def _save(self, dialog: PictureDialog) -> None:
        ending = str(dialog.format.currentData())
        start = (self.folder() or Path.home()) / f"{self.editing.model.name}.{ending}"
        title = dialog.windowTitle()
        chosen, _ = QFileDialog.getSaveFileName(self.window, title, str(start), f"{ending.upper()} (*.{ending})")
        if chosen:
            path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(f".{ending}")
            written(self.window, path, lambda: atomic_write(path, dialog.content()))

    def print(self) -> None:
        """Print the selection if there is one, else all, on one page."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        keys = self.editing.selection or None
        picture = Picture(self.editing.document, self.editing.path, keys, "light")
        if QPrintDialog(printer, self.window).exec() != QDialog.DialogCode.Accepted:
            return
        try:
            picture.print_on(printer, QRectF(printer.pageRect(QPrinter.Unit.DevicePixel).toRect()))
        except MessageError as error:
            tell(self.window, text(error)).open()
