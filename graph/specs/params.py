"""Typed parameters of specs: one declaration serves coercion, storage, the inspector, code export and documentation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, TypedDict, Unpack

from graph.specs.activations import ACTIVATIONS, SYNONYMS
from graph.specs.message import MessageError, say
from graph.specs.parameter_words import standard_help


class SpecError(MessageError):
    """A parameter has a value that its spec does not allow."""


@dataclass(frozen=True)
class Param:
    """What one parameter allows and how it is edited.

    `kind` is one of int, float, bool, text, choice, ints (a tuple of `length` integers, or any number where `length`
    is 0), axes (an integer or a tuple of them), pairs (a tuple of `length` pairs of integers), range (a smallest and a
    largest number, or where `length` is 0 also one number), array and texts (see `arrays`), shape (ints, None allowed
    inside), numbers (by name, the names being `choices`), activation, spec (a value of the registry's `category`),
    specs (a tuple of those), any. A float with a `category` may be a value of that instead. `always`: Keras has no
    default for it, so it is always written; `advanced`: folded away at first.
    `keras_name`: what Keras calls it, where that is another name; `if_none`: what None stands for, as in Keras.
    `suggests`: what forms offer for a text, besides what is typed: "history" stands for the names of the history,
    "choices" for the choices alone.
    """

    kind: str
    help: str = ""
    nullable: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    above: float | None = None
    length: int = 0
    category: str = ""
    always: bool = False
    advanced: bool = False
    keras_name: str = ""
    if_none: Any = None
    suggests: str = ""


class Numbers(dict[str, float]):
    """Numbers by name, never changed, so that a value that holds them can be a key."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


class Rules(TypedDict, total=False):
    """What `param` takes besides kind, default and help: the other fields of `Param`."""

    nullable: bool
    choices: tuple[str, ...]
    low: float
    high: float
    above: float
    length: int
    category: str
    always: bool
    advanced: bool
    keras_name: str
    if_none: Any
    suggests: str


def param(kind: str, default: Any = MISSING, help: str = "", **rules: Unpack[Rules]) -> Any:
    """A dataclass field that carries a `Param`; without `default` the parameter is required."""
    rules.setdefault("nullable", default is None)
    meta = {"param": Param(kind, help, **rules)}
    return field(metadata=meta) if default is MISSING else field(default=default, metadata=meta)


def param_of(declared: Field[Any]) -> Param | None:
    return declared.metadata.get("param")


def params_of(spec: Any) -> Mapping[str, Param]:
    """The parameters of a spec (class or value), by name, in the order of declaration."""
    return _params_of(spec if isinstance(spec, type) else type(spec))


@cache
def _params_of(cls: Any) -> Mapping[str, Param]:
    found = {f.name: p for f in fields(cls) if (p := param_of(f)) is not None}
    return MappingProxyType({name: p if p.help else replace(p, help=standard_help(name)) for name, p in found.items()})


def coerce(owner: str, name: str, rule: Param, value: Any) -> Any:
    """The value as the spec keeps it: lists become tuples, 3 becomes (3, 3), "zeros" becomes `Zeros()`.

    Raises SpecError with a sentence that names the owner and the parameter.
    """
    if value is None and rule.nullable:
        return None
    return COERCERS[rule.kind](owner, name, rule, rule.if_none if value is None else value)


def _fail(owner: str, name: str, expected: str, value: Any) -> SpecError:
    return SpecError(
        say(
            "{owner}: {name} must be {expected}. Received: {value!r:.80}.",
            owner=owner,
            name=name,
            expected=expected,
            value=value,
        )
    )


def _range_text(noun: str, rule: Param) -> str:
    low, above, high = rule.low, rule.above, rule.high
    if low is not None:
        return f"{noun} of {low:g} or more" if high is None else f"{noun} from {low:g} to {high:g}"
    if above is not None:
        return f"{noun} above {above:g}" if high is None else f"{noun} above {above:g}, at most {high:g}"
    return noun if high is None else f"{noun} of {high:g} or less"


def _in_range(rule: Param, value: float) -> bool:
    return (
        (rule.low is None or value >= rule.low)
        and (rule.high is None or value <= rule.high)
        and (rule.above is None or value > rule.above)
    )


def _is_int(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (hasattr(value, "__index__") and getattr(value, "ndim", 0) == 0)


def _int(owner: str, name: str, rule: Param, value: Any) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not _is_int(value) or not _in_range(rule, value):
        raise _fail(owner, name, _range_text("a whole number", rule), value)
    return int(value)


def refuse_float(owner: str, name: str, rule: Param, value: Any) -> None:
    """Raise SpecError for 3.0 where a program should give a whole number: Keras refuses it, files may hold it."""
    if rule.kind == "int" and not isinstance(value, int) and hasattr(value, "is_integer") and not _is_int(value):
        raise _fail(owner, name, _range_text("a whole number", rule), value)


def _float(owner: str, name: str, rule: Param, value: Any) -> float:
    try:
        number = math.nan if isinstance(value, (bool, str)) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number) or not _in_range(rule, number):
        raise _fail(owner, name, _range_text("a number", rule), value)
    return number


def _bool(owner: str, name: str, rule: Param, value: Any) -> bool:
    if isinstance(value, bool) or value in (0, 1):
        return bool(value)
    raise _fail(owner, name, "true or false", value)


def _text(owner: str, name: str, rule: Param, value: Any) -> str:
    if isinstance(value, str):
        return value
    raise _fail(owner, name, "a text", value)


def _choice(owner: str, name: str, rule: Param, value: Any) -> str:
    found = [choice for choice in rule.choices if isinstance(value, str) and choice.lower() == value.lower()]
    if found:
        return found[0]
    raise _fail(owner, name, "one of " + ", ".join(rule.choices), value)


def _activation(owner: str, name: str, rule: Param, value: Any) -> str:
    value = "linear" if value is None else value
    value = SYNONYMS.get(value, value) if isinstance(value, str) else value
    known = (*ACTIVATIONS, *rule.choices)
    if value in known:
        return str(value)
    raise _fail(owner, name, "one of " + ", ".join(known), value)


def _ints(owner: str, name: str, rule: Param, value: Any) -> tuple[int, ...]:
    expected = (
        f"{rule.length} {_range_text('whole numbers', rule)}" if rule.length else _range_text("whole numbers", rule)
    )
    items = (value,) * (rule.length or 1) if _is_int(value) else value
    if isinstance(items, str) or not isinstance(items, Sequence) or (rule.length and len(items) != rule.length):
        raise _fail(owner, name, expected, value)
    if not all(_is_int(n) and _in_range(rule, n) for n in items):
        raise _fail(owner, name, expected, value)
    return tuple(int(n) for n in items)


def _axes(owner: str, name: str, rule: Param, value: Any) -> int | tuple[int, ...]:
    """One axis, or several: Keras' files tell 0 from [0]."""
    if _is_int(value):
        return _int(owner, name, rule, value)
    if isinstance(value, (list, tuple)) and not value:
        raise _fail(owner, name, "a whole number, or several", value)
    return _ints(owner, name, rule, value)


def _pairs(owner: str, name: str, rule: Param, value: Any) -> tuple[tuple[int, int], ...]:
    """A number for all, one for each, or two for each."""
    items = (value,) * rule.length if _is_int(value) else value
    expected = f"{_range_text('a whole number', rule)}, {rule.length} of them, or {rule.length} pairs of them"
    if isinstance(items, str) or not isinstance(items, Sequence) or len(items) != rule.length:
        raise _fail(owner, name, expected, value)
    pairs = [(item, item) if _is_int(item) else item for item in items]
    for pair in pairs:
        if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
            raise _fail(owner, name, expected, value)
        if not all(_is_int(n) and _in_range(rule, n) for n in pair):
            raise _fail(owner, name, expected, value)
    return tuple((int(before), int(after)) for before, after in pairs)


def _range(owner: str, name: str, rule: Param, value: Any) -> float | tuple[float, ...]:
    """A number, or the smallest and the largest of what is drawn."""
    noun = _range_text("a number", rule)
    if not rule.length and not isinstance(value, Sequence):
        return _float(owner, name, rule, value)
    expected = f"two numbers, each {noun}" if rule.length else f"{noun}, or two of them"
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:
        raise _fail(owner, name, expected, value)
    return tuple(sorted(_float(owner, name, rule, number) for number in value))


def _shape(owner: str, name: str, rule: Param, value: Any) -> tuple[int | None, ...]:
    items = (value,) if _is_int(value) else value
    if isinstance(items, str) or not isinstance(items, Sequence):
        raise _fail(owner, name, "a list of sizes", value)
    if not all(n is None or (_is_int(n) and _in_range(rule, n)) for n in items):
        raise _fail(owner, name, _range_text("a list of sizes, each", rule) + " or None", value)
    return tuple(None if n is None else int(n) for n in items)


def _numbers(owner: str, name: str, rule: Param, value: Any) -> Numbers | None:
    if not isinstance(value, Mapping) or not value.keys() <= set(rule.choices):
        raise _fail(owner, name, "numbers by name: " + ", ".join(rule.choices), value)
    given = {key: item for key, item in value.items() if item is not None}
    return Numbers((key, _float(owner, f"{name}[{key}]", rule, item)) for key, item in given.items()) or None


def _floats(owner: str, name: str, rule: Param, value: Any) -> tuple[float, ...]:
    items = (value,) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    if isinstance(items, str) or not isinstance(items, Sequence):
        raise _fail(owner, name, _range_text("numbers", rule), value)
    return tuple(_float(owner, name, rule, item) for item in items)


def _any(owner: str, name: str, rule: Param, value: Any) -> Any:
    return value


COERCERS: dict[str, Callable[[str, str, Param, Any], Any]] = {
    "int": _int,
    "float": _float,
    "bool": _bool,
    "text": _text,
    "choice": _choice,
    "activation": _activation,
    "ints": _ints,
    "axes": _axes,
    "pairs": _pairs,
    "range": _range,
    "shape": _shape,
    "numbers": _numbers,
    "floats": _floats,
    "any": _any,
}
"""How a value of each kind is read; `registry` adds those that are values of a category themselves."""
