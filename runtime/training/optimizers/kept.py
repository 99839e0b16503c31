"""What an optimizer keeps of the weights from step to step, and how it is told, kept and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from graph.specs.spec import Value
from runtime.ops.op import Array
from runtime.training.schedules.schedule import schedule_rule
from runtime.weights.sparse_updates import LazyRows
from runtime.weights.weights import WeightStore


class Kept:
    """`slots` are flat arrays as long as the trainable weights, `iterations` counts steps, `batches` what they were
    made of: more, where the gradients of several are collected for a step.

    Keras keeps the first `together` slots of a weight side by side, the others behind those of all weights.
    """

    together: ClassVar[int] = 2

    def __init__(self, spec: Any, store: WeightStore) -> None:
        self.spec = spec
        self.iterations = self.batches = 0
        self.learning_rate = spec.learning_rate
        self._store = store
        self.slots = tuple(np.zeros_like(store.trainable) for _ in spec.slots())
        self._average = np.zeros_like(store.trainable) if spec.use_ema else None
        self._collected = np.zeros_like(store.gradients) if spec.gradient_accumulation_steps else None
        self._lazy: list[LazyRows] = []

    @property
    def learning_rate(self) -> float:
        """The rate of the next step; set to a number, or to a schedule."""
        return self._rate if self._schedule is None else self._schedule.rate(self.batches)

    @learning_rate.setter
    def learning_rate(self, rate: float | Value) -> None:
        self._schedule = schedule_rule(rate) if isinstance(rate, Value) else None
        self._rate = 0.0 if isinstance(rate, Value) else rate

    def catch_up(self) -> None:
        """Bring the state of all rows to the present step."""

    def arrays(self) -> list[Array]:
        """All numbers that are kept from step to step, where they lie."""
        kept = [array for array in (self._average, self._collected) if array is not None]
        return [*self.slots, *kept, *(lazy.due for lazy in self._lazy)]

    def memory(self) -> dict[str, Any]:
        """Copies of all that the next step goes by, the weights left out: for a checkpoint."""
        return {
            "batches": self.batches,
            "rate": None if self._schedule is not None else float(self._rate),
            "arrays": [array.copy() for array in self.arrays()],
            "lazy": [lazy.memory() for lazy in self._lazy],
        }

    def recall(self, memory: dict[str, Any]) -> None:
        """Go on from what `memory` gave for a rule of the same kind on the same weights; raises ValueError where it was
        another one. The rate is left as it is."""
        self.begin_at(memory["batches"])
        for own, kept in zip(self.arrays(), memory["arrays"], strict=True):
            own[...] = kept
        for lazy, known in zip(self._lazy, memory["lazy"], strict=True):
            lazy.recall(known)

    def continue_from(self, other: Kept) -> None:
        """Go on where another rule stopped; begin anew where that moved other weights, or by other settings."""
        if not self.moves(other._store):
            return
        self.begin_at(other.batches)
        if self.spec.replace(learning_rate=other.spec.learning_rate) == other.spec:
            for own, before in zip(self.arrays(), other.arrays(), strict=True):
                own[...] = before
            for lazy, earlier in zip(self._lazy, other._lazy):
                lazy.continue_from(earlier)

    def moves(self, store: WeightStore) -> bool:
        """Whether it moves the weights of this store, and these alone."""
        mine, others = self._store, store
        return [(id(v), p) for v, p in zip(mine.variables, mine.places)] == [
            (id(v), p) for v, p in zip(others.variables, others.places)
        ]

    def kept(self) -> Iterator[tuple[str, list[Array]]]:
        """What is kept of each trained weight, slot by slot, with the weight's path; where it lies."""
        self.catch_up()
        for place in self._store.trainable_places():
            yield place.owned.path, [place.of(slot) for slot in self.slots]

    def averages(self) -> list[Array]:
        """The moving averages of the weights, then the gradients collected for a step, weight by weight, where they
        lie."""
        flat = [array for array in (self._average, self._collected) if array is not None]
        return [place.of(array) for array in flat for place in self._store.trainable_places()]

    def slot_variables(self) -> list[Array]:
        """The slots weight by weight in the order of Keras' optimizer, where they lie."""
        places = list(self._store.trainable_places())
        kept = self.kept_slots()
        first, later = kept[: self.together], kept[self.together :]
        found = [place.of(slot) for place in places for slot in first]
        return [*found, *(place.of(slot) for slot in later for place in places)]

    def kept_slots(self) -> tuple[Array, ...]:
        """The slots that Keras has too."""
        return self.slots

    def begin_at(self, batches: int) -> None:
        """Count on from as many batches."""
        self.batches = batches
        self.iterations = batches // (self.spec.gradient_accumulation_steps or 1)

    def state_taken(self) -> None:
        """The slots hold the state of the present step: what is known of rows of tables follows from them."""
        for lazy in self._lazy:
            lazy.resume(self.iterations)

    def state(self) -> tuple[int, float, tuple[Array, ...]]:
        """Steps so far, learning rate and copies of the slots."""
        self.catch_up()
        return self.iterations, self.learning_rate, tuple(slot.copy() for slot in self.slots)
