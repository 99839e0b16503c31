"""Weights in the HDF5 layout of Keras 1 and 2: a group for each layer, its arrays by the names that it lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.document.document import Document, LayerId, Model
from graph.inference.program import OwnedWeight, flatten, layer_order
from graph.keras.older.weights import FLIPPED, flipped, forms
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import Message, say
from graph.specs.spec import Spec
from runtime.files.h5_objects import H5Error, arrays_within, check_storage, datasets, hostile, text_of, texts_of
from runtime.ops.op import Array

if TYPE_CHECKING:
    import h5py


@dataclass(frozen=True)
class Held:
    """What a file holds of one layer: its data sets in the order of its list."""

    name: str
    items: tuple[tuple[str, Any], ...]

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        return tuple(item.shape for _, item in self.items)


@dataclass(frozen=True)
class Wanted:
    """A layer of the root with weights: `numbers` are their places among all weights of the document."""

    name: str
    spec: Spec
    numbers: tuple[int, ...]
    weights: tuple[OwnedWeight, ...]


@dataclass(frozen=True)
class Found:
    """Arrays in the order of `flatten`, None for those of layers that are left as they are, and which those are."""

    arrays: list[Array | None]
    left: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    """Layers of the file that nothing was taken from."""


def is_legacy(file: h5py.File) -> bool:
    """Whether a file has the layout of Keras 1 and 2, of a whole model or of weights alone.

    Files of today may list their layers for readers of that layout: they have a group for what the model itself holds.
    """
    return "model_weights" in file or (
        not {"layers", "vars"} & file.keys()
        and "_layer_checkpoint_dependencies" not in file
        and any(name in file.attrs for name in ("layer_names", "layer_names0"))
    )


def read_legacy(
    file: h5py.File, document: Document, where: str, *, by_name: bool = False, fitting: bool = False
) -> Found:
    """The weights of a model from such a file; raises H5Error.

    Layers are found by their names where the file has them all, else in their order. `by_name` takes those of the same
    name and leaves the others; `fitting` leaves what has other shapes.
    """
    owned = flatten(document).weights
    everything = datasets(file, where, len(owned))
    prefix = "model_weights/" if "model_weights" in file else ""
    group = file["model_weights"] if prefix else file
    held = [layer for layer in _held(group, prefix, everything, where) if layer.items]
    wanted = list(_wanted(document, owned))
    backend = text_of(group, "backend", where) or text_of(file, "backend", where) or ""
    return _matched(wanted, held, len(owned), where, backend, by_name, fitting)


def has_flipped(document: Document) -> bool:
    """Whether some layer is of a kind whose kernels Theano turned around."""
    return any(layer.spec.kind in FLIPPED for model in document.models.values() for layer in model.layers.values())


def _held(group: h5py.Group, prefix: str, everything: Mapping[str, Any], where: str) -> Iterator[Held]:
    names = texts_of(group, "layer_names", where)
    if names is None:
        raise hostile(where, prefix or "/", "no list of layers")
    for name in names:
        if name not in group:
            raise hostile(where, f"{prefix}{name}", "nothing, though it is listed")
        listed = texts_of(group[name], "weight_names", where) or []
        items = []
        for weight in listed:
            path = f"{prefix}{name}/{weight}"
            item = _listed(everything, path, where)
            check_storage(item, path, where)
            items.append((weight, item))
        yield Held(name, tuple(items))


def _listed(everything: Mapping[str, Any], path: str, where: str) -> Any:
    if path not in everything:
        raise hostile(where, path, "nothing, though it is listed")
    return everything[path]


def _wanted(document: Document, owned: Sequence[OwnedWeight]) -> Iterator[Wanted]:
    root = document.main
    for layer in layer_order(root):
        inside = _inside(document, root, layer)
        numbers = [n for n, weight in enumerate(owned) if weight.layer[0] in inside]
        if numbers:
            holder = root.layers[layer]
            yield Wanted(holder.name, holder.spec, tuple(numbers), tuple(owned[n] for n in numbers))


def _inside(document: Document, model: Model, layer: LayerId) -> set[LayerId]:
    """A layer and all that lie in it: the path of a shared layer begins with its own id."""
    found, waiting = {layer}, [model.layers[layer]]
    while waiting:
        spec = waiting.pop().spec
        if isinstance(spec, NestedModel) and spec.model in document.models:
            inner = document.models[spec.model].layers.values()
            waiting += [x for x in inner if x.id not in found]
            found |= {x.id for x in inner}
    return found


def _matched(
    wanted: list[Wanted], held: list[Held], count: int, where: str, backend: str, by_name: bool, fitting: bool
) -> Found:
    arrays: list[Array | None] = [None] * count
    named = {layer.name: layer for layer in held}
    if not by_name and not all(layer.name in named for layer in wanted):
        if len(wanted) != len(held) and not fitting:
            raise H5Error(
                say(
                    "{where} is not of this model: it holds weights of {n} layers ({theirs:.200}), the model has {m} "
                    "({ours:.200}).",
                    where=where,
                    n=len(held),
                    theirs=", ".join(layer.name for layer in held),
                    m=len(wanted),
                    ours=", ".join(layer.name for layer in wanted),
                )
            )
        if len(wanted) == len(held) or not any(layer.name in named for layer in wanted):
            named = {ours.name: theirs for ours, theirs in zip(wanted, held)}
    elif not by_name and not fitting and len(held) > len(wanted):
        extra = next(layer.name for layer in held if layer.name not in {w.name for w in wanted})
        raise H5Error(
            say(
                "{where} is not of this model: it holds weights of the layer {name:.80}, which the model hasn't.",
                where=where,
                name=extra,
            )
        )
    left: list[str] = []
    used: set[str] = set()
    for ours in wanted:
        theirs = named.get(ours.name)
        found = None if theirs is None else _taken(ours, theirs, backend)
        if found is None:
            if theirs is not None and not fitting:
                raise H5Error(_misfit(ours, theirs, where))
            left.append(ours.name)
            continue
        assert theirs is not None
        used.add(theirs.name)
        for number, array in zip(ours.numbers, found, strict=True):
            arrays[number] = array
    return Found(arrays, tuple(left), tuple(layer.name for layer in held if layer.name not in used))


def _taken(ours: Wanted, theirs: Held, backend: str) -> list[Array] | None:
    """A layer's weights in our order, None where a file's have none of the shapes that they may have."""
    shapes = [weight.weight.shape for weight in ours.weights]
    trained_first = sorted(range(len(shapes)), key=lambda n: not ours.weights[n].trainable)
    for order in (trained_first, list(range(len(shapes)))):
        for form in forms(ours.spec, shapes, order):
            if form.shapes == theirs.shapes:
                read = [np.asarray(item[()], order="C") for _, item in theirs.items]
                return flipped(ours.spec, form.made(read), backend)
    return None


def _misfit(ours: Wanted, theirs: Held, where: str) -> Message:
    return say(
        "{where} is not of this model: the weights of its layer {theirs:.80} have the shapes {got:.120}, those of the "
        "model's layer {ours:.80} {want:.120}.",
        where=where,
        theirs=theirs.name,
        got=", ".join(map(str, theirs.shapes)),
        ours=ours.name,
        want=", ".join(str(weight.weight.shape) for weight in ours.weights),
    )


def optimizer_of(file: h5py.File, where: str, budget: int) -> tuple[tuple[str, ...], tuple[Array, ...]]:
    """The names and arrays of an optimizer's state of at most `budget` bytes, in the file's order; nothing where it has
    none."""
    if "optimizer_weights" not in file:
        return (), ()
    group = file["optimizer_weights"]
    names = texts_of(group, "weight_names", where) or []
    scales = {name.rpartition("/")[0] for name in names if name.endswith("/dynamic_scale")}
    names = [name for name in names if name.rpartition("/")[0] not in scales]  # those of the optimizer within stay
    everything = datasets(file, where, len(file.get("model_weights", ())) * 4 + len(names) + 4 * len(scales))
    items = [(path, _listed(everything, path, where)) for path in (f"optimizer_weights/{name}" for name in names)]
    return tuple(names), arrays_within(items, where, budget)
