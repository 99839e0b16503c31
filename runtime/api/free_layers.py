"""The layers behind the weights, numbers, masks and losses of a `call` of one's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.core.added_loss import AddedLoss
from graph.layers.core.fixed_numbers import FixedNumbers
from graph.layers.core.free_weight import FreeWeight
from graph.layers.core.masks import GivenMask, ReadMask
from graph.layers.core.random_numbers import RandomNumbers
from graph.layers.core.while_training import WhileTraining
from graph.specs.arguments import only, plain_dtype
from graph.specs.constants import constant
from graph.specs.message import MessageError, say
from graph.specs.registry import make
from graph.specs.working_type import computed_in
from runtime.api import seeds
from runtime.api.errors import ApiError
from runtime.api.layer import Layer
from runtime.api.naming import automatic_name, checked_name, path_of
from runtime.api.tensors import Tensor
from runtime.api.value_objects import as_specs, with_own
from runtime.weights.initializers import checked_shape, initial_value
from runtime.weights.own_values import OwnArray
from runtime.weights.variable import Variable


class FreeWeightLayer(Layer):
    """A weight that `add_weight` made."""

    spec_class = FreeWeight

    @classmethod
    def made(cls, owner: str, shape: Any, initializer: Any, name: str | None, **options: Any) -> FreeWeightLayer:
        """A weight of these settings with its first numbers, for the layer of that name."""
        options = {key: value for key, value in options.items() if value is not None}
        only("add_weight", "dtype", plain_dtype(options.pop("dtype", None)), None, computed_in())
        given = {
            "shape": checked_shape("add_weight", () if shape is None else shape),
            "trained": options.pop("trained"),
        }
        given.update(options, initializer="glorot_uniform" if initializer is None else initializer)
        spec = make(FreeWeight, with_own(FreeWeight, as_specs(given)))
        value = initial_value(spec.initializer, spec.shape, seeds.generator())
        return cls._holding(spec, owner, name, np.asarray(value, computed_in()).reshape(spec.shape))

    @classmethod
    def around(cls, owner: str, variable: Variable) -> FreeWeightLayer:
        """The layer of a variable that somebody made by himself."""
        value = np.asarray(variable.value, computed_in())
        spec = FreeWeight(shape=value.shape, initializer=OwnArray(value), trained=variable.trainable)
        made = cls._holding(spec, owner, variable.name, value)
        made.held = {"weight": variable}
        variable.value, variable.source = value, made
        return made

    @classmethod
    def _holding(cls, spec: FreeWeight, owner: str, name: str | None, value: Any) -> FreeWeightLayer:
        name = automatic_name("variable") if name is None else checked_name(name)
        made = cls.of_spec(spec, name)
        variable = Variable.holding(path_of(f"{owner}/{name}" if owner else name), value, spec.trained)
        variable.source = made
        made.held, made.built = {"weight": variable}, True
        return made

    @property
    def variable(self) -> Variable:
        """The weight."""
        return self.held["weight"]


class FixedNumbersLayer(Layer):
    """Numbers that a layer is called on."""

    spec_class = FixedNumbers


class AddedLossLayer(Layer):
    """A term that `add_loss` added."""

    spec_class = AddedLoss


class ReadMaskLayer(Layer):
    """The mask of a tensor."""

    spec_class = ReadMask


class GivenMaskLayer(Layer):
    """A mask put onto a tensor."""

    spec_class = GivenMask


class RandomNumbersLayer(Layer):
    """Numbers that a function of `keras.random` draws."""

    spec_class = RandomNumbers


class WhileTrainingLayer(Layer):
    """One way while a network is trained, another after."""

    spec_class = WhileTraining


FREE_LAYERS: tuple[type[Layer], ...] = (
    FreeWeightLayer, FixedNumbersLayer, AddedLossLayer, ReadMaskLayer, GivenMaskLayer, RandomNumbersLayer,
    WhileTrainingLayer,
)  # fmt: skip


def fixed(array: Any, anchor: Tensor) -> Tensor:
    """These numbers as a tensor; raises ApiError for what is none."""
    try:
        spec = FixedNumbers(numbers=constant(array))
    except MessageError as error:
        raise ApiError(say("Numbers in a call: {error}", error=str(error))) from None
    return FixedNumbersLayer.of_spec(spec, automatic_name("fixed_numbers")).connect((anchor,)).outputs[0]


def mask_of(tensor: Tensor) -> Tensor:
    """The mask that goes along with a tensor, as a tensor of yes and no; there must be one."""
    made = tensor.node
    if isinstance(made.layer, GivenMaskLayer):
        return made.inputs[0]
    return ReadMaskLayer.of_spec(ReadMask(), automatic_name("read_mask")).connect((tensor,)).outputs[0]


def with_mask(tensor: Tensor, mask: Tensor) -> Tensor:
    """A tensor with this mask going along; raises ApiError where it does not fit."""
    layer = GivenMaskLayer.of_spec(GivenMask(), automatic_name("given_mask"))
    return layer.connect((mask, tensor)).outputs[0]


def random_numbers(anchor: Tensor, **settings: Any) -> Tensor:
    """Numbers that are drawn anew for every batch; raises SpecError for settings that can't be."""
    spec = make(RandomNumbers, settings)
    return RandomNumbersLayer.of_spec(spec, automatic_name("random_numbers")).connect((anchor,)).outputs[0]


def with_loss(result: Tensor, term: Tensor) -> Tensor:
    """A tensor that adds a term to the loss where it is computed."""
    return AddedLossLayer.of_spec(AddedLoss(), automatic_name("added_loss")).connect((result, term)).outputs[0]


def while_training(trained: Tensor, used: Tensor) -> Tensor:
    """One tensor while a network is trained, another after; raises ApiError where they are not of one shape."""
    layer = WhileTrainingLayer.of_spec(WhileTraining(), automatic_name("while_training"))
    return layer.connect((trained, used)).outputs[0]


Layer.with_mask = with_mask
Layer.mask_of = mask_of
