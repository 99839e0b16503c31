"""Where the document that is being edited belongs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from graph.storage.journal import About
from graph.storage.storage import SUFFIX

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Whereabouts:
    """The document's file, None for one that was never saved, and what such a one was made from."""

    path: Path | None = None
    title: str = ""
    """What a document without a file is called."""
    origin: Path | None = None
    """A Keras model, a script or the folder of a run that an unsaved document was made from."""
    recovered: About | None = None
    """Whose unsaved copy the document is."""
    read_only: bool = False
    """The file is open in another window, which alone may save it."""

    @property
    def name(self) -> str:
        """What the window calls the document."""
        if self.path and self.read_only:
            return translate("Whereabouts", "{name} (reading only)").format(name=self.path.name)
        return self.path.name if self.path else self.title or translate("Whereabouts", "Untitled")

    @property
    def folder(self) -> Path | None:
        """Where the document's relative paths start."""
        if self.path is None and self.recovered is not None:
            return self.recovered.folder
        return self.path.parent if self.path else None

    def about(self) -> About:
        """What the journal says of the document; of one that was recovered, whose it was."""
        if self.path is None and self.recovered is not None:
            return self.recovered
        return About(self.path, self.name, self.folder)

    def suggestion(self, name: str) -> Path:
        """Where a document of this name is saved unless one says otherwise: where it is, else beside what it was made
        from."""
        if self.path is not None:
            return self.path
        if self.recovered is not None and self.recovered.path is not None:
            was = self.recovered.path
            return was.with_name(f"{was.stem}-recovered{SUFFIX}")
        if self.origin is not None:
            return self.origin.with_name(f"{self.origin.stem}{SUFFIX}")
        return Path.home() / f"{name}{SUFFIX}"
