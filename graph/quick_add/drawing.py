"""Drawing a line: what its words mean becomes layers, wires and bindings of a document, or a sentence says why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.blocks.block import Block, add_block, same_model
from graph.data.data_plan import Binding
from graph.data.data_sets.data_set import DatasetSpec
from graph.data.known_column import KnownColumn
from graph.document.document import CallId, Document, LayerId, ModelId, Source
from graph.document.names import fresh_name
from graph.document.nesting import is_output, ports_of
from graph.editing.clipboard import paste
from graph.editing.edits import add_layer, connect
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.quick_add import words as naming
from graph.quick_add.ends import activation_of, end_of
from graph.quick_add.parameters import Given, LineError, alternatives, made, read_parameters
from graph.quick_add.pen import Pen, Start
from graph.quick_add.placing import places_for
from graph.quick_add.reading import Group, Item, Join, LineProblem, Step, Word, read_line
from graph.quick_add.words import Offer
from graph.specs.closest import closest
from graph.specs.message import Message, MessageError, say
from graph.specs.registry import find, layer_kinds
from graph.specs.spec import Spec

MOST_LAYERS = 500


@dataclass(frozen=True)
class Drawn:
    """The document with what a line draws: the new layers in order, where the next line goes on, what is wrong."""

    document: Document
    layers: tuple[LayerId, ...]
    calls: tuple[CallId, ...]
    ends: tuple[Source, ...]
    problems: tuple[LineProblem, ...]
    kinds: tuple[str, ...] = ()
    """The keys of what was drawn, to be counted as used."""

    @property
    def is_sound(self) -> bool:
        """Whether all of the line is understood; shapes that don't fit only warn."""
        return not any(not problem.warns for problem in self.problems)


def draw_line(document: Document, model: ModelId, text: str, start: Start | None = None) -> Drawn:
    """What a line of quick-add draws in a model; pure, and it raises nothing: what is wrong is said in `problems`."""
    items, problems = read_line(text)
    pen = _Line(document, model, start or Start())
    try:
        pen.items(items)
    except LineError as error:
        problems = (*problems, error.problem())
    return pen.result(problems)


class _Line(Pen):
    """The steps of a line, one after another."""

    def items(self, items: Sequence[Item]) -> None:
        for item in items:
            if isinstance(item, Group):
                self._group(item)
            elif isinstance(item, Join):
                self._join(item)
            else:
                self._steps(item)
            self.begun = True

    def _group(self, group: Group) -> None:
        outer = self.mark
        for _ in range(group.times):
            self.mark = self.ends
            self.items(group.items)
        self.mark = outer

    def _steps(self, step: Step) -> None:
        words = naming.unglued(step.words, self.offers)
        for _ in range(step.times):
            for chosen in alternatives(words):
                self._step(chosen)

    def _step(self, words: Sequence[Word]) -> None:
        if len(self.where) > MOST_LAYERS:
            raise LineError(say("A line draws at most {most} layers.", most=MOST_LAYERS), words)
        head = words[0]
        if head.text.startswith("@") or head.text.casefold() in ("reuse", "复用"):
            self._again(words)
            return
        found = naming.meant(head.text, self.offers, self.start.usage)
        if not found and "." in head.text:
            sets = [offer for offer in self.offers if offer.what == naming.DATA]
            found = naming.meant(head.text.partition(".")[0], sets, self.start.usage)
        if not found:
            raise LineError(self._unknown(head), (head,))
        offer = found[0]
        draw: dict[str, Callable[[Offer, Sequence[Word]], None]] = {
            naming.BLOCK: self._block,
            naming.MODEL: self._nested,
            naming.DATA: self._data,
            naming.COLUMN: self._column,
            naming.SAVED: self._saved,
        }
        self.kinds.append(offer.key)
        if offer.what in draw:
            draw[offer.what](offer, words)
        elif layer_kinds()[offer.key] is Output:
            self._output(words)
        else:
            self._layer(found, words)

    def _unknown(self, word: Word) -> Message:
        names = [name for offer in self.offers for name in offer.names]
        better = closest(word.text, tuple(names))
        if better:
            return say("There is no {word}. Is it {better}?", word=word.text, better=better)
        return say("There is no {word}: a step begins with a layer, a block, a model or a data set.", word=word.text)

    def _layer(self, found: Sequence[Offer], words: Sequence[Word]) -> None:
        """A layer; of kinds for one, two and three axes the one that takes what arrives, else that for images."""
        options = sorted(found, key=lambda offer: "2D" not in offer.key)
        given: list[tuple[Spec, Given]] = []
        refused: LineError | None = None
        for offer in options:
            kind = layer_kinds()[offer.key]
            try:
                read = read_parameters(kind, words[1:])
                spec: Spec = made(kind, read, words)
            except LineError as error:
                refused = refused or error
                continue
            if len(options) == 1 or self._takes(spec):
                self.put(spec, words, read.name)
                return
            given.append((spec, read))
        if not given:
            assert refused is not None
            raise refused
        self.put(given[0][0], words, given[0][1].name)

    def _takes(self, spec: Spec) -> bool:
        arriving = self.types()
        if not arriving or arriving[0] is None:
            return "2D" in spec.kind
        try:
            spec.outputs((arriving[0],))
        except MessageError:
            return False
        return True

    def _block(self, offer: Offer, words: Sequence[Word]) -> None:
        kind = find("block", offer.key)
        assert kind is not None and issubclass(kind, Block)
        read = read_parameters(kind, words[1:])
        block: Block = made(kind, read, words)
        arriving = [*self.types()][:1]
        arriving += [self.shapes().types.get(source) for source in self.spare[::-1][: len(block.inputs) - 1]]
        try:
            document, drawn = add_block(self.document, block, arriving, read.name)
        except MessageError as error:
            raise LineError(error.message, words) from None
        twin = next(
            (m for m in self.document.models if m not in self.before.models and same_model(document, m, drawn)), None
        )
        if twin is None:
            self.document = document
        self.put(NestedModel(model=twin or drawn), words, read.name)

    def _nested(self, offer: Offer, words: Sequence[Word]) -> None:
        read = read_parameters(NestedModel, words[1:])
        self.put(NestedModel(**{**read.settings, "model": offer.key}), words, read.name)

    def _again(self, words: Sequence[Word]) -> None:
        """`@name` at the beginning goes on behind that layer; later, and `reuse name`, use it again."""
        word = words[0] if words[0].text.startswith("@") else words[1] if len(words) > 1 else None
        if word is None:
            raise LineError(say("reuse needs the name of a layer of this model."), words)
        layer = self.named(word)
        if words[0] is word and not self.begun:
            self.ends = self.mark = self.results(self.target.calls_of(layer)[-1].id)
            return
        self.apply(layer, words)

    def _join(self, join: Join) -> None:
        """Bring the ends together with the mark, or with the layers and columns that are named."""
        words = join.words
        spec, rest, name = self._merging(words)
        earlier = self.mark if self.begun else self.start.mark
        others = tuple(source for word in rest for source in self._place(word)) or earlier
        places = (Word("|", join.start, join.end), *words)
        if not others or not self.ends or (others == self.ends and not rest):
            raise LineError(say("There is nothing yet to join with. Select a layer, or name one behind |."), places)
        self.ends = (*self.ends, *others)
        self.put(spec, places, name)
        self.mark = self.ends

    def _merging(self, words: Sequence[Word]) -> tuple[Spec, Sequence[Word], str | None]:
        """The layer that joins, Add where none is named, and the words that name places."""
        merging = [offer for offer in self.offers if offer.family == "merging"]
        found = naming.meant(words[0].text, merging) if words else ()
        if not found:
            return layer_kinds()["Add"](), words, None
        kind = layer_kinds()[found[0].key]
        self.kinds.append(kind.kind)
        read = read_parameters(kind, words[1:], keep=lambda _word: True)
        return made(kind, read, words), read.rest, read.name

    def _place(self, word: Word) -> tuple[Source, ...]:
        column = next((c for c in self.columns if c.name.casefold() == word.text.casefold()), None)
        names = {layer.name.casefold() for layer in self.target.layers.values()}
        if word.text.startswith("@") or column is None or column.name.casefold() in names:
            try:
                return self.results(self.target.calls_of(self.named(word))[-1].id)
            except LineError:
                sought = word.text.removeprefix("@").casefold()
                begun = [c for c in self.columns if c.name.casefold().startswith(sought) and not c.is_target]
                if len(begun) != 1:
                    raise
                column = begun[0]
        return (Source(self._fed(column, (word,))),)

    def _saved(self, offer: Offer, words: Sequence[Word]) -> None:
        """A saved selection; its first layer without input goes behind the ends."""
        if len(words) > 1:
            raise LineError(say("{name} takes no parameters.", name=offer.title), words[1:])
        before = set(self.target.calls)
        try:
            self.document, _ = paste(self.document, self.model, self.start.saved[offer.key], (0.0, 0.0))
        except MessageError as error:
            raise LineError(error.message, words) from None
        new = [call for call in self.target.calls if call not in before]
        self.where.update(dict.fromkeys(new, words))
        open_ports = [
            c
            for c in new
            if ports_of(self.document, self.target.layer_of(c).spec).required
            > len([s for s in self.target.calls[c].inputs if s is not None])
        ]
        if open_ports and self.ends:
            self.document = connect(self.document, self.model, self.ends[0], open_ports[0], 0)
        used = {source.call for source, _, _ in self.target.wires()}
        last = [c for c in new if c not in used and not is_output(self.target.layer_of(c))]
        self.ends = tuple(Source(c) for c in last[-1:])

    # Data

    def _data(self, offer: Offer, words: Sequence[Word]) -> None:
        """A data set, with an Input for each of its columns that is no target."""
        kind = find("dataset", offer.key)
        assert kind is not None and issubclass(kind, DatasetSpec)
        data: DatasetSpec = made(kind, read_parameters(kind, words[1:]), words)
        self.columns = data.columns()
        self.document = replace(self.document, data=self.document.data.with_dataset(data))
        sought = words[0].text.partition(".")[2].casefold()
        named = [c for c in self.columns if not c.is_target and c.name.casefold().startswith(sought)]
        wanted = named if sought else [c for c in named if not c.is_extra]
        if not wanted:
            told = say("{data} has no column {name} for an Input.", data=offer.title, name=sought)
            raise LineError(
                told
                if self.columns
                else say(
                    "{data} is read from files: choose them in the Data panel, then name a column here.",
                    data=offer.title,
                ),
                words,
            )
        self.ends = self.mark = tuple(Source(self._fed(column, words)) for column in wanted)

    def _column(self, offer: Offer, words: Sequence[Word]) -> None:
        if len(words) > 1:
            raise LineError(say("{name} takes no parameters.", name=offer.title), words[1:])
        column = next(c for c in self.columns if c.name == offer.key)
        self.ends = (Source(self._fed(column, words)),)

    def _fed(self, column: KnownColumn, words: Sequence[Word]) -> CallId:
        """An Input that is fed with a column."""
        try:
            shape, dtype = column.entering()
        except MessageError as error:
            raise LineError(error.message, words) from None
        taken = {layer.name for layer in self.target.layers.values()}
        self.document, layer, call = add_layer(
            self.document, self.model, Input(shape, dtype), name=fresh_name(column.name, taken)
        )
        self._bind(layer, Binding(column.name, column.steps()))
        self.where[call] = words
        return call

    def _bind(self, layer: LayerId, binding: Binding) -> None:
        if self.model == self.document.root and self.document.data.dataset is not None:
            self.document = replace(self.document, data=self.document.data.bind(layer, binding))

    def _output(self, words: Sequence[Word]) -> None:
        """An Output with its loss, behind the Dense that it needs; several ends are put side by side before."""
        if len(self.ends) > 1:
            self.put(layer_kinds()["Concatenate"](), words)
        last = self.ends[0] if self.ends else None
        arriving = self.types()[0] if last is not None else None
        has_data = self.model == self.document.root and self.document.data.dataset is not None
        try:
            end = end_of(words[1:], self.columns if has_data else (), arriving, activation_of(self.target, last))
        except LineError as error:
            raise LineError(
                error.message, words if not error.words or error.words[0].end == 0 else error.words
            ) from None
        if end.head is not None and last is not None:
            self.put(Dense(*end.head), words)
        before = self.ends
        call = self.put(end.spec, words, end.name)
        self.ends = before
        if end.binding is not None:
            self._bind(self.target.calls[call].layer, end.binding)

    def results(self, call: CallId) -> tuple[Source, ...]:
        """What goes on behind a call: its first result; others wait."""
        outputs = ports_of(self.document, self.target.layer_of(call).spec).outputs
        self.spare += [Source(call, n) for n in range(1, len(outputs))] if call in self.where else []
        return (Source(call),) if outputs else ()

    def result(self, problems: Sequence[LineProblem]) -> Drawn:
        model = self.target
        layers = tuple(key for key in model.layers if key not in self.before.models[self.model].layers)
        places = places_for(model, layers, self.start.sizes, self.start.place)
        self.document = self.document.with_model(replace(model, positions={**model.positions, **places}))
        return Drawn(
            self.document,
            layers,
            tuple(self.where),
            self.ends,
            (*problems, *self._failures()),
            tuple(self.kinds),
        )

    def _failures(self) -> Iterator[LineProblem]:
        """Shapes that don't fit, where the words stand that drew them."""
        failures = self.shapes().failures if self.where else {}
        for call, error in failures.items():
            if call in self.where:
                place = self.where[call]
                yield LineProblem(error.message, place[0].start, place[-1].end, warns=True)
