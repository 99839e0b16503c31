"""The weights of a class of one's own, those of the layers inside it, and what both add to the loss."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from graph.specs.arguments import only
from graph.specs.message import say
from runtime.api.errors import ApiError
from runtime.api.free_layers import FreeWeightLayer
from runtime.api.layer_settings import truth
from runtime.api.naming import within
from runtime.api.own.parts import layers_of, once
from runtime.api.own.trace import RunningTrace
from runtime.api.tensors import Tensor
from runtime.api.tracing import current
from runtime.weights.variable import Variable


class OwnWeights:
    """What an `Owner` has of weights and terms of the loss."""

    name: str
    _own_weights: list[FreeWeightLayer]
    """The layers behind its own weights, in the order of their making."""
    _own_losses: list[Any]
    """What `add_loss` was given in the last call on arrays."""
    _own_trainable: bool
    frozen_whole: bool

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, Variable) and value.source is None and not value.of_layer:
            self._own_weights.append(FreeWeightLayer.around(vars(self).get("name", ""), value))
        super().__setattr__(name, value)

    def add_weight(
        self,
        shape: Any = None,
        initializer: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        autocast: bool = True,
        regularizer: Any = None,
        constraint: Any = None,
        aggregation: str = "none",
        overwrite_with_gradient: bool = False,
        name: str | None = None,
    ) -> Variable:
        """A weight of its own; raises MessageError for settings that can't be."""
        only("add_weight", "autocast", autocast, True, False)
        only("add_weight", "aggregation", aggregation, "none", None, "mean", "sum", "only_first_replica")
        only("add_weight", "overwrite_with_gradient", overwrite_with_gradient, False)
        options = {"dtype": dtype, "regularizer": regularizer, "constraint": constraint}
        owner = "" if within(self.name) else self.name
        trained = truth("add_weight", "trainable", trainable)
        layer = FreeWeightLayer.made(owner, shape, initializer, name, trained=trained, **options)
        layer.trainable = self.trainable
        self._own_weights.append(layer)
        return layer.variable

    def add_variable(
        self,
        shape: Any,
        initializer: Any,
        dtype: Any = None,
        trainable: bool = True,
        autocast: bool = True,
        regularizer: Any = None,
        constraint: Any = None,
        name: str | None = None,
    ) -> Variable:
        """The same as `add_weight`, as Keras has it."""
        return self.add_weight(shape, initializer, dtype, trainable, autocast, regularizer, constraint, name=name)

    def add_loss(self, loss: Any) -> None:
        """Add a term to the loss of every model that this takes part in, for the call that runs."""
        for term in loss if isinstance(loss, (list, tuple)) else [loss]:
            trace = current()
            if isinstance(trace, RunningTrace):
                trace.add_loss(term)
            elif isinstance(term, Tensor):
                raise ApiError(say("{name}: add_loss belongs into call, which computes what it adds.", name=self.name))
            else:
                self._own_losses.append(term)

    @property
    def losses(self) -> list[Any]:
        """What the last call on arrays added to the loss, with what the layers and weights inside add."""
        inside = (*self._own_weights, *layers_of(self))
        called = vars(self).get("_added", ())
        return [*called, *self._own_losses, *chain.from_iterable(part.losses for part in inside)]

    def weight_losses(self) -> list[Any]:
        """What the weights inside add to the loss as they are."""
        return self.losses_inside() if self.trainable else []

    def losses_inside(self) -> list[Any]:
        return [] if self.frozen_whole else [loss for part in self.parts() for loss in part.losses_inside()]

    @property
    def free_weights(self) -> list[FreeWeightLayer]:
        """The layers behind its own weights, in the order of their making."""
        return list(self._own_weights)

    def _clear_losses(self) -> None:
        self._own_losses.clear()
        for part in layers_of(self):
            clear = getattr(part, "_clear_losses", None)
            if clear is not None:
                clear()

    @property
    def trainable(self) -> bool:
        """Whether training changes its weights; setting it sets it for every layer inside, as in Keras."""
        return self._own_trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        vars(self).update(_own_trainable=truth(type(self).__name__, "trainable", value), frozen_whole=False)
        for part in self.parts():
            part.trainable = value

    def parts(self) -> Iterable[Any]:
        """What holds its own weights, and the layers inside."""
        return (*self._own_weights, *layers_of(self))

    def freeze_outside(self, trainable: bool) -> None:
        """Set whether it is trained as a whole, and leave every layer inside as it is."""
        vars(self).update(_own_trainable=trainable, frozen_whole=not trainable)

    @property
    def weights(self) -> list[Variable]:
        """Its own, trained ones first, then those of the layers inside, in the order of its attributes, as Keras."""
        own = [layer.variable for layer in self._own_weights]
        inner = (v for part in layers_of(self) for v in part.weights)
        return once(chain((v for v in own if v.trainable), (v for v in own if not v.trainable), inner))

    @property
    def trainable_weights(self) -> list[Variable]:
        if not self._own_trainable:
            return []
        own = (layer.variable for layer in self._own_weights if layer.trainable and layer.variable.trainable)
        return once(chain(own, (v for part in layers_of(self) for v in part.trainable_weights)))

    def _own_variables(self) -> list[Variable]:
        return [layer.variable for layer in self._own_weights]
