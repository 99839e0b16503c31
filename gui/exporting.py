"""File › Export Model…: the network with its weights as a file for Keras and other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from graph.document.document import Document
from graph.document.names import identifier
from graph.specs.message import MessageError
from gui.files import DocumentFiles
from gui.trained import Trained
from gui.training.runs import TrainingRuns
from gui.translate import text
from runtime.files.documents import open_path
from runtime.files.model_endings import TORCH, ending_of
from runtime.files.run_names import DOCUMENT

if TYPE_CHECKING:
    from runtime.exports.optimizer_states import StateAt

translate = QCoreApplication.translate


class ModelExport(QObject):
    """Writes the open document as a model, from the weights of its last run, or those that it was opened with."""

    told = Signal(str)
    """What was written, and what it lacks."""

    def __init__(self, training: TrainingRuns, files: DocumentFiles, window: QWidget) -> None:
        super().__init__(window)
        self.training, self.files, self.window = training, files, window

    def export(self, path: Path | None = None) -> bool:
        """Write the model, asking for a place where none is given; false where nothing was written."""
        from runtime.exports.models import export_model  # writers of all kinds of files: only who exports waits

        document = self.files.editing.document
        if path is None:
            path = self._asked(identifier(document.main.name))
        if path is None:
            return False
        try:
            missing = export_model(document, path, *self._with_state(document))
        except MessageError as error:
            self.files.questions.refuse(error)
            return False
        said = translate("ModelExport", "{name} is written.").format(name=path.name)
        self.told.emit(" ".join([said, *(text(message) for message in missing)]))
        return True

    def weights(self, document: Document) -> Sequence[Any] | None:
        """The weights in Keras' order, None where there are none; raises MessageError."""
        return self._with_state(document)[0]

    def _with_state(self, document: Document) -> tuple[Sequence[Any] | None, StateAt]:
        """The weights in Keras' order, of the last run that trained these layers, else of the opened file, else None,
        with the state of the optimizer that belongs to them; raises MessageError."""
        from runtime.exports.optimizer_states import StateAt

        for run in reversed(self.training.runs):
            if not (run.folder / DOCUMENT).is_file():
                continue
            opened = open_path(run.folder)
            if opened.weight_file is not None and Trained(opened.document, (), run.folder).fit(document):
                return opened.trained(), StateAt(run=run.folder)
        trained = self.files.trained
        if trained is None or not trained.fit(document):
            return None, StateAt()
        return trained.weights, StateAt(trained.optimizer_names, trained.optimizer)

    def _asked(self, name: str) -> Path | None:
        kinds = export_kinds()
        start = str((self.files.folder or Path.home()) / f"{name}.keras")
        title = translate("ModelExport", "Export the model")
        chosen, kind = QFileDialog.getSaveFileName(self.window, title, start, ";;".join(kinds))
        if not chosen:
            return None
        path = Path(chosen)
        # Not every system's dialog puts the ending of the chosen kind to the name.
        return (
            path if ending_of(path) or path.suffix == TORCH else path.with_name(path.name + kinds.get(kind, ".keras"))
        )


def export_kinds() -> dict[str, str]:
    """The dialog's kinds of files, each with the ending that it stands for."""
    named = {
        ".keras": translate("ModelExport", "Keras model"),
        ".h5": translate("ModelExport", "Keras model as HDF5, for older programs"),
        ".weights.h5": translate("ModelExport", "Weights for Keras"),
        ".safetensors": translate("ModelExport", "Weights as safetensors"),
        ".onnx": translate("ModelExport", "ONNX, to run elsewhere"),
        ".json": translate("ModelExport", "Architecture as JSON"),
        TORCH: translate("ModelExport", "PyTorch module, with its weights beside it"),
    }
    return {f"{name} (*{ending})": ending for ending, name in named.items()}
