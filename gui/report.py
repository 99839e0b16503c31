"""Help › Report a Problem: what helps to find a fault, as one file, made here and shown before it is kept."""

from __future__ import annotations

import importlib.metadata
import io
import platform
import re
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QWidget

from graph.data.data_plan import DataPlan
from graph.document.document import Document
from graph.storage.atomic import atomic_write
from graph.storage.storage import dumps
from gui.crash import log_files
from gui.messages import written
from gui.parts import column, plain

PACKAGES = ("layerloom", "PySide6-Essentials", "numpy", "numba", "llvmlite", "h5py", "networkx", "pyqtgraph", "pyarrow")
LOG_BYTES = 200_000
PATH = re.compile(r"(?<![\w.])(?:[A-Za-z]:)?(?:[/\\][^\s/\\:*?\"<>|']+){2,}")
"""What looks like the path of a file: of it only the last part is told."""


def report(document: Document) -> Mapping[str, str]:
    """The texts of a report by their files' names; no data, no paths, no names of users or machines."""
    return {
        "versions.txt": versions(),
        "document.loom": without_paths(dumps(replace(document, data=DataPlan()))),
        "faults.txt": without_paths("\n".join(_end(path) for path in log_files())) or "No faults were written down.\n",
    }


def versions() -> str:
    found = [f"Python {platform.python_version()}, {platform.system()} {platform.release()}, {platform.machine()}"]
    found.append(f"Qt {qVersion()}, {QGuiApplication.platformName()}")
    for name in PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"{name} –")
    found.append(f"{'frozen' if getattr(sys, 'frozen', False) else 'from source'}")
    return "\n".join(found) + "\n"


def without_paths(text: str) -> str:
    home, user = str(Path.home()), Path.home().name
    text = PATH.sub(lambda match: "…/" + re.split(r"[/\\]", match[0])[-1], text.replace(home, "~"))
    if len(user) > 2 and user != "root":
        text = re.sub(rf"\b{re.escape(user)}\b", "user", text)
    return text.replace(platform.node(), "machine") if len(platform.node()) > 2 else text


def _end(path: Path) -> str:
    try:
        return path.read_bytes()[-LOG_BYTES:].decode("utf-8", "replace")
    except OSError:
        return ""


def packed(texts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


class ReportDialog(QDialog):
    """All that the report holds, to be read before it is saved; nothing is sent."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report a problem"))
        self._parent = parent
        self._texts = report(document)
        self.text = QPlainTextEdit("\n\n".join(f"{name}\n\n{text}" for name, text in self._texts.items()))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Report a problem"))
        buttons = QDialogButtonBox()
        save = buttons.addButton(self.tr("Save the report…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        save.clicked.connect(lambda: self.save())
        buttons.rejected.connect(self.reject)
        page = column(self, (20, 18, 20, 16), 12)
        said = self.tr(
            "The report stays on this machine until you give it to somebody. It holds this and nothing else:"
        )
        page.addWidget(plain(said, wrap=True))
        page.addWidget(self.text, 1)
        said = self.tr("Say besides what you did, what you expected, and what happened.")
        page.addWidget(plain(said, "muted", wrap=True))
        page.addWidget(buttons)
        self.resize(680, 560)

    def save(self, path: Path | None = None) -> bool:
        """Write the report, asking for a place where none is given; false where nothing was written."""
        if path is None:
            start = str(Path.home() / "layerloom-report.zip")
            chosen, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), start, "*.zip")
            if not chosen:
                return False
            path = Path(chosen)
        if not written(self, path, lambda: atomic_write(path, packed(self._texts))):
            return False
        self.accept()
        return True
