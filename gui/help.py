"""The Help menu: the reference of all kinds, keys and gestures, the program itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from graph.specs.spec import Value
from gui.keys_dialog import KeysDialog
from gui.messages import tell
from gui.reference_window import ReferenceWindow
from gui.theme import Theme

translate = QCoreApplication.translate


class Help:
    """What F1 and the Help menu show, beside the window and without stopping it.

    `meant` says which kind the user is looking at, None where there is none.
    """

    def __init__(self, parent: QWidget, theme: Theme, meant: Callable[[], type[Value] | None]) -> None:
        self.parent, self.theme, self.meant = parent, theme, meant
        self.reference_window: ReferenceWindow | None = None

    def reference(self) -> None:
        """The page of the selected layer's kind; the list of all where nothing is selected."""
        if self.reference_window is None:
            self.reference_window = ReferenceWindow(self.theme, self.parent)
        self.reference_window.look_up(self.meant())

    def keys(self, actions: Iterable[QAction]) -> None:
        KeysDialog(actions, self.parent).show()

    def about(self) -> None:
        version = QApplication.applicationVersion()
        told = translate(
            "MainWindow", "Draw neural networks on a canvas and train them on the processor, with Keras' semantics."
        )
        tell(self.parent, f"Layerloom {version}".strip(), told).open()
