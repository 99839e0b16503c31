"""From the text of a Keras script to a document: the syntax tree is followed, nothing is executed."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from graph.document.document import Document
from graph.layout.arrange import arrange
from graph.specs.message import Message, MessageError, say
from runtime.api.building import to_document
from runtime.api.functional import Functional
from runtime.api.inputs import InputLayer
from runtime.api.model import Model
from runtime.api.naming import apart
from runtime.api.sequential import Sequential
from runtime.api.structure_only import structure_only
from runtime.api.tensors import Node, Tensor
from runtime.script.budget import TEXT, TooMuch
from runtime.script.calls import Broken, Continued, Returned
from runtime.script.remarks import Remark
from runtime.script.statements import Statements
from runtime.script.values import Function, Scope

BOX = (190.0, 110.0)
"""Room for each layer's box, before anybody has measured it."""
BUILDERS = ("build", "create", "make", "get", "define", "model", "net")
"""How the names of functions begin that give a network."""
GUESSES = ((784,), (28, 28, 1), (100, 16), (100,), (16, 16, 16, 1))
"""Inputs that are tried where a script does not say one."""
TOO_DEEP = say("The script is nested too deep to be read.")


class ScriptError(MessageError):
    """A text that is no script, or has no network in it: `remarks` are the lines that were not followed."""

    def __init__(self, message: Message, remarks: tuple[Remark, ...] = ()) -> None:
        super().__init__(message)
        self.remarks = remarks

    def __reduce__(self) -> tuple[type[ScriptError], tuple[Any, ...]]:
        return type(self), (self.message, self.remarks)


@dataclass(frozen=True)
class Span:
    """Where a layer is made: lines from 1, columns from 0, the end behind it."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Reading:
    """A document, what was not followed, and where each of its layers is made: by model and layer id."""

    document: Document
    remarks: tuple[Remark, ...]
    spans: dict[tuple[str, str], Span]
    gap: Message | None = None
    """Where the network is not whole: the first line of which something is missing in it."""

    @property
    def notes(self) -> tuple[Message, ...]:
        """All remarks as sentences with their lines."""
        return tuple(say("Line {line}: {remark}", line=r.line, remark=r.message) for r in self.remarks)

    @property
    def lost(self) -> tuple[Remark, ...]:
        """What should have been in the document and is not."""
        return tuple(remark for remark in self.remarks if remark.lost)


def read_script(text: str) -> Reading:
    """The network of a script; raises ScriptError where the text is no Python, or no network is made in it."""
    tree = parsed(text)
    with apart(), structure_only():
        script = Statements()
        try:
            _follow(script, tree)
        except TooMuch as error:
            script.remarks.add(script.line, error.message)
            script.remarks.gaps.add(script.line)
        except RecursionError:
            script.remarks.add(script.line, TOO_DEEP)
            script.remarks.gaps.add(script.line)
        try:
            model = _main_model(script)
        except RecursionError:
            raise ScriptError(TOO_DEEP) from None
        except MessageError as error:  # what hangs together is no model: two layers of one name, say
            raise ScriptError(error.message, script.remarks.in_order()) from None
        if model is None:
            lost = tuple(remark for remark in script.remarks.in_order() if remark.lost)
            raise ScriptError(_why_none(lost), lost)
        return _reading(script, model)


def parsed(text: str) -> ast.Module:
    """The syntax tree of a script; raises ScriptError."""
    if len(text) > TEXT:
        raise ScriptError(say("The script is longer than {n} letters.", n=TEXT))
    lines = text.replace("\r\n", "\n").split("\n")
    plain = "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in lines)
    try:
        return ast.parse(plain)
    except SyntaxError as error:
        raise ScriptError(
            say("Line {line} is no Python: {reason}.", line=error.lineno or 1, reason=str(error.msg)[:200])
        ) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise ScriptError(say("This is no Python: {reason}.", reason=str(error)[:200])) from None


def _follow(script: Statements, tree: ast.Module) -> None:
    scope = Scope()
    try:
        script.run(tree.body, scope)
    except (Returned, Broken, Continued):
        pass  # the script ends there
    if script.models or script.tensors:
        return
    functions = [f for f in scope.names.values() if isinstance(f, Function) and isinstance(f.node, ast.FunctionDef)]
    uncalled = [f for f in functions if id(f.node) not in script.called and _can_be_called(f)]
    for function in sorted(uncalled, key=lambda f: not f.name.lower().startswith(BUILDERS)):
        script.run_function(function, [], {}, function.node)
        if script.models:
            return


def _can_be_called(function: Function) -> bool:
    spec = function.node.args
    named = [arg.arg for arg in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
    return all(name in function.defaults for name in named)


def _main_model(script: Statements) -> Functional | None:
    """The model that is trained, else the last that is no part of another, else what the loose tensors make."""
    for chosen in (script.training.fitted, script.training.compiled):
        if chosen is not None and _shaped(script, chosen):
            return chosen
    inside = {id(node.layer) for model in script.models for node in model.nodes_in_order}
    for model in reversed(script.models):
        if id(model) not in inside and _shaped(script, model):
            return model
    return _of_loose_tensors(script)


def _shaped(script: Statements, model: Functional) -> bool:
    """Whether a model has an input; a stack without one is given one, and a remark says so."""
    if model.built or not isinstance(model, Sequential):
        return bool(model.output_tensors)
    if not model.layers:
        return False
    for guess in GUESSES:
        try:
            model.build((None, *guess))
        except MessageError:
            model._stack.pop(0)
            continue
        node = script.places.get(id(model), (None, None))[1]
        line = getattr(node, "lineno", 1)
        script.remarks.add(
            line,
            say("The script does not say the shape of the input: {shape} stands there until you do.", shape=str(guess)),
        )
        return True
    return False


def _of_loose_tensors(script: Statements) -> Functional | None:
    """A model of all that hangs together in a piece of a script that makes none."""
    used = {id(t) for tensor in script.tensors for t in tensor.node.inputs}
    ends = [t for t in script.tensors if id(t) not in used and not isinstance(t.node.layer, InputLayer)]
    starts = [t for t in script.tensors if isinstance(t.node.layer, InputLayer)]
    if not ends or not starts:
        return None
    needed = {id(t) for t in _inputs_of(ends)}
    return Model([t for t in starts if id(t) in needed], ends)


def _inputs_of(ends: Iterable[Tensor]) -> list[Tensor]:
    found: list[Tensor] = []
    met: set[int] = set()
    stack: list[Node] = [t.node for t in ends]
    while stack:
        node = stack.pop()
        if id(node) not in met:
            met.add(id(node))
            if isinstance(node.layer, InputLayer):
                found += node.outputs
            stack.extend(t.node for t in node.inputs)
    return found


def _why_none(lost: tuple[Remark, ...]) -> Message:
    if lost:
        remark = say("Line {line}: {remark}", line=lost[0].line, remark=lost[0].message)
        return say("No network was found in the script. {remark}", remark=remark)
    return say("No network was found in the script: it makes no Sequential and no Model.")


def _reading(script: Statements, model: Functional) -> Reading:
    assert isinstance(model, Model)
    built = to_document(model)
    document = model._document()
    for inner in list(document.models.values()):
        places = arrange(inner, dict.fromkeys(inner.layers, BOX))
        document = document.with_model(replace(inner, positions=places))
    spans: dict[tuple[str, str], Span] = {}
    for model_id, layers in built.layers.items():
        for layer_id, holder in layers.items():
            node = script.places.get(id(holder), (None, None))[1]
            if isinstance(node, ast.expr):
                spans[model_id, layer_id] = Span(
                    node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0
                )
    gap = script.remarks.first_gap()
    said = None if gap is None else say("Line {line}: {remark}", line=gap.line, remark=gap.message)
    return Reading(script.training.applied(document), script.remarks.in_order(), spans, said)
