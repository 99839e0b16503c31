"""Calm messages: a sentence in plain text, never markup, since names and files are quoted in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def tell(parent: QWidget | None, sentence: str, details: str = "") -> QMessageBox:
    """A message box ready to be shown by `open()` or `exec()`; it deletes itself when closed."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Layerloom")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setText(sentence)
    if details:
        box.setInformativeText(details)
    return box
