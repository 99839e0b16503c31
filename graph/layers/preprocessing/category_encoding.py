"""CategoryEncoding: numbers of categories as places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.preprocessing.categories import ENCODED, Categories
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, Ports, ShapeError, TensorArgument, TensorType, example


@register
@dataclass(frozen=True)
class CategoryEncoding(Categories):
    arguments: ClassVar[ArgumentOrder] = ("num_tokens", "output_mode", "sparse")
    caption: ClassVar[str] = "Gives every category a place of its own: numbers become rows of 0 and 1, or of counts."
    formula: ClassVar[str] = ENCODED + "\ncount: y = Σ of 1, or of count_weights, at the place of the category"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3,), dtype="int32", num_tokens=5),
        example((3,), dtype="int64", num_tokens=12, output_mode="one_hot"),
        example((1,), dtype="int64", num_tokens=9, output_mode="one_hot"),
        example((2, 3), dtype="int32", num_tokens=9, output_mode="count"),
        Example(
            {"num_tokens": 9, "output_mode": "count"},
            (TensorType((None, 3), "int32"), TensorType((None, 3))),
        ),
    )

    num_tokens: int | None = param("int", None, "how many categories there are: the largest number + 1", low=1)
    output_mode: str = param(
        "choice",
        "multi_hot",
        "one_hot: a row for each number; multi_hot: one row for all of a sample; count: how often each is there",
        choices=("multi_hot", "one_hot", "count"),
    )

    def ports(self) -> Ports:
        return Ports(inputs=("input", "count weights"), required=1)

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return (TensorArgument("inputs"), TensorArgument("count_weights", keyword=True))

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        x, *weights = inputs
        if self.num_tokens is None:
            raise ShapeError(say("CategoryEncoding needs num_tokens: how many categories there are."))
        if weights and self.output_mode != "count":
            raise ShapeError(
                say(
                    'CategoryEncoding takes count weights only where output_mode is "count". Received: {mode}.',
                    mode=self.mode,
                )
            )
        if weights and not weights[0].accepts(x.shape):
            raise ShapeError(
                say(
                    "CategoryEncoding: count weights must have the shape of the input. "
                    "Received: {weights} for {shape}.",
                    weights=str(weights[0]),
                    shape=str(x),
                )
            )
        return (self.encoded(x, self.num_tokens),)
