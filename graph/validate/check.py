"""What the rules look at: the document with its shapes, and what is known of the data and the machine."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from graph.data.facts import ColumnFacts, DataFacts
from graph.document.changes import Index, same_objects
from graph.document.document import Call, CallId, Document, Layer, Model, ModelId, Source
from graph.document.names import output_name
from graph.document.nesting import is_output
from graph.inference.program import feeding
from graph.inference.shapes import ModelShapes
from graph.inference.totals import Counting, Totals
from graph.layers.core.ends import Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.reshaping.reshape import Flatten, Reshape
from graph.specs.spec import Spec, TensorType
from graph.validate.problems import Problem

T = TypeVar("T")


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
    kept: Kept

    def needed(self, model: Model) -> Set[CallId]:
        """The calls of a model that some output depends on."""
        return self.kept.once(("needed", model.id), (model.calls, model.outputs), lambda: frozenset(feeding(model)))

    def layers_of_kind(self, model: Model, *kinds: type[Spec]) -> list[Layer]:
        """A model's layers of some kinds in the order of their making, subclasses included."""
        groups = self.kept.index(("kinds", model.id), _kind).follow(model.layers)
        found = {key for kind, keys in groups.items() if issubclass(kind, kinds) for key in keys}  # type: ignore[arg-type]
        return [model.layers[key] for key in in_order(found, model.layers)]

    def equal_names(self, model: Model) -> list[Layer]:
        """The layers of a model whose name another of the same sort, Outputs or others, had before."""
        groups = self.kept.index(("names", model.id), lambda layer: (is_output(layer), layer.name)).follow(model.layers)
        several = [in_order(keys, model.layers) for keys in groups.values() if len(keys) > 1]
        found = {key for keys in several for key in keys[1:]}
        return [model.layers[key] for key in in_order(found, model.layers)]

    def names(self, model: Model) -> set[str]:
        """The names of a model's layers."""
        return self.kept.once(("taken", model.id), (model.layers,), lambda: {i.name for i in model.layers.values()})

    def piles(self, model: Model) -> list[list[str]]:
        """What lies on one place of a model's canvas, for each place with more than one box."""
        at = self.kept.index(("places", model.id), lambda place: (round(place[0]), round(place[1])))
        groups = at.follow(model.positions).values()
        piles = [[key for key in keys if key in model.layers or key in model.calls] for keys in groups if len(keys) > 1]
        return [in_order(set(pile), model.positions) for pile in piles if len(pile) > 1]

    @cached_property
    def totals(self) -> Totals:
        """Weights and memory of the root model."""
        return self.kept.counting.of(self.document, self.document.main, self.shapes[self.document.root])

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


def _kind(layer: Layer) -> Hashable:
    kind: Any = type(layer.spec)  # a class is hashable, whatever its instances are
    return kind


def in_order(keys: Set[str], mapping: Mapping[str, object]) -> list[str]:
    """Keys of a mapping in its order."""
    return list(keys & mapping.keys()) if len(keys) < 2 else [key for key in mapping if key in keys]


class Kept:
    """What one look at a document leaves for the next: where nothing was wrong, and what was worked out of parts that
    may be the same still."""

    def __init__(self) -> None:
        self.last: Check | None = None
        self.wrong: dict[tuple[int, ModelId], frozenset[str]] = {}
        """Where a rule about single layers or calls found something, by the rule's number and model."""
        self.needed: dict[ModelId, Set[CallId]] = {}
        """What some output needed, by model."""
        self.counting = Counting()
        self._facts: dict[tuple[str, ModelId], tuple[tuple[object, ...], Any]] = {}
        self._indices: dict[tuple[str, ModelId], Index[str, Any]] = {}

    def once(self, what: tuple[str, ModelId], parts: tuple[object, ...], find: Callable[[], T]) -> T:
        """What was found of the very same parts the last time, else what is found now."""
        known = self._facts.get(what)
        if known is None or not same_objects(known[0], parts):
            known = self._facts[what] = (parts, find())
        found: T = known[1]
        return found

    def index(self, what: tuple[str, ModelId], common: Callable[[Any], Hashable]) -> Index[str, Any]:
        """The index of that name."""
        if what not in self._indices:
            self._indices[what] = Index(common)
        return self._indices[what]

    def forget(self, models: Container[ModelId]) -> None:
        """Keep only what is of these models."""
        for kept in (self._facts, self._indices):
            for what in [what for what in kept if what[1] not in models]:
                del kept[what]


Rule = Callable[[Check], Iterator[Problem]]
"""A rule about the document as a whole. It runs after every edit, so it must not walk over all layers or calls."""


@dataclass(frozen=True)
class LayerRule:
    """A rule about one layer of a model.

    Whether something is wrong may depend only on the layer, whether it has a call, the document's own `extra`, and with
    `reads_weights` its weights: while those are the same, a layer is not looked at again. What is said may depend on
    anything.
    """

    of: Callable[[Check, Model, Layer], Iterator[Problem]]
    reads_weights: bool = False


@dataclass(frozen=True)
class CallRule:
    """A rule about one call.

    Whether something is wrong may depend only on the call, its layer, the same of the calls that feed it, whether an
    output needs it, whether there is any output, and with `reads_shapes` what inference found of it.
    """

    of: Callable[[Check, Model, Call], Iterator[Problem]]
    reads_shapes: bool = False


AnyRule = Rule | LayerRule | CallRule
