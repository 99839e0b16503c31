"""What the rules look at: the document with its shapes, and what is known of the data and the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.data.facts import ColumnFacts, DataFacts
from graph.document.document import Call, Document, Layer, Model, ModelId, Source
from graph.document.names import output_name
from graph.inference.program import feeding
from graph.inference.shapes import ModelShapes
from graph.layers.core.ends import Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.reshaping.reshape import Flatten, Reshape
from graph.specs.spec import Spec, TensorType
from graph.validate.problems import Problem


@dataclass(frozen=True)
class End:
    """An Output of the root model with what arrives there."""

    layer: Layer
    call: Call
    spec: Output
    type: TensorType | None
    maker: Layer | None
    """The root model's layer that makes the numbers, seen through Flatten and Reshape; None inside a model."""
    making: Spec | None
    """The spec that makes the numbers, also where it is inside a model layer."""
    name: str


@dataclass(frozen=True)
class Check:
    """One look at a document; what several rules need is worked out once."""

    document: Document
    shapes: Mapping[ModelId, ModelShapes]
    data: DataFacts | None
    memory: int | None

    @cached_property
    def needed(self) -> dict[ModelId, set[str]]:
        """Of each model, the calls that some output depends on."""
        return {model.id: feeding(model) for model in self.document.models.values()}

    @cached_property
    def names(self) -> dict[ModelId, set[str]]:
        """Of each model, the names of its layers."""
        return {m.id: {layer.name for layer in m.layers.values()} for m in self.document.models.values()}

    @cached_property
    def ends(self) -> tuple[End, ...]:
        """The Outputs of the root model that can be read."""
        return tuple(self._ends())

    def _ends(self) -> Iterator[End]:
        root = self.document.main
        for call_id in root.outputs:
            layer, call = root.layer_of(call_id), root.calls[call_id]
            if isinstance(layer.spec, Output):
                source = next(iter(call.inputs), None)
                type = self.shapes[root.id].types.get(source) if source else None
                holder, making = self.origin(root, source)
                yield End(layer, call, layer.spec, type, holder, making, layer.name or output_name(root, call_id))

    def origin(self, model: Model, source: Source | None) -> tuple[Layer | None, Spec | None]:
        """Which layer makes the numbers of a source: itself, or what lies before it where it only rearranges them."""
        holder: Layer | None = None
        outside = True
        for _ in range(1000):  # a cycle would lead round and round
            if source is None or source.call not in model.calls:
                return None, None
            layer = model.layer_of(source.call)
            holder = layer if outside else None
            inputs = model.calls[source.call].inputs
            if isinstance(layer.spec, NestedModel):
                inner = self.document.models.get(layer.spec.model)
                if inner is None or source.output >= len(inner.outputs):
                    return None, None
                outside, model = False, inner
                source = next(iter(inner.calls[inner.outputs[source.output]].inputs), None)
            elif isinstance(layer.spec, (Flatten, Reshape)) and inputs:
                source = inputs[0]
            else:
                return holder, layer.spec
        return None, None

    def facts(self, layer: str) -> ColumnFacts | None:
        """What is known of the data of an Input or Output."""
        return self.data.columns.get(layer) if self.data else None


Rule = Callable[[Check], Iterator[Problem]]
