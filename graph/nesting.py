"""Models inside models: what a model looks like from outside, and which models use which."""

from __future__ import annotations

from heapq import heappop, heappush

import networkx as nx

from graph.document import CallId, Document, Layer, Model, ModelId
from graph.layers.core import Input, Output
from graph.layers.core import Model as ModelSpec
from graph.layers.unknown import UnknownSpec
from graph.names import output_names
from graph.spec import Ports, Spec


def ports_of(document: Document, spec: Spec) -> Ports:
    """The ports of a layer; of a model used as a layer: its Inputs and Outputs by name."""
    if not isinstance(spec, ModelSpec):
        return spec.ports()
    model = document.models.get(spec.model)
    if model is None:
        return Ports(inputs=(), outputs=(), required=0)
    inputs = tuple(model.layer_of(c).name for c in model.inputs)
    return Ports(inputs, output_names(model), required=len(inputs))


def is_input(layer: Layer) -> bool:
    """Whether data enters here; an Input that can't be read still has its place among the inputs."""
    return isinstance(layer.spec, Input) or (isinstance(layer.spec, UnknownSpec) and layer.spec.kind == "Input")


def is_output(layer: Layer) -> bool:
    """Whether a result leaves here; an Output that can't be read still has its place among the outputs."""
    return isinstance(layer.spec, Output) or (isinstance(layer.spec, UnknownSpec) and layer.spec.kind == "Output")


def uses(document: Document) -> nx.MultiDiGraph:
    """Models as nodes, an edge from user to used for every layer that is a model."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(document.models)
    for model in document.models.values():
        for layer in model.layers.values():
            if isinstance(layer.spec, ModelSpec):
                graph.add_edge(model.id, layer.spec.model, key=layer.id)
    return graph


def would_contain_itself(document: Document, user: ModelId, used: ModelId) -> bool:
    """Whether making `used` a layer of `user` would put a model into itself."""
    graph = uses(document)
    return user == used or (used in graph and nx.has_path(graph, used, user))


def call_graph(model: Model) -> nx.MultiDiGraph:
    """The calls of one model as nodes, its wires as edges keyed by port; `source` is the output a wire starts from."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(model.calls)
    for source, call, port in model.wires():
        if source.call in model.calls:
            graph.add_edge(source.call, call, key=port, source=source.output)
    return graph


def call_order(model: Model) -> list[CallId]:
    """The calls so that every call comes after its sources, otherwise as they were made; calls in a cycle are left out.

    So are those behind a cycle. Kahn's algorithm with the oldest ready call first; written out because it runs after
    every edit, and networkx' own takes four times as long on 1,000 calls.
    """
    position = {call: i for i, call in enumerate(model.calls)}
    waiting: dict[CallId, int] = dict.fromkeys(model.calls, 0)
    users: dict[CallId, list[CallId]] = {}
    for source, call, _ in model.wires():
        if source.call in waiting:
            waiting[call] += 1
            users.setdefault(source.call, []).append(call)
    ready = [(i, call) for call, i in position.items() if not waiting[call]]
    order: list[CallId] = []
    while ready:
        _, call = heappop(ready)
        order.append(call)
        for user in users.get(call, ()):
            waiting[user] -= 1
            if not waiting[user]:
                heappush(ready, (position[user], user))
    return order


def feeds(model: Model, call: CallId, target: CallId) -> bool:
    """Whether `target` depends on what `call` gives, directly or through others; a call counts as feeding itself."""
    seen, waiting = {target}, [target]
    while waiting:
        here = waiting.pop()
        if here == call:
            return True
        holder = model.calls.get(here)
        for source in holder.inputs if holder else ():
            if source is not None and source.call not in seen:
                seen.add(source.call)
                waiting.append(source.call)
    return False


def cycles(model: Model) -> list[list[CallId]]:
    """Every knot of calls that feed each other, each as the list of its calls in the order in which they were made."""
    if len(call_order(model)) == len(model.calls):
        return []
    graph = nx.DiGraph(call_graph(model))
    position = {call: i for i, call in enumerate(model.calls)}
    knots = [k for k in nx.strongly_connected_components(graph) if len(k) > 1 or graph.has_edge(*[next(iter(k))] * 2)]
    return sorted((sorted(knot, key=position.__getitem__) for knot in knots), key=lambda knot: position[knot[0]])
