"""A document that follows what its code has become: ids, places and notes stay with the layers that are still there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from difflib import SequenceMatcher

from graph.document.document import (
    Call,
    CallId,
    Document,
    Layer,
    LayerId,
    Model,
    ModelId,
    Point,
    Source,
    with_wired_dots,
)
from graph.document.nesting import call_order
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.specs.training import TrainingPlan

STEP = 110.0
"""How far below the layer that feeds it a new one is put."""


def followed(old: Document, base: Document, new: Document) -> Document:
    """`old` as its code now says it: `base` is what was read of the code of `old`, `new` what is read of it now.

    Whatever the code did not change stays as it is in `old`, what code can't say included.
    """
    return _Following(old, base, new).document()


class _Following:
    def __init__(self, old: Document, base: Document, new: Document) -> None:
        self.old, self.base, self.new = old, base, new
        self.next = old.next_id
        self.models: dict[ModelId, ModelId] = {}
        """The id in the result of each model of `new`."""
        self.made: dict[ModelId, Model] = {}
        self.layers: dict[LayerId, LayerId] = {}

    def document(self) -> Document:
        root = self.follow(self.new.main, self.old.main, self.base.main)
        kept = {key: model for key, model in self.old.models.items() if key in self.made or self.is_loose(key)}
        training = self.old.training if self.new.training == self.base.training else self.taken_training()
        return replace(self.old, models={**kept, **self.made}, root=root, training=training, next_id=self.next)

    def is_loose(self, model: ModelId) -> bool:
        """Whether a model was no part of the code: nothing that is built uses it."""
        return (
            all(
                not (isinstance(layer.spec, NestedModel) and layer.spec.model == model)
                for other in self.old.models.values()
                for layer in other.layers.values()
            )
            and model != self.old.root
        )

    def taken_training(self) -> TrainingPlan:
        """The plan of `old` with what differs between `base` and `new`."""
        before, after = self.base.training, self.new.training
        changed = {f.name: new for f in fields(after) if (new := getattr(after, f.name)) != getattr(before, f.name)}
        return replace(self.old.training, **changed)

    def fresh(self, prefix: str) -> str:
        self.next += 1
        return f"{prefix}{self.next - 1}"

    def follow(self, new: Model, old: Model | None, base: Model | None) -> ModelId:
        """The model of the result for one of `new`; `old` and `base` are what it was."""
        if new.id in self.models:
            return self.models[new.id]
        model_id = self.models[new.id] = self.fresh("m") if old is None else old.id
        was = {} if old is None else matches(new, old)
        said = {} if base is None else matches(new, base)
        layers: dict[LayerId, Layer] = {}
        calls: dict[CallId, Call] = {}
        ids: dict[CallId, CallId] = {}
        for layer in new.layers.values():
            before = old.layers[was[layer.id]] if old is not None and layer.id in was else None
            first = base.layers[said[layer.id]] if base is not None and layer.id in said else None
            made = self.layer(layer, before, first)
            layers[made.id] = made
            earlier = [] if old is None or before is None else list(old.calls_of(before.id))
            for number, call in enumerate(new.calls_of(layer.id)):
                ids[call.id] = earlier[number].id if number < len(earlier) else self.fresh("c")
        for call in new.calls.values():
            sources = tuple(None if s is None else Source(ids[s.call], s.output) for s in call.inputs)
            extra = old.calls[ids[call.id]].extra if old is not None and ids[call.id] in old.calls else {}
            calls[ids[call.id]] = Call(ids[call.id], self.layers[call.layer], sources, call.arguments, extra)
        order = {} if old is None else {call: number for number, call in enumerate(old.calls)}
        ordered = dict(sorted(calls.items(), key=lambda item: order.get(item[0], len(order))))
        name = new.name if old is None or base is None or new.name != base.name else old.name
        start = old if old is not None else Model(model_id, name)
        made_model = replace(
            start,
            name=name,
            layers=layers,
            calls=ordered,
            inputs=tuple(ids[c] for c in new.inputs),
            outputs=tuple(ids[c] for c in new.outputs),
            extra=start.extra if old is not None else new.extra,
        )
        placed = replace(made_model, positions=places(made_model, start.positions, new, ids, self.layers))
        self.made[model_id] = with_wired_dots(placed)
        return model_id

    def layer(self, new: Layer, old: Layer | None, base: Layer | None) -> Layer:
        """One layer as the code has it; what it did not change against `base` is that of `old`."""
        layer_id = self.layers.setdefault(new.id, self.fresh("l") if old is None else old.id)
        spec = new.spec
        if isinstance(spec, NestedModel):
            inner_old = inner_base = None
            if old is not None and isinstance(old.spec, NestedModel):
                inner_old = self.old.models.get(old.spec.model)
            if base is not None and isinstance(base.spec, NestedModel):
                inner_base = self.base.models.get(base.spec.model)
            inner = self.follow(self.new.models[spec.model], inner_old, inner_base)
            spec = replace(spec, model=inner)
        elif old is not None and base is not None and new.spec == base.spec:
            spec = old.spec
        if old is None:
            return Layer(layer_id, new.name, spec, new.trainable)
        named = base is None or new.name != base.name
        name = new.name if named and not _counted(new) else old.name
        trainable = old.trainable if base is not None and new.trainable == base.trainable else new.trainable
        return replace(old, name=name, spec=spec, trainable=trainable)


def _counted(layer: Layer) -> bool:
    """Whether a name looks as if it were counted, so that it says nothing."""
    last = layer.name.rpartition("_")[2]
    return last.isdigit() or layer.name == layer.spec.kind.lower()


def matches(new: Model, old: Model) -> dict[LayerId, LayerId]:
    """Which layer of `old` each of `new` is: by order of the calls, kind and name."""
    first, second = _in_order(new), _in_order(old)
    found: dict[LayerId, LayerId] = {}
    names = {layer.name: layer.id for layer in second if layer.name and not _counted(layer)}
    for layer in first:
        if layer.name in names and old.layers[names[layer.name]].spec.kind == layer.spec.kind:
            found[layer.id] = names[layer.name]
    rest_new = [layer for layer in first if layer.id not in found]
    rest_old = [layer for layer in second if layer.id not in found.values()]
    blocks = SequenceMatcher(None, _keys(rest_new), _keys(rest_old), autojunk=False)
    for tag, a, b, c, d in blocks.get_opcodes():
        if tag == "equal":
            found.update((x.id, y.id) for x, y in zip(rest_new[a:b], rest_old[c:d], strict=True))
        elif tag == "replace":
            left = list(rest_old[c:d])
            for layer in rest_new[a:b]:
                same = next((other for other in left if other.spec.kind == layer.spec.kind), None)
                if same is not None:
                    left.remove(same)
                    found[layer.id] = same.id
    return found


def _keys(layers: Sequence[Layer]) -> list[str]:
    """What a layer is compared by: its kind, and all that it is told, so that the one that was added stands out."""
    plain = (NestedModel, Input, Output)
    return [layer.spec.kind if isinstance(layer.spec, plain) else repr(layer.spec) for layer in layers]


def _in_order(model: Model) -> list[Layer]:
    ends = [model.calls[c].layer for c in (*model.inputs, *model.outputs)]
    order = dict.fromkeys(model.calls[c].layer for c in call_order(model))
    inner = [layer for layer in order if layer not in ends]
    starts = [layer for layer in ends if isinstance(model.layers[layer].spec, Input)]
    stops = [layer for layer in ends if isinstance(model.layers[layer].spec, Output)]
    return [model.layers[layer] for layer in (*dict.fromkeys(starts), *inner, *dict.fromkeys(stops))]


def places(
    model: Model,
    known: Mapping[str, Point],
    new: Model,
    ids: dict[CallId, CallId],
    layers: dict[LayerId, LayerId],
) -> dict[str, Point]:
    """Places for all boxes: those that were there stay, a new one lies below what feeds it."""
    found = {key: place for key, place in known.items() if key in model.layers or key in model.calls}
    if not found:
        back = {layers[k]: place for k, place in new.positions.items() if k in layers}
        return {**back, **{ids[k]: place for k, place in new.positions.items() if k in ids}}
    taken = set(found.values())
    for call_id in call_order(model):
        layer = model.calls[call_id].layer
        if layer in found:
            continue
        source = next((s for s in model.calls[call_id].inputs if s is not None), None)
        x, y = found.get(model.calls[source.call].layer, (0.0, 0.0)) if source is not None else (0.0, 0.0)
        place = (x + STEP / 2, y + STEP / 2)
        while place in taken:
            place = (place[0] + STEP / 2, place[1] + STEP / 2)
        found[layer] = place
        taken.add(place)
    return found
