"""EinsumDense: a dense layer whose product is written as an equation."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import ClassVar

from graph.specs.einsum import Equation, read_equation
from graph.specs.message import say
from graph.specs.owned_weights import own_weight
from graph.specs.params import SpecError, param, params_of
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    ShapeError,
    Spec,
    TensorType,
    Value,
    Weight,
    count,
    example,
)


@register
@dataclass(frozen=True)
class EinsumDense(Spec):
    ends_with_activation: ClassVar[bool] = True
    arguments: ClassVar[ArgumentOrder] = (
        ...,
        "lora_rank",
        "lora_alpha",
        "gptq_unpacked_column_size",
        "quantization_config",
        "*",
        "activity_regularizer",
    )
    caption: ClassVar[str] = "A dense layer whose product is an equation: activation(einsum(x, kernel) + bias)."
    formula: ClassVar[str] = "y = activation(einsum(equation, x, kernel) + bias)"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 5), equation="abc,cd->abd", output_shape=(None, 4), bias_axes="d"),
        example((3, 5), equation="abc,cde->adbe", output_shape=(2, None, 4), bias_axes="de", activation="gelu"),
        example((3, 5), equation="abc,bcd->abd", output_shape=(3, 4)),
        example((2, 3, 5), equation="...bc,cd->...db", output_shape=(4, 3), bias_axes="d", activation="tanh"),
        example((3, 2, 4), equation="ab...,bc->ac...", output_shape=(5,), bias_axes="c"),
        example((3, 5), equation="abc,bd->ad", output_shape=(4,), bias_axes="d"),
    )

    equation: str = param(
        "text", "ab,bc->ac", "letters of the input's axes, the kernel's and the output's", always=True
    )
    output_shape: tuple[int | None, ...] = param(
        "shape", (64,), "sizes of the output without batch and ellipsis; None: as in the input", low=1, always=True
    )
    activation: str = param("activation", "linear")
    bias_axes: str | None = param("text", None, "the output's letters that have a bias each, such as d; empty for none")
    kernel_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    kernel_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    kernel_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)

    def check(self) -> None:
        equation = read_equation("EinsumDense", self.equation)
        strange = [letter for letter in self.bias_axes or "" if letter not in equation.y]
        if strange:
            raise SpecError(
                say(
                    "EinsumDense: bias_axes must be letters of the output, {letters}. Received: {given!r:.80}.",
                    letters=equation.y,
                    given=self.bias_axes,
                )
            )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        sizes, equation = self.sizes(x), self.letters(x)
        return (TensorType(tuple(sizes[letter] for letter in equation.y)),)

    def letters(self, x: TensorType) -> Equation:
        """The equation with a letter for each axis of the input; raises ShapeError where their numbers differ."""
        equation = read_equation("EinsumDense", self.equation)
        found = equation.for_rank(len(x.shape))
        if found is None:
            raise ShapeError(
                say(
                    "EinsumDense: {equation} wants an input of {n} axes with the batch. Received: {shape}.",
                    equation=self.equation,
                    n=f"{len(equation.x)}+" if equation.left or equation.right else len(equation.x),
                    shape=str(x),
                )
            )
        return found

    def sizes(self, x: TensorType) -> dict[str, int | None]:
        """The size of each letter; raises ShapeError where input and `output_shape` contradict each other."""
        own, whole = read_equation("EinsumDense", self.equation), self.letters(x)
        sizes = dict(zip(whole.x, x.shape))
        # The batch is the first letter of the output, or the first that the ellipsis stands for.
        named = own.y if own.left and len(whole.x) > len(own.x) else own.y[1:]
        if len(named) != len(self.output_shape):
            raise ShapeError(
                say(
                    "EinsumDense: output_shape must have a size for each of {letters}. Received: {given}.",
                    letters=named or "—",
                    given=str(self.output_shape),
                )
            )
        for letter, size in zip(named, self.output_shape):
            have = sizes.get(letter)
            if have is not None and size is not None and have != size:
                raise ShapeError(
                    say(
                        "EinsumDense: output_shape wants {want} for the axis {letter}, the input {shape} has {have}.",
                        want=size,
                        letter=letter,
                        shape=str(x),
                        have=have,
                    )
                )
            sizes[letter] = have if size is None else size
        for letter in own.kernel:
            if sizes.get(letter) is None:
                raise ShapeError(
                    say(
                        "EinsumDense needs to know the size of the kernel's axis {letter}: give it in output_shape.",
                        letter=letter,
                    )
                )
        return sizes

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        (x,) = inputs
        equation, sizes = self.letters(x), self.sizes(x)
        shape = tuple(sizes[letter] or 1 for letter in equation.kernel)
        axes = range(len(equation.kernel))
        units = tuple(i for i in axes if equation.kernel[i] in equation.y)
        given = tuple(i for i in axes if i not in units)
        drawn = with_axes(self.kernel_initializer, given, units)
        kernel = own_weight(self, "kernel", shape, initializer=drawn)
        return (kernel,) if self.bias_axes is None else (kernel, own_weight(self, "bias", self.bias_shape(x)))

    def bias_shape(self, x: TensorType) -> tuple[int, ...]:
        """Sizes of the axes that have a bias, 1 for those between and behind them."""
        equation, sizes = self.letters(x), self.sizes(x)
        named = self.bias_axes or ""
        first = min((equation.y.index(letter) for letter in named), default=len(equation.y))
        shape = []
        for letter in equation.y[first:]:
            size = sizes[letter] if letter in named else 1
            if size is None:
                raise ShapeError(
                    say("EinsumDense: an axis with a bias needs a known size. Received: {shape}.", shape=str(x))
                )
            shape.append(size)
        return tuple(shape)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        equation, sizes = self.letters(inputs[0]), self.sizes(inputs[0])
        summed = prod(sizes[letter] or 1 for letter in equation.kernel if letter not in equation.y)
        return 2 * count(outputs[0].shape[1:]) * summed


def with_axes(initializer: Value, inputs: tuple[int, ...], outputs: tuple[int, ...]) -> Value:
    """An initializer that scales by fans told which axes are inputs and outputs, unless it says so itself."""
    if "input_axes" not in params_of(initializer):
        return initializer
    given = getattr(initializer, "input_axes", None), getattr(initializer, "output_axes", None)
    return initializer if None not in given else initializer.replace(input_axes=inputs, output_axes=outputs)
