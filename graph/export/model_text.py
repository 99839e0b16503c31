"""One model as a Python function that builds it with Keras' functional API."""

from __future__ import annotations

import re
from typing import Any

from graph.document.document import Call, Document, Layer, LayerId, Model, Source
from graph.document.names import identifier
from graph.document.nesting import at_rest, call_order, ports_of, ports_of_call, spec_of_call
from graph.document.sharing import models_with
from graph.export.automatic_names import written_names
from graph.export.builders import Builders, written_model_name
from graph.export.common_layers import CommonLayers
from graph.export.free_layers import AT_REST
from graph.export.layer_text import constructor
from graph.export.line_breaks import broken_lines
from graph.export.operation_text import operation_text
from graph.export.python_text import RESERVED, literal
from graph.inference.program import feeding
from graph.keras.calls import argument_names, tensors_by_argument
from graph.keras.config import KerasConfigError, is_sequential, keras_names, renamed_outputs
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.operations.operation import Operation
from graph.specs.message import say


def model_function(
    document: Document, model: Model, builders: Builders, common: CommonLayers, outermost: bool = True
) -> list[str]:
    """Lines of the function that returns the model; `builders` says how those of all models are called.

    The outermost makes the layers that several models have, the others are given them.
    """
    body = _Body(document, model, builders, common)
    made = [line for layer in common.variables for line in body.common_layer(layer)] if outermost else []
    head = f"def {builders.functions[model.id]}"
    parameters = [*common.arguments(model.id), *builders.parameters.get(model.id, ())]
    lines = body.chain() if is_chain(model) else body.lines()
    return broken_lines([f"{head}({', '.join(parameters)}):", *made, *lines])


def is_chain(model: Model) -> bool:
    """Whether a model is written as a list of layers: Keras had it so, and its weight files depend on it."""
    return is_sequential(model) and not any(call.arguments for call in model.calls.values())


def needed_calls(model: Model) -> set[str]:
    """The calls that the script makes: those that feed an output, and every Input."""
    return feeding(model) | set(model.inputs)


class _Body:
    """Writes the calls of one model in order, and gives each result a variable.

    A result that is used once is called `x` while no other `x` waits to be used; so a chain reads as `x = …(x)`. What
    branches off, or leaves the model, is named after its layer.
    """

    def __init__(self, document: Document, model: Model, builders: Builders, common: CommonLayers) -> None:
        self.document, self.model, self.builders, self.common = document, model, builders, common
        self.names = keras_names(model)
        self.said = written_names(document, model)
        self.needed = needed_calls(model)
        self.taken = {*RESERVED, *builders.functions.values(), *common.variables.values()}
        self.variables: dict[Source, str] = {}
        self.shared: dict[LayerId, str] = dict(common.variables)
        self.uses: dict[Source, int] = {}
        for call in model.calls.values():
            if call.id in self.needed:
                for source in call.inputs:
                    if source is not None:
                        self.uses[source] = self.uses.get(source, 0) + 1
        self.waiting: Source | None = None
        """The result that `x` stands for, until it is used."""

    def lines(self) -> list[str]:
        model = self.model
        written: list[str] = []
        for call in model.inputs:
            written += self.input(model.calls[call])
        for call_id in call_order(model):
            if call_id in self.needed and not isinstance(model.layer_of(call_id).spec, (Input, Output)):
                written += self.call(model.calls[call_id])
        results = []
        renamed = renamed_outputs(model) if model.id == self.document.root else {}
        for call_id in model.outputs:
            result = self.argument(model.calls[call_id])
            if call_id in renamed:
                variable = self.fresh(renamed[call_id])
                written.append(f"    {variable} = layers.Identity(name={literal(renamed[call_id])})({result})")
                result = variable
            results.append(result)
        inputs = [self.variables[Source(c)] for c in model.inputs]
        arguments = [_one_or_list(inputs), _one_or_list(results), *self.builders.own_name(model.id)]
        return [*written, f"    return keras.Model({', '.join(arguments)})"]

    def chain(self) -> list[str]:
        """The layers as a list."""
        before: list[str] = []
        entries: list[str] = []
        for call_id in call_order(self.model):
            layer = self.model.layer_of(call_id)
            if isinstance(layer.spec, Output):
                continue
            if layer.id in self.shared:
                entries.append(self.shared[layer.id])
            elif isinstance(layer.spec, NestedModel):
                self.shared[layer.id] = variable = self.fresh(layer.name)
                lines = self.made(layer, variable)
                if len(lines) > 1:  # frozen, which takes a line of its own
                    before += lines
                    entries.append(variable)
                else:
                    entries.append(lines[0].partition(" = ")[2])
            else:
                head, arguments = constructor(layer, self.said.get(layer.id))
                entries.append(f"{head}({', '.join(arguments)})")
        named = [f"        {text}," for text in self.builders.own_name(self.model.id)]
        listed = ["        [", *(f"            {entry}," for entry in entries), "        ]"]
        if named:
            listed[-1] += ","
        return [*before, "    return keras.Sequential(", *listed, *named, "    )"]

    def fresh(self, name: str) -> str:
        variable = identifier(name, self.taken)
        self.taken.add(variable)
        return variable

    def input(self, call: Call) -> list[str]:
        layer = self.model.layers[call.layer]
        only = len(self.model.inputs) == 1 and re.fullmatch(r"input(_layer)?(_[0-9]+)?", layer.name)
        clash = len(self.model.inputs) == 1 and identifier(layer.name) in self.taken
        self.variables[Source(call.id)] = variable = self.fresh("inputs" if only or clash else layer.name)
        head, arguments = constructor(layer, self.said.get(layer.id))
        return [_call(f"{variable} = {head}", arguments)]

    def argument(self, call: Call) -> str:
        """The variable that feeds a call with one input."""
        source = next(iter(call.inputs), None)
        if source is None or source not in self.variables:
            layer = self.model.layers[call.layer]
            raise KerasConfigError(say("{name}: an input is not connected.", name=layer.name or "An Output"))
        return self.variables[source]

    def call(self, call: Call) -> list[str]:
        layer = self.model.layers[call.layer]
        tensors = self.arguments(call)
        if self.waiting in call.inputs:
            self.waiting = None
        if isinstance(layer.spec, Operation):
            variables = [self.variables[s] for s in call.inputs if s is not None]
            return [f"    {self.target(call)} = {operation_text(layer.spec, variables)}"]
        ready = self.holder(call)
        target = self.target(call)
        if call.layer in self.shared:
            made = self.shared[call.layer]
        else:
            head, arguments = constructor(layer, self.said.get(layer.id))
            made = f"{head}({', '.join(arguments)})"
        settings = dict(spec_of_call(self.model, call).call.non_default())
        if at_rest(call):  # settings are no part of the call: Keras takes none beside tensors that are handed on
            made = f"{AT_REST}({made}{f', {literal(settings)}' if settings else ''})"
            settings = {}
        given = ", ".join([tensors, *(f"{name}={literal(value)}" for name, value in settings.items())])
        return [*ready, f"    {target} = {made}({given})"]

    def arguments(self, call: Call) -> str:
        """The tensors between the brackets of a call."""
        spec = spec_of_call(self.model, call)
        wired = [s for s in call.inputs if s is not None]
        required = ports_of(self.document, spec).required
        missing = not wired or None in call.inputs[:required] or any(s not in self.variables for s in wired)
        if missing:
            name = self.model.layers[call.layer].name
            raise KerasConfigError(say("{name}: an input is not connected.", name=name))
        names = argument_names(spec)
        written: list[str] = []
        variables = [None if s is None else self.variables[s] for s in call.inputs]
        for number, (argument, given) in enumerate(tensors_by_argument(spec, variables)):
            text = given if isinstance(given, str) else _list(given)
            by_place = argument.name == names[number] and number < max(required, 1)
            written.append(text if by_place else f"{argument.name}={text}")
        return ", ".join(written)

    def holder(self, call: Call) -> list[str]:
        """Lines that make a layer which needs a variable of its own: one that is shared, or a model."""
        layer = self.model.layers[call.layer]
        if call.layer in self.shared:
            return []
        if isinstance(layer.spec, NestedModel) or sum(c.id in self.needed for c in self.model.calls_of(layer.id)) > 1:
            self.shared[call.layer] = variable = self.fresh(layer.name)
            return self.made(layer, variable)
        return []

    def common_layer(self, layer: LayerId) -> list[str]:
        """Lines that make a layer which several models have."""
        model = next(models_with(self.document, layer))
        said = written_names(self.document, model).get(layer)
        return self.made(model.layers[layer], self.common.variables[layer], said)

    def made(self, layer: Layer, variable: str, said: str | None = None) -> list[str]:
        said = said or self.said.get(layer.id)
        if not isinstance(layer.spec, NestedModel):
            head, arguments = constructor(layer, said)
            return [_call(f"{variable} = {head}", arguments)]
        given = self.common.arguments(layer.spec.model)
        function = self.builders.functions[layer.spec.model]
        if layer.spec.each_step:
            name = written_model_name(self.document.models[layer.spec.model])
            inner = f"{function}({', '.join([*given, *self.builders.given_name(layer, name)])})"
            lines = [_call(f"{variable} = layers.TimeDistributed", [inner, *_named(said)])]
        else:
            lines = [_call(f"{variable} = {function}", [*given, *self.builders.given_name(layer, said)])]
        return lines if layer.trainable else [*lines, f"    {variable}.trainable = False"]

    def target(self, call: Call) -> str:
        """The variables that take a call's results, separated by commas; `_` for one that nothing uses."""
        ports = ports_of_call(self.document, self.model, call).outputs
        sources = [Source(call.id, i) for i in range(len(ports))]
        names = [self.result(call, s, "" if len(ports) == 1 else port) for s, port in zip(sources, ports, strict=True)]
        given = spec_of_call(self.model, call).nested_results(names)
        return ", ".join(name if isinstance(name, str) else _taken_apart(name) for name in given)

    def result(self, call: Call, source: Source, port: str) -> str:
        uses = self.uses.get(source, 0)
        if not uses and port:
            return "_"
        leaves = any(source in self.model.calls[c].inputs for c in self.model.outputs)
        shared = sum(c.id in self.needed for c in self.model.calls_of(call.layer)) > 1
        fed = next(self.variables[s] for s in call.inputs if s is not None)
        if uses == 1 and leaves and len(self.model.outputs) == 1:
            self.variables[source] = "outputs"
            return "outputs"
        if uses == 1 and not leaves and self.waiting is None and (fed == "x" or not shared) and port in ("", "output"):
            self.waiting = source
            self.variables[source] = "x"
            return "x"
        name = self.model.layers[call.layer].name
        if shared and not port:
            number = [c.id for c in self.model.calls_of(call.layer)].index(call.id) + 1
            name = f"{name[:40]} call {number}" if fed == "x" or "_of_" in fed else f"{name[:40]} of {fed}"
        self.variables[source] = self.fresh(f"{name[:40]} {port}" if port not in ("", "output") else name)
        return self.variables[source]


def _call(head: str, arguments: list[str]) -> str:
    return f"    {head}({', '.join(arguments)})"


def _named(name: str | None) -> list[str]:
    return [] if name is None else [f"name={literal(name)}"]


def _one_or_list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _list(items: list[Any]) -> str:
    """A list of variables, in lists or not, as it is given."""
    return f"[{', '.join(_list(item) if isinstance(item, list) else str(item) for item in items)}]"


def _taken_apart(names: list[Any]) -> str:
    """The same as the target of an assignment."""
    inside = ", ".join(_taken_apart(name) if isinstance(name, list) else str(name) for name in names)
    return f"({inside},)" if len(names) == 1 else f"({inside})"
