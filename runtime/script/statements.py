"""Statements of a script, followed one after the other."""

from __future__ import annotations

import ast
from typing import Any

from graph.specs.message import say
from runtime.api.layer import Layer
from runtime.api.tensors import Tensor
from runtime.script.budget import TooMuch
from runtime.script.calls import Broken, Continued, Returned
from runtime.script.expressions import FAULTS
from runtime.script.gaps import draws
from runtime.script.imports import behind_star, by_itself, imported
from runtime.script.own_classes import OwnClasses
from runtime.script.plain_calls import BUILTINS
from runtime.script.texts import spelled
from runtime.script.values import Array, Function, Known, Scope, Unknown


class Statements(OwnClasses):
    """Follows a script; what it makes is what its calls made."""

    def __init__(self) -> None:
        super().__init__()
        self.stars: list[str] = []
        """The modules whose names were imported with a star."""

    def run(self, body: list[ast.stmt], scope: Scope) -> None:
        """Follow statements one by one, so that one that fails does not hide the others."""
        for statement in body:
            self.budget.step()
            self.line = statement.lineno
            follow = getattr(self, f"do_{type(statement).__name__.lower()}", None)
            if follow is None:
                self.lost(statement, say("This kind of statement is not followed: {code}", code=spelled(statement)))
                self.gap(statement, draws(statement, scope))
                continue
            try:
                follow(statement, scope)
            except TooMuch:
                raise
            except FAULTS as error:
                self.fault(statement, error)
                self.gap(statement, draws(statement, scope))

    def do_expr(self, node: ast.Expr, scope: Scope) -> None:
        self.value(node.value, scope)

    def do_pass(self, _node: ast.Pass, _scope: Scope) -> None:
        pass

    do_assert = do_delete = do_pass

    def do_import(self, node: ast.Import, scope: Scope) -> None:
        self.stars += imported(node, scope)

    do_importfrom = do_import

    def do_assign(self, node: ast.Assign, scope: Scope) -> None:
        value = self.value(node.value, scope)
        for target in node.targets:
            self.assign(target, value, scope)

    def do_annassign(self, node: ast.AnnAssign, scope: Scope) -> None:
        if node.value is not None:
            self.assign(node.target, self.value(node.value, scope), scope)

    def do_augassign(self, node: ast.AugAssign, scope: Scope) -> None:
        target = node.target
        read = ast.copy_location(ast.parse(ast.unparse(target), mode="eval").body, target)
        ast.increment_lineno(read, target.lineno - getattr(read, "lineno", 1))
        ast.fix_missing_locations(read)
        old, new = self.value(read, scope), self.value(node.value, scope)
        if isinstance(old, list) and isinstance(node.op, ast.Add) and isinstance(new, (list, tuple)):
            self.budget.size(len(old) + len(new))
            old.extend(new)
            return
        self.assign(target, self.combined(node, node.op, old, new), scope)

    def assign(self, target: ast.expr, value: Any, scope: Scope) -> None:
        if isinstance(target, ast.Name):
            scope.set(target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self.unpack(target, value, scope)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, value, scope)
        elif isinstance(target, ast.Attribute):
            self.set_attribute(target, value, scope)
        elif isinstance(target, ast.Subscript):
            holder, key = self.value(target.value, scope), self.value(target.slice, scope)
            if isinstance(holder, (list, dict)) and not isinstance(key, Unknown):
                holder[key] = value

    def unpack(self, target: ast.Tuple | ast.List, value: Any, scope: Scope) -> None:
        if isinstance(value, (Unknown, Array)) or not isinstance(value, (list, tuple, str, range)):
            parts: list[Any] = [Unknown(getattr(value, "what", ""), getattr(value, "said", False))] * len(target.elts)
        else:
            parts = self.budget.listed(value)
        star = next((i for i, part in enumerate(target.elts) if isinstance(part, ast.Starred)), None)
        if star is not None:
            after = len(target.elts) - star - 1
            parts = [*parts[:star], parts[star : len(parts) - after], *parts[len(parts) - after :]]
        if len(parts) != len(target.elts):
            self.lost(target, say("{n} values do not fit {m} names.", n=len(parts), m=len(target.elts)))
            return
        for part, item in zip(target.elts, parts):
            self.assign(part, item, scope)

    def set_attribute(self, target: ast.Attribute, value: Any, scope: Scope) -> None:
        holder = self.value(target.value, scope)
        if self.set_member(holder, target.attr, value):
            return
        if isinstance(holder, Layer) and target.attr == "trainable" and isinstance(value, bool):
            holder.trainable = value
        elif isinstance(holder, Layer) and not isinstance(value, Unknown):
            self.lost(target, say("Setting {name} of a layer is not followed.", name=target.attr[:80]))

    def do_functiondef(self, node: ast.FunctionDef, scope: Scope) -> None:
        scope.set(node.name, Function(node.name, node, scope, self.defaults(node.args, scope)))

    def do_return(self, node: ast.Return, scope: Scope) -> None:
        raise Returned(None if node.value is None else self.value(node.value, scope))

    def do_break(self, _node: ast.Break, _scope: Scope) -> None:
        raise Broken

    def do_continue(self, _node: ast.Continue, _scope: Scope) -> None:
        raise Continued

    def do_global(self, node: ast.Global, scope: Scope) -> None:
        scope.elsewhere.update(dict.fromkeys(node.names, scope.outermost))

    def do_nonlocal(self, node: ast.Nonlocal, scope: Scope) -> None:
        for name in node.names:
            here = scope.around
            while here is not None and name not in here.names:
                here = here.around
            if here is not None:
                scope.elsewhere[name] = here

    def passed_over(self, node: ast.stmt, scope: Scope) -> bool:
        """Note what is missing in the network where a statement isn't followed; gives whether anything is lost."""
        missing = draws(node, scope)
        self.gap(node, missing)
        return missing or builds(node)

    def do_if(self, node: ast.If, scope: Scope) -> None:
        test = self.value(node.test, scope)
        if isinstance(test, (Unknown, Array, Tensor)):
            if self.passed_over(node, scope) and not (isinstance(test, Unknown) and test.said):
                self.remarks.add(
                    node.lineno,
                    say("Whether {test} holds is not known here: neither way is followed.", test=spelled(node.test)),
                )
            return
        self.run(node.body if test else node.orelse, scope)

    def do_for(self, node: ast.For, scope: Scope) -> None:
        values = self.value(node.iter, scope)
        if isinstance(values, (Unknown, Array, Tensor)) or not hasattr(values, "__iter__"):
            lost = self.passed_over(node, scope)
            self.remarks.add(
                node.lineno,
                say("What {code} goes through is not known here: the loop is not followed.", code=spelled(node.iter)),
                lost=lost,
            )
            return
        for value in self.budget.items(values):
            self.assign(node.target, value, scope)
            try:
                self.run(node.body, scope)
            except Broken:
                return
            except Continued:
                continue
        self.run(node.orelse, scope)

    def do_while(self, node: ast.While, scope: Scope) -> None:
        while True:
            self.budget.step()
            test = self.value(node.test, scope)
            if isinstance(test, (Unknown, Array, Tensor)):
                lost = self.passed_over(node, scope)
                self.remarks.add(
                    node.lineno,
                    say("How often a loop runs is not known here: it is not followed."),
                    lost=lost,
                )
                return
            if not test:
                break
            try:
                self.run(node.body, scope)
            except Broken:
                return
            except Continued:
                continue
        self.run(node.orelse, scope)

    def do_with(self, node: ast.With, scope: Scope) -> None:
        for item in node.items:
            value = self.value(item.context_expr, scope)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, value if isinstance(value, Unknown) else Unknown(""), scope)
        self.run(node.body, scope)

    def do_try(self, node: ast.Try, scope: Scope) -> None:
        self.run(node.body, scope)
        self.run(node.orelse, scope)
        self.run(node.finalbody, scope)

    def do_raise(self, node: ast.Raise, _scope: Scope) -> None:
        self.remarks.add(node.lineno, say("The script ends here with an error."), lost=False)
        raise Returned(Unknown("an error"))

    def free_name(self, name: str) -> Any:
        if name in BUILTINS:
            return Known(f"builtins.{name}")
        if name == "__name__":
            return "__main__"
        found = behind_star(name, self.stars) or by_itself(name)
        return Unknown(f"the name {name}") if found is None else found


def builds(node: ast.AST) -> bool:
    """Whether a part of a script looks as if it built something: it calls, or sets a name."""
    return any(isinstance(part, (ast.Assign, ast.AugAssign, ast.Return)) for part in ast.walk(node))
