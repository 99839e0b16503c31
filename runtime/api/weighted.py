"""What layers and models share: their weights, in Keras' order, as variables and as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.specs.message import say
from graph.specs.spec import Spec
from runtime.api.checks import numbers
from runtime.api.errors import ApiError
from runtime.api.members import Members
from runtime.ops.op import Array
from runtime.weights.variable import Variable


class Weighted(Members):
    """What layers and models share: their weights, in Keras' order, as variables and as arrays."""

    name: str
    frozen_whole = False
    """Nothing in it is trained, whatever its parts say: a document said so."""

    @property
    def weights(self) -> list[Variable]:
        return []

    @property
    def trainable_weights(self) -> list[Variable]:
        return []

    @property
    def non_trainable_weights(self) -> list[Variable]:
        trained = {id(v) for v in self.trainable_weights}
        return [v for v in self.weights if id(v) not in trained]

    @property
    def variables(self) -> list[Variable]:
        return self.weights

    @property
    def trainable_variables(self) -> list[Variable]:
        return self.trainable_weights

    @property
    def non_trainable_variables(self) -> list[Variable]:
        return self.non_trainable_weights

    def get_weights(self) -> list[Array]:
        """Copies of all weights, in Keras' order."""
        return [v.numpy() for v in self.weights]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Take all weights, in Keras' order; raises ApiError where number or shapes differ, and changes nothing
        then."""
        if not isinstance(weights, (list, tuple)):
            raise ApiError(
                say("{name}: weights must be a list of arrays. Received: {given!r:.80}.", name=self.name, given=weights)
            )
        own, given = self.weights, [numbers(f"{self.name}: each of the weights", w) for w in weights]
        if len(given) != len(own):
            raise ApiError(say("{name} has {n} weights. Received: {m}.", name=self.name, n=len(own), m=len(given)))
        for variable, array in zip(own, given):
            if array.shape != variable.shape:
                raise ApiError(
                    say(
                        "{path} holds an array of shape {want}. Received: shape {got}.",
                        path=variable.path,
                        want=str(variable.shape),
                        got=str(array.shape),
                    )
                )
        for variable, array in zip(own, given):
            variable.assign(array)

    def count_params(self) -> int:
        """How many numbers all weights hold; raises ApiError for a layer that has not made them yet."""
        kind: Any = getattr(self, "spec_class", Spec)
        if not getattr(self, "built", True) and kind.weights is not Spec.weights:
            raise ApiError(
                say("{name} has no weights yet: call it on a tensor or an array first, or build it.", name=self.name)
            )
        return sum(v.value.size for v in self.weights)
