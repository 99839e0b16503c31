"""Statements of a script, followed one after the other; calls go to the script's functions, to Keras, or nowhere."""

from __future__ import annotations

import ast
from typing import Any

from graph.specs.message import say
from runtime.api.functional import Functional
from runtime.api.layer import Layer
from runtime.api.naming import automatic_name
from runtime.api.sequential import Sequential
from runtime.api.structures import leaves
from runtime.api.tensors import Tensor
from runtime.script.budget import DEEPEST, TooMuch
from runtime.script.expressions import FAULTS, Expressions
from runtime.script.imports import behind_star, by_itself, imported
from runtime.script.keras_calls import NotKnown, argument, keras_call
from runtime.script.plain_calls import BUILTINS, builtin, is_network, method, of_numbers
from runtime.script.texts import spelled
from runtime.script.training import Training
from runtime.script.values import Array, Function, Known, LambdaLayer, Method, Scope, Unknown


class Returned(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class Broken(Exception):
    pass


class Continued(Exception):
    pass


class Statements(Expressions):
    """Follows a script. What it made is in `tensors`, `models` and `places`, in the order of its making."""

    def __init__(self) -> None:
        super().__init__()
        self.models: list[Functional] = []
        self.tensors: list[Tensor] = []
        self.places: dict[int, tuple[Any, ast.AST]] = {}
        """Layers and models by their identity, with the call that made them."""
        self.training = Training(self.remarks)
        self.stars: list[str] = []
        """The modules whose names were imported with a star."""
        self.called: set[int] = set()
        self.running = 0

    def run(self, body: list[ast.stmt], scope: Scope) -> None:
        """Follow statements one by one, so that one that fails does not hide the others."""
        for statement in body:
            self.budget.step()
            self.line = statement.lineno
            follow = getattr(self, f"do_{type(statement).__name__.lower()}", None)
            if follow is None:
                self.lost(statement, say("This kind of statement is not followed: {code}", code=spelled(statement)))
                continue
            try:
                follow(statement, scope)
            except TooMuch:
                raise
            except FAULTS as error:
                self.fault(statement, error)

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
        if isinstance(holder, Layer) and target.attr == "trainable" and isinstance(value, bool):
            holder.trainable = value
        elif isinstance(holder, Layer) and not isinstance(value, Unknown):
            self.lost(target, say("Setting {name} of a layer is not followed.", name=target.attr[:80]))

    def do_functiondef(self, node: ast.FunctionDef, scope: Scope) -> None:
        scope.set(node.name, Function(node.name, node, scope, self.defaults(node.args, scope)))

    def do_classdef(self, node: ast.ClassDef, scope: Scope) -> None:
        scope.set(node.name, Unknown(f"the class {node.name}"))

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

    def do_if(self, node: ast.If, scope: Scope) -> None:
        test = self.value(node.test, scope)
        if isinstance(test, (Unknown, Array, Tensor)):
            if builds(node) and not (isinstance(test, Unknown) and test.said):
                self.remarks.add(
                    node.lineno,
                    say("Whether {test} holds is not known here: neither way is followed.", test=spelled(node.test)),
                )
            return
        self.run(node.body if test else node.orelse, scope)

    def do_for(self, node: ast.For, scope: Scope) -> None:
        values = self.value(node.iter, scope)
        if isinstance(values, (Unknown, Array, Tensor)) or not hasattr(values, "__iter__"):
            self.remarks.add(
                node.lineno,
                say("What {code} goes through is not known here: the loop is not followed.", code=spelled(node.iter)),
                lost=builds(node),
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
                self.remarks.add(
                    node.lineno,
                    say("How often a loop runs is not known here: it is not followed."),
                    lost=builds(node),
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

    def call(self, function: Any, args: list[Any], keywords: dict[str, Any], node: ast.Call) -> Any:
        if isinstance(function, Function):
            return self.run_function(function, args, keywords, node)
        if isinstance(function, LambdaLayer):
            said = say("A Lambda is read as the operations that its function makes.")
            self.remarks.add(node.lineno, said, lost=False)
            return self.call(function.function, args, keywords, node)
        if isinstance(function, Method):
            return self.call_method(function, args, keywords, node)
        if isinstance(function, Layer):
            return self.call_layer(function, args, keywords, node)
        if isinstance(function, Known):
            return self.call_known(function.path, args, keywords, node)
        said_already = isinstance(function, Unknown) and function.said
        if not said_already and any(is_network(value) for value in (*args, *keywords.values())):
            return self.lost(node, say("What {code} does is not known here.", code=spelled(node.func)))
        return Unknown(spelled(node), said_already)

    def call_known(self, path: str, args: list[Any], keywords: dict[str, Any], node: ast.Call) -> Any:
        package = path.partition(".")[0]
        if package == "builtins":
            return builtin(path.partition(".")[2], args, keywords, self.budget)
        if path in ("keras.utils.set_random_seed", "tensorflow.random.set_seed", "numpy.random.seed"):
            self.training.seed(args[0] if args else keywords.get("seed"))
            return None
        if package in ("math", "numpy"):
            return of_numbers(path, args, keywords, self.budget)
        if package == "keras":
            return self.made(lambda: keras_call(path, args, keywords), node)
        if any(is_network(value) for value in (*args, *keywords.values())):
            return self.lost(node, say("What {code} does is not known here.", code=spelled(node.func)))
        return Unknown(spelled(node))

    def call_layer(self, layer: Layer, args: list[Any], keywords: dict[str, Any], node: ast.Call) -> Any:
        keywords = {key: value for key, value in keywords.items() if key != "training"}
        before = layer.built
        found = self.made(lambda: layer(*map(argument, args), **argument(keywords)), node)
        if layer.built and not before:
            hidden_names(layer)
        return found

    def made(self, make: Any, node: ast.Call) -> Any:
        """What a call of Keras gives, noted with its place; something unknown where an argument is."""
        self.budget.layer()
        try:
            found = make()
        except NotKnown as error:
            return Unknown("", said=True) if error.said else self.lost(node, error.message)
        if isinstance(found, Layer):
            self.places[id(found)] = (found, node)
        if isinstance(found, Functional):
            self.models.append(found)
            hidden_names(found)
        for leaf in leaves(found) if isinstance(found, (Tensor, list, tuple)) else ():
            if isinstance(leaf, Tensor):
                self.tensors.append(leaf)
                self.places.setdefault(id(leaf.node.layer), (leaf.node.layer, node))
        return found

    def call_method(self, method_of: Method, args: list[Any], keywords: dict[str, Any], node: ast.Call) -> Any:
        owner, name = method_of.owner, method_of.name
        if not isinstance(owner, Layer):
            return method(method_of, args, keywords, self.budget)
        if name == "add" and isinstance(owner, Sequential):
            self.made(lambda: owner.add(*map(argument, args)), node)
            return hidden_names(owner)
        if name in ("pop", "get_layer", "build"):
            found = self.made(lambda: getattr(owner, name)(*map(argument, args), **argument(keywords)), node)
            if name != "get_layer":
                hidden_names(owner)
            return found
        if name == "compile" and isinstance(owner, Functional):
            self.training.compile(owner, args, keywords, node.lineno)
            return None
        if name in ("fit", "fit_generator") and isinstance(owner, Functional):
            self.training.fit(owner, args, keywords, node.lineno)
        return Unknown(f".{name}(…)")

    def run_function(self, function: Function, args: list[Any], keywords: dict[str, Any], node: ast.AST) -> Any:
        """Follow a function of the script with these arguments."""
        self.called.add(id(function.node))
        if self.running >= DEEPEST:
            raise TooMuch(say("Functions of the script call each other too deep to be read."))
        scope = Scope(around=function.scope)
        if not self.bind(function, args, keywords, scope, node):
            return Unknown("", said=True)
        self.running += 1
        depth = self.budget.depth
        try:
            if isinstance(function.node, ast.Lambda):
                return self.value(function.node.body, scope)
            self.run(function.node.body, scope)
        except Returned as end:
            return end.value
        except (Broken, Continued):
            return None  # outside of any loop of the function, which Python would refuse
        finally:
            self.running -= 1
            self.budget.depth = depth
        return None

    def bind(self, function: Function, args: list[Any], keywords: dict[str, Any], scope: Scope, node: ast.AST) -> bool:
        """Give a function's parameters their values; says so where they don't fit."""
        spec = function.node.args
        named = [arg.arg for arg in (*spec.posonlyargs, *spec.args)]
        given = {**dict(zip(named, args))}
        rest = dict(keywords)
        for name in (*named, *(arg.arg for arg in spec.kwonlyargs)):
            if name in rest and name not in given:
                given[name] = rest.pop(name)
        if spec.vararg is not None:
            given[spec.vararg.arg] = tuple(args[len(named) :])
        if spec.kwarg is not None:
            given[spec.kwarg.arg] = rest
            rest = {}
        missing = [name for name in (*named, *(arg.arg for arg in spec.kwonlyargs)) if name not in given]
        for name in missing:
            if name in function.defaults:
                given[name] = function.defaults[name]
        lacking = [name for name in missing if name not in function.defaults]
        if lacking or rest or (len(args) > len(named) and spec.vararg is None):
            self.lost(
                node,
                say(
                    "{name} is called with arguments that do not fit: {which}.",
                    name=function.name,
                    which=", ".join([*lacking, *rest])[:100] or str(len(args)),
                ),
            )
            return False
        scope.names.update(given)
        return True


def hidden_names(layer: Layer) -> None:
    """Count the names that Keras gives to what it makes inside: a stack's model, an attention's parts."""
    if isinstance(layer, Sequential):
        if layer.built:
            automatic_name("functional")
    elif layer.spec.kind in ("MultiHeadAttention", "GroupQueryAttention"):
        automatic_name("softmax")
        if getattr(layer.spec, "dropout", 0):
            automatic_name("dropout")


def builds(node: ast.AST) -> bool:
    """Whether a part of a script looks as if it built something: it calls, or sets a name."""
    return any(isinstance(part, (ast.Assign, ast.AugAssign, ast.Return)) for part in ast.walk(node))
