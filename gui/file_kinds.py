"""The kinds of files that dialogs offer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from graph.storage.storage import SUFFIX
from runtime.files.documents import MODELS, SCRIPTS, SUFFIXES

translate = QCoreApplication.translate


def all_kinds() -> str:
    """The dialog's choice of everything that can be opened, together and by kind."""
    every = translate("DocumentFiles", "Projects and Keras models") + f" ({' '.join(f'*{end}' for end in SUFFIXES)})"
    models = translate("DocumentFiles", "Keras models") + f" ({' '.join(f'*{end}' for end in MODELS)})"
    scripts = translate("DocumentFiles", "Scripts and notebooks") + f" ({' '.join(f'*{end}' for end in SCRIPTS)})"
    return ";;".join((every, projects(), models, scripts, translate("DocumentFiles", "All files") + " (*)"))


def projects() -> str:
    return translate("DocumentFiles", "Layerloom documents") + f" (*{SUFFIX})"
