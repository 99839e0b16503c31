"""Weights in Keras' HDF5 layout: written so that Keras loads them under any name, read without trusting the file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.document.document import Document
from graph.inference.program import flatten
from graph.keras.paths import every_h5_path, h5_groups, h5_paths
from graph.specs.message import say
from runtime.files.h5_objects import H5Error, arrays_within, check_storage, datasets, hostile, opened
from runtime.files.legacy_weights import is_legacy, optimizer_of, read_legacy
from runtime.files.older_places import todays_places
from runtime.files.places_by_name import found_by_name
from runtime.ops.op import Array

if TYPE_CHECKING:
    import h5py

WeightFileError = H5Error
NamedArrays = tuple[tuple[str, ...], tuple[Array, ...]]
KERAS_VERSION = "3.15.1"
"""The version of Keras whose format is written; Keras reads it for information only."""
ATTRIBUTE_BYTES = 60_000
"""HDF5 keeps at most 64 KiB in one attribute; Keras splits longer lists into `name0`, `name1`…"""
NOT_WEIGHTS = ("optimizer", "seed_generator")
"""Groups that Keras writes beside the weights: the optimizer's state and that of random layers."""
OPTIMIZER_PATH = "optimizer/vars"
INNER_OPTIMIZER_PATH = "optimizer/inner_optimizer/vars"
MOST_OPTIMIZER_ARRAYS = 20_000
BUDGET = 8
"""An optimizer's arrays, packed or not, take at most so many times the bytes of their file."""


@dataclass(frozen=True)
class OptimizerState:
    """What an optimizer keeps, in the order of Keras' `optimizer.variables`, and its name."""

    name: str
    arrays: Sequence[Array]


def write_h5(document: Document, arrays: Sequence[Array], optimizer: OptimizerState | None = None) -> bytes:
    """The bytes of a weight file, arrays in the order of `model.get_weights()`.

    The layout is that of Keras 3's `.weights.h5`. Keras takes the layout from the name, and a file called only
    `weights.h5` for one of Keras 2: the attributes `layer_names` and `weight_names` lead such a reader to the same
    data sets, so that either name loads.
    """
    import h5py

    paths = h5_paths(document)
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for group, name in h5_groups(document):
            file.require_group(group).attrs["name"] = name
        at = {(layer, name): array for (layer, name, _), array in zip(paths, arrays, strict=True)}
        for layer, name, path in every_h5_path(document):
            file.create_dataset(path, data=at[layer, name])
        _add_names(file, document, [path for _, _, path in paths])
        if optimizer is not None:
            file.require_group(OPTIMIZER_PATH).attrs["name"] = optimizer.name
            for number, array in enumerate(optimizer.arrays):
                file.create_dataset(f"{OPTIMIZER_PATH}/{number}", data=array)
    return buffer.getvalue()


def _add_names(file: h5py.File, document: Document, paths: Sequence[str]) -> None:
    """The attributes that a reader of Keras 2's layout looks for: of each layer, the trainable weights come first."""
    trainable = [weight.trainable for weight in flatten(document).weights]
    groups: dict[str, list[tuple[bool, str]]] = {}
    for path, free in zip(paths, trainable, strict=True):
        folder = "/".join(path.split("/")[:2])
        groups.setdefault(folder, []).append((not free, path.removeprefix(folder + "/")))
    set_texts(file, "layer_names", list(groups))
    for folder, weights in groups.items():
        set_texts(file[folder], "weight_names", [path for _, path in sorted(weights, key=lambda w: w[0])])


def set_texts(group: h5py.Group, name: str, texts: Sequence[str]) -> None:
    """A list of texts as an attribute, split as Keras splits what is too long for one."""
    encoded = [text.encode("utf-8") for text in texts]
    longest = max((len(text) for text in encoded), default=1)
    each = max(1, ATTRIBUTE_BYTES // max(1, longest))
    pieces = [encoded[i : i + each] for i in range(0, len(encoded), each)] or [[]]
    if len(pieces) == 1:
        group.attrs[name] = np.array(pieces[0], f"S{longest}")
        return
    for number, piece in enumerate(pieces):
        group.attrs[f"{name}{number}"] = np.array(piece, f"S{longest}")


def read_h5(data: bytes, document: Document, where: str) -> list[Array]:
    """The arrays of a weight file in the order of `model.get_weights()`; raises WeightFileError.

    Nothing outside the bytes is opened, and nothing is read before every shape equals the one that the model has.
    """
    with opened(io.BytesIO(data), where) as file:
        return _weights(file, document, where)[0]


def read_trained(data: bytes, document: Document, where: str) -> tuple[list[Array], NamedArrays]:
    """The same, and the state of an optimizer as `read_optimizer` has it."""
    with opened(io.BytesIO(data), where) as file:
        arrays, found = _weights(file, document, where)
        return arrays, _optimizer(file, found, where, len(data))


def _weights(file: h5py.File, document: Document, where: str) -> tuple[list[Array], dict[str, Any]]:
    """The arrays, and all data sets by today's paths in a file that has such."""
    if is_legacy(file):
        held = read_legacy(file, document, where)
        whole = [array for array in held.arrays if array is not None]
        if len(whole) < len(held.arrays):
            raise _lacking(where, held.left)
        return whole, {}
    expected, places = expected_shapes(document), {path for _, _, path in every_h5_path(document)}
    found = todays_places(datasets(file, where, len(expected)))
    once = {path: item for path, item in found.items() if path in expected or path not in places}
    _check(once, expected, layer_names(document), where)
    return [np.asarray(found[path][()], order="C") for path in expected], found


def read_fitting(
    data: bytes, document: Document, where: str, by_name: bool = False, skip_mismatch: bool = True
) -> list[Array | None]:
    """The arrays of those layers whose weights are all there in their shapes, in Keras' order; None for the others.

    Without `skip_mismatch` weights that are there in other shapes raise WeightFileError.
    """
    expected = expected_shapes(document)
    with opened(io.BytesIO(data), where) as file:
        if is_legacy(file):
            return read_legacy(file, document, where, by_name=by_name, fitting=skip_mismatch).arrays
        found = todays_places(datasets(file, where, len(expected)))
        if by_name:
            found = found_by_name(file, found, document)
        missing = [path for path, shape in expected.items() if path not in found or found[path].shape != shape]
        if not skip_mismatch:
            _check_shapes(
                {path: found[path] for path in missing if path in found}, expected, layer_names(document), where
            )
        left_out = {_folder(path) for path in missing}
        kept = {path: shape for path, shape in expected.items() if _folder(path) not in left_out}
        for path in kept:
            check_storage(found[path], path, where)
        return [np.asarray(found[path][()], order="C") if path in kept else None for path in expected]


def read_optimizer(data: bytes, where: str) -> NamedArrays:
    """The names and arrays of an optimizer's state, none where a file has no such; raises WeightFileError.

    What they take together is limited by the size of the file, which whoever read it has limited by the model's.
    """
    with opened(io.BytesIO(data), where) as file:
        found = {} if is_legacy(file) else todays_places(datasets(file, where, MOST_OPTIMIZER_ARRAYS))
        return _optimizer(file, found, where, len(data))


def _optimizer(file: h5py.File, found: Mapping[str, Any], where: str, size: int) -> NamedArrays:
    budget = max(1 << 20, BUDGET * size)
    if is_legacy(file):
        return optimizer_of(file, where, budget)
    begin = f"{INNER_OPTIMIZER_PATH}/"  # of one around another, all that counts here is the other
    if not any(path.startswith(begin) for path in found):
        begin = f"{OPTIMIZER_PATH}/"
    own = {path.removeprefix(begin): item for path, item in found.items() if path.startswith(begin)}
    paths = tuple(str(number) for number in range(min(len(own), MOST_OPTIMIZER_ARRAYS)))
    if own.keys() != set(paths):
        raise hostile(where, OPTIMIZER_PATH, "arrays that are not counted from 0")
    return paths, arrays_within([(begin + path, own[path]) for path in paths], where, budget)


def _folder(path: str) -> str:
    """The group of a layer's weights in a file."""
    return path.rpartition("/vars/")[0]


def expected_shapes(document: Document) -> dict[str, tuple[int, ...]]:
    """The shape of each weight by its path in the file, in the order of `model.get_weights()`."""
    shapes = {(w.layer, w.name): w.weight.shape for w in flatten(document).weights}
    return {path: shapes[layer, name] for layer, name, path in h5_paths(document)}


def weight_bytes(document: Document) -> int:
    """Bytes that all weights of a model take in float32."""
    return 4 * sum(prod(shape) for shape in expected_shapes(document).values())


def layer_names(document: Document) -> dict[str, str]:
    """The name of the layer of each weight, with those of the models around it, by its path in the file."""
    names = {(w.layer, w.name): w.path.rpartition("/")[0] for w in flatten(document).weights}
    return {path: names[layer, name] for layer, name, path in h5_paths(document)}


def _check(
    found: Mapping[str, Any], expected: Mapping[str, tuple[int, ...]], names: Mapping[str, str], where: str
) -> None:
    """Raise WeightFileError unless a file holds exactly these arrays; said by the names of the model's layers."""
    own = {path: item for path, item in found.items() if not _is_beside(path)}
    missing = dict.fromkeys(names[path] for path in expected if path not in own)
    extra = next((path for path in own if path not in expected), None)
    if missing:
        raise _lacking(where, tuple(missing))
    _check_shapes({path: own[path] for path in expected}, expected, names, where)
    if extra is not None:
        raise WeightFileError(
            say(
                "{where} is not of this model: it holds {n} weights where the model has {m}; the model has no layer "
                "for {path:.100}.",
                where=where,
                n=len(own),
                m=len(expected),
                path=extra,
            )
        )
    for path in expected:
        check_storage(own[path], path, where)


def _check_shapes(
    found: Mapping[str, Any], expected: Mapping[str, tuple[int, ...]], names: Mapping[str, str], where: str
) -> None:
    for path, item in found.items():
        if item.shape != expected[path]:
            raise WeightFileError(
                say(
                    "{where} is not of this model: a weight of its layer {name:.100} has shape {got:.60}, but the "
                    "model's has {want}.",
                    where=where,
                    name=names[path],
                    got=str(item.shape),
                    want=str(expected[path]),
                )
            )


def _lacking(where: str, names: Sequence[str]) -> WeightFileError:
    return WeightFileError(
        say(
            "{where} is not of this model: it holds no weights for {names:.200}.",
            where=where,
            names=", ".join(names),
        )
    )


def _is_beside(path: str) -> bool:
    return path.split("/")[0] in NOT_WEIGHTS or "seed_generator" in path.split("/")
