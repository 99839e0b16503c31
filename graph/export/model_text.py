"""One model as a Python function that builds it with Keras' functional API."""

from __future__ import annotations

from collections.abc import Mapping

from graph.document.document import Call, Document, Layer, LayerId, Model, ModelId, Source
from graph.document.names import identifier
from graph.document.nesting import call_order, ports_of, ports_of_call, spec_of_call
from graph.document.sharing import models_with
from graph.export.common_layers import CommonLayers
from graph.export.layer_text import constructor
from graph.export.operation_text import operation_text
from graph.export.python_text import RESERVED, call_lines, literal
from graph.inference.program import feeding
from graph.keras.calls import argument_names, tensors_by_argument
from graph.keras.config import KerasConfigError, keras_names, renamed_outputs
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.operations.operation import Operation
from graph.specs.message import say


def model_function(
    document: Document, model: Model, functions: Mapping[ModelId, str], common: CommonLayers, outermost: bool = True
) -> list[str]:
    """Lines of `def function(name=…)` that returns the model; `functions` names those of all models.

    The outermost makes the layers that several models have, the others are given them.
    """
    body = _Body(document, model, functions, common)
    made = [line for layer in common.variables for line in body.common_layer(layer)] if outermost else []
    name = literal(model.name.replace("/", "_") or "model")
    parameters = ", ".join([*common.arguments(model.id), f"name={name}"])
    return [f"def {functions[model.id]}({parameters}):", *made, *body.lines()]


def needed_calls(model: Model) -> set[str]:
    """The calls that the script makes: those that feed an output, and every Input."""
    return feeding(model) | set(model.inputs)


class _Body:
    """Writes the calls of one model in order, and gives each result a variable.

    A result that is used once is called `x` while no other `x` waits to be used; so a chain reads as `x = …(x)`. What
    branches off, or leaves the model, is named after its layer.
    """

    def __init__(
        self, document: Document, model: Model, functions: Mapping[ModelId, str], common: CommonLayers
    ) -> None:
        self.document, self.model, self.functions, self.common = document, model, functions, common
        self.names = keras_names(model)
        self.needed = needed_calls(model)
        self.taken = {*RESERVED, *functions.values(), *common.variables.values()}
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
        renamed = {**self.operations_named(), **renamed_outputs(model)}
        for call_id in model.outputs:
            result = self.argument(model.calls[call_id])
            if call_id in renamed:
                variable = self.fresh(renamed[call_id])
                written.append(f"    {variable} = layers.Identity(name={literal(renamed[call_id])})({result})")
                result = variable
            results.append(result)
        inputs = [self.variables[Source(c)] for c in model.inputs]
        arguments = [f"inputs={_one_or_list(inputs)}", f"outputs={_one_or_list(results)}", "name=name"]
        return [*written, *call_lines("return keras.Model", arguments)]

    def operations_named(self) -> dict[str, str]:
        """Outputs that operations feed where there are several: what Keras calls these depends on what was before."""
        sources = {call: next(iter(self.model.calls[call].inputs), None) for call in self.model.outputs}
        holders = {c: self.model.layer_of(s.call) for c, s in sources.items() if s is not None}
        found = {c: self.names[h.id] for c, h in holders.items() if isinstance(h.spec, Operation)}
        return found if len(self.model.outputs) > 1 else {}

    def fresh(self, name: str) -> str:
        variable = identifier(name, self.taken)
        self.taken.add(variable)
        return variable

    def input(self, call: Call) -> list[str]:
        layer = self.model.layers[call.layer]
        self.variables[Source(call.id)] = variable = self.fresh(layer.name)
        head, arguments = constructor(layer, self.names[layer.id])
        return call_lines(f"{variable} = {head}", arguments)

    def argument(self, call: Call) -> str:
        """The variable that feeds a call with one input."""
        source = next(iter(call.inputs), None)
        if source is None or source not in self.variables:
            layer = self.model.layers[call.layer]
            raise KerasConfigError(say("{name}: an input is not connected.", name=layer.name or "An Output"))
        return self.variables[source]

    def call(self, call: Call) -> list[str]:
        layer = self.model.layers[call.layer]
        given = self.arguments(call)
        if self.waiting in call.inputs:
            self.waiting = None
        if isinstance(layer.spec, Operation):
            variables = [self.variables[s] for s in call.inputs if s is not None]
            return [f"    {self.target(call)} = {operation_text(layer.spec, variables)}"]
        ready = self.holder(call)
        target = self.target(call)
        if ready:
            return [*ready, f"    {target} = {self.shared[call.layer]}({given})"]
        if call.layer in self.shared:
            return [f"    {target} = {self.shared[call.layer]}({given})"]
        head, arguments = constructor(layer, self.names[layer.id])
        return call_lines(f"{target} = {head}", arguments, f"({given})")

    def arguments(self, call: Call) -> str:
        """What stands between the brackets of a call."""
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
            text = given if isinstance(given, str) else f"[{', '.join(map(str, given))}]"
            by_place = argument.name == names[number] and number < max(required, 1)
            written.append(text if by_place else f"{argument.name}={text}")
        written += [f"{name}={literal(value)}" for name, value in spec.call.non_default()]
        return ", ".join(written)

    def holder(self, call: Call) -> list[str]:
        """Lines that make a layer which needs a variable of its own: one that is shared, or a model."""
        layer = self.model.layers[call.layer]
        if call.layer in self.shared:
            return []
        if isinstance(layer.spec, NestedModel) or sum(c.id in self.needed for c in self.model.calls_of(layer.id)) > 1:
            self.shared[call.layer] = variable = self.fresh(layer.name)
            return self.made(layer, variable, self.names[layer.id])
        return []

    def common_layer(self, layer: LayerId) -> list[str]:
        """Lines that make a layer which several models have."""
        model = next(models_with(self.document, layer))
        return self.made(model.layers[layer], self.common.variables[layer], keras_names(model)[layer])

    def made(self, layer: Layer, variable: str, name: str) -> list[str]:
        if not isinstance(layer.spec, NestedModel):
            head, arguments = constructor(layer, name)
            return call_lines(f"{variable} = {head}", arguments)
        given = self.common.arguments(layer.spec.model)
        if layer.spec.each_step:
            inner = f"{self.functions[layer.spec.model]}({', '.join(given)})"
            lines = call_lines(f"{variable} = layers.TimeDistributed", [inner, f"name={literal(name)}"])
        else:
            given = [*given, f"name={literal(name)}"]
            lines = call_lines(f"{variable} = {self.functions[layer.spec.model]}", given)
        return lines if layer.trainable else [*lines, f"    {variable}.trainable = False"]

    def target(self, call: Call) -> str:
        """The variables that take a call's results, separated by commas; `_` for one that nothing uses."""
        ports = ports_of_call(self.document, self.model, call).outputs
        sources = [Source(call.id, i) for i in range(len(ports))]
        names = [self.result(call, s, "" if len(ports) == 1 else port) for s, port in zip(sources, ports, strict=True)]
        return ", ".join(names)

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


def _one_or_list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"
