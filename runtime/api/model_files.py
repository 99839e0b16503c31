"""Models and their weights as files: what stands behind Keras' `saving` and `models`."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from graph.specs.arguments import only
from graph.specs.working_type import computing_in
from runtime.api import checks
from runtime.api.custom_objects import CustomObjectScope
from runtime.api.from_document import from_document
from runtime.api.model import Model
from runtime.api.own.reading import with_traces


def load_model(filepath: str | Path, custom_objects: Any = None, compile: bool = True, safe_mode: bool = True) -> Model:
    """The model of a `.keras`, `.h5` or JSON file with its weights, compiled as it was saved; nothing in the file is
    run as code, and what it holds counts, not its name.

    Classes of one's own are found where they are registered, or in `custom_objects`; without them a file that this
    program wrote still opens, as nested models.
    """
    from runtime.files.opened_models import open_model

    only("load_model", "safe_mode", safe_mode, True)
    with CustomObjectScope(custom_objects):
        found = open_model(checks.path("load_model", filepath), compiled=compile, prepared=with_traces)
        with computing_in(found.computed_in):
            model = from_document(found.document, Model)
    for note in found.notes:
        warnings.warn(str(note), stacklevel=2)
    if found.weights is not None:
        model.take_weights(found.weights)
    if found.compiled is not None:
        model.compile_as(found.document, found.compiled)
        model.take_optimizer_state(found.optimizer_names, found.optimizer)
    return model


def save_model(model: Model, filepath: str | Path, overwrite: bool = True, zipped: bool | None = None) -> None:
    """Write a model as a `.keras` file, or `.h5`, or, with `zipped=False`, as a folder."""
    checks.model("save_model", model)
    model.save(filepath, overwrite=overwrite, zipped=zipped)


def load_weights(model: Model, filepath: str | Path, skip_mismatch: bool = False, *, by_name: bool = False) -> None:
    """Let a model take the weights of a file."""
    checks.model("load_weights", model)
    model.load_weights(filepath, skip_mismatch=skip_mismatch, by_name=by_name)


def save_weights(
    model: Model, filepath: str | Path, overwrite: bool = True, max_shard_size: float | None = None
) -> None:
    """Write a model's weights as a `.weights.h5` or `.safetensors` file."""
    checks.model("save_weights", model)
    model.save_weights(filepath, overwrite=overwrite, max_shard_size=max_shard_size)
