"""Models that were made elsewhere, on the command line: what one should know of them, and columns for their ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.document.document import Document
from graph.specs.message import Message, MessageError, say
from graph.views.summary_text import shown
from runtime.files.documents import Opened
from runtime.imports.apart import open_apart

if TYPE_CHECKING:
    from runtime.ops.op import Array
    from runtime.training.experiment import Experiment


def opened_and_told(text: str, rest: bool = False) -> Opened:
    """What FILE means, with what one should know of it on standard error; raises MessageError."""
    opened = open_apart(text, rest)
    for note in opened.notes:
        tell(note)
    if opened.gap is not None and not rest:
        raise MessageError(
            say(
                "The network of {path} is not whole: what its script does can't be followed everywhere. {gap} With "
                "--rest, summary and plot show what was read; the editor opens it, too.",
                path=text,
                gap=opened.gap,
            )
        )
    return opened


def bound(document: Document, opened: Opened, *, targets: bool = True) -> Document:
    """The document of a Keras model with a column for each Input, and each Output with a loss, where there is data;
    says which. Raises MessageError."""
    if opened.model is None or document.data.dataset is None:
        return document
    from graph.inference.program import flatten
    from runtime.data.automatic import with_columns

    plan, chosen = with_columns(flatten(document), document.data, opened.folder, targets=targets)
    if chosen is not None:
        tell(chosen)
    return replace(document, data=plan)


def continued(experiment: Experiment, opened: Opened) -> None:
    """Let a training go on where the one stopped that the file tells of; says where that can't be."""
    if opened.model is not None:
        _go_on(experiment, opened.model.optimizer_names, opened.model.optimizer)


def continued_from(experiment: Experiment, weights: Path) -> None:
    """The same for a file of weights, which may have the state beside them; raises MessageError."""
    from runtime.files.keras_files import load_optimizer
    from runtime.files.safetensors_files import SAFETENSORS

    if weights.suffix != SAFETENSORS:
        _go_on(experiment, *load_optimizer(weights, experiment.document))


def _go_on(experiment: Experiment, names: Sequence[str], arrays: Sequence[Array]) -> None:
    from runtime.training.optimizers.older_state import take_older_state

    if arrays and not take_older_state(experiment.trainer.optimizer, names, arrays):
        tell(say("The state of the optimizer is not that of this model's: the training begins with a fresh one."))


def tell(note: Message) -> None:
    """Say what one should know on standard error."""
    print(shown(" ".join(str(note).split())), file=sys.stderr)
