"""HashedCrossing: pairs of categories, brought to a few categories of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.preprocessing.categories import ENCODED, MODE_HELP, Categories
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, Ports, ShapeError, TensorArgument, TensorType, example


@register
@dataclass(frozen=True)
class HashedCrossing(Categories):
    arguments: ClassVar[ArgumentOrder] = ("num_bins", "output_mode", "sparse", "name", "dtype")
    reads_texts: ClassVar[bool] = True
    own_dtypes: ClassVar[tuple[str, ...]] = ("int64",)
    caption: ClassVar[str] = "Shares out pairs of whole numbers or texts over a few categories, always in the same way."
    formula: ClassVar[str] = "y = hash(first, second) mod num_bins; texts enter by FarmHash's fingerprint\n" + ENCODED
    examples: ClassVar[tuple[Example, ...]] = (
        example((1,), (1,), dtype="int64", num_bins=5),
        example((1,), (1,), dtype="int64", num_bins=4, output_mode="one_hot"),
        example((1,), (1,), dtype="string", num_bins=4),
    )

    num_bins: int = param("int", 16, "how many categories there are", low=1, always=True)
    output_mode: str = param("choice", "int", MODE_HELP, choices=("int", "one_hot"))

    @property
    def policy(self) -> str:
        """The type that Keras' files name for the layer."""
        return self.whole if self.output_mode == "int" else "float32"

    def ports(self) -> Ports:
        return Ports(inputs=("first", "second"), required=2)

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return (TensorArgument("inputs", 2, listed=True),)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        first, second = inputs
        for x in inputs:
            if x.dtype.startswith(("float", "bfloat", "complex")):
                raise ShapeError(say("HashedCrossing takes whole numbers or texts. Received: {dtype}.", dtype=x.dtype))
        if first.shape != second.shape or len(first.shape) > 2 or first.shape[1:] not in ((), (1,)):
            raise ShapeError(
                say(
                    "HashedCrossing takes two inputs with one number or text a sample. Received: {first} and {second}.",
                    first=str(first),
                    second=str(second),
                )
            )
        return (self.encoded(first, self.num_bins),)
