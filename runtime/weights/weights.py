"""Where a network's weights live: one flat array, so that an optimizer step is one kernel over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from graph.inference.program import LayerPath, OwnedWeight, Program
from graph.specs.spec import Value, Weight
from runtime.ops.op import Array
from runtime.weights.sparse_rows import LEAST, SparseRows, row_weights
from runtime.weights.variable import Variable

ALIGNMENT = 16
"""Every weight starts at a multiple of this many numbers, 64 bytes in float32: one AVX-512 vector, one cache line."""


@dataclass(frozen=True)
class Place:
    """Where one weight lies in the flat arrays; frozen weights have no gradient."""

    owned: OwnedWeight
    offset: int
    trainable: bool

    @property
    def key(self) -> tuple[LayerPath, str]:
        return self.owned.layer, self.owned.name

    @property
    def end(self) -> int:
        return self.offset + self.owned.weight.size

    def of(self, flat: Array) -> Array:
        """The weight's part of a flat array that is laid out as the store's, in the weight's shape."""
        return flat[self.offset : self.end].reshape(self.owned.weight.shape)

    @property
    def regularizer(self) -> Value | None:
        return self.owned.weight.regularizer

    @property
    def constraint(self) -> Value | None:
        return self.owned.weight.constraint


DENSE, TABLE, FROZEN, OWN = range(4)
"""The order of the flat array. Trained tables come behind the other trained weights: only some of their rows take part
in a step. What layers write themselves comes last."""


def _order(weight: Weight, free: bool, table: bool) -> int:
    if free:
        return TABLE if table and weight.size >= LEAST and not weight.regularizer else DENSE
    return FROZEN if weight.trainable else OWN


class WeightStore:
    """All weights of a program: `values` holds the trainable ones first, `gradients` is as long as those.

    `variables` may bring weights that live elsewhere already (layers shared between models): they move in. Where layers
    of two paths hold the same variable, it has one place, that of the first, and one gradient; it is trainable if
    either path is. Of the weights in `sparse_rows` only some rows are used in a step: they are the last of the
    trainable ones, from `dense_end` on, and `row_places` says where. `statistics`, which layers write themselves, are
    the last of all. `places` and `variables` go together, one each, in Keras' order; `views` knows every path.
    """

    def __init__(
        self, program: Program, dtype: np.dtype[Any], variables: Mapping[tuple[LayerPath, str], Variable]
    ) -> None:
        firsts: dict[int, OwnedWeight] = {}
        free: set[int] = set()
        for owned in program.weights:
            variable = id(variables[owned.layer, owned.name])
            firsts.setdefault(variable, owned)
            if owned.trainable:
                free.add(variable)
        places: dict[int, Place] = {}
        end = trainable_end = frozen_end = 0
        tables = {id(variables[key]) for key in row_weights(program)}
        order = {v: _order(w.weight, v in free, v in tables) for v, w in firsts.items()}
        for variable, owned in sorted(firsts.items(), key=lambda item: order[item[0]]):  # stable: Keras' order
            places[variable] = Place(owned, end, variable in free)
            end += -(-owned.weight.size // ALIGNMENT) * ALIGNMENT
            if variable in free:
                trainable_end = end
            if order[variable] != OWN:
                frozen_end = end
        self.values = aligned_zeros(end, dtype)
        self.gradients = aligned_zeros(trainable_end, dtype)
        self.statistics = self.values[frozen_end:]
        self.places = tuple(places[variable] for variable in firsts)
        self.variables = tuple(variables[place.key] for place in self.places)
        self._at = {(w.layer, w.name): places[id(variables[w.layer, w.name])] for w in program.weights}
        self.views = {key: place.of(self.values) for key, place in self._at.items()}
        self.gradient_views = {
            key: place.of(self.gradients) if place.trainable else None for key, place in self._at.items()
        }
        by_rows = [place for variable, place in places.items() if order[variable] == TABLE]
        found = {place.key: SparseRows(place.of(self.gradients)) for place in by_rows}
        self.sparse_rows = {key: found[place.key] for key, place in self._at.items() if place.key in found}
        self.row_places = tuple(by_rows)
        self.dense_end = min((place.offset for place in by_rows), default=trainable_end)
        self._homes = {layer: place.owned.layer for (layer, _), place in self._at.items()}
        self._own = [(v, self.views[place.key]) for place, v in zip(self.places, self.variables)]
        self.adopt()

    def with_gradients(self, gradients: Array) -> WeightStore:
        """The same weights with other gradients, a flat array; not for tables of which only some rows are used."""
        twin = copy(self)
        twin.gradients = gradients
        twin.gradient_views = {key: place.of(gradients) if place.trainable else None for key, place in self._at.items()}
        return twin

    def apart(self) -> WeightStore:
        """Places of the same shapes, of zeros, that share nothing with these: for what is only tried out."""
        twin = self.with_gradients(aligned_zeros(len(self.gradients), self.gradients.dtype))
        twin.values = aligned_zeros(len(self.values), self.values.dtype)
        twin.statistics = twin.values[len(self.values) - len(self.statistics) :]
        twin.views = {key: place.of(twin.values) for key, place in self._at.items()}
        found = {place.key: SparseRows(place.of(twin.gradients)) for place in self.row_places}
        twin.sparse_rows = {key: found[self._at[key].key] for key in self.sparse_rows}
        twin._own = []
        return twin

    def home(self, layer: LayerPath) -> LayerPath:
        """The path under which a layer's weights have their place: its own, unless an earlier one holds the same."""
        return self._homes.get(layer, layer)

    @property
    def trained_layers(self) -> frozenset[LayerPath]:
        """The paths of all layers with a weight that is trained."""
        return frozenset(layer for (layer, _), place in self._at.items() if place.trainable)

    def of_every_path(self) -> list[Array]:
        """Copies of the weights of every path, a shared one as often as it is reached: what a file of weights holds."""
        self.adopt()
        return [self.views[key].copy() for key in self._at]

    def set_every_path(self, arrays: Sequence[ArrayLike]) -> None:
        """Take what `of_every_path` gave; of a shared weight the first counts."""
        firsts = {place.key: array for place, array in reversed([*zip(self._at.values(), arrays, strict=True)])}
        self.set([firsts[place.key] for place in self.places])

    @property
    def trainable(self) -> Array:
        """The flat array of the trainable weights."""
        return self.values[: len(self.gradients)]

    def trainable_places(self) -> Iterator[Place]:
        return (place for place in self.places if place.trainable)

    def adopt(self) -> None:
        """Make this store the home of its variables: another model may have trained them since."""
        for variable, view in self._own:
            if variable.value is not view:
                view[...] = variable.value
                variable.value = view

    def get(self) -> list[Array]:
        """Copies of all weights in Keras' order."""
        return [variable.numpy() for variable in self.variables]

    def set(self, arrays: Sequence[ArrayLike]) -> None:
        """Take all weights in Keras' order; raises ValueError where number or shapes differ, and changes nothing
        then."""
        if len(arrays) != len(self.variables):
            raise ValueError(f"The model has {len(self.variables)} weights. Received: {len(arrays)}.")
        given = [np.asarray(a) for a in arrays]
        for variable, array in zip(self.variables, given):
            if array.shape != variable.shape:
                raise ValueError(f"{variable.path} holds shape {variable.shape}. Received: shape {array.shape}.")
        for variable, array in zip(self.variables, given):
            variable.assign(array)


def aligned_zeros(size: int, dtype: np.dtype[Any]) -> Array:
    """A flat array of zeros that starts at a 64-byte boundary."""
    raw = np.zeros(size * dtype.itemsize + 64, np.uint8)
    start = -raw.ctypes.data % 64
    return raw[start : start + size * dtype.itemsize].view(dtype)
