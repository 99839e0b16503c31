"""Shape inference that follows a document from edit to edit: only what lies behind an edit is looked at again.

Inferring a document once is the same with nothing known before; what is found never depends on what was known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph.document.changes import differing, same_objects
from graph.document.document import CallId, Document, LayerId, Model, ModelId, Source
from graph.document.nesting import Wiring, wiring
from graph.inference.nesting import Nesting, Within, nesting
from graph.inference.shapes import CallShapes, ModelShapes, Situation, shapes_of_call
from graph.layers.core.nested_model import NestedModel
from graph.specs.spec import TensorType

KEPT = 64
"""So many findings inside of models are kept beside those of the models themselves."""
NOTHING = CallShapes()
Given = tuple[TensorType, ...] | None


def infer(document: Document, model: ModelId | None = None) -> ModelShapes:
    """The shapes of a model (the root where none is named), nested models included."""
    return Inference().of(document, model or document.root)


def infer_all(document: Document) -> dict[ModelId, ModelShapes]:
    """The shapes of every model of a document, each seen from its own Inputs."""
    inference = Inference()
    return {model: inference.of(document, model) for model in document.models}


@dataclass
class _Known:
    """What was found in a model for some types that enter it, and the models that lay within it then."""

    model: Model
    within: Within = ()
    shapes: ModelShapes = field(default_factory=ModelShapes)
    calls_of: dict[LayerId, list[CallId]] = field(default_factory=dict)
    """The calls of each layer in computing order."""


@dataclass(frozen=True)
class _Nested:
    """The layers of a model that are models, and which models."""

    of: Model
    layers: frozenset[LayerId]
    models: frozenset[ModelId]


class Inference:
    """Shapes of one document after another, whatever they have in common. What stays the same is the same object."""

    def __init__(self) -> None:
        self._document: Document | None = None
        self._known: dict[tuple[ModelId, Given], _Known] = {}
        self._nested: dict[ModelId, _Nested] = {}
        self._nesting = Nesting()

    def of(self, document: Document, model: ModelId) -> ModelShapes:
        """The shapes of a model of the document, seen from its own Inputs."""
        if document is not self._document:
            self._turn_to(document)
        return self._find(document, document.models[model], None)

    def _turn_to(self, document: Document) -> None:
        self._document = document
        self._nested = {model.id: self._nested_in(model) for model in document.models.values()}
        self._nesting = nesting({model: found.models for model, found in self._nested.items()}, document.models)
        for key in [key for key in self._known if key[0] not in document.models]:
            del self._known[key]
        for key in list(self._known)[: max(0, len(self._known) - len(document.models) - KEPT)]:
            del self._known[key]

    def _nested_in(self, model: Model) -> _Nested:
        known = self._nested.get(model.id)
        if known is not None and known.of.layers is model.layers:
            return known
        found = {i: layer.spec.model for i, layer in model.layers.items() if isinstance(layer.spec, NestedModel)}
        return _Nested(model, frozenset(found), frozenset(found.values()))

    def _find(self, document: Document, model: Model, given: Given) -> ModelShapes:
        key, within = (model.id, given), self._nesting.within[model.id]
        known = self._known.pop(key, None) or _Known(Model(model.id, model.name))
        if known.model is not model or not same_objects(known.within, within):

            def inside(inner: Model, entering: tuple[TensorType, ...]) -> ModelShapes:
                return self._find(document, inner, entering)

            here = Situation(document, model, known.shapes, given, self._nesting.closed, inside)
            nested = frozenset[LayerId]() if same_objects(known.within, within) else self._nested[model.id].layers
            known = _Walk(known, here, nested).go(within)
        self._known[key] = known  # What was used last comes last.
        return known.shapes


class _Walk:
    """One walk over a model, from what is known of its last version; the calls of `nested` are looked at anyway."""

    def __init__(self, known: _Known, here: Situation, nested: frozenset[LayerId]) -> None:
        self.known, self.model, self.given = known, here.model, here.given
        self.nested_layers = nested
        self.is_rewired = self.model.calls is not known.model.calls
        before = known.shapes
        self.wiring: Wiring = wiring(self.model) if self.is_rewired else before.wiring
        self.calls_of = self._calls_of() if self.is_rewired else known.calls_of
        self.types, self.failures = dict(before.types), dict(before.failures)
        self.weights, self.nested, self.calls = dict(before.weights), dict(before.nested), dict(before.calls)
        self.found = ModelShapes(
            self.types, self.failures, self.weights, self.nested, self.calls, self.given, self.wiring
        )
        self.here = replace(here, found=self.found)
        self.changed_layers: set[LayerId] = set()

    def _calls_of(self) -> dict[LayerId, list[CallId]]:
        calls_of: dict[LayerId, list[CallId]] = {}
        for call in self.wiring.order:
            calls_of.setdefault(self.model.calls[call].layer, []).append(call)
        return calls_of

    def go(self, within: Within) -> _Known:
        dirty = self._touched()
        if dirty or self.is_rewired:
            for call in self.wiring.order if dirty else ():
                if call in dirty:
                    dirty |= self._look_at(call)
            for layer in self.changed_layers:
                self._weigh(layer)
        is_same = not self.is_rewired and not self.changed_layers
        return _Known(self.model, within, self.known.shapes if is_same else self.found, self.calls_of)

    def _touched(self) -> set[CallId]:
        """The calls to be looked at whatever arrives there; what is gone is forgotten."""
        old, model = self.known.model, self.model
        dirty = set(differing(old.calls, model.calls))
        for layer in differing(old.layers, model.layers) | self.nested_layers:
            dirty.update(self.calls_of.get(layer, ()))
        if self.given is not None and old.inputs != model.inputs:
            dirty.update(model.inputs, old.inputs)
        if self.is_rewired:
            order = set(self.wiring.order)
            for call in self.calls.keys() - order:
                self.changed_layers.add(old.calls[call].layer)
                self._put(call, self.calls.pop(call), NOTHING)
            dirty |= order - self.calls.keys()
            for layer, calls in self.calls_of.items():
                known = self.known.calls_of.get(layer, [])
                if max(len(calls), len(known)) > 1 and calls != known:
                    dirty.update(calls)  # which of them is the first may be another
                    self.changed_layers.add(layer)
            for call in dirty & old.calls.keys():
                self.changed_layers.add(old.calls[call].layer)
            dirty &= order
        return dirty

    def _look_at(self, call_id: CallId) -> set[CallId]:
        """Look at a call; what must be looked at because of what was found."""
        call = self.model.calls[call_id]
        siblings, old = self.calls_of[call.layer], self.calls.get(call_id)
        new = shapes_of_call(self.here, call, self._first(siblings, call_id) if len(siblings) > 1 else None)
        if new == old:
            return set()
        before = old or NOTHING
        if new.own == before.own:
            new = replace(new, own=before.own)
        self.calls[call_id] = new
        self._put(call_id, before, new)
        self.changed_layers.add(call.layer)
        behind = set(self.wiring.users.get(call_id, ())) if new.outputs != before.outputs else set()
        if len(siblings) > 1 and (new.own is not before.own or new.inner is not before.inner):
            behind.update(siblings[siblings.index(call_id) + 1 :])
        return behind

    def _first(self, siblings: Sequence[CallId], call: CallId) -> CallShapes | None:
        """The first call of a layer before this one that says what its weights are."""
        for other in siblings:
            if other == call:
                return None
            found = self.calls.get(other, NOTHING)
            if found.own is not None or found.inner is not None:
                return found
        return None

    def _put(self, call: CallId, old: CallShapes, new: CallShapes) -> None:
        for output in range(len(new.outputs), len(old.outputs)):
            del self.types[Source(call, output)]
        for output, type in enumerate(new.outputs):
            self.types[Source(call, output)] = type
        self.failures.pop(call, None)
        if new.failure is not None:
            self.failures[call] = new.failure
        self.nested.pop(call, None)
        if new.inner is not None and new.failure is None:
            self.nested[call] = new.inner

    def _weigh(self, layer: LayerId) -> None:
        """The weights of a layer: those that its first call wants."""
        wanted = (self.calls[call].own for call in self.calls_of.get(layer, ()))
        own = next((weights for weights in wanted if weights is not None), None)
        if own is not None:
            self.weights[layer] = own
        else:
            self.weights.pop(layer, None)
