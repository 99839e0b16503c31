"""Steering the training from the window: whether it may start, from which weights, and whether it may be left."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from graph.document.document import Document
from graph.specs.message import MessageError
from gui.files import DocumentFiles
from gui.messages import tell
from gui.training.runs import TrainingRuns

translate = QCoreApplication.translate


class Steering(QObject):
    """Starts trainings of the open document, and asks before one is ended with it."""

    told = Signal(str)
    """Something that one should know of the training that starts."""

    def __init__(self, training: TrainingRuns, files: DocumentFiles, window: QWidget) -> None:
        super().__init__(window)
        self.training, self.files, self.window = training, files, window

    def train(self, document: Document) -> None:
        """Train, from the weights that the document came with as long as its layers are those."""
        trained = self.files.trained
        start = trained if trained is not None and trained.fit(document) else None
        if trained is not None and start is None:
            said = translate(
                "MainWindow", "The layers are no longer those of {name}, so training starts from fresh weights."
            )
            self.told.emit(said.format(name=trained.origin.name))
        try:
            given = (start.weights, start.state(document)) if start else (None, None)
            self.training.train(document, self.files.name, self.files.folder, *given)
        except MessageError as error:
            self.files.questions.refuse(error)
        except OSError as error:
            said = translate("MainWindow", "The run's folder could not be written: {reason}.")
            tell(self.window, said.format(reason=error.strerror)).open()

    def may_stop(self) -> bool:
        """Ask whether a training under way is to be stopped, as its document is left."""
        if not self.training.link.is_busy:
            return True
        box = tell(self.window, translate("MainWindow", "The network is still training. Stop it?"))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # It is asked below what was clicked.
        box.setInformativeText(translate("MainWindow", "What it has learnt so far is kept in the run's folder."))
        stop = box.addButton(translate("MainWindow", "Stop the training"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(translate("MainWindow", "Go on training"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is stop

    def open_run_folder(self) -> None:
        run = self.training.current
        if run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))
