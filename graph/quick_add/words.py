"""What the first word of a step may name: kinds of layers, blocks, models, data sets, columns, what was saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from graph.data.known_column import KnownColumn
from graph.document.digraphs import holders
from graph.document.document import Document, ModelId
from graph.layers.core.nested_model import NestedModel
from graph.quick_add.ranking import EXACT, rank
from graph.quick_add.reading import Word
from graph.specs.registry import kinds, layer_kinds

LAYER, BLOCK, MODEL, DATA, COLUMN, SAVED = "layer", "block", "model", "dataset", "column", "saved"
DIMENSION = re.compile(r"[123]D")


@dataclass(frozen=True)
class Offer:
    """Something that can be drawn. `what` is one of the categories above and `key` which of them; `names` are what it
    may be called, its title the first; `caption` is an English sentence."""

    what: str
    key: str
    names: tuple[str, ...]
    family: str = ""
    caption: str = ""

    @property
    def title(self) -> str:
        return self.names[0]

    @property
    def reference(self) -> str:
        """By what alone it is meant: a layer's kind, else what it is, a colon and its key."""
        return self.key if self.what == LAYER else f"{self.what}:{self.key}"

    @property
    def stem(self) -> str:
        """`Conv2D` without how many axes it slides along: kinds of one stem are chosen by what reaches them."""
        return DIMENSION.sub("", self.key)


@cache
def kinds_offered() -> tuple[Offer, ...]:
    """Layers, blocks and data sets: what there is in every document."""
    found = [
        Offer(LAYER, kind, (kind, *spec.short), spec.family, spec.caption)
        for kind, spec in layer_kinds().items()
        if spec.offered
    ]
    found += [Offer(BLOCK, k, (k, *block.short), "block", block.caption) for k, block in kinds("block").items()]
    found += [
        Offer(
            DATA, kind, tuple(dict.fromkeys((kind, kind.removeprefix("Generated"), *data.short))), "data", data.caption
        )
        for kind, data in kinds("dataset").items()
    ]
    return tuple(found)


def offers(
    document: Document, model: ModelId, columns: Sequence[KnownColumn] = (), saved: Iterable[str] = ()
) -> tuple[Offer, ...]:
    """Everything that a step of a line may draw in a model."""
    around = holders(document, model)
    models = [
        Offer(MODEL, other.id, (other.name,), "model", NestedModel.caption)
        for other in document.models.values()
        if other.id not in around
    ]
    own = [Offer(SAVED, name, (name,), "saved", "Saved by you.") for name in saved]
    given = [Offer(COLUMN, c.name, (c.name,), "input", "A column of the data.") for c in columns if not c.is_target]
    return (*kinds_offered(), *models, *own, *given)


Usage = Callable[[str], int]


def is_unusual(kind: str) -> bool:
    """Whether it is of a kind that is for images as well, for something else."""
    found = DIMENSION.search(kind)
    return found is not None and found.group() != "2D"


def ranked(text: str, offered: Sequence[Offer], usage: Usage = lambda _key: 0) -> list[tuple[int, Offer]]:
    """What answers a word, best first, with how well; of equals the document's own models and operations come
    last, then what is used more first."""
    found = []
    for order, offer in enumerate(offered):
        best = min((r for name in offer.names if (r := rank(text, name)) is not None), default=None)
        if best is not None:
            later = 2 if offer.family == "operations" else int(offer.what not in (LAYER, BLOCK, DATA))
            found.append((best, later, -usage(offer.key), is_unusual(offer.key), order, offer))
    return [(best, offer) for best, _, _, _, _, offer in sorted(found, key=lambda entry: entry[:5])]


def meant(text: str, offered: Sequence[Offer], usage: Usage = lambda _key: 0) -> tuple[Offer, ...]:
    """What a word stands for: one, or several of one stem to choose from by what reaches them; none."""
    lower = text.casefold()
    by_reference = tuple(offer for offer in offered if text == offer.reference)
    if by_reference:
        return by_reference
    exact = [offer for offer in offered if any(name.casefold() == lower for name in offer.names)]
    found = ranked(text, exact or offered, usage)
    if not found:
        return ()
    best, first = found[0]
    alike = [offer for r, offer in found if r == best and (offer.what, offer.stem) == (first.what, first.stem)]
    return tuple(alike) if DIMENSION.search(first.key) else (first,)


def unglued(words: Sequence[Word], offered: Sequence[Offer]) -> tuple[Word, ...]:
    """`conv64 3` is `conv 64 3`, where a name stands before the number and the whole is no name itself."""
    first = words[0]
    if first.text.startswith("@") or _is_name(first.text, offered):
        return tuple(words)
    for at in range(len(first.text) - 1, 0, -1):
        if re.match(r"-?\.?\d", first.text[at:]) and _is_name(first.text[:at], offered):
            middle = first.start + at
            return (Word(first.text[:at], first.start, middle), Word(first.text[at:], middle, first.end), *words[1:])
    short = re.match(r"([^\W\d]{2,})(\d.*)", first.text)
    if short is not None and not ranked(first.text, offered) and ranked(short.group(1), offered):
        middle = first.start + short.end(1)
        return (Word(short.group(1), first.start, middle), Word(short.group(2), middle, first.end), *words[1:])
    return tuple(words)


def _is_name(text: str, offered: Sequence[Offer]) -> bool:
    lower = text.casefold()
    return any(lower == offer.reference.casefold() or lower in map(str.casefold, offer.names) for offer in offered)


__all__ = ["BLOCK", "COLUMN", "DATA", "EXACT", "LAYER", "MODEL", "SAVED", "Offer", "meant", "offers", "ranked"]
