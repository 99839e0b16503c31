"""What may come next in a line: kinds for the first word of a step, parameters and their choices for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.document.document import Model
from graph.document.nesting import is_output
from graph.quick_add import words as naming
from graph.quick_add.literals import PLAIN, quoted
from graph.quick_add.ranking import rank
from graph.quick_add.reading import WIDE, Item, Join, Step, Word, read_line, steps_of
from graph.quick_add.words import Offer, Usage
from graph.specs.activations import ACTIVATIONS
from graph.specs.params import Param, params_of
from graph.specs.registry import find, kinds, layer_kinds
from graph.specs.spec import Value

MOST = 60
ENDS_A_STEP = ">|("


@dataclass(frozen=True)
class Completion:
    """What may stand in the place of `start` to `end` of a line; `title` and `caption` say what it is, in English.

    `offer` is set where it begins a step, `parameter` where it is one of a kind.
    """

    text: str
    title: str
    caption: str
    start: int
    end: int
    offer: Offer | None = None
    parameter: str = ""


def completions(
    text: str, cursor: int, offered: Sequence[Offer], model: Model, usage: Usage = lambda _key: 0
) -> tuple[Completion, ...]:
    """What the word at the cursor may become, best first."""
    line = text.translate(WIDE)
    start = cursor
    while start > 0 and not line[start - 1].isspace() and line[start - 1] not in ">|()*":
        start -= 1
    typed = line[start:cursor]
    before = line[:start].rstrip()
    if typed.startswith("@"):
        return tuple(_layers(model, typed[1:], start, cursor, "@"))
    if not before or before[-1] in ENDS_A_STEP or before[-1] == ")":
        own = [o for o in offered if o.family == "merging"] if before[-1:] == "|" else offered
        found = [
            Completion(_word(offer), offer.title, offer.caption, start, cursor, offer)
            for _, offer in naming.ranked(typed, own, usage)
        ]
        return tuple(found[:MOST])
    step = _step_at(read_line(line[:start])[0])
    if isinstance(step, Join) or (step and step.words[0].text.casefold() in ("reuse", "复用")):
        return tuple(_layers(model, typed, start, cursor, ""))
    kind = None if step is None else kind_of(step, offered)
    if step is None or kind is None:
        return ()
    return tuple(_parameters(kind, step.words[1:], typed, start, cursor))[:MOST]


def kind_of(step: Step, offered: Sequence[Offer]) -> type[Value] | None:
    """The kind whose parameters the words of a step are."""
    words = naming.unglued(step.words, offered)
    found = naming.meant(words[0].text, offered)
    if not found or found[0].what not in (naming.LAYER, naming.BLOCK, naming.DATA):
        return None
    two = [offer for offer in found if "2D" in offer.key] or list(found)
    return layer_kinds()[two[0].key] if found[0].what == naming.LAYER else find(found[0].what, two[0].key)


def _word(offer: Offer) -> str:
    """How an offer is written: kinds in small letters, other names as they are, in quotation marks if need be."""
    if offer.what in (naming.LAYER, naming.BLOCK):
        return offer.title.lower()
    name = offer.names[min(1, len(offer.names) - 1)].lower() if offer.what == naming.DATA else offer.title
    return name if PLAIN.match(name) else quoted(name)


def _step_at(items: Sequence[Item]) -> Step | Join | None:
    last = None
    for last in steps_of(items):  # noqa: B007
        pass
    return last


def _layers(model: Model, typed: str, start: int, end: int, sign: str) -> Iterator[Completion]:
    """Layers of the model that a word may name."""
    named = [layer for layer in model.layers.values() if layer.name and not is_output(layer)]
    rated = [(rank(typed, layer.name), layer) for layer in named]
    for _, layer in sorted(((r, x) for r, x in rated if r is not None), key=lambda entry: entry[0])[:MOST]:
        yield Completion(sign + layer.name, layer.name, layer.spec.kind, start, end)


def _parameters(kind: type[Value], given: Sequence[Word], typed: str, start: int, end: int) -> Iterator[Completion]:
    """What the spec takes: choices and switches as words, everything by name."""
    rules = params_of(kind)
    name, sign, value = typed.partition("=")
    set_already = {word.text.partition("=")[0] for word in given}
    if sign and name in rules:
        for choice in _choices(rules[name]):
            if rank(value, choice) is not None:
                yield Completion(f"{name}={choice}", choice, rules[name].help, start, end, None, name)
        return
    plain = [(n, r) for n, r in rules.items() if not r.advanced and n not in set_already]
    advanced = [(n, r) for n, r in rules.items() if r.advanced and n not in set_already]
    if typed:
        for own, rule in (*plain, *advanced):
            for choice in _choices(rule) if rule.kind in ("choice", "activation") else ():
                if rank(typed, choice) in (0, 1):
                    yield Completion(choice, choice, rule.help, start, end, None, own)
    if kind.kind == "Output":
        for category in ("loss", "metric"):
            for title, cls in kinds(category).items():
                if typed and rank(typed, title) in (0, 1, 2):
                    yield Completion(title, title, cls.caption, start, end, None, category)
    for own, rule in (*plain, *(advanced if typed else ())):
        if not typed or rank(typed, own) is not None:
            yield Completion(f"{own}=", own, rule.help, start, end, None, own)


def _choices(rule: Param) -> tuple[str, ...]:
    if rule.kind == "activation":
        return (*ACTIVATIONS, *rule.choices)
    if rule.kind == "bool":
        return ("true", "false")
    if rule.kind in ("spec", "specs") and rule.category:
        return tuple(rule.choices or kinds(rule.category))
    return rule.choices
