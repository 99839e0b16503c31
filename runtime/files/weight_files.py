"""Weights in Keras' HDF5 layout: written so that Keras loads them under any name, read without trusting the file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.document.document import Document
from graph.inference.program import flatten
from graph.keras.paths import every_h5_path, h5_groups, h5_paths
from graph.specs.message import MessageError, say
from runtime.ops.op import Array

if TYPE_CHECKING:
    import h5py

KERAS_VERSION = "3.15.1"
"""The version of Keras whose format is written; Keras reads it for information only."""
ATTRIBUTE_BYTES = 60_000
"""HDF5 keeps at most 64 KiB in one attribute; Keras splits longer lists into `name0`, `name1`…"""
MOST_OBJECTS = 200_000
DEEPEST = 64
PLAIN_FILTERS = {1, 2, 3}
"""Deflate, shuffle and the checksum: what HDF5 itself brings along."""
NOT_WEIGHTS = ("optimizer", "seed_generator")
"""Groups that Keras writes beside the weights: the optimizer's state and that of random layers."""
OPTIMIZER_PATH = "optimizer/vars"
MOST_OPTIMIZER_ARRAYS = 100_000
BUDGET = 8
"""An optimizer's arrays, packed or not, take at most so many times the bytes of their file."""


class WeightFileError(MessageError):
    """A file of weights can't be read, or is not of this model."""


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
    expected, places = expected_shapes(document), {path for _, _, path in every_h5_path(document)}
    with opened(data, where) as (file, found):
        once = {path: item for path, item in found.items() if path in expected or path not in places}
        _check(once, expected, file, where)
        return [np.asarray(found[path][()], order="C") for path in expected]


@contextmanager
def opened(data: bytes, where: str) -> Iterator[tuple[h5py.File, dict[str, Any]]]:
    """A file and its data sets by path; raises WeightFileError where something is wrong with it."""
    import h5py

    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            yield file, dict(_datasets(file, where))
    except WeightFileError:
        raise
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, AttributeError, OverflowError, EOFError) as error:
        raise WeightFileError(
            say(
                "{where} is damaged or no HDF5 file: {reason:.120}. Copy or save it again.",
                where=where,
                reason=_reason(error),
            )
        ) from None


def read_fitting(data: bytes, document: Document, where: str) -> list[Array | None]:
    """The arrays of those layers whose weights are all there in their shapes, in Keras' order; None for the others."""
    expected = expected_shapes(document)
    with opened(data, where) as (file, found):
        _check_layout(expected, file, where)
        missing = [path for path, shape in expected.items() if path not in found or found[path].shape != shape]
        left_out = {_folder(path) for path in missing}
        kept = {path: shape for path, shape in expected.items() if _folder(path) not in left_out}
        for path, shape in kept.items():
            _check_array(found[path], path, shape, where)
        return [np.asarray(found[path][()], order="C") if path in kept else None for path in expected]


def read_optimizer(data: bytes, where: str) -> list[Array]:
    """The arrays of an optimizer's state, none where a file has no such; raises WeightFileError.

    What they take together is limited by the size of the file, which whoever read it has limited by the model's.
    """
    with opened(data, where) as (_, found):
        begin = f"{OPTIMIZER_PATH}/"
        own = {path.removeprefix(begin): item for path, item in found.items() if path.startswith(begin)}
        paths = [str(number) for number in range(min(len(own), MOST_OPTIMIZER_ARRAYS))]
        if own.keys() != set(paths):
            raise hostile(where, OPTIMIZER_PATH, "arrays that are not counted from 0")
        size = 0
        for path in paths:
            item = own[path]
            size += item.dtype.itemsize * prod(item.shape)
            if item.dtype.kind not in "iuf" or item.dtype.itemsize > 8 or size > max(1 << 20, BUDGET * len(data)):
                raise hostile(where, begin + path, "no array of an optimizer, or one that is too large")
            _check_storage(item, begin + path, where)
        return [np.asarray(own[path][()], order="C") for path in paths]


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


def _reason(error: Exception) -> str:
    """The library's words where they say something, in ours where they are about its inner life."""
    text = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
    if "truncated" in text:
        return "it ends too early"
    return "it doesn't begin like one" if "signature not found" in text else text


def _datasets(file: h5py.File, where: str) -> Iterator[tuple[str, Any]]:
    """Every data set by path, each object met once, through hard links only; raises WeightFileError for others."""
    import h5py

    seen: set[int] = set()
    waiting: list[tuple[str, Any]] = [("", file)]
    while waiting:
        prefix, group = waiting.pop()
        for name in group:
            path = f"{prefix}{name}"
            if type(group.get(name, getlink=True)) is not h5py.HardLink:
                raise hostile(where, path, "a link to another place")
            item = group[name]
            address = h5py.h5o.get_info(item.id).addr
            if address in seen or len(seen) > MOST_OBJECTS or path.count("/") > DEEPEST:
                raise hostile(where, path, "the same object twice, or too many")
            seen.add(address)
            if isinstance(item, h5py.Group):
                waiting.append((f"{path}/", item))
            elif isinstance(item, h5py.Dataset):
                yield path, item
            else:
                raise hostile(where, path, "something that is no array")


def _check(found: Mapping[str, Any], expected: Mapping[str, tuple[int, ...]], file: h5py.File, where: str) -> None:
    own = {path: item for path, item in found.items() if not _is_beside(path)}
    _check_layout(expected, file, where)
    missing = next((path for path in expected if path not in own), None)
    extra = next((path for path in own if path not in expected), None)
    if missing or extra:
        raise WeightFileError(
            say(
                "{where} is not of this model: it holds {n} weights where the model has {m}; {what} {path:.100}.",
                where=where,
                n=len(own),
                m=len(expected),
                what="it lacks" if missing else "the model has no",
                path=missing or extra,
            )
        )
    for path, shape in expected.items():
        _check_array(own[path], path, shape, where)


def _check_layout(expected: Mapping[str, tuple[int, ...]], file: h5py.File, where: str) -> None:
    if "layers" not in file and expected and ("layer_names" in file.attrs or "model_weights" in file):
        raise WeightFileError(
            say(
                "{where} has the layout of Keras 2. Load it in Keras and save it by model.save_weights with a name "
                "that ends in .weights.h5.",
                where=where,
            )
        )


def _is_beside(path: str) -> bool:
    return path.split("/")[0] in NOT_WEIGHTS or "seed_generator" in path.split("/")


def _check_array(item: Any, path: str, shape: tuple[int, ...], where: str) -> None:
    if item.shape != shape:
        raise WeightFileError(
            say(
                "{where} is not of this model: its {path:.100} has shape {got:.60}, but the model's has {want}.",
                where=where,
                path=path,
                got=str(item.shape),
                want=str(shape),
            )
        )
    counts = shape == () and item.dtype.kind in "iu"  # as Normalization's, which Keras keeps as a whole number
    if not (counts or item.dtype.kind == "f") or item.dtype.itemsize > 8:
        raise hostile(where, path, f"an array of {item.dtype!s:.40}")
    _check_storage(item, path, where)


def _check_storage(item: Any, path: str, where: str) -> None:
    plan = item.id.get_create_plist()
    filters = {plan.get_filter(i)[0] for i in range(plan.get_nfilters())}
    if item.is_virtual or plan.get_external_count() or not filters <= PLAIN_FILTERS:
        raise hostile(where, path, "an array whose numbers lie elsewhere or are packed in an unknown way")


def hostile(where: str, path: str, what: str) -> WeightFileError:
    return WeightFileError(
        say("{where} is no file of weights: at {path:.100} it holds {what}.", where=where, path=path, what=what)
    )
