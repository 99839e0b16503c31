"""Words as parameters of a kind: numbers in the order of its parameters, words by what its choices and switches are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from graph.quick_add.literals import is_number, is_numeric, literal
from graph.quick_add.reading import LineProblem, Word
from graph.specs.activations import ACTIVATIONS
from graph.specs.closest import closest
from graph.specs.message import Message, MessageError, say
from graph.specs.params import Param, coerce, params_of
from graph.specs.registry import find
from graph.specs.spec import Value

NUMERIC = ("int", "float", "ints", "pairs", "range", "constant", "shape", "axes", "floats")
MANY = ("shape", "floats")
LISTED = 8
MOST_ALTERNATIVES = 64


class LineError(MessageError):
    """A word of a line that is not understood; `words` are where."""

    def __init__(self, message: Message, words: Sequence[Word]) -> None:
        super().__init__(message)
        self.words = tuple(words)

    def problem(self) -> LineProblem:
        return LineProblem(self.message, self.words[0].start, self.words[-1].end)


@dataclass
class Given:
    """What the words say: parameters by name, and what they say besides."""

    settings: dict[str, Any] = field(default_factory=dict)
    name: str | None = None
    """What the layer is to be called."""
    rest: list[Word] = field(default_factory=list)
    """Words that are no parameters."""


def alternatives(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """`32,64 3` is two: `32 3` and `64 3`. Raises LineError for too many."""
    choices = []
    for word in words:
        parts = word.text.split(",")
        listed = len(parts) > 1 and all(is_numeric(part) for part in parts)
        choices.append([Word(part, word.start, word.end) for part in parts] if listed else [word])
    found = list(product(*choices)) if _count(choices) <= MOST_ALTERNATIVES else []
    if not found:
        raise LineError(say("These are more than {most} layers at once.", most=MOST_ALTERNATIVES), words)
    return found


def _count(choices: Iterable[Sequence[Word]]) -> int:
    count = 1
    for choice in choices:
        count *= len(choice)
    return count


def read_parameters(kind: type[Value], words: Sequence[Word], keep: Callable[[Word], bool] | None = None) -> Given:
    """What words say of a kind; raises LineError. Words that `keep` accepts, or all unknown ones, stay in `rest`."""
    given, rules = Given(), params_of(kind)
    words = [part for word in words for part in unglued(word)]
    numbers = [name for name, rule in rules.items() if rule.kind in NUMERIC and not rule.advanced]
    place = 0
    for index, word in enumerate(words):
        name, sign, value = word.text.partition("=")
        if sign:
            _named(kind, rules, word, name, value, given)
        elif is_numeric(word.text) and word.text.casefold() not in {spelled for _, _, spelled in _choices(rules)}:
            place = _numbered(kind, rules, numbers, place, words, index, given)
        elif keep is not None and keep(word):
            given.rest.append(word)
        else:
            found = meant(rules, word)
            given.settings[found[0]] = found[1]
    return given


def _named(kind: type[Value], rules: Mapping[str, Param], word: Word, name: str, value: str, given: Given) -> None:
    """`strides=2`: the parameter by its name, or by a beginning that no other has."""
    if name == "name" and name not in rules:
        given.name = str(literal(value) if value[:1] in "\"'" else value)
        return
    found = [n for n in rules if n == name] or [n for n in rules if name and n.startswith(name)]
    found = found or [n for n in rules if any(part.startswith(name) for part in n.split("_") if name)]
    if len(found) > 1:
        raise LineError(say("{name} may be {choices}.", name=name, choices=", ".join(found[:LISTED])), (word,))
    if not found:
        better = closest(name, tuple(rules))
        told = (
            say("{kind} has no parameter {name}. The closest is {better}.", kind=kind.kind, name=name, better=better)
            if better
            else say("{kind} has no parameter {name}.", kind=kind.kind, name=name)
        )
        raise LineError(told, (word,))
    given.settings[found[0]] = _coerced(kind, found[0], rules[found[0]], _literal(rules[found[0]], value), word)


def _literal(rule: Param, value: str) -> Any:
    """A text stays a text, also where it looks like a number; kinds may be several, joined by +."""
    if rule.kind == "text" and value[:1] not in "\"'":
        return value
    read = literal(value)
    if rule.kind == "specs" and isinstance(read, str):
        return tuple(literal(part) for part in read.split("+") if part)
    return read


def _coerced(kind: type[Value], name: str, rule: Param, value: Any, word: Word) -> Any:
    try:
        return coerce(kind.kind, name, rule, value)
    except MessageError as error:
        raise LineError(error.message, (word,)) from None


def _numbered(
    kind: type[Value],
    rules: Mapping[str, Param],
    numbers: Sequence[str],
    place: int,
    words: Sequence[Word],
    index: int,
    given: Given,
) -> int:
    """Give a number to the next parameter that takes it; a shape takes all that follow. The place behind it."""
    word, refused = words[index], None
    before = numbers[place - 1] if place else ""
    if before and _takes_more(rules[before]) and isinstance(given.settings.get(before), tuple):
        more = (*given.settings[before], *_tuple(literal(word.text)))
        given.settings[before] = _coerced(kind, before, rules[before], more, word)
        return place
    for at in range(place, len(numbers)):
        name, value = numbers[at], literal(word.text)
        if name in given.settings:
            continue
        if rules[name].kind == "int" and isinstance(value, float):
            continue
        try:
            value = _tuple(value) if _takes_more(rules[name]) else value
            given.settings[name] = coerce(kind.kind, name, rules[name], value)
        except MessageError as error:
            refused = refused or error
            continue
        return at + 1
    choices = [entry for entry in _by_beginning(rules, word.text) if entry[2] is not True]
    if len(choices) == 1:
        given.settings[choices[0][1]] = choices[0][2]
        return place
    if refused is not None:
        raise LineError(refused.message, (word,))
    raise LineError(_too_many(kind, numbers, word), (word,))


GLUED = re.compile(r"([-+]?[\d.]+(?:x\d+)*)([^\W\d]\w*)$")


def unglued(word: Word) -> tuple[Word, ...]:
    """`64relu` is `64 relu`."""
    found = GLUED.match(word.text) if not is_numeric(word.text) else None
    if found is None or not is_numeric(found.group(1)):
        return (word,)
    middle = word.start + len(found.group(1))
    return Word(found.group(1), word.start, middle), Word(found.group(2), middle, word.end)


def _takes_more(rule: Param) -> bool:
    return rule.kind in MANY or (rule.kind == "ints" and not rule.length)


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _too_many(kind: type[Value], numbers: Sequence[str], word: Word) -> Message:
    if not numbers:
        return say("{kind} takes no number. Received: {word}.", kind=kind.kind, word=word.text)
    return say(
        "{kind} takes these numbers: {names}. There is no place for {word}.",
        kind=kind.kind,
        names=", ".join(numbers),
        word=word.text,
    )


def meant(rules: Mapping[str, Param], word: Word) -> tuple[str, Any]:
    """The parameter that a word belongs to, and its value: a choice, a switch (`seq`, `nobias`), a kind; LineError."""
    text = word.text.casefold()
    found = [(c, name, value) for name, value, c in _choices(rules) if c == text]
    found = found or [(text, name, made) for name, made in _kinds(rules, word.text)]
    found = found or _by_beginning(rules, text)
    found = _shortest(found)
    if len(found) == 1:
        return found[0][1], found[0][2]
    names = sorted({spelled for spelled, _, _ in found})
    if found:
        raise LineError(say("{word} may be {choices}.", word=word.text, choices=", ".join(names[:LISTED])), (word,))
    every = [spelled for _, _, spelled in _choices(rules)]
    better = closest(text, tuple(every))
    if better:
        raise LineError(say("{word} is not understood. Is it {better}?", word=word.text, better=better), (word,))
    raise LineError(
        say(
            "{word} is not understood here. Parameters are given by name as well: {names}.",
            word=word.text,
            names=", ".join(f"{name}=…" for name in list(rules)[:LISTED]) or "–",
        ),
        (word,),
    )


def _choices(rules: Mapping[str, Param]) -> Iterable[tuple[str, Any, str]]:
    """Every word that stands for a value: (parameter, value, how it is spelled), what is at hand before the rest."""
    for name, rule in sorted(rules.items(), key=lambda item: item[1].advanced):
        if rule.kind == "choice":
            yield from ((name, choice, choice.casefold()) for choice in rule.choices)
        elif rule.kind == "activation":
            yield from ((name, choice, choice) for choice in (*ACTIVATIONS, *rule.choices))
        elif rule.kind == "bool":
            plain = name.removeprefix("use_")
            yield name, True, plain
            yield name, False, f"no{plain}"
            yield name, False, f"no_{plain}"


def _by_beginning(rules: Mapping[str, Param], text: str) -> list[tuple[str, str, Any]]:
    """Choices that begin with a word, and switches of which a word does: `seq` is return_sequences."""
    found = [(c, n, v) for n, v, c in _choices(rules) if c.startswith(text)]
    found += [
        (name, name, True)
        for name, rule in rules.items()
        if rule.kind == "bool" and any(part.startswith(text) for part in name.split("_")[1:])
    ]
    return list({(name, value): (c, name, value) for c, name, value in reversed(found)}.values())[::-1]


def _shortest(found: list[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    """One value that several parameters take is the first one's; `relu` comes before `relu6`, which begins with it."""
    first: dict[Any, tuple[str, str, Any]] = {}
    for entry in found:
        first.setdefault(entry[0], entry)
    kept = list(first.values())
    short = [entry for entry in kept if all(other[0].startswith(entry[0]) for other in kept)]
    return short or kept


def _kinds(rules: Mapping[str, Param], text: str) -> Iterable[tuple[str, Value]]:
    """A kind of initializer, regularizer… by its full name, for the first parameter that takes it."""
    for name, rule in rules.items():
        if rule.kind == "spec" and rule.category != "layer":
            found = find(rule.category, text) or find(rule.category, text.lower())
            if found is not None and (not rule.choices or found.kind in rule.choices):
                try:
                    yield name, found()
                except (MessageError, TypeError):
                    continue
                return


def made(kind: type[Value], given: Given, words: Sequence[Word]) -> Any:
    """A value of what was given; raises LineError where something is missing or contradicts."""
    try:
        return kind(**given.settings)
    except TypeError:
        missing = [name for name, rule in params_of(kind).items() if rule and name not in given.settings]
        raise LineError(
            say("{kind} needs a value for {name}.", kind=kind.kind, name=", ".join(missing[:1])), words
        ) from None
    except MessageError as error:
        raise LineError(error.message, words) from None


__all__ = ["Given", "LineError", "alternatives", "is_number", "made", "meant", "read_parameters"]
