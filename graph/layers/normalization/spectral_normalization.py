"""SpectralNormalization: a layer whose kernel is divided by its largest singular value while training."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from graph.specs.initializers import TruncatedNormal
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, Spec, TensorType, Weight, example
from graph.specs.wrapping import need_layer, owned, part_name, parts_of

KERNELS = ("kernel", "embeddings")
"""What the weight may be called that is normalized."""


@register
@dataclass(frozen=True)
class SpectralNormalization(Spec):
    family: ClassVar[str] = "normalization"
    acts_in_training: ClassVar[bool] = True
    caption: ClassVar[str] = "A layer whose kernel is divided by its largest singular value while training."
    formula: ClassVar[str] = (
        "training: v ← W · u / |W · u|, u ← Wᵗ · v / |Wᵗ · v|; the layer with the kernel W / (vᵗ · W · u)\n"
        "else: the layer with the kernel W"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        # A kernel of one column has its singular vectors at once, others after some turns: gradients hold them still.
        example((4,), layer={"kind": "Dense", "units": 1}),
        example((4,), layer={"kind": "Dense", "units": 2, "activation": "tanh"}, power_iterations=200),
        example((3, 4, 2), layer={"kind": "Conv2D", "filters": 1, "kernel_size": 2}),
    )

    layer: Spec = param("spec", "Dense", "the layer with the kernel", category="layer", always=True)
    power_iterations: int = param("int", 1, "how often the singular vectors are improved in each step", low=1)

    def check(self) -> None:
        need_layer(self.kind, self.layer)
        if self.layer.ports().required != 1:
            raise SpecError(
                say("{kind} holds layers with one input. Received: {layer}.", kind=self.kind, layer=self.layer.kind)
            )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = self.layer.outputs(inputs)
        self.kernel(inputs)
        if len(found) != 1:
            raise ShapeError(
                say("{kind} holds layers with one result. Received: {layer}.", kind=self.kind, layer=self.layer.kind)
            )
        return (replace(found[0], masked=found[0].masked and inputs[0].masked),)

    def kernel(self, inputs: tuple[TensorType, ...]) -> Weight:
        """The weight of the layer inside that is normalized; raises ShapeError where it has none."""
        for weight in self.layer.weights(inputs):
            if weight.name in KERNELS:
                return weight
        raise ShapeError(
            say(
                "SpectralNormalization needs a layer with a kernel, as Dense or a convolution. Received: {layer}.",
                layer=self.layer.kind,
            )
        )

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        own = self.kernel(inputs)
        inside = owned(self.layer, inputs, part_name(self.layer), "layer")
        place = next(i for i, w in enumerate(inside) if w.name == f"{part_name(self.layer)}/{own.name}")
        kernel = replace(inside[place], group="", also="layer")
        vector = Weight("vector_u", (1, own.shape[-1]), TruncatedNormal(stddev=0.02), trainable=False)
        return (kernel, vector, *inside[:place], *inside[place + 1 :])

    def parts(self) -> tuple[tuple[str, str], ...]:
        return parts_of(self.layer, part_name(self.layer), "layer")

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return self.layer.flops(inputs, outputs)
