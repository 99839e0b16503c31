"""Where models and weights are written: names that end as Keras wants them, files that may be overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graph.document.document import Document
from graph.layers.core.ends import Output
from graph.specs.arguments import only
from graph.specs.message import say
from runtime.api import checks
from runtime.api.errors import ApiError

KERAS = ".keras"
LEGACY = (".h5", ".hdf5")


def free_to_write(owner: str, filepath: str | Path, overwrite: bool, *endings: str) -> Path:
    """The path of a file to be written; raises ApiError where it hasn't an ending that is known, and where there is a
    file that must not be overwritten."""
    target = checks.path(owner, filepath)
    only(owner, "overwrite", overwrite, True, False)
    if not target.name.endswith(endings):
        raise ApiError(
            say(
                "{owner}: the file's name must end in {ending}, since Keras reads no other. Received: {given:.200}.",
                owner=owner,
                ending=" or ".join(endings),
                given=str(target),
            )
        )
    return _not_there(target, overwrite)


def model_target(filepath: str | Path, overwrite: bool, zipped: bool | None, save_format: str | None) -> Path:
    """Where `save` writes a model; raises ApiError as Keras does."""
    if save_format is not None:
        only("save", "save_format", save_format, "keras", "h5", "hdf5", "keras_v3")
    if zipped is not False:
        target = free_to_write("save", filepath, overwrite, KERAS, *LEGACY)
        if save_format is not None and (target.suffix in LEGACY) != (save_format in ("h5", "hdf5")):
            raise ApiError(
                say(
                    "save: save_format is {format} and the file's name is {given:.200}. Leave save_format out: the "
                    "name says it.",
                    format=save_format,
                    given=str(target),
                )
            )
        return target
    target = checks.path("save", filepath)
    only("save", "overwrite", overwrite, True, False)
    if target.name.endswith((KERAS, *LEGACY)):
        raise ApiError(
            say(
                "save: with zipped=False a folder is written, whose name must not end in {ending}. Received: "
                "{given:.200}.",
                ending=target.suffix,
                given=str(target),
            )
        )
    return _not_there(target, overwrite)


def _not_there(target: Path, overwrite: bool) -> Path:
    if not overwrite and target.exists():
        raise ApiError(
            say(
                "{path} is there already and overwrite is False. Choose another name, or overwrite=True.",
                path=str(target),
            )
        )
    return target


def without_compile(document: Document) -> Document:
    """The document without losses and metrics, so that a file says nothing of a training."""
    root = document.main
    outputs = {root.calls[call].layer for call in root.outputs}
    layers = {k: replace(x, spec=Output()) if k in outputs else x for k, x in root.layers.items()}
    return document.with_model(replace(root, layers=layers))
