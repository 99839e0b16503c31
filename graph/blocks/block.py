"""What a block is: a kind with parameters that draws a model of the document from layers that exist already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.document.document import Document, ModelId, Source
from graph.editing.edits import add_layer, add_model, connect, move
from graph.inference.following import infer
from graph.layers.core.ends import Input, Output
from graph.layout.arrange import arrange
from graph.specs.message import say
from graph.specs.registry import layer_kinds, snake
from graph.specs.spec import Shape, ShapeError, Spec, TensorType, Value


class Sketch:
    """A model being drawn: layers are put behind sources, and what arrives where is known at once."""

    def __init__(self, document: Document, model: ModelId) -> None:
        self.document, self.model = document, model

    def put(self, kind: str, *sources: Source, name: str | None = None, **given: Any) -> Source:
        """A layer of that kind behind sources; what it gives."""
        return self.put_spec(layer_kinds()[kind](**given), *sources, name=name)

    def put_spec(self, spec: Spec, *sources: Source, name: str | None = None) -> Source:
        self.document, _, call = add_layer(self.document, self.model, spec, name=name)
        for port, source in enumerate(sources):
            self.document = connect(self.document, self.model, source, call, port)
        return Source(call)

    def type_of(self, source: Source) -> TensorType:
        """What a source gives; raises the ShapeError of the layer that can't take what reaches it."""
        shapes = infer(self.document, self.model)
        for failure in shapes.failures.values():
            raise failure
        return shapes.types[source]


@dataclass(frozen=True)
class Block(Value):
    """Base of the blocks. `inputs` are what goes in by name, `shapes` what they may look like, without the batch."""

    category: ClassVar[str] = "block"
    inputs: ClassVar[tuple[str, ...]] = ("input",)
    shapes: ClassVar[tuple[Shape, ...]] = ((16, 16, 8),)

    def draw(self, sketch: Sketch, *sources: Source) -> dict[str, Source]:
        """Draw the layers behind the sources; the results by name, the one that goes on first. Raises ShapeError."""
        raise ShapeError(say("{kind} draws nothing.", kind=self.kind))


def add_block(
    document: Document, block: Block, given: Sequence[TensorType | None] = (), name: str | None = None
) -> tuple[Document, ModelId]:
    """A new model that is the block, for inputs of these types; raises ShapeError where they don't suit it."""
    document, model = add_model(document, name or snake(block.kind))
    sketch, sources = Sketch(document, model), []
    for place, (title, usual) in enumerate(zip(block.inputs, block.shapes, strict=True)):
        arriving = given[place] if place < len(given) else None
        entrance = Input(usual) if arriving is None else Input(arriving.shape[1:], arriving.dtype)
        sources.append(sketch.put_spec(entrance, name=title))
    for title, source in block.draw(sketch, *sources).items():
        sketch.type_of(source)
        sketch.put_spec(Output(), source, name=title)
    drawn = sketch.document.models[model]
    return move(sketch.document, model, arrange(drawn, {})), model


def same_model(document: Document, one: ModelId, other: ModelId) -> bool:
    """Whether two models are drawn alike, layer by layer, so that one can stand for both."""
    first, second = document.models[one], document.models[other]
    if len(first.calls) != len(second.calls):
        return False
    table = dict(zip(first.calls, second.calls, strict=True))
    for call, twin in table.items():
        mine, yours = first.layer_of(call), second.layer_of(twin)
        wires = tuple(s if s is None else s._replace(call=table[s.call]) for s in first.calls[call].inputs)
        if (mine.name, mine.spec) != (yours.name, yours.spec) or wires != second.calls[twin].inputs:
            return False
    return True


def channels(kind: str, given: TensorType, low: int = 2, high: int = 5) -> int:
    """The size of the last axis; raises ShapeError where it is free, or there are fewer or more axes than expected."""
    if not low <= len(given.shape) <= high or given.shape[-1] is None:
        raise ShapeError(
            say(
                "{kind} expects from {low} to {high} axes with the batch, the last of a known size. Received: {shape}.",
                kind=kind,
                low=low,
                high=high,
                shape=str(given),
            )
        )
    return given.shape[-1]


def along(pattern: str, kind: str, given: TensorType) -> str:
    """The kind for as many axes as are given: `Conv{}` is Conv2D for images. Raises ShapeError where there is none."""
    found = pattern.format(f"{len(given.shape) - 2}D")
    if found not in layer_kinds():
        raise ShapeError(
            say(
                "{kind} needs {layer}, which there is not. Received: {shape}.", kind=kind, layer=found, shape=str(given)
            )
        )
    return found
