"""The callbacks of a document's training plan at work: what they see as their model, and where they write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from graph.document.document import Document
from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.message import Message, MessageError, say
from graph.specs.spec import Value
from graph.storage.atomic import file_trouble
from runtime.execution.network import Network
from runtime.files.keras_files import save_keras, save_weights
from runtime.files.run_names import DOCUMENT, RESULTS
from runtime.ops.op import Array
from runtime.training.callbacks.callback import KnownCallback, callback_of


class TrainedDocument:
    """What the callbacks of a document see as their `model`: its weights, its optimizer, and files that it is saved
    in."""

    def __init__(self, document: Document, network: Network) -> None:
        self.document = document
        self.network = network
        self.trainer: Any = None
        self.stop_training = False

    @property
    def optimizer(self) -> Any:
        """The rule that moves the weights."""
        return self.trainer.optimizer

    @property
    def metrics(self) -> Sequence[Any]:
        """Losses and metrics of the training under way."""
        return () if self.trainer.scores is None else self.trainer.scores.all()

    def get_weights(self) -> list[Array]:
        """Copies of the weights in Keras' order."""
        return self.network.weights.get()

    def set_weights(self, weights: Sequence[Array]) -> None:
        self.network.weights.set(list(weights))

    def save(self, path: Path, overwrite: bool = True) -> None:
        """Write a `.keras` file; what lies there already stays unless it may be overwritten."""
        if overwrite or not path.exists():
            save_keras(path, self.document, self.get_weights())

    def save_weights(self, path: Path, overwrite: bool = True) -> None:
        """The same for the weights alone."""
        if overwrite or not path.exists():
            save_weights(path, self.document, self.get_weights())


def check_callbacks(callbacks: Sequence[Value]) -> None:
    """Raise MessageError for a callback that can't be used here, or would write over a run's own results."""
    for spec in callbacks:
        if isinstance(spec, CallbackSpec):
            callback_of(spec)
            path = getattr(spec, spec.writes) if spec.writes else ""
            if path and Path(path).parts[:1] and Path(path).parts[0] in (DOCUMENT, *RESULTS):
                raise MessageError(
                    say(
                        "{callback} would write to {path}, where a run keeps its own results. Give it another name.",
                        callback=spec.kind,
                        path=path,
                    )
                )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MessageError(file_trouble(error, folder)) from None


def plan_callbacks(document: Document, folder: Path, note: Callable[[Message], None]) -> list[KnownCallback]:
    """The callbacks of a document's plan, writing into `folder`; what they say goes to `note`."""
    found = []
    for spec in document.training.callbacks:
        if isinstance(spec, CallbackSpec):
            if spec.writes:
                path = folder / getattr(spec, spec.writes)
                _make_folder(path.parent)
                spec = spec.replace(**{spec.writes: str(path)})
            callback = callback_of(spec)
            callback.listener = note
            found.append(callback)
    return found
