"""What draws a line: layers are put behind where it stands, and what arrives there is known at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.known_column import KnownColumn
from graph.document.document import CallId, Document, LayerId, Model, ModelId, Point, Source
from graph.document.nesting import is_output, ports_of
from graph.editing.edits import add_call, add_layer, connect
from graph.inference.following import infer
from graph.inference.shapes import ModelShapes
from graph.quick_add import words as naming
from graph.quick_add.arriving import Types, infer_part
from graph.quick_add.parameters import LineError
from graph.quick_add.placing import Size
from graph.quick_add.reading import Word
from graph.quick_add.words import Offer, Usage
from graph.specs.message import MessageError, say
from graph.specs.spec import Spec, TensorType


@dataclass(frozen=True)
class Start:
    """Where a line begins: behind `sources`, with which `|` joins; at its very beginning it joins with `mark`. Without
    sources the first box stands at `place`.

    `types` are those of the model's sources, where they are known already; `columns` those of the document's data,
    `saved` the user's own selections by name (the clipboard's text), `sizes` those of the boxes there are, `usage` how
    often a kind was used.
    """

    sources: tuple[Source, ...] = ()
    mark: tuple[Source, ...] = ()
    place: Point = (0.0, 0.0)
    types: Types | None = None
    columns: tuple[KnownColumn, ...] = ()
    saved: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, Size] = field(default_factory=dict)
    usage: Usage = lambda _key: 0


class Pen:
    """A document being drawn on: where the line stands (`ends`), what is known there, and layers put behind it."""

    def __init__(self, document: Document, model: ModelId, start: Start) -> None:
        self.before, self.document, self.model, self.start = document, document, model, start
        self.ends, self.mark = start.sources, start.sources
        self.columns = start.columns or columns_of(document)
        self.spare: list[Source] = []
        """Results besides the first, waiting for a step that needs one input more."""
        self.where: dict[CallId, Sequence[Word]] = {}
        self.kinds: list[str] = []
        self.begun = False
        self._known = start.types
        self._shapes: tuple[Document, ModelShapes] | None = None
        self._offered: tuple[object, tuple[Offer, ...]] | None = None

    # What there is

    @property
    def target(self) -> Model:
        return self.document.models[self.model]

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What a step may draw now; what the line has drawn so far may be used as well."""
        now = (tuple(self.document.models), self.columns)
        if self._offered is None or self._offered[0] != now:
            found = naming.offers(self.document, self.model, self.columns, self.start.saved)
            self._offered = (now, found)
        return self._offered[1]

    def shapes(self) -> ModelShapes:
        """The shapes of what is drawn, and the types of all else."""
        if self._shapes is None or self._shapes[0] is not self.document:
            if self._known is None:
                self._known = infer(self.before, self.model).types
            self._shapes = (self.document, infer_part(self.document, self.model, self.where, self._known))
        return self._shapes[1]

    def types(self) -> tuple[TensorType | None, ...]:
        """What arrives from the ends."""
        shapes = self.shapes()
        return tuple(shapes.types.get(source) for source in self.ends)

    def named(self, word: Word) -> LayerId:
        """The layer that a word names: wholly, or by a beginning that no other name has."""
        sought = word.text.removeprefix("@").casefold()
        names = {layer.name: key for key, layer in self.target.layers.items() if layer.name and not is_output(layer)}
        found = [n for n in names if n.casefold() == sought] or [n for n in names if n.casefold().startswith(sought)]
        found = found[:1] if found and all(n.startswith(found[0]) for n in found) else found
        if len(found) != 1:
            told = (
                say("{word} may be {choices}.", word=word.text, choices=", ".join(found[:8]))
                if found
                else say("There is no layer {word} in this model.", word=word.text.removeprefix("@"))
            )
            raise LineError(told, (word,))
        return names[found[0]]

    def put(self, spec: Spec, words: Sequence[Word], name: str | None = None) -> CallId:
        """A new layer behind the ends."""
        try:
            self.document, layer, call = add_layer(self.document, self.model, spec, name=name)
        except MessageError as error:
            raise LineError(error.message, words) from None
        return self.apply(layer, words, call)

    def apply(self, layer: LayerId, words: Sequence[Word], call: CallId | None = None) -> CallId:
        """Use a layer on the ends: once on all if it joins, else once on each, with the same weights."""
        ports = ports_of(self.document, self.target.layers[layer].spec)
        ends = self.ends if ports.inputs else ()
        together = ports.variadic or ports.required > 1 or not ends
        results: list[Source] = []
        first: CallId | None = None
        for sources in [ends] if together else [(end,) for end in ends]:
            if call is None:
                self.document, call = add_call(self.document, self.model, layer)
            self.where[call] = words
            wanted = list(sources)
            while not ports.variadic and len(wanted) < ports.required and wanted and self.spare:
                wanted.append(self.spare.pop())
            for port, source in enumerate(wanted[: None if ports.variadic else len(ports.inputs)]):
                try:
                    self.document = connect(self.document, self.model, source, call, port)
                except MessageError as error:
                    raise LineError(error.message, words) from None
            first = first or call
            results += self.results(call)
            call = None
        self.ends = tuple(results)
        assert first is not None
        return first

    def results(self, call: CallId) -> tuple[Source, ...]:
        """What goes on behind a call: its first result; others wait."""
        outputs = ports_of(self.document, self.target.layer_of(call).spec).outputs
        self.spare += [Source(call, n) for n in range(1, len(outputs))] if call in self.where else []
        return (Source(call),) if outputs else ()


def columns_of(document: Document) -> tuple[KnownColumn, ...]:
    """The columns of a document's data where they are known before it is opened."""
    data = document.data.dataset
    return data.columns() if isinstance(data, DatasetSpec) else ()
