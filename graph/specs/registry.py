"""All kinds of values by category and name: layers, initializers, constraints, losses, optimizers, metrics…"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, TypeVar

from graph.specs.closest import closest
from graph.specs.message import say
from graph.specs.packages import load_packages
from graph.specs.params import COERCERS, Param, SpecError, params_of
from graph.specs.spec import Spec, Value

_kinds: dict[str, dict[str, type[Value]]] = {}
_names: dict[str, dict[str, type[Value]]] = {}
_loaded = False

V = TypeVar("V", bound=type[Value])
T = TypeVar("T", bound=Value)

ROOMS = ("graph.specs", "graph.data", "graph.layers", "graph.blocks")
"""The packages whose modules declare kinds; each module is found by itself."""
LISTED = 14
"""Kinds that a sentence names; of more than these it names the first."""
DECLARED = re.compile(r"^(?:class (\w+)\(|(\w+) = operation\()", re.MULTILINE)
OTHER_NAMES = re.compile(r'^ +(?:names: ClassVar.*? = (\(.*?\))|kind: ClassVar.*? = ("\w+"))', re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r'"(\w+)"')
"""How kinds and their names are written down in the rooms."""
FAMILIES = (
    "core",
    "activation",
    "convolution",
    "pooling",
    "normalization",
    "regularization",
    "reshaping",
    "merging",
    "recurrent",
    "attention",
    "preprocessing",
    "operations",
    "accuracy",
    "probabilistic",
    "focal",
    "regression",
    "hinge",
    "segmentation",
    "similarity",
    "sequence",
)
"""The order in which families of layers, losses and metrics are shown, as in Keras' documentation; others follow."""


def register(cls: V) -> V:
    """Class decorator: makes a kind known under its class name, its snake name and the names Keras accepts for it.

    Raises SpecError where another kind of the category has one of these names already.
    """
    names = _names.setdefault(cls.category, {})
    own = (cls.kind, snake(cls.kind), *cls.names)
    for name in own:
        taken = names.get(name, cls)
        if (taken.__module__, taken.__qualname__) != (cls.__module__, cls.__qualname__):
            raise SpecError(
                say(
                    "{module} registers the {category} {kind}, but {name} is the name of {other} already. "
                    "Choose another.",
                    module=cls.__module__,
                    category=cls.category,
                    kind=cls.kind,
                    name=name,
                    other=f"{taken.__module__}.{taken.__qualname__}",
                )
            )
    _kinds.setdefault(cls.category, {})[cls.kind] = cls
    names.update(dict.fromkeys(own, cls))
    return cls


def snake(name: str) -> str:
    """Keras' automatic name of a class: `Conv2DTranspose` gives `conv2d_transpose`."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def _load() -> None:
    global _loaded
    if not _loaded:
        _loaded = True
        for room in ROOMS:
            for module in walk_packages(import_module(room).__path__, f"{room}."):
                import_module(module.name)
        load_packages()
        # Who imported which family first must not decide how kinds are listed.
        for category, found in _kinds.items():
            _kinds[category] = dict(sorted(found.items(), key=lambda item: _family_rank(item[1])))


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """The modules in which a kind of that name seems to stand, found by reading them: importing all takes a while,
    and a network needs a few. What is missing here is found by importing."""
    found: dict[str, tuple[str, ...]] = {}
    for room in ROOMS:
        for module in walk_packages(import_module(room).__path__, f"{room}."):
            file = Path(getattr(module.module_finder, "path", ""), f"{module.name.rpartition('.')[2]}.py")
            text = file.read_text(encoding="utf-8") if not module.ispkg and file.is_file() else ""
            kinds = [first or second for first, second in DECLARED.findall(text)]
            others = QUOTED.findall(str(OTHER_NAMES.findall(text)))
            for name in {*kinds, *map(snake, kinds), *others}:
                found[name] = (*found.get(name, ()), module.name)
    return found


def _family_rank(cls: type[Value]) -> tuple[int, str]:
    """The place of a kind among the others of its category: its family is a module, or a package of several."""
    family = next((part for part in cls.__module__.split(".")[2:] if part in FAMILIES), None)
    return (len(FAMILIES), cls.__module__) if family is None else (FAMILIES.index(family), cls.__module__)


def categories() -> tuple[str, ...]:
    """All categories that have kinds."""
    _load()
    return tuple(_kinds)


def kinds(category: str) -> Mapping[str, type[Value]]:
    """All kinds of a category, by family."""
    _load()
    return _kinds.get(category, {})


def find(category: str, name: str) -> type[Value] | None:
    """The kind of that class name or other accepted name, None where there is none."""
    if not _loaded:
        for module in _places().get(name, ()):
            import_module(module)
        if name not in _names.get(category, {}):
            _load()
    return _names.get(category, {}).get(name)


def names_of(category: str) -> tuple[str, ...]:
    """All names by which kinds of a category are found."""
    _load()
    return tuple(_names.get(category, {}))


def layer_kinds() -> dict[str, type[Spec]]:
    """Every kind of layer, by Keras' class name."""
    return {name: cls for name, cls in kinds("layer").items() if issubclass(cls, Spec)}


def make_value(category: str, given: Any, owner: str) -> Any:
    """A value of a category from a value, a name, `{"kind": …, parameters}` or Keras' `{"class_name", "config"}`."""
    if isinstance(given, Value) and given.category == category:
        return given
    if isinstance(given, type) and issubclass(given, Value) and given.category == category:
        return given()
    name, settings = given, {}
    if isinstance(given, Mapping):
        name = given.get("class_name", given.get("kind"))
        settings = given.get("config", {k: v for k, v in given.items() if k != "kind"})
    cls = find(category, name) if isinstance(name, str) else None
    if cls is None or not isinstance(settings, Mapping):
        better = closest(name, names_of(category)) if isinstance(name, str) else ""
        if better:
            raise SpecError(
                say(
                    "{owner}: there is no {category} {given!r:.80}. The closest is {better}.",
                    owner=owner,
                    category=category,
                    given=given,
                    better=better,
                )
            )
        every = [kind for kind, found in kinds(category).items() if getattr(found, "offered", True)]
        known = ", ".join(every if len(every) <= LISTED else [*every[:LISTED], "…"])
        raise SpecError(
            say(
                "{owner} must be one of the known kinds of {category} ({known}). Received: {given!r:.80}.",
                owner=owner,
                category=category,
                known=known,
                given=given,
            )
        )
    return make(cls, settings)


def make(cls: type[T], settings: Mapping[str, Any]) -> T:
    """A value from a mapping of parameters; raises SpecError for unknown and missing ones."""
    rules = params_of(cls)
    unknown = settings.keys() - rules.keys()
    if unknown:
        raise SpecError(
            say("{kind} has no parameter {name}.", kind=cls.kind, name=", ".join(sorted(map(str, unknown))))
        )
    try:
        return cls(**settings)
    except TypeError as error:
        missing = re.findall(r"'(\w+)'", str(error))
        raise SpecError(say("{kind} needs a value for {name}.", kind=cls.kind, name=", ".join(missing))) from None


def offered(rule: Param) -> Mapping[str, type[Value]]:
    """The kinds that a parameter may be of."""
    found = kinds(rule.category)
    if rule.category == "layer":
        found = {k: c for k, c in layer_kinds().items() if c.family not in ("input", "output", "model")}
    return {k: c for k, c in found.items() if k in rule.choices} if rule.choices else found


def _value(owner: str, name: str, rule: Param, value: Any) -> Any:
    if value is None and rule.category == "initializer":
        value = "glorot_uniform"  # what Keras draws from where no initializer is named
    found = make_value(rule.category, value, f"{owner}: {name}")
    if rule.choices and found.kind == "Model":
        raise SpecError(
            say(
                "{owner}: {name} must be one of {choices}. Received: a model or a layer of one's own.",
                owner=owner,
                name=name,
                choices=", ".join(rule.choices),
            )
        )
    if rule.choices and found.kind not in rule.choices:
        raise SpecError(
            say(
                "{owner}: {name} must be one of {choices}. Received: {kind}.",
                owner=owner,
                name=name,
                choices=", ".join(rule.choices),
                kind=found.kind,
            )
        )
    return found


def _values(owner: str, name: str, rule: Param, value: Any) -> tuple[Any, ...]:
    items = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(_value(owner, name, rule, item) for item in items)


def _number(owner: str, name: str, rule: Param, value: Any) -> Any:
    """A number, or where the rule names a category a value of that: a learning rate may be a schedule."""
    if rule.category and isinstance(value, (Value, Mapping)):
        return _value(owner, name, rule, value)
    return coerce_number(owner, name, rule, value)


coerce_number = COERCERS["float"]
COERCERS["float"] = _number
COERCERS["spec"], COERCERS["specs"] = _value, _values
