"""Calls in a script: they go to the script's own functions, to Keras, to plain Python, or nowhere."""

from __future__ import annotations

import ast
from abc import abstractmethod
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
from runtime.script.gaps import holds_tensor, makes_layers
from runtime.script.keras_calls import NotKnown, argument, keras_call
from runtime.script.plain_calls import builtin, is_network, method, of_numbers
from runtime.script.texts import spelled
from runtime.script.training import Training
from runtime.script.values import Function, Known, LambdaLayer, Method, Scope, Unknown


class Returned(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class Broken(Exception):
    pass


class Continued(Exception):
    pass


class Calls(Expressions):
    """Follows calls. What they made is in `tensors`, `models` and `places`, in the order of its making."""

    def __init__(self) -> None:
        super().__init__()
        self.models: list[Functional] = []
        self.tensors: list[Tensor] = []
        self.places: dict[int, tuple[Any, ast.AST]] = {}
        """Layers and models by their identity, with the call that made them."""
        self.training = Training(self.remarks)
        self.called: set[int] = set()
        self.running = 0

    @abstractmethod
    def run(self, body: list[ast.stmt], scope: Scope) -> None:
        """Follow the statements of a function."""

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
        self.gap(node, holds_tensor([*args, *keywords.values()]))
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
            drawn = makes_layers(path) or holds_tensor([*args, *keywords.values()])
            return self.made(lambda: keras_call(path, args, keywords), node, drawn)
        if any(is_network(value) for value in (*args, *keywords.values())):
            self.gap(node, holds_tensor([*args, *keywords.values()]))
            return self.lost(node, say("What {code} does is not known here.", code=spelled(node.func)))
        return Unknown(spelled(node))

    def call_layer(self, layer: Layer, args: list[Any], keywords: dict[str, Any], node: ast.Call) -> Any:
        keywords = {key: value for key, value in keywords.items() if key != "training"}
        before = layer.built
        found = self.made(
            lambda: layer(*map(argument, args), **argument(keywords)), node, holds_tensor([*args, *keywords.values()])
        )
        if layer.built and not before:
            hidden_names(layer)
        return found

    def made(self, make: Any, node: ast.Call, drawn: bool = False) -> Any:
        """What a call of Keras gives, noted with its place; something unknown where an argument is: then, if it was to
        be drawn, something is missing."""
        self.budget.layer()
        try:
            found = make()
        except FAULTS as error:
            self.gap(node, drawn)
            if not isinstance(error, NotKnown):
                raise
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
            self.made(lambda: owner.add(*map(argument, args)), node, drawn=True)
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
