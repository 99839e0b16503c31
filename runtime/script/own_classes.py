"""Classes of a script that hold settings or build networks, and what stands for settings elsewhere: arguments of a
command line, namespaces, functions with some of their arguments given."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import Any

from graph.specs.message import say
from runtime.script.calls import Calls
from runtime.script.values import Function, Known, Method, Scope, Unknown

PLAIN_BASES = ("abc.ABC",)
RECORDS = ("dataclasses.dataclass",)
NAMESPACES = ("argparse.Namespace", "types.SimpleNamespace")
PARSERS = ("argparse.ArgumentParser",)
OF_PARSERS = (
    "add_argument",
    "parse_args",
    "parse_known_args",
    "add_argument_group",
    "add_mutually_exclusive_group",
    "set_defaults",
)
STATIC, OF_CLASS, COMPUTED = "staticmethod", "classmethod", "property"


@dataclass(eq=False)
class OwnClass:
    """A class of the script: its names, those of the classes that it builds on among them."""

    name: str
    names: dict[str, Any]
    fields: tuple[str, ...] | None = None
    """What a record takes, in order; None for classes that say so themselves."""
    ways: dict[str, str] = field(default_factory=dict)
    """How functions are called that are no plain methods."""


@dataclass(eq=False)
class KerasClass:
    """A class of the script that is a layer or a model of its own."""

    name: str
    is_layer: bool


@dataclass(eq=False)
class Instance:
    """An object of the script."""

    of: OwnClass | None
    names: dict[str, Any]


@dataclass(eq=False)
class Bound:
    """A function with arguments given before: a method with its object, or a partial."""

    function: Any
    args: list[Any]
    keywords: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class ArgumentParser:
    """What a script asks of its command line: the defaults are taken."""

    names: dict[str, Any] = field(default_factory=dict)


class OwnClasses(Calls):
    """Follows classes: their objects are names and what these stand for."""

    def do_classdef(self, node: ast.ClassDef, scope: Scope) -> None:
        bases = [self.value(base, scope) for base in node.bases if not _is_object(base)]
        if any(isinstance(base, Known) and base.path.partition(".")[0] == "keras" for base in bases):
            within = any(isinstance(base, Known) and base.path.startswith("keras.layers") for base in bases)
            scope.set(node.name, KerasClass(node.name, within))
            return
        plain = all(isinstance(b, OwnClass) or (isinstance(b, Known) and b.path in PLAIN_BASES) for b in bases)
        if not plain:
            scope.set(node.name, Unknown(f"the class {node.name}"))
            return
        marks = [self.value(mark.func if isinstance(mark, ast.Call) else mark, scope) for mark in node.decorator_list]
        inside = Scope(around=scope)
        made = OwnClass(node.name, {})
        for base in reversed(bases):
            if isinstance(base, OwnClass):
                made.names |= base.names
                made.ways |= base.ways
                made.fields = base.fields
        self.run(node.body, inside)
        for name, value in inside.names.items():
            own = isinstance(value, Function) and value.scope is inside
            made.names[name] = replace(value, scope=scope) if own else value
        for function in node.body:
            if isinstance(function, ast.FunctionDef):
                words = [mark.id for mark in function.decorator_list if isinstance(mark, ast.Name)]
                found = next((word for word in words if word in (STATIC, OF_CLASS, COMPUTED)), "")
                made.ways[function.name] = found
        if any(isinstance(mark, Known) and mark.path in RECORDS for mark in marks):
            fields = [part.target for part in node.body if isinstance(part, ast.AnnAssign)]
            named = [target.id for target in fields if isinstance(target, ast.Name)]
            made.fields = (*(made.fields or ()), *named)
        scope.set(node.name, made)

    def of_attribute(self, node: ast.Attribute, scope: Scope) -> Any:
        holder = self.value(node.value, scope)
        if isinstance(holder, ArgumentParser) and node.attr in OF_PARSERS:
            return Method(holder, node.attr)
        if isinstance(holder, (Instance, OwnClass)):
            return self.member(holder, node.attr, node)
        return self.attribute_of(holder, node.attr)

    def member(self, holder: Instance | OwnClass, name: str, node: ast.AST) -> Any:
        """What a name of an object or a class stands for."""
        cls = holder.of if isinstance(holder, Instance) else holder
        if isinstance(holder, Instance) and name in holder.names:
            return holder.names[name]
        if cls is None or name not in cls.names:
            return Unknown(f".{name}")
        found, way = cls.names[name], cls.ways.get(name, "")
        if not isinstance(found, Function) or way == STATIC:
            return found
        if way == OF_CLASS:
            return Bound(found, [cls])
        if isinstance(holder, OwnClass):
            return found
        return self.run_function(found, [holder], {}, node) if way == COMPUTED else Bound(found, [holder])

    def set_member(self, holder: Any, name: str, value: Any) -> bool:
        """Give a name of an object or a class another meaning; false where that is neither."""
        if isinstance(holder, (Instance, OwnClass)):
            holder.names[name] = value
        return isinstance(holder, (Instance, OwnClass))

    def call(self, function: Any, args: list[Any], keywords: dict[str, Any], node: ast.Call) -> Any:
        if isinstance(function, OwnClass):
            return self.instance(function, args, keywords, node)
        if isinstance(function, KerasClass):
            self.gap(node, function.is_layer)
            return self.lost(
                node, say("What the layers or models of the class {name} do is not followed.", name=function.name[:80])
            )
        if isinstance(function, Instance):
            function = self.member(function, "__call__", node)
        if isinstance(function, Bound):
            return self.call(function.function, [*function.args, *args], {**function.keywords, **keywords}, node)
        if isinstance(function, Method) and isinstance(function.owner, ArgumentParser):
            return _of_parser(function.owner, function.name, args, keywords)
        if isinstance(function, Known) and function.path in PARSERS:
            return ArgumentParser()
        if isinstance(function, Known) and function.path in NAMESPACES:
            return Instance(None, dict(keywords))
        if isinstance(function, Known) and function.path == "functools.partial" and args:
            return Bound(args[0], args[1:], dict(keywords))
        if isinstance(function, Known) and function.path == "dataclasses.field":
            factory = keywords.get("default_factory")
            return self.call(factory, [], {}, node) if factory is not None else keywords.get("default")
        return super().call(function, args, keywords, node)

    def instance(self, cls: OwnClass, args: list[Any], keywords: dict[str, Any], node: ast.AST) -> Instance:
        """An object of a class, made as its `__init__` makes it."""
        made = Instance(cls, {})
        self.budget.step()
        begin = cls.names.get("__init__")
        if isinstance(begin, Function):
            self.run_function(begin, [made, *args], keywords, node)
        elif cls.fields is not None:
            made.names |= {**dict(zip(cls.fields, args)), **keywords}
        return made


def _is_object(base: ast.expr) -> bool:
    return isinstance(base, ast.Name) and base.id == "object"


def _of_parser(parser: ArgumentParser, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    if name.startswith("add_") and name != "add_argument":
        return parser
    if name == "set_defaults":
        parser.names.update(keywords)
    elif name == "add_argument":
        flags = [flag for flag in args if isinstance(flag, str)]
        longest = max(flags, key=lambda flag: (flag.startswith("--"), len(flag)), default="")
        word = keywords.get("dest") or longest.lstrip("-").replace("-", "_")
        missing: Any = {"store_true": False, "store_false": True}.get(str(keywords.get("action")))
        if not longest.startswith("-") and "default" not in keywords:
            missing = Unknown(f"the argument {word}"[:80])
        parser.names.setdefault(str(word), keywords.get("default", missing))
    else:
        given = Instance(None, dict(parser.names))
        return given if name == "parse_args" else (given, [])
    return None
