"""Changing a project file where it lies: nobody else does so meanwhile, and nothing that somebody wrote is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.document.document import Document
from graph.storage.atomic import file_trouble
from graph.storage.document_lock import locked
from graph.storage.file_state import state_of
from graph.storage.model_json import StorageError
from graph.storage.storage import load_checked, save
from runtime.cli.foreign import tell


@dataclass
class Changing:
    """The document that is saved in the end."""

    document: Document


@contextmanager
def changed_in_place(path: Path) -> Iterator[Changing]:
    """The document of a file, saved when the block ends; raises StorageError where a window has it, or another program
    changed it meanwhile."""
    with locked(path):
        try:
            known = state_of(path)
        except OSError as error:
            raise StorageError(file_trouble(error, path)) from None
        loaded = load_checked(path)
        if loaded.altered is not None:
            tell(loaded.altered)
        changing = Changing(loaded.document)
        yield changing
        save(changing.document, path, known)
