"""What was left behind when the program ended amid its work: offered at the next start, and when its file is opened."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QMessageBox, QWidget

from graph.document.document import Document
from graph.specs.message import say
from graph.storage.journal import SUFFIX, Leftover, claim, discard, leftovers
from graph.storage.processes import has_ended
from graph.views.differences import differences
from gui.files import DocumentFiles
from gui.journaling import Journaling, journal_folder
from gui.messages import tell
from gui.parts import column, plain
from gui.translate import text

translate = QCoreApplication.translate
LISTED = 10
"""Differences that a question names."""
LATER, RECOVER, DELETE = range(3)


class Recovery(QObject):
    """Offers documents that were never saved; they open as untitled copies, beside the file as it is."""

    def __init__(self, files: DocumentFiles, journaling: Journaling, window: QWidget) -> None:
        super().__init__(window)
        self._files, self._journaling, self._window = files, journaling, window
        files.instead = self.offer_instead_of
        self.dialog: RecoveryDialog | None = None

    def offer(self) -> bool:
        """Show what was left behind, if there is anything; whether there is."""
        found = leftovers(journal_folder())
        if not found:
            return False
        self.dialog = RecoveryDialog(found, self._window)
        self.dialog.wanted.clicked.connect(self._recover_chosen)
        self.dialog.unwanted.clicked.connect(self._delete_chosen)
        self.dialog.open()
        return True

    def _recover_chosen(self) -> None:
        assert self.dialog is not None
        left = self.dialog.chosen()
        if left is not None and self.recover(left):
            self.dialog.accept()

    def _delete_chosen(self) -> None:
        assert self.dialog is not None
        left = self.dialog.chosen()
        if left is None:
            return
        said = translate("Recovery", "Delete what was left of {name}? It can't be had back.")
        box = tell(self.dialog, said.format(name=name_of(left)))
        yes = box.addButton(translate("Recovery", "Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        yes.clicked.connect(partial(self.dialog.delete, left))
        box.open()

    def recover(self, left: Leftover) -> bool:
        """Open what was left as an untitled copy; the journal goes when a new one holds the same."""
        if not self._files.may_go():
            return False
        own = claim(left)
        if own is None:
            said = say("What was left of {name} was recovered elsewhere already.", name=name_of(left))
            self._files.questions.refuse(said)
            return False
        self._files.show_copy(left.document, left.about, translate("DocumentFiles", "{name} (recovered)"))
        self._journaling.flush()
        if self._journaling.is_kept:
            discard(own)
        return True

    def offer_instead_of(self, path: Path, document: Document) -> bool | None:
        """Ask, where edits of a file were left behind, which of the two is to be opened; None for the file itself,
        else whether something was."""
        found = [left for left in leftovers(journal_folder()) if left.about.path == path]
        left = found[0] if found else None
        if left is None:
            return None
        if left.document == document:
            discard(left.file)
            return None
        answer = self.ask(left, document)
        if answer == DELETE:
            discard(left.file)
        return self.recover(left) if answer == RECOVER else None

    def ask(self, left: Leftover, document: Document) -> int:
        """Which version of a document is to be opened."""
        said = translate("Recovery", "{name} has edits of {time} that were never saved.")
        box = tell(self._window, said.format(name=name_of(left), time=moment(left)))
        said = translate("Recovery", "With them it opens as a copy; the file stays as it is until you save.")
        box.setInformativeText("\n".join([said, "", *in_words(document, left.document)]))
        answer = [LATER]  # the box is gone once it is closed
        roles = QMessageBox.ButtonRole
        for title, role, meaning in (
            (translate("Recovery", "Open with these edits"), roles.AcceptRole, RECOVER),
            (translate("Recovery", "Delete the edits"), roles.DestructiveRole, DELETE),
            (translate("Recovery", "Open the saved file"), roles.RejectRole, LATER),
        ):
            button = box.addButton(title, role)
            button.clicked.connect(partial(answer.__setitem__, 0, meaning))
        box.exec()
        return answer[0]


class RecoveryDialog(QDialog):
    """The list of what was left behind."""

    def __init__(self, found: list[Leftover], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Recover"))
        self._found = found
        self.list = QListWidget()
        self._fill()
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.wanted = buttons.addButton(self.tr("Recover"), roles.ActionRole)
        self.unwanted = buttons.addButton(self.tr("Delete…"), roles.DestructiveRole)
        later = buttons.addButton(self.tr("Later"), roles.RejectRole)
        later.clicked.connect(self.reject)
        page = column(self, (20, 18, 20, 16), 12)
        page.addWidget(plain(self.tr("Layerloom ended before these documents were saved.")))
        page.addWidget(self.list, 1)
        said = self.tr("A recovered document opens as a copy. Its file stays as it is until you save.")
        page.addWidget(plain(said))
        page.addWidget(buttons)
        self.wanted.setDefault(True)  # when it has a window to be the default of
        self.resize(560, 300)

    def _fill(self) -> None:
        self.list.clear()
        for left in self._found:
            where = str(left.about.path.parent) if left.about.path else self.tr("never saved")
            last = f"\n{left.edits[-1]}" if left.edits and left.edits[-1] else ""
            self.list.addItem(f"{name_of(left)} — {moment(left)} — {where}{last}")
        self.list.setCurrentRow(0)

    def chosen(self) -> Leftover | None:
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def delete(self, left: Leftover) -> None:
        discard(left.file)
        self._found.remove(left)
        self._fill()
        if not self._found:
            self.reject()


def is_anything_left() -> bool:
    return any(has_ended(file.name) for file in journal_folder().glob(f"*{SUFFIX}"))


def name_of(left: Leftover) -> str:
    return left.about.name or translate("DocumentFiles", "Untitled")


def moment(left: Leftover) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(left.time))


def in_words(before: Document, after: Document, most: int = LISTED) -> list[str]:
    """How two documents differ, a line each."""
    found = [text(message) for message in differences(before, after)]
    return found if len(found) <= most else [*found[:most], "…"]
