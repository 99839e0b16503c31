"""Project files that are damaged, or were changed by hand: what can be had of them, asked in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from graph.document.document import Document
from graph.specs.message import Message, MessageError
from graph.storage.previous import previous_of
from graph.storage.salvage import Salvaged, salvage
from graph.storage.storage import SUFFIX, load_checked
from graph.views.differences import differences
from gui.messages import choice, tell
from gui.translate import text

translate = QCoreApplication.translate
LISTED = 12
AS_IT_IS, PREVIOUS = "as it is", "previous"


def ask_of_altered(window: QWidget, path: Path, altered: Message, document: Document) -> Document | None:
    """The document to open where a file is not as it was written: it, the version before, or none."""
    lines = [translate("Damaged", "Open it only if you know why, and look it over: saving it here makes it whole.")]
    before = previous(path)
    if before is not None:
        found = [text(message) for message in differences(before, document)]
        heading = translate("Damaged", "Against the version before ({name}):").format(name=previous_of(path).name)
        lines += ["", heading, *shortened(found or ["–"])]
    return _chosen(window, text(altered), lines, document, before)


@dataclass(frozen=True)
class Rest:
    """What there is in place of a file that can't be read: what of it can, and the version before."""

    salvaged: Salvaged | None
    before: Document | None

    def __bool__(self) -> bool:
        return self.salvaged is not None or self.before is not None


def rest_of(path: Path) -> Rest:
    try:
        left = salvage(path.read_bytes().decode("utf-8", "replace"))
    except OSError:
        left = None
    return Rest(left, previous(path))


def ask_of_damaged(window: QWidget, rest: Rest, error: MessageError) -> Document | None:
    """What can still be read of a file, or the version before, as is chosen; None for neither."""
    lines, left = [], rest.salvaged
    if left is not None:
        layers = sum(len(model.layers) for model in left.document.models.values())
        said = translate("Damaged", "Layers that can be read: {count}. What is lost:").format(count=layers)
        lines = [said, *shortened([text(message) for message in left.lost])]
    return _chosen(window, text(error), lines, left.document if left else None, rest.before)


def _chosen(
    window: QWidget, said: str, lines: list[str], document: Document | None, before: Document | None
) -> Document | None:
    box = tell(window, said, "\n".join(lines))
    buttons = []
    if document is not None:
        buttons.append((translate("Damaged", "Open what there is"), AS_IT_IS))
    if before is not None:
        buttons.append((translate("Damaged", "Open the version before"), PREVIOUS))
    buttons.append((translate("Damaged", "Cancel"), ""))
    return {AS_IT_IS: document, PREVIOUS: before, "": None}[choice(box, tuple(buttons))]


def previous(path: Path) -> Document | None:
    """The version before the last save, if it is whole."""
    place = previous_of(path)
    if path.suffix.lower() != SUFFIX or not place.is_file():
        return None
    try:
        loaded = load_checked(place)
    except MessageError:
        return None
    return loaded.document if loaded.altered is None else None


def shortened(lines: list[str]) -> list[str]:
    return lines if len(lines) <= LISTED else [*lines[:LISTED], "…"]
