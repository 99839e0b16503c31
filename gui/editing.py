"""The document being edited: undo history, the model in view, the selection; everything else in the gui listens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from graph.document.document import Document, Model, ModelId


@dataclass(frozen=True)
class Snapshot:
    """One state of the history: the document and what was in view, named after the edit that led to it."""

    name: str
    document: Document
    path: tuple[ModelId, ...]


class Editing(QObject):
    """One open document. Undo goes back by snapshots; every listener sees undo exactly as it sees an edit."""

    changed = Signal(object, object)
    """(before, after): the document, after every edit, undo, redo and load."""
    path_changed = Signal(object)
    """The models from the root to the one in view, as a tuple of ids."""
    selection_changed = Signal(object)
    """A frozenset of layer, call and note ids of the model in view."""
    loaded = Signal()
    """Another document is shown: `changed` has been emitted, and nothing of the old one holds."""
    history_changed = Signal()
    """Undo and redo texts, or whether the document differs from what was saved."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = [Snapshot("", document, (document.root,))]
        self._now = 0
        self._saved: Document | None = document
        self._merging = ""
        self.number = 0
        """How many documents were loaded before this one."""
        self.selection: frozenset[str] = frozenset()
        self.path: tuple[ModelId, ...] = (document.root,)

    @property
    def document(self) -> Document:
        return self._history[self._now].document

    @property
    def step(self) -> int:
        """Where the document stands in its history; edits that become one step have one number."""
        return self._now

    @property
    def model_id(self) -> ModelId:
        """The model in view."""
        return self.path[-1]

    @property
    def model(self) -> Model:
        return self.document.models[self.model_id]

    @property
    def is_modified(self) -> bool:
        return self.document is not self._saved

    def apply(self, name: str, edit: Document | Callable[[Document], Document], merge: str = "") -> None:
        """Make one undo step called `name` (already translated: "Connect dense to output").

        Consecutive edits with the same non-empty `merge` key become one step (typing, dragging a slider, nudging).
        """
        before = self.document
        after = edit(before) if callable(edit) else edit
        if after is before or after == before:
            return
        if merge and merge == self._merging and self._now == len(self._history) - 1 and before is not self._saved:
            if self._now > 0 and after == self._history[self._now - 1].document:
                self._now, merge = self._now - 1, ""  # What was typed has been taken back: there is no step.
                del self._history[self._now + 1 :]
            else:
                self._history[self._now] = Snapshot(name, after, self.path)
        else:
            del self._history[self._now + 1 :]
            self._history.append(Snapshot(name, after, self.path))
            self._now += 1
        self._merging = merge
        self._announce(before)

    def undo(self) -> None:
        if self._now > 0:
            self._go(self._now - 1, self._history[self._now].path)

    def redo(self) -> None:
        if self._now + 1 < len(self._history):
            self._go(self._now + 1, self._history[self._now + 1].path)

    def _go(self, index: int, path: tuple[ModelId, ...]) -> None:
        before = self.document
        self._now = index
        self._merging = ""
        self._set_path(path)
        self._announce(before)

    @property
    def undo_text(self) -> str | None:
        """The name of the step that undo would take back, None where there is none."""
        return self._history[self._now].name if self._now > 0 else None

    @property
    def steps(self) -> tuple[str, ...]:
        """The names of all steps from the beginning on, the first of them empty; those that were undone come last."""
        return tuple(snapshot.name for snapshot in self._history)

    def go_to(self, step: int) -> None:
        """Undo or redo up to a step."""
        if step != self._now and 0 <= step < len(self._history):
            self._go(step, self._history[max(step, self._now)].path)

    @property
    def redo_text(self) -> str | None:
        return self._history[self._now + 1].name if self._now + 1 < len(self._history) else None

    def load(self, document: Document, saved: bool = True) -> None:
        """Show another document, with a history of its own; `saved` is false for a recovered or untitled one."""
        before = self.document
        self.number += 1
        self._history = [Snapshot("", document, (document.root,))]
        self._now = 0
        self._saved = document if saved else None
        self._merging = ""
        self.select(())
        self._set_path((document.root,))
        self._announce(before)
        self.loaded.emit()

    def mark_saved(self) -> None:
        self._saved = self.document
        self._merging = ""
        self.history_changed.emit()

    def mark_changed(self) -> None:
        """The document's file is another now."""
        self._saved = None
        self._merging = ""
        self.history_changed.emit()

    def select(self, ids: Iterable[str]) -> None:
        chosen = frozenset(ids)
        if chosen != self.selection:
            self.selection = chosen
            self.selection_changed.emit(chosen)

    def enter(self, model: ModelId) -> None:
        """Go into a nested model (or, by its id in the path, back out to it)."""
        if model in self.path:
            self._set_path(self.path[: self.path.index(model) + 1])
        elif model in self.document.models:
            self._set_path((*self.path, model))

    def leave(self) -> None:
        """Go out to the model around this one."""
        if len(self.path) > 1:
            self._set_path(self.path[:-1])

    def _set_path(self, path: tuple[ModelId, ...]) -> None:
        known = tuple(m for m in path if m in self.document.models) or (self.document.root,)
        if known != self.path:
            self.select(())
            self.path = known
            self.path_changed.emit(known)

    def _announce(self, before: Document) -> None:
        self._set_path(self.path)
        model = self.model
        parts = (model.layers, model.calls, model.notes, model.dots)
        self.select(key for key in self.selection if any(key in part for part in parts))
        self.changed.emit(before, self.document)
        self.history_changed.emit()
