"""A model from any file that Keras wrote, told by what the file holds: an archive, HDF5, or JSON without weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from graph.document.document import Document
from graph.inference.program import flatten
from graph.keras.config import UnreadableLayers
from graph.keras.from_keras import KerasModel, read_config
from graph.keras.older.weights import THEANO
from graph.layers.core.ends import Output
from graph.specs.message import Message, MessageError, say
from graph.specs.working_type import SINGLE
from graph.storage.json_text import JsonError, parse
from runtime.files.contents import HDF5, TEXT, KerasFileError, beginning, contents_of, opened_file
from runtime.files.h5_objects import H5Error, opened, text_of
from runtime.files.keras_archive import CONFIG, CONFIG_LIMIT, WEIGHTS, KerasArchive, UnreadableFile, is_keras_folder
from runtime.files.legacy_weights import has_flipped, optimizer_of, read_legacy
from runtime.files.vocabularies import with_vocabularies
from runtime.files.weight_files import read_h5, read_trained
from runtime.files.weight_reading import weight_budget
from runtime.ops.op import Array

MOST_OBJECTS = 400_000
"""Objects and lists in a config; one of a thousand layers has some thirty thousand."""

Prepared = Callable[[Any], Any]


@dataclass(frozen=True)
class OpenedModel:
    """What a file says: the document, its weights in Keras' order, what it was compiled with, the state of its
    training, and what one should know of it."""

    document: Document
    weights: list[Array] | None = None
    compiled: Mapping[str, Any] | None = None
    """The raw arguments of `compile`, None where it was not compiled, or has no loss or no optimizer that
    can be read."""
    optimizer_names: tuple[str, ...] = ()
    optimizer: tuple[Array, ...] = ()
    unreadable: tuple[tuple[str, Message], ...] = ()
    notes: tuple[Message, ...] = ()
    computed_in: str = SINGLE
    """The type that its layers compute in."""


def open_model(
    path: Path, *, compiled: bool = True, prepared: Prepared = lambda config: config, rest: bool = False
) -> OpenedModel:
    """The model of a file; raises MessageError.

    With `rest` layers that can't be read become boxes, and the weights stay in the file; without, they raise
    UnreadableLayers. `prepared` gives the config to be read in place of the file's.
    """
    if is_keras_folder(path):
        return _of_archive(path, compiled, prepared, rest)
    kind = contents_of(path)
    read = _of_hdf5 if kind == HDF5 else _of_json if kind == TEXT else _of_archive
    return read(path, compiled, prepared, rest)


def _of_archive(path: Path, compiled: bool, prepared: Prepared, rest: bool) -> OpenedModel:
    with KerasArchive(path) as archive:
        config = prepared(config_of(archive))
        found = _within(path, lambda: read_config(with_vocabularies(config, archive), compiled, rest))
        if found.unreadable:
            return _finished(path, found, config, compiled, None)
        budget = _within(path, lambda: weight_budget(found.document))
        if not archive.has(WEIGHTS) and archive.has("model.weights.npz"):
            raise archive.broken(say("its weights are in the format .npz, which can run code; save them as .h5"))
        data = archive.read(WEIGHTS, budget)
    if compiled and has_loss(found.document):
        arrays, (names, state) = read_trained(data, found.document, path.name)
    else:
        arrays, names, state = read_h5(data, found.document, path.name), (), ()
    return replace(_finished(path, found, config, compiled, arrays), optimizer_names=names, optimizer=state)


def _of_hdf5(path: Path, compiled: bool, prepared: Prepared, rest: bool) -> OpenedModel:
    with opened_file(path) as source, opened(source, path.name) as file:
        text = text_of(file, "model_config", path.name)
        if text is None:
            raise H5Error(
                say(
                    "{where} holds weights, but no network to go with them. Open or build the network, and load the "
                    "weights into it.",
                    where=path.name,
                )
            )
        config = dict(prepared(_parsed(text, path)))
        version = text_of(file, "keras_version", path.name) or "1.0"
        config.setdefault("keras_version", version)
        training = text_of(file, "training_config", path.name) if compiled else None
        if training is not None:
            config["compile_config"] = _parsed(training, path)
        found = _within(path, lambda: read_config(config, compiled, rest))
        if found.unreadable or "model_weights" not in file:
            return _finished(path, found, config, compiled, None)
        budget = _within(path, lambda: weight_budget(found.document))
        arrays = read_legacy(file, found.document, path.name).arrays
        names, state = optimizer_of(file, path.name, budget) if has_loss(found.document) else ((), ())
        turned = text_of(file["model_weights"], "backend", path.name) == THEANO and has_flipped(found.document)
    whole = [array for array in arrays if array is not None]
    if len(whole) < len(arrays):
        raise H5Error(say("{where} holds no weights of some layers. Save it again.", where=path.name))
    finished = _finished(path, found, config, compiled, whole)
    if turned:
        note = say("{path} was made on Theano: the kernels of its convolutions are turned around here.", path=path.name)
        finished = replace(finished, notes=(note, *finished.notes))
    return replace(finished, optimizer_names=names, optimizer=state)


def _of_json(path: Path, compiled: bool, prepared: Prepared, rest: bool) -> OpenedModel:
    data = beginning(path, CONFIG_LIMIT + 1)
    if len(data) > CONFIG_LIMIT:
        raise KerasFileError(say("{path} is too large for the description of a model.", path=path.name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KerasFileError(
            say("{path} is no model: neither an archive nor HDF5, and no text in UTF-8.", path=path.name)
        ) from None
    config = prepared(_parsed(text, path))
    found = _within(path, lambda: read_config(config, compiled, rest))
    if not found.unreadable:
        _within(path, lambda: weight_budget(found.document))
    return _finished(path, found, config, compiled, None)


def config_of(archive: KerasArchive) -> Mapping[str, Any]:
    """The config of an archive; raises KerasFileError."""
    try:
        text = archive.read(CONFIG, CONFIG_LIMIT).decode("utf-8")
        config = parse(text, infinite_as_text=True, most_objects=MOST_OBJECTS)
    except (JsonError, UnicodeDecodeError) as error:
        reason = (str(error).splitlines() or [""])[0].rstrip(".")
        raise archive.broken(say("its config.json can't be read: {reason:.100}", reason=reason)) from None
    if not isinstance(config, Mapping):
        raise archive.broken(say("its config.json describes no model"))
    return config


def _parsed(text: str, path: Path) -> Mapping[str, Any]:
    """The description of a model, a text of JSON, or one that holds such a text, as some programs write it twice."""
    try:
        config = parse(text, infinite_as_text=True, most_objects=MOST_OBJECTS)
        if isinstance(config, str):
            config = parse(config, infinite_as_text=True, most_objects=MOST_OBJECTS)
    except JsonError as error:
        raise KerasFileError(say("{path} can't be opened: {reason}", path=path.name, reason=error.message)) from None
    if not isinstance(config, Mapping):
        raise KerasFileError(say("{path} describes no model of Keras.", path=path.name))
    return config


def _within(path: Path, read: Callable[[], Any]) -> Any:
    """What `read` gives, its errors with the file's name in front."""
    try:
        return read()
    except UnreadableLayers as error:
        raise UnreadableFile(path, error.layers) from None
    except MessageError as error:
        raise KerasFileError(say("{path} can't be opened: {reason}", path=path.name, reason=error.message)) from None


def _finished(
    path: Path, found: KerasModel, config: Mapping[str, Any], compiled: bool, arrays: list[Array] | None
) -> OpenedModel:
    notes = list(found.notes)
    if found.left_out:
        reasons = " ".join(str(reason) for reason in found.left_out[:8])
        notes.append(
            say(
                "{path} was compiled with something that can't be read, which is left out: {reasons}",
                path=path.name,
                reasons=reasons,
            )
        )
    if arrays is not None and (names := not_finite(found.document, arrays)):
        notes.append(
            say(
                "{path} holds weights that are no numbers (NaN or infinite), in {layers:.200}: what it predicts is "
                "none either.",
                path=path.name,
                layers=", ".join(names[:8]),
            )
        )
    given = config.get("compile_config")
    known = (
        compiled and isinstance(given, Mapping) and bool(given) and has_loss(found.document) and found.trained_as_before
    )
    return OpenedModel(
        found.document,
        arrays,
        given if known else None,
        unreadable=found.unreadable,
        notes=tuple(notes),
        computed_in=found.computed_in,
    )


def not_finite(document: Document, arrays: Sequence[Array]) -> list[str]:
    """The layers with a weight that is NaN or infinite."""
    owned = flatten(document).weights
    names = (w.path.rpartition("/")[0] for w, array in zip(owned, arrays) if not np.isfinite(array).all())
    return list(dict.fromkeys(names))


def has_loss(document: Document) -> bool:
    """Whether some Output has a loss, so that the model can be trained."""
    root = document.main
    specs = (root.layer_of(call).spec for call in root.outputs)
    return any(isinstance(spec, Output) and spec.loss is not None for spec in specs)
