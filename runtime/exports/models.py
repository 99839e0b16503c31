"""A document written as a model in other programs' files, with its weights, and in a word what such a file lacks."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from graph.document.document import Document
from graph.inference.program import flatten
from graph.keras.to_keras import to_keras
from graph.layers.core.ends import Output
from graph.specs.message import Message, say
from runtime.exports.optimizer_states import NOTHING_KEPT, StateAt
from runtime.files.keras_files import save_keras, save_legacy, save_safetensors, save_weights, write
from runtime.files.model_endings import STRUCTURE_ALONE, TORCH, WEIGHTS_ALONE, ending_of
from runtime.files.weight_files import OptimizerState
from runtime.ops.op import Array

Writer = Callable[[Path, Document, Sequence[Array]], None]


def _json(path: Path, document: Document, _weights: Sequence[Array]) -> None:
    write(path, json.dumps(to_keras(document), indent=1).encode())


def _onnx(path: Path, document: Document, weights: Sequence[Array]) -> None:
    from runtime.exports.onnx_file import save_onnx

    save_onnx(path, document, weights)


def _torch(path: Path, document: Document, weights: Sequence[Array]) -> None:
    from runtime.exports.torch_file import save_torch

    save_torch(path, document, weights)


WITH_STATE: dict[str, Callable[[Path, Document, Sequence[Array], OptimizerState | None], None]] = {
    ".keras": save_keras,
    ".weights.h5": save_weights,
}
"""What writes files that have room for what the optimizer keeps."""
WRITERS: dict[str, Writer] = {
    ".keras": save_keras,
    ".weights.h5": save_weights,
    ".h5": save_legacy,
    ".hdf5": save_legacy,
    ".safetensors": save_safetensors,
    ".onnx": _onnx,
    ".json": _json,
    TORCH: _torch,
}
"""What writes a file, by the ending of its name."""


def export_model(
    document: Document, path: Path, weights: Sequence[Array] | None, state_at: StateAt = NOTHING_KEPT
) -> tuple[Message, ...]:
    """Write the root model as the name's ending says; gives what the file lacks. Raises MessageError.

    Without `weights`, which are in Keras' order, the model is written with those that a training would begin with.
    The state of the optimizer goes along where `state_at` leads to one of these weights.
    """
    ending = TORCH if path.suffix == TORCH else ending_of(path)
    assert ending is not None
    arrays = weights
    if arrays is None and ending not in STRUCTURE_ALONE:
        from runtime.execution.network import Network

        arrays = Network(flatten(document), seed=document.training.seed or 0).weights.of_every_path()
    state = state_at.state(document, weights) if state_at and weights is not None and ending in WITH_STATE else None
    if ending in WITH_STATE:
        WITH_STATE[ending](path, document, arrays or (), state)
    else:
        WRITERS[ending](path, document, arrays or ())
    beside = path.with_suffix(".safetensors").name
    lost = bool(state_at) and weights is not None and state is None
    return (*_missing(document, ending, weights is not None, beside), *(_without_state(ending) if lost else ()))


def _without_state(ending: str) -> list[Message]:
    if ending in WITH_STATE:
        return [
            say(
                "The state of the optimizer is not in it, since none is kept that belongs to these weights: a training "
                "from it begins with a fresh one."
            )
        ]
    trained = ending in (".h5", ".hdf5", ".safetensors")
    return [say("The state of the optimizer is not in it: a .keras has it, too.")] if trained else []


def _missing(document: Document, ending: str, trained: bool, beside: str) -> list[Message]:
    root, found = document.main, list[Message]()
    if ending in STRUCTURE_ALONE:
        found.append(say("Weights are not in it: write them as .weights.h5 beside it."))
    elif not trained:
        found.append(say("It was not trained yet: its weights are those that a training begins with."))
    if ending in WEIGHTS_ALONE:
        return found
    if ending == TORCH:
        found.append(say("Its weights lie beside it, in {name}.", name=beside))
    if ending in (".onnx", TORCH):
        found.append(say("It computes what the network gives; losses, metrics and the optimizer are not in it."))
    elif all(isinstance(spec := root.layer_of(c).spec, Output) and spec.loss is None for c in root.outputs):
        found.append(say("No Output has a loss: whoever opens it must compile it before training."))
    if any(binding.steps for binding in document.data.bindings.values()):
        found.append(say("The steps of the data plan are not in it: give the model data as they leave it."))
    return found
