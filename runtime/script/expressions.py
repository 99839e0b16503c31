"""Expressions of a script: each kind of node of the syntax tree that is followed, computed on known values alone."""

from __future__ import annotations

import ast
import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graph.specs.message import Message, MessageError, say
from runtime.api.tensors import Tensor
from runtime.script.attributes import attribute
from runtime.script.budget import Budget, TooMuch
from runtime.script.remarks import Remarks
from runtime.script.texts import percent, spelled
from runtime.script.values import PLAIN, Array, Function, Known, Method, Scope, Unknown

BINARY: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.MatMult: operator.matmul,
    ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
}  # fmt: skip
UNARY: Mapping[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_, ast.Invert: operator.invert,
}  # fmt: skip
COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b, ast.NotIn: lambda a, b: a not in b,
}  # fmt: skip
FAULTS = (MessageError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError, NotImplementedError)
"""What computing with a script's values can raise: said in a remark, and what it was for stays unknown."""


class Expressions(ABC):
    """Computes expressions; `call` and `free_name` are given by the classes that build on this one."""

    def __init__(self) -> None:
        self.budget, self.remarks = Budget(), Remarks()
        self.line = 1

    @abstractmethod
    def call(self, function: Any, args: list[Any], keywords: dict[str, Any], node: ast.Call) -> Any:
        """What a call gives."""

    @abstractmethod
    def free_name(self, name: str) -> Any:
        """What a name stands for that the script gives no value."""

    def value(self, node: ast.expr, scope: Scope) -> Any:
        """What an expression is; something unknown where it can't be told."""
        self.budget.step()
        self.line = node.lineno
        follow = getattr(self, f"of_{type(node).__name__.lower()}", None)
        if follow is None:
            return Unknown(spelled(node))
        self.budget.depth += 1
        if self.budget.depth > 400:
            raise TooMuch(say("The script is nested too deep to be read."))
        try:
            return follow(node, scope)
        except TooMuch:
            raise
        except FAULTS as error:
            return self.fault(node, error)
        finally:
            self.budget.depth -= 1

    def fault(self, node: ast.AST, error: Exception) -> Unknown:
        """A remark on what went wrong at a node, and something unknown in place of its value."""
        message = error.message if isinstance(error, MessageError) else None
        said = message or say("{reason}", reason=str(error)[:300] or type(error).__name__)
        return self.lost(node, said)

    def gap(self, node: ast.AST, missing: bool = True) -> None:
        """Note that something which stands there is missing in the network."""
        if missing:
            self.remarks.gaps.add(getattr(node, "lineno", self.line))

    def lost(self, node: ast.AST, message: Message) -> Unknown:
        self.remarks.add(getattr(node, "lineno", self.line), message)
        return Unknown("", said=True)

    def of_constant(self, node: ast.Constant, _scope: Scope) -> Any:
        return node.value

    def of_name(self, node: ast.Name, scope: Scope) -> Any:
        try:
            return scope.find(node.id)
        except KeyError:
            return self.free_name(node.id)

    def of_attribute(self, node: ast.Attribute, scope: Scope) -> Any:
        return self.attribute_of(self.value(node.value, scope), node.attr)

    def attribute_of(self, holder: Any, name: str) -> Any:
        return attribute(holder, name)

    def of_tuple(self, node: ast.Tuple, scope: Scope) -> Any:
        return tuple(self.elements(node.elts, scope))

    def of_list(self, node: ast.List, scope: Scope) -> Any:
        return self.elements(node.elts, scope)

    def of_set(self, node: ast.Set, scope: Scope) -> Any:
        return set(self.elements(node.elts, scope))

    def elements(self, nodes: list[ast.expr], scope: Scope) -> list[Any]:
        """The values of elements, those behind a star spread out."""
        found: list[Any] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                many = self.value(node.value, scope)
                if isinstance(many, Unknown):
                    found.append(many)
                else:
                    found += self.budget.listed(many)
            else:
                found.append(self.value(node, scope))
        return found

    def of_dict(self, node: ast.Dict, scope: Scope) -> Any:
        found: dict[Any, Any] = {}
        for key, item in zip(node.keys, node.values):
            value = self.value(item, scope)
            if key is None:
                found.update(value if isinstance(value, dict) else {})
            else:
                found[self.value(key, scope)] = value
        return found

    def of_joinedstr(self, node: ast.JoinedStr, scope: Scope) -> Any:
        parts = [self.value(part, scope) for part in node.values]
        unknown = next((part for part in parts if isinstance(part, Unknown)), None)
        return unknown if unknown is not None else self.sized("".join(parts))

    def of_formattedvalue(self, node: ast.FormattedValue, scope: Scope) -> Any:
        value = self.value(node.value, scope)
        form = "" if node.format_spec is None else self.value(node.format_spec, scope)
        if not isinstance(value, (int, float, str, type(None))) or isinstance(form, Unknown):
            return Unknown(spelled(node.value), getattr(value, "said", False))
        if sum(letter.isdigit() for letter in form) > 3:
            raise TooMuch(say("The script makes a text too long to be read."))
        shown = {-1: value, 114: repr(value), 115: str(value), 97: ascii(value)}[node.conversion]
        return format(shown, form)

    def of_unaryop(self, node: ast.UnaryOp, scope: Scope) -> Any:
        value = self.value(node.operand, scope)
        if isinstance(value, (Unknown, Array)):
            return value
        if isinstance(node.op, ast.Not) and not isinstance(value, (*PLAIN, list, tuple, dict, set)):
            return False
        return UNARY[type(node.op)](value)

    def of_binop(self, node: ast.BinOp, scope: Scope) -> Any:
        return self.combined(node, node.op, self.value(node.left, scope), self.value(node.right, scope))

    def combined(self, node: ast.AST, sign: ast.operator, left: Any, right: Any) -> Any:
        """Two values under a sign."""
        both = (left, right)
        if any(isinstance(value, Tensor) for value in both):
            other = right if isinstance(left, Tensor) else left
            if isinstance(other, Unknown):
                if other.said:
                    return other
                return self.lost(node, say("{what} is not known here.", what=other.what[:80]))
            if isinstance(other, Array):
                return self.lost(node, say("The numbers of an array are not known here."))
            self.budget.layer()
            return BINARY[type(sign)](left, right)
        for value in both:
            if isinstance(value, (Array, Unknown)):
                return value
        self.guard(sign, left, right)
        if isinstance(left, str) and isinstance(sign, ast.Mod):
            return self.sized(percent(left, right))
        if not all(isinstance(value, (*PLAIN, list, tuple, set, dict)) for value in both):
            return Unknown("")
        return BINARY[type(sign)](left, right)

    def guard(self, sign: ast.operator, left: Any, right: Any) -> None:
        """Raise TooMuch where the result would be too large."""
        numbers = [value for value in (left, right) if isinstance(value, int)]
        longest = [value for value in (left, right) if isinstance(value, (str, list, tuple, bytes))]
        if isinstance(sign, ast.Mult) and longest and numbers:
            self.budget.size(len(longest[0]) * max(0, numbers[0]))
        elif isinstance(sign, ast.Add) and len(longest) == 2:
            self.budget.size(len(left) + len(right))
        elif isinstance(sign, ast.Pow) and len(numbers) == 2 and right > 0:
            self.budget.number(left.bit_length() * right)
        elif isinstance(sign, ast.LShift) and len(numbers) == 2 and right > 0:
            self.budget.number(left.bit_length() + right)
        elif len(numbers) == 2:
            self.budget.number(max(left.bit_length(), right.bit_length()))

    def sized(self, text: str) -> str:
        self.budget.size(len(text))
        return text

    def of_boolop(self, node: ast.BoolOp, scope: Scope) -> Any:
        wanted = isinstance(node.op, ast.Or)
        value: Any = None
        for part in node.values:
            value = self.value(part, scope)
            if isinstance(value, (Unknown, Array, Tensor)) or bool(value) is wanted:
                return value
        return value

    def of_compare(self, node: ast.Compare, scope: Scope) -> Any:
        left = self.value(node.left, scope)
        for sign, right_node in zip(node.ops, node.comparators):
            right = self.value(right_node, scope)
            for value in (left, right):
                if isinstance(value, (Unknown, Array)):
                    return value if isinstance(value, Unknown) else Unknown(spelled(node))
            if isinstance(left, Tensor) or isinstance(right, Tensor):
                if isinstance(sign, (ast.Is, ast.IsNot)):
                    return (left is right) is isinstance(sign, ast.Is)
                return COMPARED[type(sign)](left, right)
            if isinstance(sign, (ast.In, ast.NotIn)) and not isinstance(right, (str, list, tuple, set, dict, range)):
                return Unknown(spelled(node))
            if not COMPARED[type(sign)](left, right):
                return False
            left = right
        return True

    def of_ifexp(self, node: ast.IfExp, scope: Scope) -> Any:
        test = self.value(node.test, scope)
        if isinstance(test, (Unknown, Array, Tensor)):
            return Unknown(spelled(node.test))
        return self.value(node.body if test else node.orelse, scope)

    def of_namedexpr(self, node: ast.NamedExpr, scope: Scope) -> Any:
        value = self.value(node.value, scope)
        scope.set(node.target.id, value)
        return value

    def of_lambda(self, node: ast.Lambda, scope: Scope) -> Any:
        return Function("lambda", node, scope, self.defaults(node.args, scope))

    def defaults(self, arguments: ast.arguments, scope: Scope) -> dict[str, Any]:
        """The defaults of a function's parameters, computed where the function is made."""
        named = [*arguments.posonlyargs, *arguments.args]
        last = named[len(named) - len(arguments.defaults) :]
        found = {arg.arg: self.value(node, scope) for arg, node in zip(last, arguments.defaults)}
        by_name = zip(arguments.kwonlyargs, arguments.kw_defaults)
        return {**found, **{arg.arg: self.value(node, scope) for arg, node in by_name if node is not None}}

    def of_subscript(self, node: ast.Subscript, scope: Scope) -> Any:
        holder, key = self.value(node.value, scope), self.value(node.slice, scope)
        if isinstance(holder, (Unknown, Known, Method)):
            return holder if isinstance(holder, Unknown) else Unknown(spelled(node))
        if isinstance(holder, Array):
            keys = key if isinstance(key, tuple) else (key,)
            return Array(holder.shape if isinstance(keys[0], slice) and len(keys) == 1 else holder.shape[1:])
        if isinstance(key, Unknown):
            return Unknown(spelled(node), key.said)
        if isinstance(holder, Tensor):
            self.budget.layer()
        if not isinstance(holder, (str, list, tuple, dict, range, Tensor)):
            return Unknown(spelled(node))
        return holder[key]

    def of_slice(self, node: ast.Slice, scope: Scope) -> Any:
        parts = (node.lower, node.upper, node.step)
        return slice(*(None if part is None else self.value(part, scope) for part in parts))

    def of_listcomp(self, node: ast.ListComp, scope: Scope) -> Any:
        return [self.value(node.elt, here) for here in self.turns(node.generators, scope)]

    def of_generatorexp(self, node: ast.GeneratorExp, scope: Scope) -> Any:
        return [self.value(node.elt, here) for here in self.turns(node.generators, scope)]

    def of_setcomp(self, node: ast.SetComp, scope: Scope) -> Any:
        return {self.value(node.elt, here) for here in self.turns(node.generators, scope)}

    def of_dictcomp(self, node: ast.DictComp, scope: Scope) -> Any:
        return {self.value(node.key, here): self.value(node.value, here) for here in self.turns(node.generators, scope)}

    def turns(self, generators: list[ast.comprehension], scope: Scope) -> Iterator[Scope]:
        """The names within a comprehension, once for each of its elements."""
        if not generators:
            yield scope
            return
        first, *rest = generators
        values = self.value(first.iter, scope)
        if isinstance(values, (Unknown, Array, Tensor)):
            self.lost(first.iter, say("What this goes through is not known here."))
            return
        for value in self.budget.items(values):
            here = Scope(around=scope)
            self.assign(first.target, value, here)
            if all(self.holds(test, here) for test in first.ifs):
                yield from self.turns(rest, here)

    def holds(self, test: ast.expr, scope: Scope) -> bool:
        value = self.value(test, scope)
        return not isinstance(value, (Unknown, Array, Tensor)) and bool(value)

    @abstractmethod
    def assign(self, target: ast.expr, value: Any, scope: Scope) -> None:
        """Give a name, or several, a value."""

    def of_call(self, node: ast.Call, scope: Scope) -> Any:
        function = self.value(node.func, scope)
        args = self.elements(node.args, scope)
        keywords: dict[str, Any] = {}
        for keyword in node.keywords:
            value = self.value(keyword.value, scope)
            if keyword.arg is not None:
                keywords[keyword.arg] = value
            elif isinstance(value, dict):
                keywords.update({str(k): v for k, v in value.items()})
            else:
                self.lost(node, say("What stands behind ** is not known here."))
        self.line = node.lineno
        return self.call(function, args, keywords, node)
