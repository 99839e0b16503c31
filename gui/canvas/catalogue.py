"""What can be put on the canvas, each by a key that a drag can carry: kinds of layers, blocks, models, data sets, what
the user has saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.known_column import KnownColumn
from graph.document.document import Document, Layer, LayerId, ModelId, Point, Source
from graph.document.nesting import ports_of
from graph.editing.edits import add_layer, connect
from graph.editing.rewiring import End, insert, insertable, why_not
from graph.layers.core.nested_model import NestedModel
from graph.quick_add import words as naming
from graph.quick_add.ranking import rank
from graph.quick_add.words import Offer
from graph.specs.message import Message, MessageError, say
from graph.specs.registry import find, layer_kinds
from graph.specs.spec import Spec, TensorType
from gui.translate import sentence

MIME = "application/x-layerloom-kind"
MODEL_PREFIX, BLOCK, SAVED = "model:", "block:", "saved:"


@dataclass(frozen=True)
class Entry:
    """One thing to add: `key` is a kind of layer, or what it is else, a colon and its name or id; `names` are what it
    is found by besides its title."""

    key: str
    title: str
    family: str
    caption: str
    names: tuple[str, ...] = ()


def entry_of(offer: Offer) -> Entry:
    """What quick-add offers, as a row."""
    return Entry(offer.reference, offer.title, offer.family, sentence(offer.caption), offer.names)


def is_plain(key: str) -> bool:
    """Whether it is a kind of layer or a model, which can be put anywhere as it is."""
    return ":" not in key or key.startswith(MODEL_PREFIX)


def entries(
    document: Document, model: ModelId, columns: Sequence[KnownColumn] = (), saved: Iterable[str] = ()
) -> list[Entry]:
    """Everything that can be added to a model, kinds first."""
    return [entry_of(offer) for offer in naming.offers(document, model, columns, saved) if _is_complete(offer)]


def _is_complete(offer: Offer) -> bool:
    """Whether it can be added without more being said: not a data set that lies in files."""
    kind = find("dataset", offer.key) if offer.what == naming.DATA else None
    return kind is None or (issubclass(kind, DatasetSpec) and not _needs_path(kind))


def _needs_path(kind: type[DatasetSpec]) -> bool:
    try:
        return not kind().columns()
    except (TypeError, MessageError):
        return True


def answering(query: str, offered: Sequence[Entry], usage: Callable[[str], int]) -> list[Entry]:
    """The entries that answer a search, best first, by their names; then those of which the caption has the words."""
    if not query.strip():
        return sorted(offered, key=lambda entry: -usage(entry.key))
    found, rest = [], []
    for place, entry in enumerate(offered):
        best = min((r for name in (entry.title, *entry.names) if (r := rank(query, name)) is not None), default=None)
        if best is not None:
            kind = naming.is_unusual(entry.key)
            found.append((best, entry.family == "operations", -usage(entry.key), kind, place, entry))
        elif query.strip().casefold() in entry.caption.casefold():
            rest.append(entry)
    return [entry for *_, entry in sorted(found, key=lambda row: row[:5])] + rest


def spec_of(key: str) -> Spec | None:
    """A fresh spec with its defaults, None for a key that is not known."""
    if key.startswith(MODEL_PREFIX):
        return NestedModel(model=key.removeprefix(MODEL_PREFIX))
    kind = layer_kinds().get(key)
    if kind is None or kind is NestedModel:
        return None
    try:
        return kind()
    except (TypeError, MessageError):
        return None


def takes(document: Document, key: str, given: TensorType | None) -> bool:
    """Whether a fresh layer of that kind accepts this type at its first input."""
    spec = spec_of(key)
    if spec is None:
        return key.startswith(BLOCK) and (given is None or len(given.shape) > 2)
    ports = ports_of(document, spec)
    if not ports.inputs or given is None or ports.required != 1 or isinstance(spec, NestedModel):
        return bool(ports.inputs)
    return not ports.outputs or misfit(spec, given) is None


def misfit(spec: Spec, given: TensorType) -> Message | None:
    """Why a fresh layer can't take this type."""
    try:
        spec.outputs((given,))
    except MessageError as error:
        return error.message
    return None


def why_not_taken(document: Document, key: str, given: TensorType | None) -> Message | None:
    """Why such a layer is not among those that a wire may lead to, if there is more to say than that it isn't."""
    spec = spec_of(key)
    if spec is None or isinstance(spec, NestedModel) or takes(document, key, given):
        return None
    if not ports_of(document, spec).inputs:
        return say("{kind} has no input that a wire could lead to.", kind=spec.kind)
    return misfit(spec, given) if given is not None else None


def gives(document: Document, key: str) -> bool:
    """Whether a layer of that kind has an output."""
    spec = spec_of(key)
    return spec is not None and bool(ports_of(document, spec).outputs)


def added(
    document: Document, model: ModelId, key: str, place: Point, wire: Source | End | None = None
) -> tuple[Document, Layer] | None:
    """A new layer at a place, wired at once to what the wire came from; None for an unknown key. Raises EditError."""
    spec = spec_of(key)
    if spec is None or (isinstance(spec, NestedModel) and spec.model not in document.models):
        return None
    document, layer, call = add_layer(document, model, spec, place)
    if isinstance(wire, Source):
        document = connect(document, model, wire, call, 0)
    elif wire is not None:
        document = connect(document, model, Source(call), wire.call, wire.port)
    return document, document.models[model].layers[layer]


def inserted(document: Document, model: ModelId, layer: LayerId, into: End) -> Document:
    """The document with a fresh layer put into the wire that ends there, unchanged where it doesn't fit."""
    (call,) = document.models[model].calls_of(layer)
    source = document.models[model].calls[into.call].inputs[into.port]
    if source is None or not insertable(document, model, call.id):
        return document
    fits = why_not(document, model, source, End(call.id, 0)) is None
    return insert(document, model, call.id, into) if fits else document
